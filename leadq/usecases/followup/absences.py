"""Notes when a rep is away, and forgets it again: no computed day falls into it (method §14)."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from datetime import date

from leadq.store.meta import Absence
from leadq.store.read.read_planned import list_planned_in
from leadq.store.unit import Unit
from leadq.usecases.desk import Desk
from leadq.usecases.followup.replan import replan_lead


def note_absence(unit: Unit, desk: Desk, absence: Absence) -> None:
    """Remember an absence; one that is known already is not noted twice."""
    noted = desk.absences(unit.conn)
    if absence not in noted:
        desk.note_absences(unit, [*noted, absence])


def cancel_absence(desk: Desk, first: date, last: date, owner: str = "") -> list[Absence]:
    """Forget the absences that share a day with these; return them. Steps stay as they are."""
    whose = (owner or desk.me).casefold()
    with desk.write("away") as unit:
        noted = desk.absences(unit.conn)
        gone = [
            one
            for one in noted
            if one.first <= last and first <= one.last and one.owner.casefold() == whose
        ]
        if gone:
            concerned = [*each_concerned(unit.conn, desk, gone)]
            desk.note_absences(unit, [one for one in noted if one not in gone])
            replan_all(unit, desk, concerned)
        return gone


def each_concerned(
    conn: sqlite3.Connection, desk: Desk, absences: Collection[Absence]
) -> Iterator[int]:
    """Yield the leads that have a step, or will have one, in an absence or right behind it."""
    away = tuple((one.first, one.last) for one in {*absences, *desk.absences(conn)})
    calendar = desk.calendar._replace(away=away)
    for one in absences:
        yield from list_planned_in(conn, one.first, calendar.after(one.last))


def replan_all(unit: Unit, desk: Desk, lead_ids: Collection[int]) -> None:
    """Bring leads whose steps time would move otherwise now up to date."""
    for lead_id in lead_ids:
        replan_lead(unit, desk, lead_id)
