"""Takes back the last command, whatever it was, and does it again."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from leadq.domain.leads.status import WORKED
from leadq.errors import RefusedError
from leadq.store import repo
from leadq.store.care.since import (
    FromFile,
    count_brought,
    erased_between,
    list_others,
    list_signed,
)
from leadq.store.care.standing import StandingLead, each_standing
from leadq.store.care.undo import (
    TOUCHED,
    Command,
    Touched,
    find_redoable,
    find_undoable,
    list_commands,
    peel_regrades,
    redo_command,
    undo_command,
)
from leadq.store.meta import Absence
from leadq.store.read.lookups import find_name
from leadq.store.statements import AUTOMATIC
from leadq.store.unit import Unit
from leadq.usecases.desk import Desk
from leadq.usecases.followup.absences import each_concerned
from leadq.usecases.followup.replan import follow_others, replan_lead
from leadq.usecases.grading.outlooks import Outlooks
from leadq.usecases.leads.lookup import refresh_each_lookup


@dataclass(frozen=True)
class TakenBack:
    """A command that was undone or redone, and a name of a lead it was about, if there is one.

    ``erased_on`` is the day of an erasure that stands in front of it: what was done in between to
    the erased is gone. Of an import: what it ``brought``, and ``others`` whose notes came with it.
    """

    command: Command
    lead: str
    erased_on: str = ""
    brought: FromFile | None = None
    others: tuple[str, ...] = ()


def undo_last(desk: Desk) -> TakenBack:
    """Take back the last command that still stands.

    Raises RefusedError when there is none, or when others have worked since on what it changed.
    """
    with desk.write("undo") as unit:
        command = find_undoable(unit.conn)
        if command is None:
            raise RefusedError("nothing_to_undo", hint="nothing_to_undo")
        name = _name_lead(unit.conn, command)
        if others := list_others(unit.conn, command.id):
            raise RefusedError("undo_others", hint="undo_others", who=others)
        erased_on, brought = erased_between(unit.conn, command.at), _brought(unit.conn, command)
        signed = list_signed(unit.conn, command.id, desk.me) if brought else ()
        touched = Touched(unit.conn)
        peel_regrades(unit, command.id, touched)
        noted = desk.absences(unit.conn)
        undo_command(unit, command.id, touched)
        derive(unit, desk, touched, noted)
        name = name or _name_lead(unit.conn, command)
        return TakenBack(command, name, erased_on, brought, signed)


def redo_last(desk: Desk) -> TakenBack:
    """Do again what was undone last. Raises RefusedError when something new was done since."""
    with desk.write("redo") as unit:
        command = find_redoable(unit.conn)
        if command is None:
            raise RefusedError("nothing_to_redo", hint="nothing_to_redo")
        touched = Touched(unit.conn)
        peel_regrades(unit, command.id, touched)
        noted = desk.absences(unit.conn)
        redo_command(unit, command.id, touched)
        derive(unit, desk, touched, noted)
        brought = _brought(unit.conn, command)
        return TakenBack(command, _name_lead(unit.conn, command), brought=brought)


def list_undoable(desk: Desk, limit: int) -> list[TakenBack]:
    """Return the newest commands, those that were undone included."""
    with desk.read() as conn:
        found = []
        for command in list_commands(conn, limit):
            brought = _brought(conn, command)
            found.append(TakenBack(command, _name_lead(conn, command), brought=brought))
        return found


def _name_lead(conn: sqlite3.Connection, command: Command) -> str:
    lead = find_name(conn, command.lead_id)
    return lead.name if lead else ""


def _brought(conn: sqlite3.Connection, command: Command) -> FromFile | None:
    return count_brought(conn, command.id) if command.verb == "import" else None


def derive(unit: Unit, desk: Desk, touched: Touched, noted: Sequence[Absence]) -> None:
    """Write afresh what follows from the rows: look-up keys and outlooks.

    ``noted`` are the absences from before. Leads that had been graded again by changed rules are
    so once more, and no open lead is left without a next step; both as the program's own doing.
    """
    changed = {*noted} ^ {*desk.reread_absences(unit.conn)}
    touched.add_leads(each_concerned(unit.conn, desk, changed))
    outlooks = Outlooks(desk)
    for batch in touched.batches():
        refresh_each_lookup(unit, [one.lead_id for one in batch if one.renamed], desk.region)
        ids = range(batch[0].lead_id, batch[-1].lead_id + 1)
        regraded = {one.lead_id for one in batch if one.regraded}
        _grade(
            unit, desk, outlooks, list(each_standing(unit.conn, desk.today, TOUCHED, ids)), regraded
        )


def _grade(
    unit: Unit, desk: Desk, outlooks: Outlooks, leads: Sequence[StandingLead], regraded: set[int]
) -> None:
    """Write the outlooks of leads; those that were regraded, or are without a step, get theirs."""
    forgotten = []
    mine = [lead for lead in leads if desk.is_mine(unit.conn, lead.owner) or not lead.spans]
    found = {
        lead.lead_id: outlooks.of(unit.conn, desk.trade_of(lead.profile).rules, lead)
        for lead in mine
    }
    repo.write_outlooks(unit, desk.today, found)
    for lead in leads:
        if lead.lead_id not in found:
            follow_others(unit, desk, lead)
    for lead in mine:
        is_worked = found[lead.lead_id][0].status in WORKED
        if lead.lead_id in regraded or (is_worked and lead.state.plan is None):
            forgotten.append(lead.lead_id)
    with unit.apart(AUTOMATIC):
        for lead_id in forgotten:
            replan_lead(unit, desk, lead_id)
