"""Reads conditions on facts as they are typed: ``ID``, ``ID?``, ``ID=VALUE``, ``ID<VALUE`` …"""

from __future__ import annotations

import re
from collections.abc import Iterable

from leadq.content.model import FactDef
from leadq.domain.grading.facts import UNKNOWN
from leadq.domain.typing.texts import narrow
from leadq.errors import UsageError
from leadq.store.search.conditions import (
    ABOVE,
    BELOW,
    HOLDS,
    IS,
    IS_NOT,
    KNOWN,
    OPEN,
    FactTest,
)
from leadq.usecases.desk import Desk
from leadq.usecases.grading.values import read_answer

_SIGNS = re.compile("[!！][=＝]|[?？=＝<＜>＞~～]")
_EVERY_YEAR = "--"
_MONTH_AND_DAY = slice(-len("12-31"), None)


def read_conditions(desk: Desk, typed: Iterable[str]) -> tuple[FactTest, ...]:
    """Return the conditions that were typed; what is stale still counts as known (§4).

    Raises UsageError for one that cannot be read, RefusedError for an unknown fact or value.
    """
    return tuple(_read(desk, one) for one in typed)


def _read(desk: Desk, typed: str) -> FactTest:
    sign = _SIGNS.search(typed)
    id_ = (typed[: sign.start()] if sign else typed).strip()
    test, value = (narrow(sign.group()), typed[sign.end() :].strip()) if sign else (KNOWN, "")
    if not id_ or bool(value) == (test in (KNOWN, OPEN)) or _is_doubled(test, value):
        raise UsageError("bad_condition", hint="bad_condition", given=typed)
    trade = desk.trade_of(desk.profile).id
    definition = desk.library.fact(id_, trade)
    if test in (KNOWN, OPEN):
        return FactTest(definition.id, test)
    if test == HOLDS:
        return FactTest(definition.id, HOLDS, _values_with(definition, value), value)
    _, meant = read_answer(desk.library, definition.id, value, trade, desk.today, desk.region)
    return _compare(definition, test, meant)


def _is_doubled(test: str, value: str) -> bool:
    return test in (BELOW, ABOVE) and narrow(value[:1]) == IS


def _compare(definition: FactDef, test: str, value: str) -> FactTest:
    id_, kind = definition.id, definition.kind
    if value == UNKNOWN:
        return FactTest(id_, KNOWN if test == IS_NOT else OPEN)
    if test in (IS, IS_NOT):
        if kind == "birthday" and value.startswith(_EVERY_YEAR):
            # a birthday without its year is one of any year
            return FactTest(id_, test, (value[_MONTH_AND_DAY],), yearly=True)
        listed = definition.several
        return FactTest(id_, test, (value,), numeric=kind == "number", listed=listed)
    if definition.values:
        place = definition.values.index(value)
        passing = definition.values[:place] if test == BELOW else definition.values[place + 1 :]
        return FactTest(id_, IS, passing)
    if kind == "text":
        raise UsageError("condition_order", hint="condition_order", fact=id_, sign=test)
    yearly = kind == "birthday"
    limit = value[_MONTH_AND_DAY] if yearly else value
    return FactTest(id_, test, limit=limit, numeric=kind == "number", yearly=yearly)


def _values_with(definition: FactDef, part: str) -> tuple[str, ...]:
    """Return the values of a closed set whose words, in either language, hold a text."""
    folded = part.casefold()
    return tuple(
        value
        for value in definition.values
        if any(
            folded in word.casefold()
            for words in (definition.choices, definition.says)
            for word in words.get(value, ())
        )
    )
