"""Gives imported leads their first step, spread so that no morning is flooded (method §5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from leadq.domain.followup.schedule import Step, program_goal, reach_by
from leadq.domain.followup.workdays import Calendar
from leadq.domain.grading.facts import CONSENT, Fact
from leadq.domain.grading.grade import REP, RULE
from leadq.domain.grading.outlook import (
    OPEN,
    PARKED,
    Plan,
    Span,
    State,
    compute_outlook,
    judge_on,
    plan_for,
)
from leadq.domain.grading.rules import REVISIT, Rules
from leadq.domain.leads.status import CLOSED, WON
from leadq.store.new_leads import PlanRows, each_new, insert_plans, plan_rows
from leadq.store.read.read_due import planned_per_day
from leadq.store.unit import Unit
from leadq.usecases.desk import Desk

_BATCH = 1000
_ENDED = tuple(status for status in CLOSED if status != WON)
_REMEMBERED = 8192


class StepInFile(NamedTuple):
    """What a file says of the next step of an open lead; empty for what it does not say."""

    on: date | None
    by: str
    goal: str
    time: str = ""


class KnownLead(NamedTuple):
    """All that decides a lead's outlook; days and facts (id, value, day) as they are stored.

    ``ways`` are the kinds it can be reached by, joined by commas (§14).
    """

    status: str
    profile: str
    parked: str | None
    ways: str = ""
    facts: tuple[tuple[str, str, str], ...] = ()


class Spread:
    """Hands out working days from a first one on, none with more than ``per_day`` steps."""

    def __init__(
        self, calendar: Calendar, planned: Mapping[date, int], per_day: int, first: date
    ) -> None:
        self.calendar = calendar
        self.planned = planned
        self.per_day = per_day
        self.day = calendar.on_or_after(first)
        self._room = self._room_of_day()

    def take(self) -> date:
        """Return the next day that has room, and fill one place of it."""
        while self._room <= 0:
            self.day = self.calendar.after(self.day)
            self._room = self._room_of_day()
        self._room -= 1
        return self.day

    def _room_of_day(self) -> int:
        return self.per_day - self.planned.get(self.day, 0)


def plan_first_steps(
    unit: Unit, desk: Desk, first_id: int, wishes: Mapping[int, StepInFile], per_day: int
) -> tuple[tuple[date, date] | None, int]:
    """Plan every lead from an id on, newest first, then customers to be seen again; a day that the
    file has is taken.

    Returns the first and the last day of the steps from today on (None without any), and how
    many were overdue in the file and stay so. The outlook is set as well.
    """
    conn = unit.conn
    planned = planned_per_day(conn, desk.today)
    for wish in wishes.values():
        if wish.on is not None and wish.on >= desk.today:
            planned[wish.on] = planned.get(wish.on, 0) + 1
    calendar = desk.calendar_of(conn, None)
    spread = Spread(calendar, planned, per_day, calendar.after(desk.today))
    planner = _Planner(desk, spread, wishes)
    for of_customers in (False, True):
        plans = (
            planner.plan(key, KnownLead._make(known))
            for key, *known in each_new(conn, first_id)
            if (known[0] == WON) == of_customers
        )
        while batch := list(islice(plans, _BATCH)):
            insert_plans(unit, batch)
    return planner.days, planner.overdue


class _Planner:
    """Plans leads one after the other; what equal leads have in common is worked out once."""

    def __init__(self, desk: Desk, spread: Spread, wishes: Mapping[int, StepInFile]) -> None:
        self.desk = desk
        self.spread = spread
        self.wishes = wishes
        self.days: tuple[date, date] | None = None
        self.overdue = 0
        self._slot_of = lru_cache(maxsize=_REMEMBERED)(self._judge)
        self._ahead = lru_cache(maxsize=_REMEMBERED)(self._look_ahead)
        self._rows = lru_cache(maxsize=_REMEMBERED)(self._make_rows)

    def plan(self, lead_id: int, known: KnownLead) -> tuple[int, PlanRows]:
        """Return a lead with the rows of its first step and its outlook."""
        is_seen = known.status == WON and self.desk.revisit and not _is_withdrawn(known)
        if not is_seen and (known.status != OPEN or self._slot_of(known) is None):
            return lead_id, self._rows(known)
        wish = self.wishes.get(lead_id)
        if wish is None:
            return lead_id, self._rows(known, self.spread.take())
        if wish.on is not None:
            self.overdue += wish.on < self.desk.today
            return lead_id, self._rows(known, wish.on, REP, *wish[1:])
        return lead_id, self._rows(known, self.spread.take(), RULE, wish.by, wish.goal)

    def _make_rows(
        self, known: KnownLead, on: date | None = None, set_by: str = RULE, by: str = "",
        goal: str = "", time: str = "",
    ) -> PlanRows:  # fmt: skip
        """Return what equal leads have stored of a step on a day, None for no such day."""
        slot = REVISIT if known.status == WON else None
        if known.status not in CLOSED:
            slot = self._slot_of(known)
        step = None
        if known.status == PARKED and known.parked is not None:
            set_by = REP
            step = Step(date.fromisoformat(known.parked), "phone", program_goal("unpark"))
        elif on is not None and slot is not None:
            rules = self._rules(known)
            cadence = rules.aftersale[slot] if slot == REVISIT else rules.cadence[slot]
            usual = Step(on, cadence.by, program_goal(cadence.goal))
            usual = reach_by(usual, known.ways.split(","))
            step = Step(on, by or usual.by, goal or usual.goal)
        if step is None:
            return plan_rows(None, set_by, slot, self._ahead(known))
        if step.on >= self.desk.today:
            first, last = self.days or (step.on, step.on)
            self.days = min(first, step.on), max(last, step.on)
        return plan_rows(step, set_by, slot, plan_for(self._ahead(known, set_by), step.on), time)

    def _rules(self, known: KnownLead) -> Rules:
        return self.desk.library.profile(known.profile).rules

    def _judge(self, known: KnownLead) -> str | None:
        """Return the row of the schedule that leads such as this are in today."""
        facts = _facts_of(known)
        if not facts:
            return "ungraded"
        return judge_on(self._rules(known), facts, _state_of(known), self.desk.today).slot

    def _look_ahead(self, known: KnownLead, set_by: str | None = None) -> list[Span]:
        """Return the outlook without a step, or with one on a day beyond all others.

        Of leads that have ended, it is the same but for how they were closed.
        """
        if known.status in _ENDED[1:]:
            like = self._ahead(known._replace(status=_ENDED[0]))
            return [span._replace(status=known.status) for span in like]
        state = _state_of(known)._replace(plan=Plan(date.max, set_by) if set_by else None)
        rules, today = self._rules(known), self.desk.today
        return compute_outlook(rules, _facts_of(known), state, today, self.spread.calendar)


def _is_withdrawn(known: KnownLead) -> bool:
    """Tell whether a file says that a customer does not want to be contacted."""
    return any((name, value) == (CONSENT, "no") for name, value, _on in known.facts)


def _state_of(known: KnownLead) -> State:
    return State(known.status, date.fromisoformat(known.parked) if known.parked else None)


def _facts_of(known: KnownLead) -> tuple[Fact, ...]:
    """Return the facts, numbered from 0: leads of which the same is known are to look the same."""
    return tuple(
        Fact(name, value, date.fromisoformat(noted_on), place)
        for place, (name, value, noted_on) in enumerate(known.facts)
    )
