"""Gives imported leads their first step, spread so that no morning is flooded (method §5)."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
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
from leadq.store.meta import fold_owner
from leadq.store.new_leads import PlanRows, each_new, each_owner, insert_plans, plan_rows
from leadq.store.read.read_due import planned_by_owner
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
    file has is taken. Each rep has so many a day.

    Returns the first and the last day of the steps from today on (None without any), and how
    many were overdue in the file and stay so. The outlook is set as well.
    """
    conn, books = unit.conn, _Books(unit.conn, desk, wishes, per_day)
    for of_customers in (False, True):
        plans = (
            books.plan(key, owner, KnownLead._make(known))
            for key, owner, *known in each_new(conn, first_id)
            if (known[0] == WON) == of_customers
        )
        while batch := list(islice(plans, _BATCH)):
            insert_plans(unit, batch)
    days = [day for planner in books.planners.values() for day in planner.days or ()]
    overdue = sum(one.on is not None and one.on < desk.today for one in books.taken)
    return (min(days), max(days)) if days else None, overdue


class _Book(NamedTuple):
    """The days of one rep; ``is_here``: their leads are planned on this computer."""

    spread: Spread
    planner: _Planner
    is_here: bool


class _Books:
    """Whose first steps fall on which days: each rep has a share of a day."""

    def __init__(
        self, conn: sqlite3.Connection, desk: Desk, wishes: Mapping[int, StepInFile], per_day: int
    ) -> None:
        self._conn, self._desk, self._wishes, self._per_day = conn, desk, wishes, per_day
        self._books: dict[str | None, _Book] = {}
        self._planned = planned_by_owner(conn, desk.today)
        for owner, on in _each_wished(conn, desk, wishes):
            self._planned.setdefault(owner, Counter())[on] += 1
        self.planners: dict[tuple[tuple[date, date], ...], _Planner] = {}
        """By the days away: one for all who have the same calendar."""
        self.taken: list[StepInFile] = []

    def plan(self, lead_id: int, owner: str | None, known: KnownLead) -> tuple[int, PlanRows]:
        """Return a lead with the rows of its first step and its outlook."""
        book = self._books.get(owner) or self._open(owner)
        planner = book.planner
        wish = self._wishes.get(lead_id)
        if not planner.is_worked(known) or not (book.is_here or (wish and wish.on)):
            return lead_id, planner.rows(known)
        if wish is None:
            return lead_id, planner.rows(known, book.spread.take())
        if wish.on is not None:
            self.taken.append(wish)
            return lead_id, planner.rows(known, wish.on, REP, *wish[1:])
        return lead_id, planner.rows(known, book.spread.take(), RULE, wish.by, wish.goal)

    def _open(self, owner: str | None) -> _Book:
        desk, folded = self._desk, fold_owner(owner)
        same = next(
            (book for name, book in self._books.items() if fold_owner(name) == folded), None
        )
        if same is None:
            calendar = desk.calendar_of(self._conn, owner)
            first, planned = calendar.after(desk.today), self._planned.get(folded, Counter())
            planner = self.planners.setdefault(calendar.away, _Planner(desk, calendar))
            is_here = desk.is_mine(self._conn, owner)
            same = _Book(Spread(calendar, planned, self._per_day, first), planner, is_here)
        self._books[owner] = same
        return same


def _each_wished(
    conn: sqlite3.Connection, desk: Desk, wishes: Mapping[int, StepInFile]
) -> Iterator[tuple[str, date]]:
    """Yield the days from today on that a file has, each with the folded owner of its lead."""
    ahead = {key: one.on for key, one in wishes.items() if one.on and one.on >= desk.today}
    for lead_id, owner in each_owner(conn, min(ahead)) if ahead else ():
        if lead_id in ahead:
            yield fold_owner(owner), ahead[lead_id]


class _Planner:
    """Plans leads by one calendar; what equal leads have in common is worked out once."""

    def __init__(self, desk: Desk, calendar: Calendar) -> None:
        self.desk = desk
        self.calendar = calendar
        self.days: tuple[date, date] | None = None
        self._slot_of = lru_cache(maxsize=_REMEMBERED)(self._judge)
        self._ahead = lru_cache(maxsize=_REMEMBERED)(self._look_ahead)
        self.rows = lru_cache(maxsize=_REMEMBERED)(self._make_rows)

    def is_worked(self, known: KnownLead) -> bool:
        """Tell whether leads such as this one get a step."""
        if known.status == WON:
            return self.desk.revisit and not _is_withdrawn(known)
        return known.status == OPEN and self._slot_of(known) is not None

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
        return compute_outlook(rules, _facts_of(known), state, today, self.calendar)


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
