"""The grade of a lead on a day, and its override by the rep (method §4)."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from leadq.domain.grading.criteria import (
    Levels,
    Reading,
    levels_met,
    read_criterion,
    shelf_lives,
)
from leadq.domain.grading.facts import MAN_FACTS, UNKNOWN, Fact, Known
from leadq.domain.grading.man import ALL_NO, man_code, man_verdict
from leadq.domain.grading.rules import Rules

RULE, REP = "rule", "rep"
_RANK = {"A": 3, "B": 2, "C": 1}


def grade_rank(grade: str | None) -> int:
    """Return 3 for A, 2 for B, 1 for C, 0 for no grade."""
    return _RANK.get(grade or "", 0)


class Override(NamedTuple):
    """A grade that the rep set by hand; ``after_seq`` is the last place of a fact noted before."""

    grade: str
    reason: str
    set_on: date
    after_seq: int


class Judgement(NamedTuple):
    """Everything that the rules say of a lead on one day.

    ``computed`` is the grade of the rules, ``grade`` the one in force, ``grade_best`` the best
    letter that the unknown answers still allow; each is None where there is none.
    """

    on: date
    code: str
    readings: tuple[Reading, ...]
    computed: str | None
    grade: str | None
    grade_best: str | None
    grade_by: str
    recheck: date | None

    @property
    def slot(self) -> str | None:
        """Return the row of the follow-up schedule: a grade, cultivate, ungraded, or None (§5)."""
        return slot_of(self.grade, self.code)


def slot_of(grade: str | None, code: str) -> str | None:
    """Return the row of the follow-up schedule for a grade and a MAN code, or None (§5)."""
    if code == ALL_NO:
        return None
    if grade in ("A", "B"):
        return grade
    return "cultivate" if man_verdict(code) == "cultivate" else grade or "ungraded"


def judge(rules: Rules, known: Known, on: date, override: Override | None = None) -> Judgement:
    """Grade a lead on a day from the facts that count then (§4).

    ``override`` must already be known to hold (see override_holds).
    """
    readings = tuple(read_criterion(c, rules, known, on) for c in rules.criteria)
    code = man_code(known)
    computed, best = grade_levels(rules, [(one.level, one.best) for one in readings], code)
    grade, by = in_force(computed, code, override)
    recheck = first_recheck(shelf_lives(rules, judged_facts(rules)), known)
    return Judgement(on, code, readings, computed, grade, best, by, recheck)


def compute_grade(rules: Rules, known: Known, on: date) -> str | None:
    """Return the grade that the rules alone give on a day, as ``judge`` computes it (§4)."""
    levels = [levels_met(criterion, known, on) for criterion in rules.criteria]
    return grade_levels(rules, levels, man_code(known))[0]


def in_force(computed: str | None, code: str, override: Override | None) -> tuple[str | None, str]:
    """Return the grade that holds, the rep's before the program's, and whose it is (§4)."""
    if override is not None and code != ALL_NO:
        return override.grade, REP
    return computed, RULE


def grade_levels(rules: Rules, found: Sequence[Levels], code: str) -> Levels:
    """Return the grade that the criteria and a MAN code come to, and the best still open (§4)."""
    if code == ALL_NO:
        return None, None
    bests = [best for _level, best in found]
    if None in bests:
        return "C", "C"
    cap_now = "A" if code == "MAN" else rules.caps.not_all_man
    cap_best = "A" if not any(letter.islower() for letter in code) else rules.caps.not_all_man
    if code[2] == "n":
        cap_now, cap_best = (_worse(cap, rules.caps.need_no) for cap in (cap_now, cap_best))
    best = _worse("A" if all(level == "A" for level in bests) else "B", cap_best)
    levels = [level for level, _best in found]
    if best == "C":
        return "C", "C"
    if None in levels:
        return None, best
    return _worse("A" if all(level == "A" for level in levels) else "B", cap_now), best


def _worse(one: str, other: str) -> str:
    return min(one, other, key=grade_rank)


def judged_facts(rules: Rules) -> frozenset[str]:
    """Return the facts behind the verdicts: those of MAN and of the criteria."""
    return frozenset(MAN_FACTS).union(*(criterion.facts for criterion in rules.criteria))


def first_recheck(lives: Iterable[tuple[str, timedelta]], known: Known) -> date | None:
    """Return the first day on which a fact that grows old is stale, None for never (§4)."""
    days = [known[fact].noted_on + life for fact, life in lives if fact in known]
    return min(days, default=None)


def override_holds(override: Override, rules: Rules, facts: Iterable[Fact], on: date) -> bool:
    """Tell whether an override still stands on a day.

    It ends when a fact of a criterion takes a new value after it was set; neither time nor
    noting the same value again ends it (§4).
    """
    if on < override.set_on:
        return False
    used = {fact_id for criterion in rules.criteria for fact_id in criterion.facts}
    values: dict[str, str] = {}
    for fact in sorted(facts, key=lambda f: f.seq):
        if fact.id not in used or fact.noted_on > on:
            continue
        if fact.seq > override.after_seq and values.get(fact.id, UNKNOWN) != fact.value:
            return False
        values[fact.id] = fact.value
    return True
