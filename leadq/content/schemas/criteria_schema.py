"""Reads the grade table of a trade: each criterion, what A and B ask of its facts (method §4)."""

import math
from collections.abc import Mapping
from typing import NamedTuple

from leadq.content.model import FactDef
from leadq.content.schemas.schema import Toml
from leadq.content.texts import Text
from leadq.domain.grading.facts import UNKNOWN
from leadq.domain.grading.rules import Condition, Criterion

LEVELS = ("A", "B")
CRITERION_KEYS = ("id", "label", "facts", "A", "B", "any", "wants")
_BY_KIND = {"date": "within_days", "number": "at_least"}


class CriterionText(NamedTuple):
    """How a criterion is called and what each level wants, to print as "missing for A"."""

    label: Text
    wants: Mapping[str, Text]


def read_criteria(
    table: Toml, facts: Mapping[str, FactDef]
) -> list[tuple[Criterion, CriterionText]]:
    """Return the criteria of a profile in order, each with its wording; at least one is needed."""
    table.need("criteria", ("[[criteria]]",))
    ones = table.tables("criteria")
    if table.data.get("criteria") == []:
        table.bad("criteria", "missing", "", ("[[criteria]]",))
    found: list[tuple[Criterion, CriterionText]] = []
    seen: set[str] = set()
    for one in ones:
        one.only(CRITERION_KEYS)
        id_ = one.word("id")
        if id_ in seen:
            one.bad("id", "twice", id_)
        seen.add(id_ or "")
        pair = _read_criterion(one, id_ or "", facts)
        if pair:
            found.append(pair)
    return found


def _read_criterion(
    one: Toml, id_: str, facts: Mapping[str, FactDef]
) -> tuple[Criterion, CriterionText] | None:
    label, reads = one.text("label"), one.words("facts")
    for place, fact in enumerate(reads):
        if fact not in facts:
            one.bad(f"facts[{place}]", "unknown_fact", fact, facts)
    levels = {level: _read_level(one, level, reads, facts) for level in LEVELS}
    for place, fact in enumerate(reads):
        if all(levels.values()) and not any(fact in level for level in levels.values()):
            one.bad(f"facts[{place}]", "missing", fact, LEVELS)
    wants = one.table("wants", LEVELS)
    texts = {level: wants.text(level) for level in LEVELS} if wants else {}
    if wants:
        wants.only(LEVELS)
    if label is None:
        return None
    worded = {level: text for level, text in texts.items() if text}
    return Criterion(id_, reads, levels, one.flag("any")), CriterionText(label, worded)


def _read_level(
    one: Toml, level: str, reads: tuple[str, ...], facts: Mapping[str, FactDef]
) -> dict[str, Condition]:
    inner = one.table(level, reads)
    if inner is None:
        return {}
    inner.only(reads)
    if not inner.data:
        one.bad(level, "missing", "", reads)
    known = [fact for fact in reads if fact in inner.data and fact in facts]
    conditions = {fact: _read_condition(inner, facts[fact], facts) for fact in known}
    return {fact: condition for fact, condition in conditions.items() if condition}


def _read_condition(inner: Toml, fact: FactDef, facts: Mapping[str, FactDef]) -> Condition | None:
    if fact.values:
        return _read_allowed(inner, fact)
    key = _BY_KIND.get(fact.kind)
    if key is None:
        inner.bad(fact.id, "not_allowed", fact.kind, ("yes_no", "choice", "date", "number"))
        return None
    table = inner.table(fact.id, (key,))
    if table is None:
        return None
    table.only((key,) if key == "within_days" else (key, "of", "limits"))
    if key == "within_days":
        days = table.whole(key, 0)
        return None if days is None else Condition(within_days=days)
    return _read_at_least(table, facts)


def _read_allowed(inner: Toml, fact: FactDef) -> Condition | None:
    values = inner.words(fact.id)
    for value in values:
        if value not in (*fact.values, UNKNOWN):
            inner.bad(fact.id, "not_allowed", value, (*fact.values, UNKNOWN))
            return None
    return Condition(values=values) if values else None


def _read_at_least(table: Toml, facts: Mapping[str, FactDef]) -> Condition | None:
    if not table.need("at_least"):
        return None
    least = _number(table.data["at_least"])
    if least is None:
        table.bad("at_least", "wrong_type", table.data["at_least"], ("number",))
        return None
    if not table.has("of"):
        return Condition(at_least=least)
    of, inner = table.word("of"), table.table("limits", ())
    choice = facts.get(of or "")
    if of is None or inner is None or choice is None or not choice.values:
        table.bad("of", "unknown_fact", of or "", facts)
        return None
    inner.only(choice.values)
    limits = {name: _number(limit) for name, limit in inner.data.items()}
    for name, limit in limits.items():
        if limit is None and inner.data[name] is not False:
            inner.bad(name, "wrong_type", inner.data[name], ("number", "false"))
    return Condition(at_least=least, of=of, limits=limits)


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)
