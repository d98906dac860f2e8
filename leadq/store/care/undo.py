"""Takes journalled commands back and does them again, row by row.

Look-up keys and outlooks are derived, so the caller writes them afresh afterwards.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any, NamedTuple

from leadq.store.statements import Values, fetch_whole, insertion, selection, update
from leadq.store.unit import AUTOMATIC

_SPANS = "outlook"
"""Its rows have no id: the journal names them by their lead. They are there for the days gone by,
since nothing could compute those again."""


_NAMES = ("name", "company")
_FOUND_BY = ("lead", "reach", "contact")
"""Tables whose rows make up what a lead is found by; of the lead itself, its names do."""


class Touched(NamedTuple):
    """The leads that a command was about, and those of them that may be found by other keys."""

    leads: set[int]
    renamed: set[int]

    def add(self, leads: set[int], table: str, op: str, row: Values | None) -> None:
        """Note a change of a table's rows; ``row`` holds the columns of an update."""
        self.leads.update(leads)
        told = table != "lead" or op != "update" or not {*_NAMES}.isdisjoint(row or ())
        if table in _FOUND_BY and told:
            self.renamed.update(leads)


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
        touched |= undo_command(conn, regrade).leads
        conn.execute("DELETE FROM journal WHERE command = ?", (regrade,))
    return touched


def undo_command(conn: sqlite3.Connection, command: str) -> Touched:
    """Take a command back, its last change first; return the leads it touched."""
    touched = Touched(set(), set())
    rows = _changes(conn, command, "DESC")
    for key, tbl, op, first, last, before, _after in rows:
        row: Any = json.loads(before) if before else None
        touched.add(_leads_of(conn, tbl, first, last), tbl, op, row)
        after: Any = None
        if op == "insert":
            after = _read_rows(conn, tbl, first, last)
            conn.execute(f'DELETE FROM "{tbl}" WHERE {_key(tbl)} BETWEEN ? AND ?', (first, last))
        elif op == "update":
            after = _swap(conn, tbl, first, row)
        else:
            _insert_rows(conn, tbl, [row])
            touched.add(_leads_of(conn, tbl, first, last), tbl, op, row)
        text = json.dumps(after, ensure_ascii=False) if after is not None else None
        conn.execute("UPDATE journal SET undone = 1, after = ? WHERE id = ?", (text, key))
    return touched


def redo_command(conn: sqlite3.Connection, command: str) -> Touched:
    """Do an undone command again, its first change first; return the leads it touched."""
    touched = Touched(set(), set())
    for key, tbl, op, first, last, _before, after in _changes(conn, command, "ASC"):
        rows: Any = json.loads(after) if after else None
        if op == "insert":
            _insert_rows(conn, tbl, rows)
        elif op == "update":
            _swap(conn, tbl, first, rows)
        touched.add(_leads_of(conn, tbl, first, last), tbl, op, rows if op == "update" else None)
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


def _read_rows(conn: sqlite3.Connection, tbl: str, first: int, last: int) -> list[Values]:
    key = _key(tbl)
    cursor = conn.execute(
        f'SELECT * FROM "{tbl}" WHERE {key} BETWEEN ? AND ? ORDER BY {key}', (first, last)
    )
    return fetch_whole(cursor)


def _insert_rows(conn: sqlite3.Connection, tbl: str, rows: Iterable[Values]) -> None:
    for row in rows:
        conn.execute(insertion(tbl, tuple(row)), tuple(row.values()))


def _swap(conn: sqlite3.Connection, tbl: str, key: int, values: Values) -> Values:
    """Write values into a row and return what stood in their columns."""
    (stood,) = fetch_whole(conn.execute(selection(tbl, values), (key,)))
    conn.execute(update(tbl, values), (*values.values(), key))
    return stood
