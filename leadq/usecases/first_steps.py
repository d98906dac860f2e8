"""Gives imported leads their first step, spread so that no morning is flooded (method §5)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import islice, starmap
from typing import NamedTuple

from leadq.domain.facts import Fact
from leadq.domain.grade import REP, RULE
from leadq.domain.outlook import (
    OPEN,
    PARKED,
    Plan,
    Span,
    State,
    compute_outlook,
    judge_on,
    plan_for,
)
from leadq.domain.rules import Cadence
from leadq.domain.schedule import Step, program_goal
from leadq.domain.workdays import Calendar
from leadq.store.bulk import BulkWriter, NewPlan
from leadq.store.read_due import planned_per_day
from leadq.usecases.desk import Desk

_BATCH = 1000
_REMEMBERED = 8192


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
    spread = Spread(desk.calendar, planned, per_day, desk.calendar.after(desk.today))
    planner = _Planner(desk, spread, wishes)
    plans = starmap(planner.plan, _each_lead(conn, first_id))
    while batch := list(islice(plans, _BATCH)):
        writer.insert_plans(batch)
    return planner.days


def _each_lead(
    conn: sqlite3.Connection, first_id: int
) -> Iterator[tuple[int, str, str, str | None, tuple[Fact, ...]]]:
    """Yield leads from an id on, newest first: id, status, profile, day of return, facts.

    Their facts are numbered from 0, so that leads of which the same is known look the same.
    """
    rows = conn.execute(
        "SELECT l.id, l.status, l.profile, l.parked_until, f.fact, f.value, f.noted_on"
        " FROM lead l LEFT JOIN fact f ON f.lead_id = l.id"
        " WHERE l.id >= ? ORDER BY l.created_on DESC, l.id, f.id",
        (first_id,),
    )
    held: tuple[int, str, str, str | None] | None = None
    facts: list[Fact] = []
    for lead_id, status, profile, parked, fact, value, noted_on in rows:
        if held is not None and held[0] != lead_id:
            yield *held, tuple(facts)
            held, facts = None, []
        if fact is None:
            yield lead_id, status, profile, parked, ()
        else:
            held = lead_id, status, profile, parked
            facts.append(Fact(fact, value, date.fromisoformat(noted_on), len(facts)))
    if held is not None:
        yield *held, tuple(facts)


class _Planner:
    """Plans leads one after the other; what equal leads have in common is worked out once."""

    def __init__(self, desk: Desk, spread: Spread, wishes: Mapping[int, Wish]) -> None:
        self.desk = desk
        self.spread = spread
        self.wishes = wishes
        self.days: tuple[date, date] | None = None
        self._standing = lru_cache(maxsize=_REMEMBERED)(self._judge)
        self._ahead = lru_cache(maxsize=_REMEMBERED)(self._look_ahead)

    def plan(
        self, lead_id: int, status: str, profile: str, parked: str | None, facts: tuple[Fact, ...]
    ) -> NewPlan:
        """Return the first step and the outlook of one lead."""
        until = date.fromisoformat(parked) if parked else None
        slot, cadence = self._standing(profile, status, until, facts)
        step, set_by = self._step(lead_id, status, until, cadence)
        if step is None:
            return NewPlan(lead_id, None, set_by, slot, self._ahead(profile, status, until, facts))
        if self.days is None:
            self.days = step.on, step.on
        elif not self.days[0] <= step.on <= self.days[1]:
            self.days = min(self.days[0], step.on), max(self.days[1], step.on)
        ahead = self._ahead(profile, status, until, facts, set_by)
        return NewPlan(lead_id, step, set_by, slot, plan_for(ahead, step.on))

    def _judge(
        self, profile: str, status: str, until: date | None, facts: tuple[Fact, ...]
    ) -> tuple[str | None, Cadence | None]:
        rules = self.desk.library.profile(profile).rules
        if not facts:
            slot: str | None = "ungraded"
        else:
            slot = judge_on(rules, facts, State(status, until), self.desk.today).slot
        return slot, rules.cadence[slot] if slot else None

    def _step(
        self, lead_id: int, status: str, until: date | None, cadence: Cadence | None
    ) -> tuple[Step | None, str]:
        if status == PARKED and until is not None:
            return Step(until, "phone", program_goal("unpark")), REP
        if status != OPEN or cadence is None:
            return None, RULE
        wish = self.wishes.get(lead_id, _NO_WISH)
        by, goal = wish.by or cadence.by, wish.goal or program_goal(cadence.goal)
        if wish.on is not None and wish.on >= self.desk.today:
            return Step(wish.on, by, goal), REP
        return Step(self.spread.take(), by, goal), RULE

    def _look_ahead(
        self, profile: str, status: str, until: date | None, facts: tuple[Fact, ...],
        set_by: str | None = None,
    ) -> list[Span]:  # fmt: skip
        """Return the outlook without a step, or with one on a day beyond all others."""
        rules = self.desk.library.profile(profile).rules
        state = State(status, until, Plan(date.max, set_by) if set_by else None)
        return compute_outlook(rules, facts, state, self.desk.today, self.desk.calendar)
