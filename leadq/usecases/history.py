"""Tells who changed what of a lead, and when."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from leadq.store.read_details import read_history
from leadq.store.rows import ChangeData
from leadq.usecases.desk import Desk
from leadq.usecases.find import find_lead

_TABLES = {"fact", "touch", "followup", "promise", "contact", "override", "reach", "lead"}
_HIDDEN = {"id", "uid", "lead_id", "created_at", "updated_at", "owner"}


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


def tell_history(desk: Desk, given: str) -> tuple[int, str, list[Entry]]:
    """Return a lead's number, name and every change of it, oldest first. Raises RefusedError."""
    with desk.read() as conn:
        lead_id = find_lead(conn, desk, given)
        row = conn.execute("SELECT number, name FROM lead WHERE id = ?", (lead_id,)).fetchone()
        changes = read_history(conn, lead_id)
        entries = [_entry(conn, change, lead_id, changes) for change in changes]
        return row[0], row[1], entries


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
    return Entry(
        at=change.at,
        owner=change.owner,
        verb=change.verb,
        table=change.table,
        op=change.op,
        values={k: v for k, v in values.items() if k not in _HIDDEN and v is not None},
        before=(change.before or {}) if change.op == "update" else {},
    )


def _row_after(
    conn: sqlite3.Connection, change: ChangeData, key: int, changes: list[ChangeData]
) -> dict[str, Any]:
    """Return a row as it stood after a change: as it is now, with later changes taken back."""
    if change.table not in _TABLES:
        return {}
    cursor = conn.execute(f'SELECT * FROM "{change.table}" WHERE id = ?', (key,))
    row = cursor.fetchone()
    columns = [column[0] for column in cursor.description]
    values = dict(zip(columns, row, strict=True)) if row else {}
    for later in reversed(changes):
        if later.id > change.id and later.table == change.table and later.row_first == key:
            values.update(later.before or {})
    return values
