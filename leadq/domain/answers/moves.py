"""Which answers could move a lead's grade today (method §4, §14)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from leadq.domain.grading.criteria import deadline_facts, is_stale, parse_deadline
from leadq.domain.grading.explain import extremes, needs_asking
from leadq.domain.grading.facts import MAN_FACTS, Fact, Known
from leadq.domain.grading.grade import grade_rank, judge
from leadq.domain.grading.man import ALL_NO
from leadq.domain.grading.rules import Rules

_REMEMBERED = 8192


class Move(NamedTuple):
    """A question whose answer could raise the grade (``up``), lower it or settle it at C."""

    fact: str
    up: bool
    down: bool


def weighed_facts(rules: Rules) -> tuple[str, ...]:
    """Return the facts that a grade hangs on: those of MAN and of the criteria."""
    used = (fact for criterion in rules.criteria for fact in criterion.facts)
    return tuple(dict.fromkeys((*MAN_FACTS, *used)))


def find_moves(rules: Rules, known: Known, on: date) -> tuple[Move, ...]:
    """Return the open questions whose answer could move the computed grade of a day."""
    now = judge(rules, known, on)
    if now.code == ALL_NO:
        return ()
    moves = []
    for fact in weighed_facts(rules):
        if not needs_asking(fact, rules, known, on):
            continue
        best, worst = (
            judge(rules, {**known, fact: Fact(fact, value, on)}, on).computed
            for value in extremes(fact, rules, on)
        )
        rank = grade_rank(now.computed)
        up = best in ("A", "B") and grade_rank(best) > rank
        down = worst is not None and (grade_rank(worst) < rank or (not rank and worst == "C"))
        if up or down:
            moves.append(Move(fact, up, down))
    return tuple(moves)


class Moves:
    """The questions of many leads on a day; what equal leads have in common is worked out once."""

    def __init__(self, on: date) -> None:
        self._on = on
        self._rules: dict[str, tuple[Rules, Mapping[str, frozenset[int]], tuple[str, ...]]] = {}
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._find_alike)

    def of(self, rules: Rules, known: Known) -> tuple[Move, ...]:
        """Return the questions whose answer could move the grade of a lead."""
        if rules.profile not in self._rules:
            self._rules[rules.profile] = (rules, deadline_facts(rules), weighed_facts(rules))
        _rules, deadlines, facts = self._rules[rules.profile]
        alike = tuple(
            (fact, self._alike(known[fact], deadlines), is_stale(known[fact], rules, self._on))
            for fact in facts
            if fact in known
        )
        return self._remembered(rules.profile, alike)

    def _alike(self, fact: Fact, deadlines: Mapping[str, frozenset[int]]) -> str:
        """Return a value that is judged like a fact's: of a deadline, the last day of its limit."""
        day = parse_deadline(fact.value) if fact.id in deadlines else None
        if day is None:
            return fact.value
        ahead = (day - self._on).days
        if ahead < 0:
            return date.min.isoformat()
        limit = min((n for n in deadlines[fact.id] if n >= ahead), default=None)
        far = date.max.toordinal() if limit is None else self._on.toordinal() + limit
        return date.fromordinal(min(far, date.max.toordinal())).isoformat()

    def _find_alike(
        self, profile: str, alike: tuple[tuple[str, str, bool], ...]
    ) -> tuple[Move, ...]:
        rules = self._rules[profile][0]
        known = {
            fact: Fact(fact, value, date.min if stale else self._on) for fact, value, stale in alike
        }
        return find_moves(rules, known, self._on)
