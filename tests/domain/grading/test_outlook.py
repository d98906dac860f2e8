"""The outlook: grades and next steps of the days to come (method §4, §5)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from leadq.domain.followup.workdays import Calendar
from leadq.domain.grading.facts import Fact
from leadq.domain.grading.outlook import Plan, Span, State, compute_outlook, span_on, status_on

from ..helpers import TODAY, facts, rules_of

EVERY_DAY = Calendar(frozenset())
ALL_MET = {
    "engagement": "bargaining",
    "reason": "yes",
    "site": "yes",
    "plan": "yes",
    "money": "yes",
    "authority": "yes",
    "need": "yes",
}


def day(number: int) -> date:
    return TODAY + timedelta(number)


def site_in(days: int) -> list[Fact]:
    return facts(**ALL_MET, need_by=day(days).isoformat())


def outlook(noted: list[Fact], state: State, calendar: Calendar = EVERY_DAY) -> list[Span]:
    return compute_outlook(rules_of("equipment"), noted, state, TODAY, calendar)


def steps(spans: list[Span]) -> list[tuple[int, str | None, int | None]]:
    """Return first day, grade and next step of every span, in days from today."""
    return [
        ((s.first - TODAY).days, s.grade, (s.next_on - TODAY).days if s.next_on else None)
        for s in spans
    ]


def test_c_b_a_and_open_again() -> None:
    spans = outlook(site_in(100), State(plan=Plan(day(14), "rule")))
    assert steps(spans) == [(0, "C", 14), (10, "B", 14), (70, "A", 14), (101, None, 14)]
    assert [s.grade_best for s in spans] == ["C", "B", "A", "A"]
    assert [s.until for s in spans] == [day(9), day(69), day(100), None]


def test_a_rise_brings_a_step_of_the_program_nearer() -> None:
    spans = outlook(site_in(92), State(plan=Plan(day(14), "rule")))
    assert steps(spans)[:2] == [(0, "C", 14), (2, "B", 6)]


def test_the_nearer_day_is_a_working_day() -> None:
    spans = outlook(site_in(92), State(plan=Plan(day(14), "rule")), Calendar())
    assert steps(spans)[1] == (2, "B", 7)


def test_a_step_that_is_near_enough_stays() -> None:
    spans = outlook(site_in(92), State(plan=Plan(day(5), "rule")))
    assert steps(spans)[1] == (2, "B", 5)


def test_a_step_of_the_rep_stays() -> None:
    spans = outlook(site_in(92), State(plan=Plan(day(14), "rep")))
    assert {next_on for _, _, next_on in steps(spans)} == {14}


def test_a_fall_moves_nothing() -> None:
    spans = outlook(site_in(3), State(plan=Plan(day(30), "rule")))
    assert steps(spans) == [(0, "A", 30), (4, None, 30)]


def test_a_parked_lead_comes_back_with_its_step_and_its_grade() -> None:
    state = State("parked", day(20), Plan(day(25), "rule"))
    spans = outlook(site_in(95), state)
    assert [(s.status, *step) for s, step in zip(spans, steps(spans), strict=True)] == [
        ("parked", 0, "C", None),
        ("parked", 5, "B", None),
        ("open", 20, "B", 25),
        ("open", 65, "A", 25),
        ("open", 96, None, 25),
    ]


def test_waking_on_the_day_of_a_rise_moves_nothing() -> None:
    state = State("parked", day(5), Plan(day(25), "rule"))
    assert [s.next_on for s in outlook(site_in(95), state)] == [None, *[day(25)] * 3]


@pytest.mark.parametrize(("until", "status"), [(0, "open"), (-1, "open"), (1, "parked")])
def test_parked_until_its_day(until: int, status: str) -> None:
    assert status_on(State("parked", day(until)), TODAY) == status


@pytest.mark.parametrize("status", ["left", "lost", "dropped"])
def test_an_ended_lead_has_no_step(status: str) -> None:
    spans = outlook(site_in(92), State(status, plan=Plan(day(1), "rep")))
    assert {(span.status, span.next_on) for span in spans} == {(status, None)}


def test_shelf_lives_make_no_spans() -> None:
    spans = outlook(facts(**ALL_MET), State())
    assert len(spans) == 1
    assert spans[0].recheck == day(31)


def test_deadlines_at_the_ends_of_the_calendar() -> None:
    for far in ("9999-12-31", "0001-01-01", "not a day"):
        spans = outlook(facts(**ALL_MET, need_by=far), State())
        assert spans[-1].until is None


def test_one_day_is_the_same_computed_alone() -> None:
    state = State(plan=Plan(day(14), "rule"))
    noted = site_in(92)
    for span in outlook(noted, state):
        for on in (span.first, span.until or day(300)):
            alone = span_on(rules_of("equipment"), noted, state, TODAY, on, EVERY_DAY)
            assert (alone.grade, alone.next_on) == (span.grade, span.next_on)
