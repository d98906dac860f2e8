"""Gives imported leads their first step, spread so that no morning is flooded (method §5)."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import islice
from operator import itemgetter
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
)
from leadq.domain.grading.rules import Rules
from leadq.domain.leads.status import CLOSED, WON
from leadq.domain.words import REVISIT
from leadq.store.arriving.late_indexes import indexed_late
from leadq.store.arriving.new_leads import PlanRows, each_new, each_owner, insert_plans, plan_rows
from leadq.store.meta import fold_owner
from leadq.store.numbers import highest_id
from leadq.store.read.read_due import planned_by_owner
from leadq.store.statements import iso_day
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
    steps = books.spread(first_id)
    with indexed_late(conn, ("followup", "outlook"), len(steps)):
        plans = (
            books.plan(key, owner, KnownLead._make(known), steps[key - first_id])
            for key, owner, _created, known in each_new(conn, first_id, with_ways=True)
        )
        while batch := list(islice(plans, _BATCH)):
            insert_plans(unit, batch)
    ahead = {on for on in steps if on is not None and on >= iso_day(desk.today)}
    days = (date.fromisoformat(min(ahead)), date.fromisoformat(max(ahead))) if ahead else None
    return days, books.overdue


class _Book(NamedTuple):
    """The days of one rep; ``is_here``: their leads are planned on this computer.

    ``waiting`` are leads that a day is looked for, by whether they are customers and their day of
    creation: plain numbers, since there may be millions.
    """

    spread: Spread
    planner: _Planner
    is_here: bool
    waiting: dict[tuple[bool, str], array[int]]


class _Books:
    """Whose first steps fall on which days: each rep has a share of a day."""

    def __init__(
        self, conn: sqlite3.Connection, desk: Desk, wishes: Mapping[int, StepInFile], per_day: int
    ) -> None:
        self._conn, self._desk, self._wishes, self._per_day = conn, desk, wishes, per_day
        self._books: dict[str, _Book] = {}
        self._by_owner: dict[str | None, _Book] = {}
        self._planned = planned_by_owner(conn, desk.today)
        for owner, on in _each_wished(conn, desk, wishes):
            self._planned.setdefault(owner, Counter())[on] += 1
        self._planners: dict[tuple[tuple[date, date], ...], _Planner] = {}
        """By the days away: one for all who have the same calendar."""
        self.overdue = 0
        """How many steps of the file lie behind."""

    def spread(self, first_id: int) -> list[str | None]:
        """Return the day of the step of every lead from an id on, None for those without one."""
        steps: list[str | None] = [None] * (highest_id(self._conn, "lead") + 1 - first_id)
        for key, owner, created_on, known in each_new(self._conn, first_id, with_ways=False):
            lead = KnownLead._make(known)
            book = self._by_owner.get(owner) or self._open(owner)
            wish = self._wishes.get(key)
            if lead.status == PARKED:
                steps[key - first_id] = lead.parked
            elif not book.planner.is_worked(lead):
                continue
            elif wish and wish.on:
                steps[key - first_id] = iso_day(wish.on)
                self.overdue += wish.on < self._desk.today
            elif book.is_here:
                kind = lead.status == WON, created_on
                (book.waiting.get(kind) or book.waiting.setdefault(kind, array("q"))).append(key)
        for book in self._books.values():
            newest_first = sorted(book.waiting, key=itemgetter(1), reverse=True)
            for kind in sorted(newest_first, key=itemgetter(0)):
                for key in book.waiting[kind]:
                    steps[key - first_id] = iso_day(book.spread.take())
        return steps

    def plan(
        self, lead_id: int, owner: str | None, known: KnownLead, on: str | None
    ) -> tuple[int, str | None, PlanRows]:
        """Return a lead with the day of its first step and the rest of its rows."""
        rows = self._by_owner[owner].planner.rows
        wish = self._wishes.get(lead_id)
        if on is None or known.status == PARKED:
            return lead_id, on, rows(known)
        if wish is None:
            return lead_id, on, rows(known, RULE)
        if wish.on is None:
            return lead_id, on, rows(known, RULE, wish.by, wish.goal)
        return lead_id, on, rows(known, REP, wish.by, wish.goal, wish.time)

    def _open(self, owner: str | None) -> _Book:
        desk, folded = self._desk, fold_owner(owner)
        if folded not in self._books:
            calendar = desk.calendar_of(self._conn, owner)
            first, planned = calendar.after(desk.today), self._planned.get(folded, Counter())
            planner = self._planners.setdefault(calendar.away, _Planner(desk, calendar))
            is_here = desk.is_mine(self._conn, owner)
            spread = Spread(calendar, planned, self._per_day, first)
            self._books[folded] = _Book(spread, planner, is_here, {})
        return self._by_owner.setdefault(owner, self._books[folded])


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
        self._slot_of = lru_cache(maxsize=_REMEMBERED)(self._judge)
        self._ahead = lru_cache(maxsize=_REMEMBERED)(self._look_ahead)
        self.rows = lru_cache(maxsize=_REMEMBERED)(self._make_rows)

    def is_worked(self, known: KnownLead) -> bool:
        """Tell whether leads such as this one get a step."""
        if known.status == WON:
            return self.desk.revisit and not _is_withdrawn(known)
        return known.status == OPEN and self._slot_of(known) is not None

    def _make_rows(
        self, known: KnownLead, set_by: str = "", by: str = "", goal: str = "", time: str = ""
    ) -> PlanRows:
        """Return what equal leads have stored but for the day; without ``set_by``, of no step.

        Parked ones come back on a day of their own.
        """
        if known.status == PARKED:
            unpark = "phone", program_goal("unpark"), REP, self._slot_of(known), None
            return plan_rows(unpark, self._ahead(known, REP))
        slot = None
        if set_by:
            slot = REVISIT if known.status == WON else self._slot_of(known)
        if slot is None:
            return plan_rows(None, self._ahead(known))
        rules = self._rules(known)
        cadence = rules.aftersale[slot] if slot == REVISIT else rules.cadence[slot]
        usual = Step(self.desk.today, cadence.by, program_goal(cadence.goal))
        usual = reach_by(usual, known.ways.split(","))
        step = by or usual.by, goal or usual.goal, set_by, slot, time or None
        return plan_rows(step, self._ahead(known, set_by))

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
