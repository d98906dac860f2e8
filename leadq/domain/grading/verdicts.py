"""What the rules say of many leads: what equal answers say is worked out once (method §4)."""

from bisect import bisect_left
from datetime import date
from typing import NamedTuple

from leadq.domain.grading.criteria import deadline_facts, levels_met, parse_deadline
from leadq.domain.grading.facts import MAN_FACTS, Fact, Known
from leadq.domain.grading.grade import grade_levels
from leadq.domain.grading.man import man_code
from leadq.domain.grading.rules import Rules
from leadq.domain.grading.signals import SIGNAL_FACTS, read_signals

_MOST = 10_000
_NO_DAY = -1


class Ruling(NamedTuple):
    """What the rules say of a lead on a day, as far as it is kept for the days to come."""

    code: str
    computed: str | None
    best: str | None
    signals: int


Kept = dict[tuple[int | None, ...], Ruling]
"""Rulings by how near the deadlines are."""


class Verdicts:
    """Judges leads by the rules of one trade.

    Answers are equal when they have the same values and their deadlines lie within the same
    limits; the day on which they were noted changes no grade.
    """

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._limits = [(fact, sorted(days)) for fact, days in deadline_facts(rules).items()]
        self._valued = _valued_facts(rules)
        self._found: dict[tuple[str | None, ...], Kept] = {}

    def kept_for(self, known: Known) -> Kept:
        """Return what is kept for leads of whom facts say the same; ``on`` takes it."""
        values = tuple([known[fact].value if fact in known else None for fact in self._valued])
        kept = self._found.get(values)
        if kept is None:
            if len(self._found) >= _MOST:
                self._found.clear()
            kept = self._found[values] = {}
        return kept

    def on(self, known: Known, day: date, kept: Kept) -> Ruling:
        """Return what the rules say on a day of the facts that count then."""
        within = tuple([_within(known.get(fact), limits, day) for fact, limits in self._limits])
        found = kept.get(within)
        if found is None:
            found = kept[within] = self._judge(known, day)
        return found

    def _judge(self, known: Known, day: date) -> Ruling:
        levels = [levels_met(criterion, known, day) for criterion in self._rules.criteria]
        code = man_code(known)
        return Ruling(code, *grade_levels(self._rules, levels, code), read_signals(known).count)


def _valued_facts(rules: Rules) -> tuple[str, ...]:
    """Return the facts of which the value itself decides, and not only a day that it names."""
    found = dict.fromkeys((*MAN_FACTS, *SIGNAL_FACTS))
    for criterion in rules.criteria:
        for level in criterion.levels.values():
            for fact, condition in level.items():
                if condition.within_days is None:
                    found |= dict.fromkeys((fact, condition.of))
    return tuple(found)


def _within(fact: Fact | None, limits: list[int], on: date) -> int | None:
    """Return the place of the nearest limit that a deadline is within; None when unknown."""
    if fact is None:
        return None
    day = parse_deadline(fact.value)
    return _NO_DAY if day is None or day < on else bisect_left(limits, (day - on).days)
