"""Gives imported leads their first step, spread so that no morning is flooded (method §5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from leadq.domain.facts import Fact
from leadq.domain.grade import REP, RULE
from leadq.domain.outlook import OPEN, PARKED, Plan, Span, State, compute_outlook, judge_on
from leadq.domain.rules import Rules
from leadq.domain.schedule import Step, program_goal
from leadq.domain.workdays import Calendar
from leadq.store.bulk import BulkWriter, NewPlan
from leadq.store.read_details import read_facts
from leadq.store.read_due import planned_per_day
from leadq.usecases.desk import Desk

_BATCH = 1000


class Wish(NamedTuple):
    """What a file says of the next step of an open lead; empty for what it does not say."""

    on: date | None
    by: str
    goal: str


_NO_WISH = Wish(None, "", "")


class Spread:
    """Hands out working days from a first one on, none with more than ``per_day`` steps."""

    def __init__(
        self, calendar: Calendar, planned: Mapping[date, int], per_day: int, first: date
    ) -> None:
        self.calendar = calendar
        self.planned = dict(planned)
        self.per_day = per_day
        self.day = calendar.on_or_after(first)

    def take(self) -> date:
        """Return the next day that has room, and fill one place of it."""
        while self.planned.get(self.day, 0) >= self.per_day:
            self.day = self.calendar.after(self.day)
        self.planned[self.day] = self.planned.get(self.day, 0) + 1
        return self.day


def plan_first_steps(
    writer: BulkWriter, desk: Desk, first_id: int, wishes: Mapping[int, Wish], per_day: int
) -> tuple[date, date] | None:
    """Plan every lead from an id on, newest first; a day that lies ahead in the file is taken.

    Returns the first and the last day of the steps, None without any. The outlook is set as well.
    """
    conn = writer.unit.conn
    planned = planned_per_day(conn, desk.today)
    for wish in wishes.values():
        if wish.on is not None and wish.on >= desk.today:
            planned[wish.on] = planned.get(wish.on, 0) + 1
    rows = conn.execute(
        "SELECT l.id, l.status, l.profile, l.parked_until,"
        " EXISTS (SELECT 1 FROM fact f WHERE f.lead_id = l.id)"
        " FROM lead l WHERE l.id >= ? ORDER BY l.created_on DESC, l.id",
        (first_id,),
    )
    spread = Spread(desk.calendar, planned, per_day, desk.calendar.after(desk.today))
    planner = _Planner(desk, writer, spread, wishes)
    while batch := rows.fetchmany(_BATCH):
        writer.insert_plans([planner.plan(*row) for row in batch])
    return planner.days


class _Planner:
    def __init__(
        self, desk: Desk, writer: BulkWriter, spread: Spread, wishes: Mapping[int, Wish]
    ) -> None:
        self.desk = desk
        self.writer = writer
        self.spread = spread
        self.wishes = wishes
        self.days: tuple[date, date] | None = None
        self._plain: dict[tuple[str, str], Span] = {}

    def plan(
        self, lead_id: int, status: str, profile: str, parked: str | None, has_facts: int
    ) -> NewPlan:
        """Return the first step and the outlook of one lead."""
        rules = self.desk.library.profile(profile).rules
        facts = read_facts(self.writer.unit.conn, lead_id) if has_facts else []
        state = State(status, date.fromisoformat(parked) if parked else None)
        slot = self._slot(rules, facts, state)
        step, set_by = self._step(lead_id, rules, state, slot)
        if step is not None:
            first, last = self.days or (step.on, step.on)
            self.days = min(first, step.on), max(last, step.on)
            state = State(status, state.parked_until, Plan(step.on, set_by))
        spans = self._spans(rules, facts, state)
        return NewPlan(lead_id, step, set_by, slot, spans)

    def _slot(self, rules: Rules, facts: list[Fact], state: State) -> str | None:
        if not facts:
            return "ungraded"
        return judge_on(rules, facts, state, self.desk.today).slot

    def _step(
        self, lead_id: int, rules: Rules, state: State, slot: str | None
    ) -> tuple[Step | None, str]:
        if state.status == PARKED and state.parked_until is not None:
            return Step(state.parked_until, "phone", program_goal("unpark")), REP
        if state.status != OPEN or slot is None:
            return None, RULE
        wish = self.wishes.get(lead_id, _NO_WISH)
        cadence = rules.cadence[slot]
        by, goal = wish.by or cadence.by, wish.goal or program_goal(cadence.goal)
        if wish.on is not None and wish.on >= self.desk.today:
            return Step(wish.on, by, goal), REP
        return Step(self.spread.take(), by, goal), RULE

    def _spans(self, rules: Rules, facts: list[Fact], state: State) -> list[Span]:
        """Return the outlook; without facts, leads differ in the day of the step only."""
        key = (rules.profile, state.status)
        if facts or state.status == PARKED:
            return compute_outlook(rules, facts, state, self.desk.today, self.desk.calendar)
        if key not in self._plain:
            (self._plain[key],) = compute_outlook(
                rules, facts, state, self.desk.today, self.desk.calendar
            )
        plain = self._plain[key]
        next_on = state.plan.on if state.plan else None
        return [
            Span(
                plain.first, plain.until, plain.status, plain.grade, plain.grade_best,
                plain.grade_by, plain.man, plain.signals, next_on, plain.recheck,
            )
        ]  # fmt: skip
