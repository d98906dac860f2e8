"""What the record of a lead in an export of everything has to look like, column by column."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from leadq.domain import fields
from leadq.domain.grading.outlook import STATUSES
from leadq.domain.typing.days import FIRST_YEAR, LAST_YEAR
from leadq.domain.typing.texts import is_blank
from leadq.domain.words import AFTER_SLOTS, CHANNELS, SLOTS
from leadq.errors import RefusedError
from leadq.store.read.read_leads import FOREVER
from leadq.usecases.importing.row_lead import UID
from leadq.usecases.joining.newer_fields import read_instant

Record = Mapping[str, Any]
Reader = Callable[[Any], Any]
_HIGHEST_NUMBER = 10**9
_LARGEST_AMOUNT = 1e18
_CLOCK = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_MAN = re.compile(r"[Mm?][Aa?][Nn?]")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError
    value.encode()
    return value


def _name(value: Any) -> str:
    if is_blank(_text(value)):
        raise ValueError
    return str(value)


def _uid(value: Any) -> str:
    if not UID.fullmatch(_text(value)):
        raise ValueError
    return str(value)


def _day(value: Any) -> str:
    day = date.fromisoformat(_text(value))
    # days that are counted on from must not leave the calendar
    if day.isoformat() != value or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError
    return str(value)


def _last_day(value: Any) -> str:
    return FOREVER if value == FOREVER else _day(value)


def _clock(value: Any) -> str:
    if not _CLOCK.fullmatch(_text(value)):
        raise ValueError
    return str(value)


def _instant(value: Any) -> str:
    found = read_instant(_text(value))
    if not found:
        raise ValueError
    return found


def _amount(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError
    if not (math.isfinite(value) and abs(value) <= _LARGEST_AMOUNT):
        raise ValueError
    return float(value)


def _paid(value: Any) -> float:
    paid = _amount(value)
    if paid <= 0:
        raise ValueError
    return paid


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError
    if not 0 <= value <= _HIGHEST_NUMBER:
        raise ValueError
    return value


def _flag(value: Any) -> int:
    if value not in (0, 1):
        raise ValueError
    return int(value)


def _texts(value: Any) -> list[str]:
    if not isinstance(value, list):
        raise ValueError
    return [_text(one) for one in value]


def _mapping(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError
    json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    return value


def _maybe(reader: Reader) -> Reader:
    return lambda value: None if value is None else reader(value)


def _one_of(*allowed: str) -> Reader:
    def read(value: Any) -> str:
        if value not in allowed:
            raise ValueError
        return str(value)

    return read


def _slot(value: Any) -> str | None:
    """Return a row of the schedule; a text that is none says nothing about a step."""
    return slot if (slot := _text(value)) in (*SLOTS, *AFTER_SLOTS) else None


def _man(value: Any) -> str:
    if not _MAN.fullmatch(_text(value)):
        raise ValueError
    return str(value)


_WORDS = _maybe(_text)
_TIMES: dict[str, Reader] = {"created_at": _instant, "updated_at": _instant}
_ROW: dict[str, Reader] = {"id": _uid, "owner": _WORDS, "created_at": _instant}
_GRADE = _one_of("A", "B", "C")
_SET_BY = _one_of("rule", "rep")
_KINDS: dict[str, Reader] = {
    fields.TEXT: _text, fields.TRADE: _name, fields.STATUS: _one_of(*STATUSES), fields.DAY: _day,
    fields.MONEY: _amount, fields.LINK: _uid, fields.LIST: _texts, fields.MAPPING: _mapping,
}  # fmt: skip
_NEVER_NULL = (fields.STATUS, fields.LIST, fields.MAPPING)


def _reader(field: fields.LeadField) -> Reader:
    """Return what reads a column of a lead; one that is needed holds more than spaces."""
    if field.kind == fields.CHOICE:
        return _maybe(_one_of(*field.allowed))
    reader = _KINDS[field.kind]
    if field.needed:
        return _name if field.kind == fields.TEXT else reader
    return reader if field.kind in _NEVER_NULL else _maybe(reader)


LEAD: dict[str, Reader] = {
    "id": _uid,
    "number": _count,
    **{name: _reader(fields.BY_NAME[name]) for name in fields.COLUMNS},
    **_TIMES,
}
ROWS: dict[str, dict[str, Reader]] = {
    "reaches": {
        "kind": _one_of("phone", "email", "wechat"), "typed": _name, "e164": _WORDS, "norm": _name,
    },
    "contacts": {
        **_ROW, "name": _name, "phone": _WORDS, "note": _WORDS, "updated_at": _instant,
        "role": _one_of("approver", "decider", "supporter", "influencer", "gatekeeper"),
        "attitude": _maybe(_one_of("for", "neutral", "against")),
    },
    "facts": {**_ROW, "fact": _name, "value": _text, "note": _WORDS, "noted_on": _day},
    "touches": {
        **_ROW, "by": _one_of(*CHANNELS), "on_day": _day, "at_time": _maybe(_clock),
        "outcome": _one_of("reached", "no_answer", "declined"), "said": _WORDS,
        "objection": _WORDS,
    },
    "followups": {
        **_ROW, "on_day": _day, "at_time": _maybe(_clock), "place": _WORDS, "goal": _text,
        "by": _one_of(*CHANNELS), "set_by": _SET_BY, "set_on": _day, "slot": _maybe(_slot),
        "state": _one_of("open", "queued", "done", "moved", "cancelled"), "reason": _WORDS,
        "updated_at": _instant,
    },
    "promises": {
        **_ROW, "text": _text, "due_on": _maybe(_day), "updated_at": _instant,
        "state": _one_of("open", "kept", "cancelled"), "complaint": _maybe(_uid),
    },
    "overrides": {
        **_ROW, "grade": _GRADE, "reason": _text, "set_on": _day, "cleared": _flag,
        "updated_at": _instant,
    },
    "purchases": {
        **_ROW, "on_day": _day, "amount": _paid, "product": _WORDS, "note": _WORDS,
        "noted_by": _one_of("rep", "win", "file"), "updated_at": _instant,
    },
    "complaints": {
        **_ROW, "on_day": _day, "text": _text, "product": _WORDS, "feeling": _WORDS,
        "thanked": _WORDS, "apologised": _WORDS, "details": _WORDS, "cause": _WORDS,
        "lesson": _WORDS, "state": _one_of("open", "solved", "closed"), "solution": _WORDS,
        "solved_on": _maybe(_day), "checked_on": _maybe(_day),
        "satisfied": _maybe(_one_of("yes", "no")), "missing": _WORDS, "updated_at": _instant,
    },
    "outlook": {
        "first_day": _day, "until_day": _last_day, "status": _one_of(*STATUSES),
        "grade": _maybe(_GRADE), "grade_best": _maybe(_GRADE), "grade_by": _SET_BY, "man": _man,
        "signals": _count, "next_on": _maybe(_day), "recheck": _maybe(_day),
    },
}  # fmt: skip
_RENAMED = {"id": "uid"}
"""Keys that travel, by the names they have in the store."""


def parse_lead(record: Record) -> dict[str, Any]:
    """Return the columns of a lead, every one checked. Raises RefusedError bad_record."""
    return _read_columns("", record, LEAD)


def parse_belongings(record: Record, what: str) -> list[dict[str, Any]]:
    """Return the rows of one kind that belong to a lead. Raises RefusedError bad_record."""
    rows = record.get(what, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise RefusedError("bad_record", place=what)
    return [_read_columns(f"{what}[{place}].", row, ROWS[what]) for place, row in enumerate(rows)]


def _read_columns(place: str, row: Record, readers: Mapping[str, Reader]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, reader in readers.items():
        try:
            found[_RENAMED.get(name, name)] = reader(row.get(name))
        except (ValueError, TypeError, OverflowError, RecursionError):
            raise RefusedError("bad_record", place=f"{place}{name}") from None
    return found


def check_spans(spans: Sequence[Mapping[str, Any]]) -> None:
    """Raise RefusedError bad_record for spans of days that overlap or run backwards."""
    last = ""
    for span in spans:
        if not last < span["first_day"] <= span["until_day"]:
            raise RefusedError("bad_record", place="outlook")
        last = span["until_day"]
