"""What the manager is to know: the day's follow-up sheet, and what is overdue too long (§5)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

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
from leadq.store.read.read_due import DueFilter, read_due
from leadq.store.read.read_leads import EVERYBODY, each_lead
from leadq.store.read.rows import LeadData, TouchData
from leadq.usecases.desk import Desk
from leadq.usecases.exporting.plays import read_play
from leadq.usecases.followup.due import choose_owner, each_lead_then, list_due
from leadq.usecases.followup.due_items import DueItem, by_day, by_time
from leadq.usecases.followup.escalate import Escalation
from leadq.usecases.grading.play import NextPlay

_One = TypeVar("_One")
PLANNED = 20
"""So many steps of a section are told with their play."""


@dataclass
class DaySheet:
    """The follow-up sheet of a day (§5): what was done, what is left, what comes ``then``.

    A try that nobody answered is no contact (§14). What is overdue may be a promise.
    ``owner`` empty: everybody. ``endings`` hold the verb: win, lose, drop, park or reopen.
    ``others``: the rep has nothing, but others have leads. ``plays`` are those of the steps that
    are left or come next, by the number of the lead; of a day gone by there are none.
    """

    day: date
    owner: str
    then: date
    contacts: list[tuple[LeadData, TouchData]] = field(default_factory=list)
    tries: list[tuple[LeadData, TouchData]] = field(default_factory=list)
    made: list[tuple[LeadData, PromiseMark]] = field(default_factory=list)
    kept: list[tuple[LeadData, PromiseMark]] = field(default_factory=list)
    grades: list[tuple[LeadData, GradeMove]] = field(default_factory=list)
    endings: list[tuple[LeadData, str]] = field(default_factory=list)
    new: list[LeadData] = field(default_factory=list)
    left: list[DueItem] = field(default_factory=list)
    overdue: list[DueItem] = field(default_factory=list)
    promises: list[DueItem] = field(default_factory=list)
    coming: list[DueItem] = field(default_factory=list)
    others: bool = False
    plays: dict[int, NextPlay] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to show."""
        talks = self.contacts or self.tries or self.made or self.kept
        done = talks or self.grades or self.endings or self.new
        return not (done or self.left or self.overdue or self.promises or self.coming)


def report_day(desk: Desk, on: date | None = None, owner: str = "") -> DaySheet:
    """Return the follow-up sheet of a day, today unless another is given (§5).

    ``owner`` empty: the rep's own name from the settings, with what is nobody's, else everybody;
    "all": everybody. What comes next goes up to the next working day, so that a Friday's sheet
    holds Monday.
    """
    day = on or desk.today
    sheet = DaySheet(day, choose_owner(desk, owner), desk.calendar.after(day))
    _gather_done(desk, sheet, unowned=not owner)
    due = list_due(desk, day, (sheet.then - day).days, owner)
    groups = {"today": sheet.left, "overdue": sheet.overdue, "promise": sheet.promises}
    groups["coming"], sheet.others = sheet.coming, due.others
    for item in due.items:
        if item.pick.group in groups:
            groups[item.pick.group].append(item)
    sheet.left.sort(key=by_time)
    sheet.coming.sort(key=by_day)
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


def _gather_done(desk: Desk, sheet: DaySheet, unowned: bool) -> None:
    """Fill in what happened on the day; an entry of another rep is left out."""
    day = sheet.day
    with desk.read() as conn:
        touches = [
            (lead_id, touch)
            for lead_id, touch in read_day_touches(conn, day)
            if _is_of(touch.owner, sheet.owner, unowned)
        ]
        made, kept = read_day_promises(conn, day)
        moves, endings = read_day_grades(conn, day), read_day_endings(conn, day)
        new = read_day_new(conn, day)
        marks = [mark.lead_id for mark in (*made, *kept)]
        ids = {*marks, *endings, *new, *(move.lead_id for move in moves)}
        wanted = sorted(ids | {lead_id for lead_id, _touch in touches})
        leads = dict(zip(wanted, each_lead_then(conn, desk, wanted, day), strict=True))
        ends = RowsThen(conn, "lead", day) if endings else None

    def mine(found: Iterable[_One], lead_of: Callable[[_One], int]) -> list[tuple[LeadData, _One]]:
        paired = ((leads[lead_of(one)], one) for one in found)
        return [(lead, one) for lead, one in paired if _is_of(lead["owner"], sheet.owner, unowned)]

    for lead_id in endings:
        if ends is not None:
            for name in ("reason", "amount", "parked_until"):
                leads[lead_id][name] = ends.value(lead_id, name, leads[lead_id][name])
    for lead_id, touch in touches:
        tried = touch.outcome == NO_ANSWER
        (sheet.tries if tried else sheet.contacts).append((leads[lead_id], touch))
    sheet.made = mine(made, lambda mark: mark.lead_id)
    sheet.kept = mine(kept, lambda mark: mark.lead_id)
    sheet.grades = mine(moves, lambda move: move.lead_id)
    sheet.endings = [
        (lead, verb) for lead, (_id, verb) in mine(endings.items(), lambda one: one[0])
    ]
    sheet.new = [lead for lead, _id in mine(new, lambda lead_id: lead_id)]


def _is_of(owner: str | None, wanted: str, unowned: bool) -> bool:
    if not wanted or owner is None:
        return not wanted or unowned
    return owner.casefold() == wanted.casefold()


def report_overdue(desk: Desk, owner: str = "") -> list[DueItem]:
    """Return the follow-ups that are overdue too long, rep by rep, best first (§5).

    ``owner`` empty: every rep's, since this is the manager's list.
    """
    with desk.read() as conn:
        return find_overdue(conn, desk, "" if owner.lower() == EVERYBODY else owner)


def find_overdue(conn: sqlite3.Connection, desk: Desk, owner: str = "") -> list[DueItem]:
    """Return what ``report_overdue`` does, in a look at the store that is under way."""
    escalation = Escalation(desk)
    picks = [
        pick
        for pick in read_due(conn, DueFilter(desk.today, desk.today, desk.today, owner))
        if pick.group == "overdue" and (pick.days_late or 0) > escalation.least
    ]
    leads = each_lead(conn, [pick.lead_id for pick in picks], desk.today)
    found = [
        DueItem(lead, pick, lead["touches"] + 1, True)
        for lead, pick in zip(leads, picks, strict=True)
        if escalation.holds(lead, pick.days_late or 0)
    ]
    found.sort(key=lambda item: (item.lead["owner"] is None, (item.lead["owner"] or "").casefold()))
    return found
