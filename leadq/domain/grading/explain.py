"""Why a lead stands where it stands, and which question is worth asking next (method §2, §4)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from leadq.domain.grading.criteria import deadline_facts, has_passed, is_stale, level_met
from leadq.domain.grading.facts import MAN_FACTS, NO, UNKNOWN, YES, Fact, Known, value_of
from leadq.domain.grading.grade import Judgement, grade_rank, judge
from leadq.domain.grading.man import ALL_NO, ASK_ORDER
from leadq.domain.grading.rules import Criterion, Rules
from leadq.domain.grading.signals import intent_of

_FAR = timedelta(days=3650)
_NEXT_UP = {None: "B", "C": "B", "B": "A"}


def next_grade(judged: Judgement) -> str | None:
    """Return the grade above the computed one: B above C or none, A above B, None above A."""
    return None if judged.code == ALL_NO else _NEXT_UP.get(judged.computed)


def missing_facts(judged: Judgement, known: Known) -> tuple[str, ...]:
    """Return the facts that keep a lead from the next grade up, MAN letters included (§4)."""
    target = next_grade(judged)
    if target is None:
        return ()
    missing: list[str] = []
    for reading in judged.readings:
        if grade_rank(reading.level) < grade_rank(target):
            missing += _unmet(reading.criterion, target, known, judged.on)
    if target == "A":
        missing += [f for f in ASK_ORDER if value_of(known, f) != YES]
    elif value_of(known, "need") == NO:
        missing.append("need")
    elif judged.computed == "C" and not missing:
        # only a profile whose cap for an incomplete MAN is C comes here
        missing += [f for f in ASK_ORDER if value_of(known, f) != YES]
    return tuple(dict.fromkeys(missing))


def _unmet(criterion: Criterion, level: str, known: Known, on: date) -> list[str]:
    alone = (
        (fact_id, Criterion(criterion.id, (fact_id,), {level: {fact_id: condition}}))
        for fact_id, condition in criterion.levels[level].items()
        if fact_id in known or UNKNOWN not in condition.values
    )
    return [fact_id for fact_id, single in alone if level_met(single, level, known, on) is not True]


def needs_asking(fact_id: str, rules: Rules, known: Known, on: date) -> bool:
    """Tell whether a fact is unknown, stale, or a deadline that has passed (§4)."""
    fact = known.get(fact_id)
    if fact is None:
        return not (fact_id == "intent" and intent_of(known) is not None)
    if fact_id in deadline_facts(rules) and has_passed(fact, on):
        return True
    return is_stale(fact, rules, on)


def open_questions(rules: Rules, known: Known, on: date) -> tuple[str, ...]:
    """Return the facts worth asking for, the one that would move the grade most first (§4).

    A deadline that has passed comes before everything; among equals N, M, A, then the
    profile's own order.
    """
    order = tuple(dict.fromkeys((*ASK_ORDER, *rules.ask)))
    asked = [fact_id for fact_id in order if needs_asking(fact_id, rules, known, on)]
    deadlines = deadline_facts(rules)

    def urgency(fact_id: str) -> tuple[bool, int, int]:
        passed = fact_id in deadlines and fact_id in known and has_passed(known[fact_id], on)
        return (not passed, -_swing(fact_id, rules, known, on), order.index(fact_id))

    return tuple(sorted(asked, key=urgency))


def _swing(fact_id: str, rules: Rules, known: Known, on: date) -> int:
    """Return how far the answer can move the grade: its best outcome less its worst."""
    best, worst = extremes(fact_id, rules, on)
    return _outcome(fact_id, best, rules, known, on) - _outcome(fact_id, worst, rules, known, on)


def _outcome(fact_id: str, value: str, rules: Rules, known: Known, on: date) -> int:
    judged = judge(rules, {**known, fact_id: Fact(fact_id, value, on)}, on)
    return 2 * grade_rank(judged.grade_best) + grade_rank(judged.computed)


def extremes(fact_id: str, rules: Rules, on: date) -> tuple[str, str]:
    """Return the best and the worst answer that a fact can have on a day, for the grade."""
    if fact_id in deadline_facts(rules):
        return on.isoformat(), (on + _FAR).isoformat()
    values = rules.values.get(fact_id, ())
    if values:
        return values[-1], values[0]
    if fact_id in MAN_FACTS:
        return YES, NO
    return ("inf", "-inf") if _is_number(fact_id, rules.criteria) else (YES, NO)


def _is_number(fact_id: str, criteria: Iterable[Criterion]) -> bool:
    return any(
        condition.at_least is not None
        for criterion in criteria
        for level in criterion.levels.values()
        for name, condition in level.items()
        if name == fact_id
    )
