"""The outlook: how a lead will stand on every day to come if nothing else is noted.

Spans are what every screen reads; they are computed once, by whoever writes (method §4, §5).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from leadq.domain.followup.schedule import propose_step
from leadq.domain.followup.workdays import Calendar
from leadq.domain.grading.criteria import deadline_facts, parse_deadline
from leadq.domain.grading.facts import Fact, latest
from leadq.domain.grading.grade import Judgement, Override, grade_rank, judge, override_holds
from leadq.domain.grading.rules import Rules
from leadq.domain.grading.signals import read_signals
from leadq.domain.leads.status import CLOSED as CLOSED
from leadq.domain.leads.status import OPEN as OPEN
from leadq.domain.leads.status import PARKED as PARKED
from leadq.domain.leads.status import STATUSES as STATUSES
from leadq.domain.leads.status import WORKED

_ONE_DAY = timedelta(days=1)


class Plan(NamedTuple):
    """The open follow-up: its day, whether the program ("rule") or the rep ("rep") set it, and
    since when it stands (None: since the day it is looked at)."""

    on: date
    set_by: str
    set_on: date | None = None


class State(NamedTuple):
    """What the outlook depends on besides the facts."""

    status: str = OPEN
    parked_until: date | None = None
    plan: Plan | None = None
    override: Override | None = None


class Span(NamedTuple):
    """How a lead stands from one day until another, both included; ``until`` None: for good."""

    first: date
    until: date | None
    status: str
    grade: str | None
    grade_best: str | None
    grade_by: str
    man: str
    signals: int
    next_on: date | None
    recheck: date | None


def judge_on(rules: Rules, facts: Sequence[Fact], state: State, on: date) -> Judgement:
    """Judge a lead on a day with what was known then, override included (§4)."""
    override = state.override
    if override is not None and not override_holds(override, rules, facts, on):
        override = None
    return judge(rules, latest(facts, on), on, override)


def status_on(state: State, on: date) -> str:
    """Return the status that holds on a day: a parked lead is open again on its day."""
    if state.status == PARKED and state.parked_until is not None and state.parked_until <= on:
        return OPEN
    return state.status


def span_on(
    rules: Rules, facts: Sequence[Fact], state: State, today: date, on: date, calendar: Calendar
) -> Span:
    """Compute afresh how a lead that stands so today will stand on one later day (§4, §5)."""
    start = _start(state, today)
    if start == on:
        return _first_span(rules, facts, state, start)
    days = {day for day in change_days(rules, facts, state, start) if day <= on} | {on}
    span = _first_span(rules, facts, state, start)
    for day in sorted(days - {start}):
        span = _later_span(rules, facts, state, span, day, calendar)
    return span


def compute_outlook(
    rules: Rules, facts: Sequence[Fact], state: State, today: date, calendar: Calendar
) -> list[Span]:
    """Compute the lead's whole future as spans that follow each other without a gap (§4, §5).

    What time did to the plan between the day it was set and today is counted in.
    """
    span = span_on(rules, facts, state, today, today, calendar)
    spans: list[Span] = []
    for day in change_days(rules, facts, state, today)[1:]:
        later = _later_span(rules, facts, state, span, day, calendar)
        if same_standing(span, later):
            continue
        spans.append(close_span(span, day - _ONE_DAY))
        span = later
    return [*spans, span]


def plan_for(spans: Sequence[Span], on: date) -> list[Span]:
    """Return the outlook of a plan for a day, given that of the same plan for ``date.max``.

    Time only ever moves a plan to an earlier day, so that the earlier of the two holds (§5).
    """
    return [
        span if span.next_on is None else Span(*span[:8], min(on, span.next_on), span.recheck)
        for span in spans
    ]


def _start(state: State, today: date) -> date:
    set_on = state.plan.set_on if state.plan else None
    return today if set_on is None else min(set_on, today)


def change_days(rules: Rules, facts: Sequence[Fact], state: State, start: date) -> list[date]:
    """Return a day and every later one on which time alone can change how the lead stands."""
    days = {start}
    limits = deadline_facts(rules)
    for fact in facts:
        days.add(fact.noted_on)
        day = parse_deadline(fact.value) if fact.id in limits else None
        if day is not None and day < date.max:
            days.add(day + _ONE_DAY)
            days.update(day - timedelta(days=n) for n in limits[fact.id] if n < day.toordinal())
    if state.parked_until is not None:
        days.add(state.parked_until)
    if state.override is not None:
        days.add(state.override.set_on)
    return sorted(day for day in days if day >= start)


def same_standing(one: Span, other: Span) -> bool:
    """Tell whether two spans differ in their days only."""
    return _standing(one) == _standing(other)


def close_span(span: Span, until: date) -> Span:
    """Return the span ended on a day."""
    return _with_days(span, span.first, until)


def _standing(span: Span) -> tuple[object, ...]:
    return (
        span.status, span.grade, span.grade_best, span.grade_by,
        span.man, span.signals, span.next_on, span.recheck,
    )  # fmt: skip


def _with_days(span: Span, first: date, until: date | None) -> Span:
    return Span(
        first, until, span.status, span.grade, span.grade_best, span.grade_by,
        span.man, span.signals, span.next_on, span.recheck,
    )  # fmt: skip


def _first_span(rules: Rules, facts: Sequence[Fact], state: State, today: date) -> Span:
    judged = judge_on(rules, facts, state, today)
    return _make_span(facts, state, judged, state.plan.on if state.plan else None)


def _later_span(
    rules: Rules, facts: Sequence[Fact], state: State, before: Span, day: date, calendar: Calendar
) -> Span:
    judged = judge_on(rules, facts, state, day)
    next_on = state.plan.on if state.plan and before.next_on is None else before.next_on
    rises = grade_rank(judged.grade) > grade_rank(before.grade)
    if state.plan and state.plan.set_by == "rule" and rises and next_on and before.status == OPEN:
        earlier = propose_step(rules, judged.slot, day, calendar)
        next_on = min(next_on, earlier.on) if earlier else next_on
    return _make_span(facts, state, judged, next_on)


def _make_span(
    facts: Sequence[Fact], state: State, judged: Judgement, next_on: date | None
) -> Span:
    status = status_on(state, judged.on)
    return Span(
        first=judged.on,
        until=None,
        status=status,
        grade=judged.grade,
        grade_best=judged.grade_best,
        grade_by=judged.grade_by,
        man=judged.code,
        signals=read_signals(latest(facts, judged.on)).count,
        next_on=next_on if status in WORKED else None,
        recheck=judged.recheck,
    )
