"""Reads the value of a fact as a rep types it."""

from __future__ import annotations

import math
from datetime import date

from leadq.content.model import FactDef
from leadq.domain.grading.facts import NO, UNKNOWN, YES
from leadq.domain.typing.birthday import parse_birthday
from leadq.domain.typing.typed import parse_day, parse_money
from leadq.errors import RefusedError, UsageError

_WORDS = {
    YES: ("yes", "y", "true", "1", "是", "有", "对", "是的"),
    NO: ("no", "n", "false", "0", "否", "没有", "无", "不是", "不", "没"),
    UNKNOWN: ("unknown", "?", "？", "不知道", "未知", "不清楚"),
}
_MEANINGS = {word: value for value, words in _WORDS.items() for word in words}


def read_value(definition: FactDef, typed: object, today: date) -> str:
    """Return a typed value as it is stored: a token, an ISO date, a plain number or the text.

    Raises RefusedError for a value that the fact does not allow, UsageError for a day or
    number that cannot be read.
    """
    text = _as_text(typed)
    word = text.casefold()
    if word in _WORDS[UNKNOWN]:
        return UNKNOWN
    if definition.kind == "yes_no" and word in _MEANINGS:
        return _MEANINGS[word]
    if definition.kind == "choice":
        for value in definition.values:
            names = (value, *definition.choices.get(value, ()), *definition.says.get(value, ()))
            if word in (name.casefold() for name in names):
                return value
    if definition.kind in ("yes_no", "choice") or not text:
        raise _not_allowed(definition, text)
    if definition.kind == "date":
        return parse_day(text, today).isoformat()
    if definition.kind == "birthday":
        return parse_birthday(text, today)
    return _read_number(text) if definition.kind == "number" else text


def _as_text(typed: object) -> str:
    if typed is None:
        return UNKNOWN
    if isinstance(typed, bool):
        return YES if typed else NO
    try:
        return (typed.isoformat() if isinstance(typed, date) else str(typed)).strip()
    except ValueError:
        # Python writes no whole number of more than 4300 digits
        raise UsageError("not_a_number", hint="not_a_number", given="…") from None


def _read_number(text: str) -> str:
    try:
        number = float(parse_money(text))
    except UsageError as error:
        raise UsageError("not_a_number", hint="not_a_number", given=text) from error
    if not math.isfinite(number):
        raise UsageError("not_a_number", hint="not_a_number", given=text)
    return f"{number:.15g}"


def _not_allowed(definition: FactDef, text: str) -> RefusedError:
    allowed = {
        "yes_no": f"{YES}, {NO}, {UNKNOWN}",
        "choice": ", ".join((*definition.values, UNKNOWN)),
    }
    return RefusedError(
        "bad_fact_value",
        hint="bad_fact_value" if definition.kind in allowed else "bad_fact_empty",
        fact=definition.id,
        given=text,
        allowed=allowed.get(definition.kind, ""),
    )
