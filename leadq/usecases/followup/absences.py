"""Notes when a rep is away, and forgets it again: no computed day falls into it (method §14)."""

from __future__ import annotations

from datetime import date

from leadq.store.meta import Absence
from leadq.store.read.read_due import list_planned_in
from leadq.store.unit import Unit
from leadq.usecases.desk import Desk
from leadq.usecases.followup.replan import replan_lead


def note_absence(unit: Unit, desk: Desk, first: date, last: date, owner: str) -> None:
    """Remember an absence; it goes with the command that notes it when that is undone."""
    absence = Absence(first, last, owner, unit.command)
    desk.note_absences(unit, [*desk.absences(unit.conn), absence])


def mark_absences(unit: Unit, desk: Desk, command: str, undone: bool) -> None:
    """Let the absences that a command noted follow its being undone or redone."""
    noted = desk.absences(unit.conn)
    marked = [one._replace(undone=undone) if one.command == command else one for one in noted]
    if marked != noted:
        desk.note_absences(unit, marked)


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
            desk.note_absences(unit, [one for one in noted if one not in gone])
        return [one for one in gone if not one.undone]


def clear_absence(unit: Unit, desk: Desk, first: date, last: date) -> None:
    """Bring leads whose steps time would move into an absence up to date."""
    for lead_id in list_planned_in(unit.conn, first, last):
        replan_lead(unit, desk, lead_id)
