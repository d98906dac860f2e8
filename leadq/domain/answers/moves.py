"""Which answers could move a lead's grade today (method §4, §14)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from leadq.domain.grading.criteria import deadline_facts, is_stale, parse_deadline
from leadq.domain.grading.explain import extremes, needs_asking
from leadq.domain.grading.facts import MAN_FACTS, Fact, Known
from leadq.domain.grading.grade import compute_grade, grade_rank
from leadq.domain.grading.man import ALL_NO, man_code
from leadq.domain.grading.rules import Rules


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
    if man_code(known) == ALL_NO:
        return ()
    rank = grade_rank(compute_grade(rules, known, on))
    moves = []
    for fact in weighed_facts(rules):
        if not needs_asking(fact, rules, known, on):
            continue
        best, worst = (
            compute_grade(rules, {**known, fact: Fact(fact, value, on)}, on)
            for value in extremes(fact, rules, on)
        )
        up = best in ("A", "B") and grade_rank(best) > rank
        down = worst is not None and (grade_rank(worst) < rank or (not rank and worst == "C"))
        if up or down:
            moves.append(Move(fact, up, down))
    return tuple(moves)


def like_moved(fact: Fact, rules: Rules, on: date) -> Fact:
    """Return a fact that moves a grade as much on a day; of many that do, the same one."""
    return Fact(
        fact.id, _like_deadline(fact, rules, on), date.min if is_stale(fact, rules, on) else on
    )


def _like_deadline(fact: Fact, rules: Rules, on: date) -> str:
    """Return a value that is judged like a fact's: of a deadline, the last day of its limit."""
    limits = deadline_facts(rules).get(fact.id)
    day = None if limits is None else parse_deadline(fact.value)
    if limits is None or day is None:
        return fact.value
    ahead = (day - on).days
    if ahead < 0:
        return date.min.isoformat()
    limit = min((n for n in limits if n >= ahead), default=None)
    far = date.max.toordinal() if limit is None else on.toordinal() + limit
    return date.fromordinal(min(far, date.max.toordinal())).isoformat()
