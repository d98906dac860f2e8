"""The outlook against a second opinion, worked out day by day (method §4, §5)."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given

from leadq.domain.followup.schedule import propose_step
from leadq.domain.followup.workdays import Calendar
from leadq.domain.grading.facts import Fact, latest
from leadq.domain.grading.grade import grade_rank
from leadq.domain.grading.outlook import (
    Foresight,
    Span,
    State,
    compute_outlook,
    judge_on,
    span_on,
    status_on,
)
from leadq.domain.grading.rules import Rules
from leadq.domain.grading.signals import read_signals

from .strategies import HORIZON, TODAY, calendars, leads

Lead = tuple[Rules, list[Fact], State]
Standing = tuple[object, ...]
DAYS = [TODAY + timedelta(n) for n in range(HORIZON)]


def standing(span: Span) -> Standing:
    return (
        *(span.status, span.grade, span.grade_best, span.grade_by),
        *(span.man, span.signals, span.next_on, span.recheck),
    )


def day_by_day(lead: Lead, calendar: Calendar) -> dict[date, Standing]:
    """Walk through the days one at a time, from the one on which the step was set."""
    rules, facts, state = lead
    found: dict[date, Standing] = {}
    step = state.plan.on if state.plan else None
    since = state.plan.set_on if state.plan else None
    first = min(since or TODAY, TODAY)
    grade, status = None, None
    for day in [first + timedelta(n) for n in range((DAYS[-1] - first).days + 1)]:
        judged, now = judge_on(rules, facts, state, day), status_on(state, day)
        movable = state.plan and state.plan.set_by == "rule" and status == now == "open"
        if movable and day > first and grade_rank(judged.grade) > grade_rank(grade):
            sooner = propose_step(rules, judged.slot, day, calendar)
            step = min(step, sooner.on) if step and sooner else step
        grade, status = judged.grade, now
        signals = read_signals(latest(facts, day)).count
        found[day] = (
            *(now, judged.grade, judged.grade_best, judged.grade_by, judged.code, signals),
            *(step if now in ("open", "won") else None, judged.recheck),
        )
    return {day: found[day] for day in DAYS}


def at(spans: list[Span], day: date) -> Span:
    return next(s for s in spans if s.first <= day and (s.until is None or day <= s.until))


@given(leads(), calendars())
def test_every_day_stands_as_computed_afresh(lead: Lead, calendar: Calendar) -> None:
    spans = compute_outlook(*lead, TODAY, calendar)
    for day, wanted in day_by_day(lead, calendar).items():
        assert standing(at(spans, day)) == wanted, day


@given(leads(), calendars())
def test_a_single_day_is_computed_alike(lead: Lead, calendar: Calendar) -> None:
    spans = compute_outlook(*lead, TODAY, calendar)
    for day in DAYS[::7]:
        assert standing(span_on(*lead, TODAY, day, calendar)) == standing(at(spans, day))


@given(leads(), calendars())
def test_spans_follow_each_other_without_a_gap(lead: Lead, calendar: Calendar) -> None:
    spans = compute_outlook(*lead, TODAY, calendar)
    assert spans[0].first == TODAY
    assert spans[-1].until is None
    assert len(spans) < 80
    for one, following in pairwise(spans):
        assert one.until == following.first - timedelta(1)
        assert one.first <= one.until
        assert standing(one) != standing(following)


@given(leads(), calendars())
def test_by_time_a_step_only_moves_earlier(lead: Lead, calendar: Calendar) -> None:
    state = lead[2]
    spans = [s for s in compute_outlook(*lead, TODAY, calendar) if s.status == "open"]
    days = [span.next_on for span in spans]
    if state.plan is None:
        assert set(days) <= {None}
        return
    assert None not in days
    assert days == sorted(days, reverse=True)
    assert all(day <= state.plan.on for day in days)
    if state.plan.set_by == "rep":
        assert set(days) <= {state.plan.on}


@given(leads(), calendars())
def test_the_same_lead_has_the_same_outlook(lead: Lead, calendar: Calendar) -> None:
    rules, facts, state = lead
    once = compute_outlook(rules, facts, state, TODAY, calendar)
    again = compute_outlook(rules, list(reversed(facts)), state, TODAY, calendar)
    assert once == again


@given(leads(), calendars())
def test_what_was_foreseen_comes_true(lead: Lead, calendar: Calendar) -> None:
    """Settling again on a later day without news changes nothing of the days to come."""
    rules, facts, state = lead
    if state.plan and (state.plan.set_on is None or state.plan.set_on > TODAY):
        state = state._replace(plan=state.plan._replace(set_on=TODAY))
    spans = compute_outlook(rules, facts, state, TODAY, calendar)
    again = compute_outlook(rules, facts, state, DAYS[20], calendar)
    for day in DAYS[20:]:
        assert standing(at(spans, day)) == standing(at(again, day)), day


@given(leads(), calendars())
def test_the_outlook_of_a_far_plan_serves_for_any_day(lead: Lead, calendar: Calendar) -> None:
    """Time only ever moves a plan to an earlier day: the earlier of the two holds (§5)."""
    rules, facts, state = lead
    if state.plan is None:
        return
    far = state._replace(plan=state.plan._replace(on=date.max))
    for on in (state.plan.on, TODAY, TODAY + timedelta(40)):
        near = state._replace(plan=state.plan._replace(on=on))
        foreseen = [
            span if span.next_on is None else span._replace(next_on=min(on, span.next_on))
            for span in compute_outlook(rules, facts, far, TODAY, calendar)
        ]
        assert foreseen == compute_outlook(rules, facts, near, TODAY, calendar)


@given(leads(), leads(), calendars())
def test_leads_of_one_trade_do_not_meet(lead: Lead, other: Lead, calendar: Calendar) -> None:
    """What was worked out for one lead is right for the next, whatever is known of it."""
    rules = lead[0]
    foresight = Foresight(rules, calendar)
    for facts, state in (other[1:], lead[1:], other[1:]):
        fresh = compute_outlook(rules, facts, state, TODAY, calendar)
        assert foresight.outlook(facts, state, TODAY) == fresh
