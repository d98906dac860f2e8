"""One criterion of a profile against the facts of a day (method §4)."""

from collections.abc import Iterable
from datetime import date, timedelta
from math import isnan
from typing import NamedTuple

from leadq.domain.grading.facts import UNKNOWN, Fact, Known, value_of
from leadq.domain.grading.rules import Condition, Criterion, Rules

MET, NOT_MET, UNKNOWN_STATE, STALE = "met", "not_met", "unknown", "stale"
Levels = tuple[str | None, str | None]
"""The level that a criterion meets, and the best level still open to it."""


class Reading(NamedTuple):
    """How a criterion stands: the level it meets, the best level still open to it, its state."""

    criterion: Criterion
    level: str | None
    best: str | None
    state: str


def parse_deadline(value: str) -> date | None:
    """Return the day that a stored date names, or None when it names none."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def parse_number(value: str) -> float | None:
    """Return a stored number, or None for what is none (noted when the fact was another kind)."""
    try:
        number = float(value)
    except ValueError:
        return None
    return None if isnan(number) else number


def deadline_facts(rules: Rules) -> dict[str, frozenset[int]]:
    """Return the facts read as deadlines, each with the limits in days that criteria set."""
    limits: dict[str, set[int]] = {}
    for criterion in rules.criteria:
        for level in criterion.levels.values():
            for fact_id, condition in level.items():
                if condition.within_days is not None:
                    limits.setdefault(fact_id, set()).add(condition.within_days)
    return {fact_id: frozenset(days) for fact_id, days in limits.items()}


def has_passed(fact: Fact, on: date) -> bool:
    """Tell whether a deadline lies before a day: it is unknown again then (§4)."""
    day = parse_deadline(fact.value)
    return day is not None and day < on


def is_stale(fact: Fact, rules: Rules, on: date) -> bool:
    """Tell whether a fact is older than its shelf life in days (§4)."""
    return on >= stale_from(fact, rules)


def stale_from(fact: Fact, rules: Rules) -> date:
    """Return the first day on which a fact is stale; date.max for one that never is (§4)."""
    shelf = rules.shelf_days.get(fact.id)
    if shelf is None:
        return date.max
    return fact.noted_on + timedelta(days=shelf + 1)


def shelf_lives(rules: Rules, facts: Iterable[str]) -> list[tuple[str, timedelta]]:
    """Return, of the facts that grow old, after how long they are stale (§4)."""
    shelf = rules.shelf_days
    return [(fact, timedelta(days=shelf[fact] + 1)) for fact in facts if fact in shelf]


def _meets(condition: Condition, fact: Fact | None, known: Known, on: date) -> bool | None:
    if fact is None:
        return None
    if condition.within_days is not None:
        day = parse_deadline(fact.value)
        if day is None or day < on:
            return None
        return (day - on).days <= condition.within_days
    if condition.at_least is not None:
        number = parse_number(fact.value)
        least = condition.limits.get(value_of(known, condition.of) or "", condition.at_least)
        return None if number is None else least is not None and number >= least
    return fact.value in condition.values


def level_met(criterion: Criterion, level: str, known: Known, on: date) -> bool | None:
    """Tell whether a criterion is met at a level; None while that is unknown (§4)."""
    wanted = criterion.levels[level]
    if wanted and wanted.keys().isdisjoint(known):
        return None
    answers = [
        _meets(condition, known.get(fact), known, on)
        for fact, condition in wanted.items()
        if fact in known or UNKNOWN not in condition.values
    ]
    decisive = criterion.any_of
    if decisive in answers:
        return decisive
    return None if None in answers else not decisive


def levels_met(criterion: Criterion, known: Known, on: date) -> Levels:
    """Return the level a criterion meets on a day and the best that is still open to it.

    An answer at A level satisfies B as well (§4).
    """
    at_a, at_b = level_met(criterion, "A", known, on), level_met(criterion, "B", known, on)
    level = "A" if at_a else "B" if at_b else None
    best = "A" if at_a is not False else "B" if at_b is not False else None
    return level, best


def read_criterion(criterion: Criterion, rules: Rules, known: Known, on: date) -> Reading:
    """Judge one criterion on a day, and tell whether what is known of it is stale (§4)."""
    level, best = levels_met(criterion, known, on)
    if level is None and best is not None:
        return Reading(criterion, level, best, UNKNOWN_STATE)
    facts = [known[fact_id] for fact_id in criterion.facts if fact_id in known]
    if any(is_stale(fact, rules, on) for fact in facts):
        return Reading(criterion, level, best, STALE)
    return Reading(criterion, level, best, MET if level else NOT_MET)
