"""Takes journalled commands back and does them again, row by row.

Look-up keys and outlooks are derived, so the caller writes them afresh afterwards.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any, NamedTuple

from leadq.store.unit import AUTOMATIC

_SPANS = "outlook"
"""Its rows have no id: the journal names them by their lead. They are there for the days gone by,
since nothing could compute those again."""


class Command(NamedTuple):
    """One command in the journal; ``day`` is the day the program believed in."""

    id: str
    verb: str
    at: str
    day: str
    owner: str | None
    changes: int
    leads: int
    lead_id: int | None
    undone: bool


def list_commands(conn: sqlite3.Connection, limit: int) -> list[Command]:
    """Return the newest commands first, those that were undone included."""
    rows = conn.execute(
        "SELECT command, verb, min(at), min(day), min(owner), count(*),"
        " sum(CASE WHEN tbl = 'lead' THEN row_last - row_first + 1 ELSE 0 END),"
        " max(lead_id), max(undone)"
        " FROM journal WHERE verb <> ? GROUP BY command, verb ORDER BY max(id) DESC LIMIT ?",
        (AUTOMATIC, limit),
    )
    return [Command._make((*row[:8], bool(row[8]))) for row in rows]


def find_undoable(conn: sqlite3.Connection) -> Command | None:
    """Return the last command that still stands."""
    return _find(conn, 0, "DESC")


def find_redoable(conn: sqlite3.Connection) -> Command | None:
    """Return the command that was undone last."""
    return _find(conn, 1, "ASC")


def _find(conn: sqlite3.Connection, undone: int, order: str) -> Command | None:
    row = conn.execute(
        f"SELECT command FROM journal WHERE undone = ? AND verb <> ? ORDER BY id {order} LIMIT 1",
        (undone, AUTOMATIC),
    ).fetchone()
    if row is None:
        return None
    rows = conn.execute(
        "SELECT command, verb, min(at), min(day), min(owner), count(*),"
        " sum(CASE WHEN tbl = 'lead' THEN row_last - row_first + 1 ELSE 0 END),"
        " max(lead_id), max(undone) FROM journal WHERE command = ? GROUP BY command, verb",
        row,
    ).fetchone()
    return Command._make((*rows[:8], bool(rows[8])))


def peel_regrades(conn: sqlite3.Connection, command: str) -> set[int]:
    """Take back, for good, what the program did by itself after a command; return its leads.

    It rests on what the command did, so that neither undo nor redo can pass it by. The caller
    grades these leads again.
    """
    (newest,) = conn.execute("SELECT max(id) FROM journal WHERE command = ?", (command,)).fetchone()
    rows = conn.execute(
        "SELECT command, max(id) FROM journal WHERE verb = ? AND id > ?"
        " GROUP BY command ORDER BY max(id) DESC",
        (AUTOMATIC, newest),
    ).fetchall()
    touched: set[int] = set()
    for regrade, _last in rows:
        touched |= undo_command(conn, regrade)
        conn.execute("DELETE FROM journal WHERE command = ?", (regrade,))
    return touched


def undo_command(conn: sqlite3.Connection, command: str) -> set[int]:
    """Take a command back, its last change first; return the ids of the leads it touched."""
    touched: set[int] = set()
    rows = _changes(conn, command, "DESC")
    for key, tbl, op, first, last, before, _after in rows:
        touched |= _leads_of(conn, tbl, first, last)
        after: Any = None
        if op == "insert":
            after = _read_rows(conn, tbl, first, last)
            conn.execute(f'DELETE FROM "{tbl}" WHERE {_key(tbl)} BETWEEN ? AND ?', (first, last))
        elif op == "update":
            after = _swap(conn, tbl, first, json.loads(before))
        else:
            _insert_rows(conn, tbl, [json.loads(before)])
            touched |= _leads_of(conn, tbl, first, last)
        text = json.dumps(after, ensure_ascii=False) if after is not None else None
        conn.execute("UPDATE journal SET undone = 1, after = ? WHERE id = ?", (text, key))
    return touched


def redo_command(conn: sqlite3.Connection, command: str) -> set[int]:
    """Do an undone command again, its first change first; return the ids of its leads."""
    touched: set[int] = set()
    for key, tbl, op, first, last, _before, after in _changes(conn, command, "ASC"):
        if op == "insert":
            _insert_rows(conn, tbl, json.loads(after))
        elif op == "update":
            _swap(conn, tbl, first, json.loads(after))
        touched |= _leads_of(conn, tbl, first, last)
        if op == "delete":
            conn.execute(f'DELETE FROM "{tbl}" WHERE {_key(tbl)} = ?', (first,))
        conn.execute("UPDATE journal SET undone = 0, after = NULL WHERE id = ?", (key,))
    return touched


def _key(tbl: str) -> str:
    return "lead_id" if tbl == _SPANS else "id"


def _changes(conn: sqlite3.Connection, command: str, order: str) -> list[Any]:
    return conn.execute(
        "SELECT id, tbl, op, row_first, row_last, before, after FROM journal"
        f" WHERE command = ? ORDER BY id {order}",
        (command,),
    ).fetchall()


def _leads_of(conn: sqlite3.Connection, tbl: str, first: int, last: int) -> set[int]:
    if tbl in ("lead", _SPANS):
        return set(range(first, last + 1))
    rows = conn.execute(
        f'SELECT DISTINCT lead_id FROM "{tbl}" WHERE id BETWEEN ? AND ?', (first, last)
    )
    return {row[0] for row in rows}


def _read_rows(conn: sqlite3.Connection, tbl: str, first: int, last: int) -> list[dict[str, Any]]:
    key = _key(tbl)
    cursor = conn.execute(
        f'SELECT * FROM "{tbl}" WHERE {key} BETWEEN ? AND ? ORDER BY {key}', (first, last)
    )
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _insert_rows(conn: sqlite3.Connection, tbl: str, rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        conn.execute(f'INSERT INTO "{tbl}" ({names}) VALUES ({marks})', tuple(row.values()))


def _swap(conn: sqlite3.Connection, tbl: str, key: int, values: dict[str, Any]) -> dict[str, Any]:
    """Write values into a row and return what stood in their columns."""
    names = ", ".join(f'"{name}"' for name in values)
    stood = conn.execute(f'SELECT {names} FROM "{tbl}" WHERE id = ?', (key,)).fetchone()
    sets = ", ".join(f'"{name}" = ?' for name in values)
    conn.execute(f'UPDATE "{tbl}" SET {sets} WHERE id = ?', (*values.values(), key))
    return dict(zip(values, stood, strict=True))
