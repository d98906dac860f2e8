"""Reads the value of a fact as a rep types it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date

from leadq.content.library import GRADING, Library
from leadq.content.model import YES_NO, FactDef
from leadq.content.naming import find_named, nearest_named
from leadq.content.texts import Named, Text
from leadq.domain.grading.facts import NO, UNKNOWN, YES
from leadq.domain.typing.amounts import amount_words, parse_rough_money
from leadq.domain.typing.birthday import parse_birthday
from leadq.domain.typing.tokens import read_token
from leadq.domain.typing.typed import parse_last_day
from leadq.errors import RefusedError, UsageError

_FEW = 4
"""So many values are all named; of more, those that are near."""
_UNKNOWN_TEXT = Text("unknown", "不知道")


def read_value(definition: FactDef, typed: object, today: date, region: str = "CN") -> str:
    """Return a typed value as it is stored: a token, an ISO date, a plain number or the text.

    Raises RefusedError for a value that the fact does not allow, UsageError for a day or
    number that cannot be read.
    """
    text = _as_text(typed)
    if read_token(text, (UNKNOWN,)):
        return UNKNOWN
    if definition.values:
        meant = _find_value(definition, text)
        if meant is None:
            raise _not_allowed(definition, text)
        return meant
    if not text:
        raise _not_allowed(definition, text)
    if definition.kind == "date":
        return parse_last_day(text, today, region).isoformat()
    if definition.kind == "birthday":
        return parse_birthday(text, today, region)
    return _read_number(text) if definition.kind == "number" else text


def read_answer(
    library: Library, fact: str, typed: object, profile_id: str, today: date, region: str = "CN"
) -> tuple[FactDef, str]:
    """Return the fact and the value that are meant, each by its id or words in either language.

    Raises RefusedError, which names the nearest and the script that shows them, and UsageError.
    """
    definition = library.fact(fact, profile_id)
    try:
        return definition, read_value(definition, typed, today, region)
    except RefusedError as error:
        error.params["script"] = library.script_of(definition.id, profile_id)
        raise


def _find_value(definition: FactDef, text: str) -> str | None:
    named = list(_named_values(definition))
    return find_named(text, named) or (
        read_token(text, YES_NO) if definition.kind == "yes_no" else None
    )


def _named_values(definition: FactDef) -> Iterable[Named]:
    for words in (definition.says, definition.choices):
        for value in reversed(definition.values):
            yield Named(value, words.get(value, Text(value, value)))


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
        number = float(parse_rough_money(text))
    except UsageError as error:
        raise UsageError("not_a_number", hint="not_a_number", given=text) from error
    if not math.isfinite(number):
        raise UsageError("not_a_number", hint="not_a_number", given=text)
    return amount_words(number)


def _not_allowed(definition: FactDef, text: str) -> RefusedError:
    named = list(_named_values(definition))[: len(definition.values)]
    near = nearest_named(text, named) if len(named) > _FEW else ()
    return RefusedError(
        "bad_fact_value",
        hint="bad_fact_value" if definition.values else "bad_fact_empty",
        fact=Named(definition.id, definition.label),
        given=text,
        near=near,
        allowed=named and [*named, Named(UNKNOWN, _UNKNOWN_TEXT)],
        script=GRADING,
    )
