"""Tells who changed what of a lead, and when."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from leadq.store.read.read_details import ChangeData, read_core, read_history, read_whole_row
from leadq.usecases.desk import Desk
from leadq.usecases.leads.find import find_lead

_TABLES = {
    "fact",
    "touch",
    "followup",
    "promise",
    "contact",
    "override",
    "purchase",
    "complaint",
    "reach",
    "lead",
}
_HIDDEN = {"id", "uid", "lead_id", "created_at", "updated_at", "changed"}

_MOVED = ("fact", "followup")


@dataclass(frozen=True)
class Entry:
    """One change: ``table`` and ``op`` name its kind, ``values`` what stands now (or stood),
    ``before`` what stood in the changed columns."""

    at: str
    owner: str | None
    verb: str
    table: str
    op: str
    values: dict[str, Any]
    before: dict[str, Any]


@dataclass(frozen=True)
class History:
    """Every change of a lead, oldest first; ``profile`` is the trade that words its facts."""

    number: int
    name: str
    profile: str
    entries: list[Entry]


def tell_history(desk: Desk, given: str) -> History:
    """Return every change of a lead. Raises RefusedError."""
    with desk.read() as conn:
        lead_id = find_lead(conn, desk, given)
        core = read_core(conn, lead_id)
        changes = read_history(conn, lead_id, _TABLES)
        told = _without_moved(conn, changes)
        entries = [_entry(conn, change, lead_id, changes) for change in told]
        return History(core.number, core.name, core.profile, entries)


def _without_moved(conn: sqlite3.Connection, changes: list[ChangeData]) -> list[ChangeData]:
    """Leave out what an import took away to put it back in its place, or to replace it."""
    gone = {
        (change.command, change.table, change.before["uid"]): change.row_first
        for change in changes
        if (change.verb, change.op) == ("import", "delete")
        and change.table in _MOVED
        and change.before
    }
    rows = {(command, table, row) for (command, table, _uid), row in gone.items()}
    told = []
    for change in changes:
        key = (change.command, change.table, change.row_first)
        if key in rows:
            continue
        came = gone and change.op == "insert" and change.table in _MOVED
        row = read_whole_row(conn, change.table, change.row_first) if came else {}
        if (*key[:2], row.get("uid")) not in gone:
            told.append(change)
    return told


def _entry(
    conn: sqlite3.Connection, change: ChangeData, lead_id: int, changes: list[ChangeData]
) -> Entry:
    key = lead_id if change.table == "lead" else change.row_first
    if change.op == "delete":
        values = change.before or {}
    else:
        values = _row_after(conn, change, key, changes)
    if change.op == "update":
        values = {column: values.get(column) for column in change.before or {}}
    # who wrote a row stands beside every entry; whose a lead is can change
    hidden = _HIDDEN if change.table == "lead" else {*_HIDDEN, "owner"}
    before = (change.before or {}) if change.op == "update" else {}
    return Entry(
        at=change.at,
        owner=change.owner,
        verb=change.verb,
        table=change.table,
        op=change.op,
        values={k: v for k, v in values.items() if k not in hidden and v is not None},
        before={k: v for k, v in before.items() if k not in hidden},
    )


def _row_after(
    conn: sqlite3.Connection, change: ChangeData, key: int, changes: list[ChangeData]
) -> dict[str, Any]:
    """Return a row as it stood after a change: as it is now, with later changes taken back."""
    if change.table not in _TABLES:
        return {}
    values = read_whole_row(conn, change.table, key)
    for later in reversed(changes):
        if later.id > change.id and later.table == change.table and later.row_first == key:
            values.update(later.before or {})
    return values
