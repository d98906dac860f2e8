"""Which grades run out by themselves: answers go stale, days pass (method §4)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from leadq.domain.answers.moves import weighed_facts
from leadq.domain.grading.criteria import deadline_facts, parse_deadline, stale_from
from leadq.domain.grading.facts import Fact, Known
from leadq.domain.grading.grade import compute_grade, grade_rank
from leadq.domain.grading.rules import Rules

STALE, PASSED = "stale", "passed"
_ONE_DAY = timedelta(days=1)


class Decay(NamedTuple):
    """What time does to a grade on a day, and the question that keeps it.

    ``stale``: the letter stays, marked to be checked again; ``passed``: the day that it hung on
    is over, and ``grade`` is the one that is left, None for none.
    """

    on: date
    fact: str
    state: str
    grade: str | None


def find_decay(rules: Rules, known: Known, today: date, until: date) -> list[Decay]:
    """Return what happens to a grade after today and up to a day, if nothing is asked (§4).

    What is stale already does not become so; a passed day counts where it lowers the grade.
    """
    found = []
    deadlines = deadline_facts(rules)
    for fact_id in weighed_facts(rules):
        fact = known.get(fact_id)
        if fact is None:
            continue
        stale = stale_from(fact, rules)
        if today < stale <= until:
            found.append(Decay(stale, fact_id, STALE, compute_grade(rules, known, stale)))
        day = parse_deadline(fact.value) if fact_id in deadlines else None
        if day is not None and today <= day < until:
            over = day + _ONE_DAY
            before, after = (compute_grade(rules, known, on) for on in (day, over))
            if grade_rank(after) < grade_rank(before):
                found.append(Decay(over, fact_id, PASSED, after))
    return sorted(found)


def like_decaying(fact: Fact, rules: Rules, today: date, until: date) -> Fact:
    """Return a fact of which time takes as much on those days; of many such, the same one."""
    stale = stale_from(fact, rules)
    if today < stale <= until:
        return fact
    return fact._replace(noted_on=date.min if stale <= today else until)
