"""The outlook: how a lead will stand on every day to come if nothing else is noted.

Spans are what every screen reads; they are computed once, by whoever writes (method §4, §5).
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from leadq.domain.followup.schedule import propose_step
from leadq.domain.followup.workdays import Calendar
from leadq.domain.grading.criteria import deadline_facts, parse_deadline, shelf_lives
from leadq.domain.grading.facts import Fact, Known, latest
from leadq.domain.grading.grade import (
    RULE,
    Judgement,
    Override,
    first_recheck,
    grade_rank,
    in_force,
    judge,
    judged_facts,
    override_holds,
    slot_of,
)
from leadq.domain.grading.rules import Rules
from leadq.domain.grading.verdicts import Kept, Verdicts
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
    return judge(rules, latest(facts, on), on, _override_on(state, rules, facts, on))


def status_on(state: State, on: date) -> str:
    """Return the status that holds on a day: a parked lead is open again on its day."""
    if state.status == PARKED and state.parked_until is not None and state.parked_until <= on:
        return OPEN
    return state.status


def span_on(
    rules: Rules, facts: Sequence[Fact], state: State, today: date, on: date, calendar: Calendar
) -> Span:
    """Compute afresh how a lead that stands so today will stand on one later day (§4, §5)."""
    return Foresight(rules, calendar).span_on(facts, state, today, on)


def compute_outlook(
    rules: Rules, facts: Sequence[Fact], state: State, today: date, calendar: Calendar
) -> list[Span]:
    """Compute the lead's whole future as spans that follow each other without a gap (§4, §5).

    What time did to the plan between the day it was set and today is counted in.
    """
    return Foresight(rules, calendar).outlook(facts, state, today)


class Foresight:
    """The outlooks of leads of one trade whose rep works the same days."""

    def __init__(self, rules: Rules, calendar: Calendar) -> None:
        self._rules, self._calendar = rules, calendar
        self._verdicts = Verdicts(rules)
        self._limits = deadline_facts(rules)
        self._lives = shelf_lives(rules, judged_facts(rules))

    def outlook(self, facts: Sequence[Fact], state: State, today: date) -> list[Span]:
        """Return a lead's whole future, as ``compute_outlook`` does."""
        spans: list[Span] = []
        days = self._days_of_change(facts, state, _start(state, today))
        for span in self._walk(facts, state, sorted(days | {today})):
            if span.first <= today:
                spans = [span]
            elif not same_standing(spans[-1], span):
                spans[-1] = close_span(spans[-1], span.first - _ONE_DAY)
                spans.append(span)
        return spans

    def span_on(self, facts: Sequence[Fact], state: State, today: date, on: date) -> Span:
        """Return how a lead will stand on one day, as the function of that name does."""
        days = self._days_of_change(facts, state, _start(state, today))
        *_before, span = self._walk(facts, state, sorted({d for d in days if d <= on} | {on}))
        return span

    def _days_of_change(self, facts: Sequence[Fact], state: State, start: date) -> set[date]:
        """Return a day and every later one on which time alone can change how a lead stands."""
        days = {start}
        for fact in facts:
            days.add(fact.noted_on)
            if fact.id in self._limits:
                days.update(_days_of_deadline(fact, self._limits[fact.id]))
        if state.parked_until is not None:
            days.add(state.parked_until)
        if state.override is not None:
            days.add(state.override.set_on)
        return {day for day in days if day >= start}

    def _walk(self, facts: Sequence[Fact], state: State, days: Sequence[date]) -> Iterator[Span]:
        """Yield how a lead stands from each of the days on; they follow each other."""
        known: Known = {}
        kept: Kept = {}
        recheck: date | None = None
        before: Span | None = None
        settled = max((fact.noted_on for fact in facts), default=date.min)
        for day in days:
            if before is None or before.first < settled:
                known = latest(facts, day)
                recheck = first_recheck(self._lives, known)
                kept = self._verdicts.kept_for(known)
            code, computed, best, signals = self._verdicts.on(known, day, kept)
            override = _override_on(state, self._rules, facts, day)
            grade, by = in_force(computed, code, override)
            status = status_on(state, day)
            next_on = self._plan_on(state, before, grade, code, day)
            before = Span(
                day, None, status, grade, best, by, code, signals,
                next_on if status in WORKED else None, recheck,
            )  # fmt: skip
            yield before

    def _plan_on(
        self, state: State, before: Span | None, grade: str | None, code: str, day: date
    ) -> date | None:
        """Return the day of the plan: a better grade brings a step of the program nearer (§5)."""
        if state.plan is None:
            return None
        next_on = state.plan.on if before is None else before.next_on or state.plan.on
        if before is None or before.status != OPEN or state.plan.set_by != RULE:
            return next_on
        if grade_rank(grade) <= grade_rank(before.grade):
            return next_on
        earlier = propose_step(self._rules, slot_of(grade, code), day, self._calendar)
        return min(next_on, earlier.on) if earlier else next_on


def _override_on(state: State, rules: Rules, facts: Sequence[Fact], on: date) -> Override | None:
    override = state.override
    if override is None or not override_holds(override, rules, facts, on):
        return None
    return override


def _days_of_deadline(fact: Fact, limits: Iterable[int]) -> Iterator[date]:
    """Yield the days on which a deadline comes within each of the limits, and that after it."""
    day = parse_deadline(fact.value)
    if day is not None and day < date.max:
        yield day + _ONE_DAY
        for limit in limits:
            if limit < day.toordinal():
                yield day - timedelta(days=limit)


def _start(state: State, today: date) -> date:
    plan = state.plan
    # time moves nothing but a step of the program
    if plan is None or plan.set_on is None or plan.set_by != RULE:
        return today
    return min(plan.set_on, today)


def same_standing(one: Span, other: Span) -> bool:
    """Tell whether two spans differ in their days only."""
    return one[2:] == other[2:]


def close_span(span: Span, until: date) -> Span:
    """Return the span ended on a day."""
    return Span(span.first, until, *span[2:])
