"""Turns one row of a foreign table into a lead's fields, or says why it cannot be taken."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from leadq.domain.outlook import OPEN, PARKED, STATUSES
from leadq.domain.rules import CHANNELS
from leadq.errors import LeadqError, RefusedError
from leadq.exchange.aliases import Row, map_status
from leadq.exchange.dates import DateColumn
from leadq.exchange.values import split_values
from leadq.store.repo_values import ReachValue
from leadq.usecases.desk import Desk
from leadq.usecases.keys import read_reaches

DATE_FIELDS = ("created_on", "next_on", "need_by", "parked_until")
_PLAIN = ("company", "address", "region", "source", "product", "owner", "note", "reason")
_MONEY = ("budget", "amount")
_PHONE_BREAKS = re.compile(r"[/、,，;；|\n]+")


@dataclass
class Candidate:
    """One row that can be taken: columns of a lead, ways to reach it, facts and plan."""

    fields: dict[str, Any]
    reaches: list[ReachValue]
    uid: str = ""
    created_on: date | None = None
    need_by: date | None = None
    next_on: date | None = None
    next_by: str = ""
    next_goal: str = ""


@dataclass
class RowReader:
    """Reads rows of one table; ``columns`` are its date columns by header."""

    desk: Desk
    mapping: Mapping[str, str | None]
    columns: dict[str, DateColumn] = field(default_factory=dict)

    def read(self, row: Row) -> Candidate:
        """Return the row as a candidate. Raises LeadqError with the reason to reject it."""
        extra: dict[str, Any] = {**_own_extra(row), **row.extra}
        fields: dict[str, Any] = {name: _joined(row, name) for name in _PLAIN}
        name = row.first("name").strip() or fields["company"]
        if not name:
            raise RefusedError("row_without_name")
        dates = {name: self._date(row, name) for name in DATE_FIELDS}
        reaches = self._reaches(row, extra)
        for money in _MONEY:
            fields[money] = _money(row.first(money), money, extra)
        fields |= {"name": name, "tags": _tags(row), "profile": self._profile(row)}
        fields |= _status(row, dates["parked_until"], self._status_header(), extra)
        fields["owner"] = fields["owner"] or self.desk.me or None
        fields["extra"] = extra
        return Candidate(
            fields=fields,
            reaches=reaches,
            uid=row.first("id").strip(),
            created_on=dates["created_on"],
            need_by=dates["need_by"],
            next_on=dates["next_on"],
            next_by=row.first("next_by").strip().lower(),
            next_goal=row.first("next_goal").strip(),
        )

    def _status_header(self) -> str:
        return next((header for header, name in self.mapping.items() if name == "status"), "")

    def _date(self, row: Row, name: str) -> date | None:
        given = row.first(name)
        column = self.columns.get(name) or DateColumn()
        try:
            return column.read(given)
        except ValueError:
            raise RefusedError("row_bad_date", field=name, given=given) from None

    def _profile(self, row: Row) -> str:
        return self.desk.library.profile(row.first("profile").strip() or self.desk.profile).id

    def _reaches(self, row: Row, extra: dict[str, Any]) -> list[ReachValue]:
        """Return phones, emails and WeChat; what is none of them is kept aside in ``extra``."""
        from leadq.adapters.phones import looks_scientific

        found: dict[str, ReachValue] = {}
        kinds = (("phone", "phones"), ("email", "emails"), ("wechat", "wechat"))
        for kind, name in kinds:
            for typed in _several(row.fields.get(name, ()), kind):
                if kind == "phone" and looks_scientific(typed):
                    raise RefusedError("row_scientific_phone", given=typed)
                try:
                    for reach in read_reaches(kind, [typed], self.desk.region):
                        found.setdefault(reach.norm, reach)
                except LeadqError:
                    extra[name] = f"{extra[name]}; {typed}" if name in extra else typed
        return list(found.values())


def _own_extra(row: Row) -> dict[str, Any]:
    """Return what leadq's own export kept in its extra cell."""
    given = row.first("extra").strip()
    if not given:
        return {}
    import json

    try:
        found = json.loads(given)
    except (ValueError, RecursionError):
        return {"extra": given}
    return found if isinstance(found, dict) else {"extra": given}


def _joined(row: Row, name: str) -> str | None:
    words = list(dict.fromkeys(cell.strip() for cell in row.fields.get(name, ()) if cell.strip()))
    return (" " if name in ("address", "region") else "\n").join(words) or None


def _several(cells: Any, kind: str) -> list[str]:
    values = [value.strip() for cell in cells for value in split_values(cell)]
    if kind == "wechat":
        return [value for value in values if value]
    parts: list[str] = []
    for value in values:
        from leadq.adapters.phones import is_phone

        whole = kind == "phone" and is_phone(value)
        parts += [value] if whole else _PHONE_BREAKS.split(value)
    return [part.strip() for part in parts if part.strip()]


def _tags(row: Row) -> list[str]:
    values = (value.strip() for cell in row.fields.get("tags", ()) for value in split_values(cell))
    return list(dict.fromkeys(value for value in values if value))


def _money(given: str, name: str, extra: dict[str, Any]) -> float | None:
    from leadq.domain.typed import parse_money

    if not given.strip():
        return None
    try:
        return parse_money(given)
    except LeadqError:
        extra[name] = given
        return None


def _status(
    row: Row, parked_until: date | None, header: str, extra: dict[str, Any]
) -> dict[str, Any]:
    """Return status and day of return; another program's own word is kept in ``extra``."""
    given = row.first("status").strip()
    status = map_status(given) or OPEN
    if given and given not in STATUSES:
        extra.setdefault(header, given)
    if status == PARKED and parked_until is None:
        status = OPEN
    return {"status": status, "parked_until": parked_until if status == PARKED else None}


def channel_of(typed: str, usual: str) -> str:
    """Return a channel of the program, or the usual one for any other word."""
    return typed if typed in CHANNELS else usual
