"""Who was erased stays away: by every way to reach them, however it is written, and by name.

Every write asks here. What is kept of an erased lead, and what is asked of one that comes, are
made side by side, so that neither knows a spelling that the other does not.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from leadq.adapters.phone_owner import find_phone_owner
from leadq.adapters.phones import is_phone
from leadq.errors import RefusedError
from leadq.store.privacy.people import each_named, reaches_of
from leadq.store.privacy.suppression import (
    LEAD,
    NAMED,
    Suppressed,
    Value,
    lift_suppression,
    read_suppressed,
)
from leadq.store.privacy.written import read_written
from leadq.store.repo_values import ReachValue
from leadq.store.unit import Unit
from leadq.usecases.keys import fold

_WECHAT_LABEL = re.compile(
    r"^(?:微信号?|v信|威信|wechat|weixin|we-chat|wx|vx)(?:id|号)?[:：=]", re.IGNORECASE
)
_MAIL_LABEL = re.compile(r"^(?:mailto:|.*<)", re.IGNORECASE)
_MAIL_TAG = re.compile(r"\+[^@]*(?=@)")


class Who(NamedTuple):
    """Somebody who comes, or goes: a lead, or a person around one under its company."""

    name: str
    company: str | None
    reaches: tuple[ReachValue, ...] = ()
    uid: str = ""


def kept_of(who: Who, region: str) -> set[Value]:
    """Return what is kept of somebody who is erased, the key of the lead apart."""
    values = {_name_of(who)} if who.name else set()
    for reach in who.reaches:
        values |= {Value(reach.kind, reach.norm), *_spellings(reach, region)}
    return values


class Gate:
    """Asks whether somebody was erased; where nobody was, that costs nothing.

    ``region`` is the home country of phones.
    """

    def __init__(self, suppressed: Suppressed, region: str) -> None:
        self.suppressed = suppressed
        self.region = region

    def __bool__(self) -> bool:
        return bool(self.suppressed)

    def asked_of(self, who: Who) -> Iterator[tuple[str, Value]]:
        """Yield what somebody would be known by, each with what it was made of.

        A name says who it is together with a company, or where nothing else is known.
        """
        if who.uid:
            yield who.name, Value(LEAD, who.uid)
        for reach in who.reaches:
            yield reach.typed, Value(reach.kind, reach.norm)
            for value in _spellings(reach, self.region):
                yield reach.typed, value
                line, extension, _ = value.text.partition(";")
                if extension:
                    yield reach.typed, value._replace(text=line)
        if who.company or not who.reaches:
            yield who.name, _name_of(who)

    def stops(self, who: Who) -> bool:
        """Tell whether somebody was erased before."""
        return bool(self.suppressed) and self.suppressed.holds(
            value for _given, value in self.asked_of(who)
        )

    def matched(self, who: Who) -> dict[str, list[Value]]:
        """Return by what somebody is known among those who were erased."""
        found: dict[str, list[Value]] = {}
        for given, value in self.asked_of(who):
            if self.suppressed.holds([value]):
                found.setdefault(given, []).append(value)
        return found


def open_gate(conn: sqlite3.Connection, region: str) -> Gate:
    """Return the gate of a store."""
    return Gate(read_suppressed(conn), region)


def list_erased(conn: sqlite3.Connection, suppressed: Suppressed, region: str) -> set[int]:
    """Return the leads of a store, such as one that was put back, who were erased elsewhere."""
    gate = Gate(suppressed, region)
    return {
        lead
        for lead, uid, name, company in each_named(conn)
        if gate.stops(Who(name, company, reaches_of(conn, lead), uid))
    }


def refuse_erased(unit: Unit, region: str, insists: bool) -> None:
    """Raise RefusedError when a command has written somebody who was erased.

    Whoever ``insists`` lets them in for good. What only moved between leads was not away.
    """
    gate = open_gate(unit.conn, region)
    if not gate:
        return
    for row in read_written(unit.conn, unit.command):
        for given, values in gate.matched(Who(*row)).items():
            if not insists:
                raise RefusedError("erased_before", hint="erased_before", given=given)
            lift_suppression(unit.conn, values)


def _name_of(who: Who) -> Value:
    return Value(NAMED, f"{fold(who.name)}\n{fold(who.company or '')}")


def _spellings(reach: ReachValue, region: str) -> Iterable[Value]:
    """Yield what other ways of writing the same come to."""
    text = unicodedata.normalize("NFKC", reach.typed).strip()
    if reach.kind == "email":
        plain = _MAIL_LABEL.sub("", text.casefold()).rstrip(".>").strip()
        yield Value("email", _MAIL_TAG.sub("", plain))
        return
    if reach.kind == "wechat":
        text = _WECHAT_LABEL.sub("", "".join(text.split()))
        yield Value("wechat", f"wx:{text.casefold()}")
        if not is_phone(text) or text[0].isalpha():
            return
    digits, extension = find_phone_owner(text, region)
    if digits:
        yield Value("phone", f"{digits};{extension}" if extension else digits)
