"""Gives imported leads their first step, spread so that no morning is flooded (method §5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from leadq.domain.facts import Fact
from leadq.domain.grade import REP, RULE
from leadq.domain.outlook import OPEN, PARKED, Plan, Span, State, compute_outlook, judge_on
from leadq.domain.rules import Rules
from leadq.domain.schedule import Step, program_goal
from leadq.store.bulk import BulkWriter, NewPlan
from leadq.store.read_details import read_facts
from leadq.store.read_due import planned_per_day
from leadq.usecases.desk import Desk
from leadq.usecases.intake import Candidate, channel_of

_BATCH = 1000


class Spread:
    """Hands out working days from the next one on, none with more than ``per_day`` steps."""

    def __init__(self, desk: Desk, planned: Mapping[date, int], per_day: int) -> None:
        self.calendar = desk.calendar
        self.planned = dict(planned)
        self.per_day = per_day
        self.day = self.calendar.after(desk.today)

    def take(self) -> date:
        """Return the next day that has room, and fill one place of it."""
        while self.planned.get(self.day, 0) >= self.per_day:
            self.day = self.calendar.after(self.day)
        self.planned[self.day] = self.planned.get(self.day, 0) + 1
        return self.day


def plan_first_steps(
    writer: BulkWriter, desk: Desk, first_id: int, wishes: Mapping[int, Candidate], per_day: int
) -> list[date]:
    """Plan every lead from an id on, newest first; a day that lies ahead in the file is taken.

    Returns the days on which steps were planned. The outlook is set as well.
    """
    conn = writer.unit.conn
    planned = planned_per_day(conn, desk.today)
    for wish in wishes.values():
        if wish.next_on is not None and wish.next_on >= desk.today:
            planned[wish.next_on] = planned.get(wish.next_on, 0) + 1
    spread = Spread(desk, planned, per_day)
    rows = conn.execute(
        "SELECT l.id, l.status, l.profile, l.parked_until,"
        " EXISTS (SELECT 1 FROM fact f WHERE f.lead_id = l.id)"
        " FROM lead l WHERE l.id >= ? ORDER BY l.created_on DESC, l.id",
        (first_id,),
    )
    planner = _Planner(desk, writer, spread, wishes)
    while batch := rows.fetchmany(_BATCH):
        writer.insert_plans([planner.plan(*row) for row in batch])
    return planner.days


class _Planner:
    def __init__(
        self, desk: Desk, writer: BulkWriter, spread: Spread, wishes: Mapping[int, Candidate]
    ) -> None:
        self.desk = desk
        self.writer = writer
        self.spread = spread
        self.wishes = wishes
        self.days: list[date] = []
        self._plain: dict[tuple[str, str], Span] = {}

    def plan(
        self, lead_id: int, status: str, profile: str, parked: str | None, has_facts: int
    ) -> NewPlan:
        """Return the first step and the outlook of one lead."""
        rules = self.desk.library.profile(profile).rules
        facts = read_facts(self.writer.unit.conn, lead_id) if has_facts else []
        parked_until = date.fromisoformat(parked) if parked else None
        state = State(status, parked_until)
        slot = self._slot(rules, facts, state)
        step, set_by = self._step(lead_id, rules, status, parked_until, slot)
        if step is not None:
            self.days.append(step.on)
            state = State(status, parked_until, Plan(step.on, set_by))
        spans = self._spans(rules, facts, state)
        return NewPlan(lead_id, step, set_by, slot, spans)

    def _slot(self, rules: Rules, facts: list[Fact], state: State) -> str | None:
        if not facts:
            return "ungraded"
        return judge_on(rules, facts, state, self.desk.today).slot

    def _step(
        self, lead_id: int, rules: Rules, status: str, parked: date | None, slot: str | None
    ) -> tuple[Step | None, str]:
        wish = self.wishes.get(lead_id)
        if status == PARKED and parked is not None:
            return Step(parked, "phone", program_goal("unpark")), REP
        if status != OPEN or slot is None:
            return None, RULE
        cadence = rules.cadence[slot]
        goal = program_goal(cadence.goal)
        if wish is not None and wish.next_on is not None and wish.next_on >= self.desk.today:
            by = channel_of(wish.next_by, cadence.by)
            return Step(wish.next_on, by, wish.next_goal or goal), REP
        return Step(self.spread.take(), cadence.by, goal), RULE

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
