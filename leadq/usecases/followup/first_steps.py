"""Gives imported leads their first step, spread so that no morning is flooded (method §5)."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import chain, islice, repeat, starmap
from operator import itemgetter
from typing import Any, NamedTuple

from leadq.domain.followup.schedule import Step, program_goal, reach_by
from leadq.domain.followup.spread import Spread
from leadq.domain.followup.workdays import Calendar
from leadq.domain.grading.facts import Fact
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
from leadq.domain.words import CONSENT, REVISIT
from leadq.store.arriving.late_indexes import indexed_late
from leadq.store.arriving.new_leads import PlanRows, count_new, each_new, insert_plans, plan_rows
from leadq.store.arriving.wishes import Wishes
from leadq.store.meta import fold_owner
from leadq.store.numbers import highest_id
from leadq.store.read.read_planned import planned_by_owner
from leadq.store.statements import iso_day
from leadq.store.unit import Unit
from leadq.usecases.desk import Desk

_BATCH = 1000
_ENDED = tuple(status for status in CLOSED if status != WON)
_REMEMBERED = 8192
_Kind = tuple[bool, str]
Kinds = Mapping[tuple[Any, ...], int]
"""How many leads are alike in all that decides whose day they take."""


class KnownLead(NamedTuple):
    """All that decides a lead's outlook; days and facts (id, value, day) as they are stored.

    ``ways`` are the kinds it can be reached by, joined by commas (§14).
    """

    status: str
    profile: str
    parked: str | None
    ways: str = ""
    facts: tuple[tuple[str, str, str], ...] = ()


def plan_first_steps(
    unit: Unit, desk: Desk, first_id: int, wishes: Wishes, per_day: int,
    kinds: Kinds | None = None,
) -> tuple[tuple[date, date] | None, int]:  # fmt: skip
    """Plan every lead from an id on, newest first, then customers to be seen again; a day that the
    file has is taken. Each rep has so many a day.

    Returns the first and the last day of this computer's steps from today on (None without any),
    and how many were overdue in the file and stay so. The outlook is set as well. Those of other
    members of the team are planned on theirs: ``desk.left_to`` names them. ``kinds`` is what
    ``count_new`` counts, where it is known.
    """
    conn, books = unit.conn, _Books(unit.conn, desk, wishes, per_day)
    books.spread(count_new(conn, first_id) if kinds is None else kinds)
    coming = highest_id(conn, "lead") + 1 - first_id
    with indexed_late(conn, ("followup", "outlook"), coming):
        plans = books.plans(first_id)
        while batch := list(islice(plans, _BATCH)):
            insert_plans(unit, batch)
    ahead = books.ahead
    days = (date.fromisoformat(min(ahead)), date.fromisoformat(max(ahead))) if ahead else None
    return days, books.overdue


class _Book(NamedTuple):
    """The days of one rep; ``is_here``: their leads are planned on this computer.

    ``waiting`` counts the leads that a day is looked for, by whether they are customers and their
    day of creation; ``days`` are the days for them, in the order of the leads.
    """

    spread: Spread
    planner: _Planner
    is_here: bool
    waiting: Counter[_Kind]
    days: dict[_Kind, Iterator[str]]


class _Books:
    """Whose first steps fall on which days: each rep has a share of a day.

    Leads are only counted, since there may be millions: the days of those of a kind follow each
    other as they do.
    """

    def __init__(self, conn: sqlite3.Connection, desk: Desk, wishes: Wishes, per_day: int) -> None:
        self._conn, self._desk, self._per_day = conn, desk, per_day
        self._books: dict[str, _Book] = {}
        self._by_owner: dict[str | None, _Book] = {}
        self._planned = planned_by_owner(conn, desk.today)
        for owner, on, count in wishes.ahead(desk.today):
            self._planned.setdefault(fold_owner(owner), Counter())[on] += count
        self._planners: dict[tuple[tuple[date, date], ...], _Planner] = {}
        """By the days away: one for all who have the same calendar."""
        self.ahead: set[str] = set()
        """The days of steps from today on that are planned on this computer."""
        self.overdue = 0
        """How many steps of the file lie behind."""

    def spread(self, kinds: Kinds) -> None:
        """Find the days for the leads that the file has none for."""
        for (on, owner, created_on, *known), count in kinds.items():
            lead, book = KnownLead(*known), self._book(owner)
            if not book.is_here:
                self._desk.left_to.add(owner or "")
                is_late = on is not None and on < iso_day(self._desk.today)
                self.overdue += count if is_late and book.planner.is_worked(lead) else 0
            elif lead.status == PARKED:
                self._note(lead.parked, count)
            elif not book.planner.is_worked(lead):
                continue
            elif on is not None:
                self._note(on, count, in_file=True)
            else:
                book.waiting[lead.status == WON, created_on] += count
        for book in self._books.values():
            newest_first = sorted(book.waiting, key=itemgetter(1), reverse=True)
            for kind in sorted(newest_first, key=itemgetter(0)):
                shares = [(iso_day(on), n) for on, n in book.spread.share(book.waiting[kind])]
                self.ahead.update(on for on, _count in shares)
                book.days[kind] = chain.from_iterable(starmap(repeat, shares))

    def plans(self, first_id: int) -> Iterator[tuple[int, str | None, PlanRows]]:
        """Yield the leads from an id on, each with the day of its first step and its other rows."""
        for row in each_new(self._conn, first_id):
            lead_id, on, owner, created_on = row[:4]
            book = self._by_owner[owner]
            decided = book.planner.decide(book.is_here, *row[4:])
            if decided.waits:
                on = next(book.days[decided.is_won, created_on])
            elif not decided.in_file:
                on = decided.day
            yield lead_id, on, decided.rows

    def _note(self, on: str | None, count: int, in_file: bool = False) -> None:
        if on is None:
            return
        if on >= iso_day(self._desk.today):
            self.ahead.add(on)
        elif in_file:
            self.overdue += count

    def _book(self, owner: str | None) -> _Book:
        if owner in self._by_owner:
            return self._by_owner[owner]
        desk, folded = self._desk, fold_owner(owner)
        if folded not in self._books:
            calendar = desk.calendar_of(self._conn, owner)
            first, planned = calendar.after(desk.today), self._planned.get(folded, Counter())
            planner = self._planners.setdefault(calendar.away, _Planner(desk, calendar))
            is_here = desk.is_mine(self._conn, owner)
            spread = Spread(calendar, planned, self._per_day, first)
            self._books[folded] = _Book(spread, planner, is_here, Counter(), {})
        return self._by_owner.setdefault(owner, self._books[folded])


class _Decided(NamedTuple):
    """What becomes of leads of which the same is known: their rows, and where the day comes from.

    It ``waits`` for the next free one, stands ``in_file``, or is ``day``.
    """

    rows: PlanRows
    day: str | None = None
    waits: bool = False
    in_file: bool = False
    is_won: bool = False


class _Planner:
    """Plans leads by one calendar; what equal leads have in common is worked out once."""

    def __init__(self, desk: Desk, calendar: Calendar) -> None:
        self.desk = desk
        self.calendar = calendar
        self._slot_of = lru_cache(maxsize=_REMEMBERED)(self._judge)
        self._ahead = lru_cache(maxsize=_REMEMBERED)(self._look_ahead)
        self.decide = lru_cache(maxsize=_REMEMBERED)(self._decide)

    def is_worked(self, known: KnownLead) -> bool:
        """Tell whether leads such as this one get a step."""
        if known.status == WON:
            return self.desk.revisit and not _is_withdrawn(known)
        return known.status == OPEN and self._slot_of(known) is not None

    def _decide(
        self, is_here: bool, has_day: int, by: str | None, goal: str | None, time: str | None,
        *known: Any,
    ) -> _Decided:  # fmt: skip
        """Decide over leads of which that is known; ``by`` is None where the file says nothing."""
        lead = KnownLead(*known)
        if lead.status == PARKED:
            return _Decided(self._rows(lead), lead.parked)
        if not self.is_worked(lead) or not (has_day or is_here):
            return _Decided(self._rows(lead))
        if has_day:
            rows = self._rows(lead, REP, by or "", goal or "", time or "")
            return _Decided(rows, in_file=True)
        rows = self._rows(lead, RULE, by or "", goal or "")
        return _Decided(rows, waits=True, is_won=lead.status == WON)

    def _rows(
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
