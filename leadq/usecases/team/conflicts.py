"""Values that gave way to others that had not seen them: shown, taken back, or let go."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from leadq.errors import RefusedError
from leadq.store.care.undo import Touched
from leadq.store.read.lookups import LeadName, find_name
from leadq.store.repo import close_step
from leadq.store.team.lost import Lost, as_it_stands, find_lost, list_lost, settle_lost
from leadq.store.team.meeting import replace_reaches
from leadq.store.team.shapes import LEAD, REACHES, WHOLE, columns_of
from leadq.store.team.taking import ids_of
from leadq.store.unit import Unit
from leadq.usecases.care.undo import derive
from leadq.usecases.desk import Desk
from leadq.usecases.team.check import check_columns

Conflict = tuple[Lost, LeadName | None]
"""A value that gave way, and whom it is about, if that lead is here."""


def list_conflicts(desk: Desk) -> list[Conflict]:
    """Return what nobody has looked at, oldest first, with what stands in its place today."""
    with desk.read() as conn:
        found = (as_it_stands(conn, lost) for lost in list_lost(conn))
        return [(lost, _lead_of(conn, lost)) for lost in found if lost is not None]


def take_value(desk: Desk, key: int) -> Conflict:
    """Put a value that gave way back in its place.

    Raises RefusedError no_conflict, or conflict_gone when what it belonged to is not here any more.
    """
    return _settle(desk, key, _write)


def keep_value(desk: Desk, key: int) -> Conflict:
    """Let a value go: what stands, stands. Raises RefusedError no_conflict."""
    return _settle(desk, key, lambda *_given: None)


def _settle(desk: Desk, key: int, do: Callable[[Unit, Desk, Lost], None]) -> Conflict:
    with desk.write("conflicts") as unit:
        lost = find_lost(unit.conn, key)
        if lost is None:
            raise RefusedError("no_conflict", hint="no_conflict", number=key)
        lost = as_it_stands(unit.conn, lost) or lost
        do(unit, desk, lost)
        settle_lost(unit.conn, key)
        return lost, _lead_of(unit.conn, lost)


def _lead_of(conn: sqlite3.Connection, lost: Lost) -> LeadName | None:
    return find_name(conn, ids_of(conn, LEAD, [lost.lead]).get(lost.lead))


def _write(unit: Unit, desk: Desk, lost: Lost) -> None:
    conn = unit.conn
    if lost.field not in WHOLE.get(lost.tbl, ()):
        # what else a hub may name is nobody's to type
        raise RefusedError("conflict_gone", hint="conflict_gone", number=lost.id)
    lead_id = ids_of(conn, LEAD, [lost.lead]).get(lost.lead)
    table = LEAD if lost.tbl == REACHES else lost.tbl
    key = ids_of(conn, table, [lost.uid]).get(lost.uid)
    if lead_id is None or key is None or lost.field == "lead":
        raise RefusedError("conflict_gone", hint="conflict_gone", number=lost.id)
    try:
        if lost.tbl == REACHES:
            check_columns(REACHES, {REACHES: lost.value})
            replace_reaches(unit, lead_id, lost.value)
        else:
            _write_field(unit, lead_id, key, lost)
    except ValueError:
        raise RefusedError("conflict_gone", hint="conflict_gone", number=lost.id) from None
    touched = Touched(conn)
    touched.rename([lead_id])
    derive(unit, desk, touched, desk.absences(conn))


def _write_field(unit: Unit, lead_id: int, key: int, lost: Lost) -> None:
    names = columns_of(lost.tbl, lost.field)
    values = lost.value if len(names) > 1 else [lost.value]
    columns = dict(zip(names, values, strict=True))
    check_columns(lost.tbl, columns)
    if lost.tbl == "followup" and columns.get("state") == "open":
        close_step(unit, lead_id, "moved")
    unit.change(lost.tbl, key, **columns)
