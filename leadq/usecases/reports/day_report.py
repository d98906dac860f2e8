"""What the manager is to know: the day's follow-up sheet, and what is overdue too long (§5)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from operator import itemgetter
from typing import TypeVar, cast

from leadq.domain.followup.schedule import NO_ANSWER
from leadq.store.read.read_day import (
    GradeMove,
    PromiseMark,
    RowsThen,
    read_day_endings,
    read_day_grades,
    read_day_new,
    read_day_promises,
    read_day_touches,
)
from leadq.store.read.read_details import TouchData
from leadq.store.read.read_due import CUSTOMER, DueFilter, read_due, read_standings
from leadq.store.read.read_leads import EVERYBODY
from leadq.store.read.rows import LeadData, Pick
from leadq.store.search.conditions import ANY, Conditions, find_fulfilling
from leadq.usecases.desk import Desk
from leadq.usecases.exporting.plays import read_play
from leadq.usecases.followup.due import LeadsThen, choose_owner, has_only_others, read_items
from leadq.usecases.followup.due_items import DueItem, by_day, by_time, place_unread
from leadq.usecases.followup.escalate import Escalation
from leadq.usecases.grading.play import NextPlay
from leadq.usecases.in_turn import InTurn, by_the_hundred, is_long, read_in_turn

_One = TypeVar("_One")
_Entry = TypeVar("_Entry")
PLANNED = 20
"""So many steps of a section are told with their play."""


@dataclass
class DaySheet:
    """The follow-up sheet of a day (§5): what was done, what is left, what comes ``then``.

    A try that nobody answered is no contact (§14). What is overdue may be a promise.
    ``owner`` empty: everybody. ``endings`` hold the verb: win, lose, drop, park,
    leave or reopen.
    ``others``: the rep has nothing, but others have leads. ``plays`` are those of the steps that
    are left or come next, by the number of the lead; of a day gone by there are none.
    """

    day: date
    owner: str
    then: date
    contacts: Sequence[tuple[LeadData, TouchData]] = ()
    tries: Sequence[tuple[LeadData, TouchData]] = ()
    made: Sequence[tuple[LeadData, PromiseMark]] = ()
    kept: Sequence[tuple[LeadData, PromiseMark]] = ()
    grades: Sequence[tuple[LeadData, GradeMove]] = ()
    endings: Sequence[tuple[LeadData, str]] = ()
    new: Sequence[LeadData] = ()
    left: Sequence[DueItem] = ()
    overdue: Sequence[DueItem] = ()
    promises: Sequence[DueItem] = ()
    coming: Sequence[DueItem] = ()
    others: bool = False
    plays: dict[int, NextPlay] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to show."""
        talks = self.contacts or self.tries or self.made or self.kept
        done = talks or self.grades or self.endings or self.new
        return not (done or self.left or self.overdue or self.promises or self.coming)


def report_day(
    desk: Desk, on: date | None = None, owner: str = "", conditions: Conditions = ANY
) -> DaySheet:
    """Return the follow-up sheet of a day, today unless another is given (§5).

    ``owner`` empty: the rep's own name from the settings, with what is nobody's, else everybody;
    "all": everybody. What comes next goes up to the next working day, so that a Friday's sheet
    holds Monday. Only of leads that fulfil the ``conditions`` on the day.
    """
    day = on or desk.today
    sheet = DaySheet(day, choose_owner(desk, owner), desk.calendar.after(day))
    with desk.read() as conn:
        among = find_fulfilling(conn, conditions, day) if conditions != ANY else None
        _gather_done(conn, desk, sheet, not owner, among)
        _gather_due(conn, desk, sheet, not owner, conditions)
    if day >= desk.today:
        sheet.plays = _read_plays(desk, [*sheet.left[:PLANNED], *sheet.coming[:PLANNED]])
    return sheet


def _read_plays(desk: Desk, items: Iterable[DueItem]) -> dict[int, NextPlay]:
    """Return the play of each step (method §14), by the number of its lead."""
    with desk.read() as conn:
        found = {
            item.lead["number"]: read_play(conn, desk, item.pick.lead_id)
            for item in items
            if item.pick.kind == "followup"
        }
    return {number: play for number, play in found.items() if play is not None}


def _gather_due(
    conn: sqlite3.Connection, desk: Desk, sheet: DaySheet, unowned: bool, conditions: Conditions
) -> None:
    """Fill in what is left, what is late and what comes, in their order."""
    wanted = DueFilter(sheet.day, sheet.then, desk.today, sheet.owner, "", unowned)
    wanted = wanted._replace(conditions=conditions)
    groups: dict[str, list[Pick]] = {"today": [], "overdue": [], "promise": [], "coming": []}
    groups[CUSTOMER] = groups["today"]
    picks = read_due(conn, wanted)
    for pick in picks:
        if pick.group in groups:
            groups[pick.group].append(pick)
    read = partial(read_items, desk=desk, day=sheet.day)
    sheet.overdue = read_in_turn(conn, desk, groups["overdue"], read)
    sheet.promises = read_in_turn(conn, desk, groups["promise"], read)
    sheet.left = _read_ordered(conn, desk, sheet.day, groups["today"], by_time)
    sheet.coming = _read_ordered(conn, desk, sheet.day, groups["coming"], by_day)
    if sheet.owner and unowned and not picks:
        sheet.others = has_only_others(conn, desk, wanted)


def _read_ordered(
    conn: sqlite3.Connection,
    desk: Desk,
    day: date,
    picks: list[Pick],
    order: Callable[[DueItem], tuple[str, ...]],
) -> Sequence[DueItem]:
    """Return what was picked in the order of its days and times; a long list is not read for it."""
    read = partial(read_items, desk=desk, day=day)
    if not is_long(picks):
        return sorted(read(conn, picks), key=order)
    steps = (pick.lead_id for pick in picks if pick.kind == "followup")
    times = LeadsThen(conn, desk, day).read_times(steps)
    picks.sort(key=lambda pick: place_unread(pick, times.get(pick.lead_id)))
    return InTurn(desk, picks, read)


def _gather_done(
    conn: sqlite3.Connection, desk: Desk, sheet: DaySheet, unowned: bool, among: set[int] | None
) -> None:
    """Fill in what happened on the day; an entry of another rep is left out.

    ``among``: the leads that are meant; None for all.
    """
    day, is_of = sheet.day, partial(_is_of, wanted=sheet.owner, unowned=unowned)

    def meant(found: Iterable[_One], lead_of: Callable[[_One], int]) -> list[_One]:
        return [one for one in found if among is None or lead_of(one) in among]

    touches = meant(read_day_touches(conn, day, is_of), itemgetter(0))
    made, kept = (
        meant(marks, lambda one: one.lead_id) for marks in read_day_promises(conn, day, is_of)
    )
    moves = meant(read_day_grades(conn, day, is_of), lambda one: one.lead_id)
    endings = dict(meant(read_day_endings(conn, day, is_of).items(), itemgetter(0)))
    new = meant(read_day_new(conn, day, is_of), int)
    ends = RowsThen(conn, "lead", day) if endings else None
    ids = {*endings, *new, *(one.lead_id for one in (*made, *kept))}
    ids |= {move.lead_id for move in moves} | {lead_id for lead_id, _touch in touches}
    leads = _DayLeads(conn, desk, day, ids)

    def ended(lead: LeadData, ending: tuple[int, str]) -> tuple[LeadData, str]:
        return _as_it_ended(lead, ending[0], ends), ending[1]

    tries = [one for one in touches if one[1].outcome == NO_ANSWER]
    contacts = [one for one in touches if one[1].outcome != NO_ANSWER]
    sheet.contacts = leads.join(contacts, itemgetter(0), lambda lead, one: (lead, one[1]))
    sheet.tries = leads.join(tries, itemgetter(0), lambda lead, one: (lead, one[1]))
    sheet.made = leads.join(made, lambda one: one.lead_id, lambda *pair: pair)
    sheet.kept = leads.join(kept, lambda one: one.lead_id, lambda *pair: pair)
    sheet.grades = leads.join(moves, lambda one: one.lead_id, lambda *pair: pair)
    sheet.endings = leads.join(list(endings.items()), itemgetter(0), ended)
    sheet.new = leads.join(new, int, lambda lead, _id: lead)


class _DayLeads:
    """The leads that something happened to on a day: read at once if they are few."""

    def __init__(self, conn: sqlite3.Connection, desk: Desk, day: date, ids: set[int]) -> None:
        self._conn, self._desk, self._day = conn, desk, day
        self._few = None if is_long(ids) else LeadsThen(conn, desk, day).read(sorted(ids))

    def join(
        self,
        found: Sequence[_One],
        lead_of: Callable[[_One], int],
        shape: Callable[[LeadData, _One], _Entry],
    ) -> Sequence[_Entry]:
        """Return what happened, each shaped with the lead it happened to."""
        few = self._few
        if few is not None:
            return [shape(few[lead_of(one)], one) for one in found]

        def read(conn: sqlite3.Connection, some: Sequence[_One]) -> Iterator[_Entry]:
            then = LeadsThen(conn, self._desk, self._day)
            for part in by_the_hundred(some):
                leads = then.read(dict.fromkeys(map(lead_of, part)))
                yield from (
                    shape(leads[lead_of(one)], one) for one in part if lead_of(one) in leads
                )

        return read_in_turn(self._conn, self._desk, found, read)


def _as_it_ended(lead: LeadData, lead_id: int, ends: RowsThen | None) -> LeadData:
    """Return a lead with what was said of its end on the day."""
    if ends is None:
        return lead
    names = ("reason", "amount", "parked_until", "left_kind")
    said = {name: ends.value(lead_id, name, lead.get(name)) for name in names}
    return cast(LeadData, {**lead, **said})


def _is_of(owner: str | None, wanted: str, unowned: bool) -> bool:
    if not wanted or owner is None:
        return not wanted or unowned
    return owner.casefold() == wanted.casefold()


def report_overdue(desk: Desk, owner: str = "", conditions: Conditions = ANY) -> Sequence[DueItem]:
    """Return the follow-ups that are overdue too long, rep by rep, best first (§5).

    ``owner`` empty: every rep's, since this is the manager's list.
    """
    with desk.read() as conn:
        whose = "" if owner.lower() == EVERYBODY else owner
        return find_overdue(conn, desk, whose, conditions)


def find_overdue(
    conn: sqlite3.Connection, desk: Desk, owner: str = "", conditions: Conditions = ANY
) -> Sequence[DueItem]:
    """Return what ``report_overdue`` does, in a look at the store that is under way."""
    escalation = Escalation(desk)
    wanted = DueFilter(desk.today, desk.today, desk.today, owner, conditions=conditions)
    late = [
        pick
        for pick in read_due(conn, wanted)
        if pick.group == "overdue" and (pick.days_late or 0) > escalation.least
    ]
    found = []
    for some in by_the_hundred(late):
        standings = read_standings(conn, [pick.lead_id for pick in some], desk.today)
        for pick in some:
            standing = standings[pick.lead_id]
            if escalation.holds(standing, pick.days_late or 0):
                found.append((standing.owner is None, (standing.owner or "").casefold(), pick))
    found.sort(key=itemgetter(0, 1))
    picks = [pick for *_owner, pick in found]
    return read_in_turn(conn, desk, picks, partial(read_items, desk=desk, day=desk.today))
