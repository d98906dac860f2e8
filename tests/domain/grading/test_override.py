"""Grades set by hand (method §4)."""

from __future__ import annotations

from datetime import timedelta

from leadq.domain.grading.facts import Fact
from leadq.domain.grading.grade import Override, judge, override_holds
from leadq.domain.grading.outlook import State, judge_on

from ..helpers import TODAY, facts, known, rules_of

SOON = (TODAY + timedelta(10)).isoformat()


def test_man_all_no_has_no_grade_even_by_hand() -> None:
    noted = known(money="no", authority="no", need="no", engagement="bargaining", plan="yes")
    judged = judge(rules_of("equipment"), noted, TODAY, Override("A", "why not", TODAY, 99))
    assert (judged.grade, judged.computed, judged.grade_best) == (None, None, None)
    assert judged.grade_by == "rule"


def with_override(later: list[Fact]) -> str:
    """Return who sets the grade a month after an override that knew facts up to number 3."""
    noted = [*facts(engagement="comparing", need="yes", need_by=SOON), *later]
    state = State(override=Override("A", "knows the boss", TODAY, 3))
    return judge_on(rules_of("equipment"), noted, state, TODAY + timedelta(30)).grade_by


def test_an_override_stays_by_time_and_by_the_same_value() -> None:
    tomorrow = TODAY + timedelta(1)
    assert with_override([]) == "rep"
    assert with_override([Fact("engagement", "comparing", tomorrow, 4)]) == "rep"
    assert with_override([Fact("plan", "unknown", tomorrow, 4)]) == "rep"
    assert with_override([Fact("pain", "yes", tomorrow, 4)]) == "rep"


def test_an_override_ends_on_a_new_value_and_for_good() -> None:
    tomorrow = TODAY + timedelta(1)
    new = Fact("engagement", "none", tomorrow, 4)
    assert with_override([new]) == "rule"
    assert with_override([new, Fact("engagement", "comparing", tomorrow, 5)]) == "rule"
    assert with_override([Fact("plan", "yes", tomorrow, 4)]) == "rule"
    assert with_override([Fact("engagement", "unknown", tomorrow, 4)]) == "rule"
    assert with_override([Fact("need_by", "2027-01-01", tomorrow, 4)]) == "rule"


def test_an_override_keeps_the_computed_grade_beside_it() -> None:
    noted = facts(engagement="none")
    override = Override("A", "knows the boss", TODAY, 1)
    judged = judge_on(rules_of("equipment"), noted, State(override=override), TODAY)
    assert (judged.grade, judged.computed, judged.grade_best) == ("A", "C", "C")
    before = TODAY - timedelta(1)
    assert not override_holds(override, rules_of("equipment"), noted, before)
