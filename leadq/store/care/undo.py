"""Takes journalled commands back and does them again, row by row.

Look-up keys and outlooks are derived, so the caller writes them afresh afterwards.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from leadq.store.care.since import has_met_others, own_part
from leadq.store.meta import read_meta
from leadq.store.statements import (
    AUTOMATIC,
    PASSED_OVER,
    Values,
    fetch_whole,
    selection,
    update,
)
from leadq.store.unit import Unit

_SPANS = "outlook"
"""Its rows have no id: the journal names them by their lead. They are there for the days gone by,
since nothing could compute those again."""
_META = "meta"
"""What a rep decides on for no single lead: an entry names the value by its key."""

_NAMES = ("name", "company")
_FOUND_BY = ("lead", "reach", "contact")
"""Tables whose rows make up what a lead is found by; of the lead itself, its names do."""
_TOUCHED = """
SELECT t.lead_id, t.renamed, t.regraded FROM temp.touched t JOIN lead l ON l.id = t.lead_id
WHERE t.lead_id > ? ORDER BY t.lead_id LIMIT 1000
"""
_CHANGE = """
SELECT id, tbl, op, row_first, row_last, before FROM journal
WHERE command = ? AND id {than} ? ORDER BY id {order} LIMIT 1
"""
# A command changes the lead that it is about before it looks after others.
_ABOUT = """
(SELECT f.lead_id FROM journal f INDEXED BY journal_command
 WHERE f.command = journal.command AND f.verb = journal.verb AND f.lead_id IS NOT NULL
 ORDER BY f.id LIMIT 1)
"""
_FIRST, _LAST = 0, 2**63 - 1


class JournalEntry(NamedTuple):
    """An entry of the journal: the rows, by their ids, and what stood in them before."""

    id: int
    tbl: str
    op: str
    first: int
    last: int
    before: Values


TOUCHED = "SELECT lead_id FROM temp.touched WHERE lead_id BETWEEN :first AND :last"
"""Those of the leads that were touched from one id to another."""


class TouchedLead(NamedTuple):
    """A lead that a command was about: whether it may be found by other keys, and whether what
    the program did to it by itself was taken back."""

    lead_id: int
    renamed: bool
    regraded: bool


class Touched:
    """The leads that commands were about; SQLite holds them, so that a million cost no memory."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        conn.execute("DROP TABLE IF EXISTS temp.touched")
        conn.execute(
            "CREATE TEMP TABLE touched"
            " (lead_id INTEGER PRIMARY KEY, renamed INTEGER, regraded INTEGER)"
        )

    def add(self, change: JournalEntry, regraded: bool) -> None:
        """Note those leads of a change's rows that are there."""
        if change.tbl == _META:
            return
        tbl, op, first, last = change.tbl, change.op, change.first, change.last
        lead = "id" if tbl == "lead" else "lead_id"
        told = tbl != "lead" or op != "update" or not {*_NAMES}.isdisjoint(change.before)
        self._conn.execute(
            f'INSERT INTO temp.touched SELECT DISTINCT {lead}, ?, ? FROM "{tbl}"'
            f" WHERE {_key(tbl)} BETWEEN ? AND ? ON CONFLICT DO UPDATE SET"
            " renamed = max(renamed, excluded.renamed),"
            " regraded = max(regraded, excluded.regraded)",
            (tbl in _FOUND_BY and told, regraded, first, last),
        )

    def add_leads(self, lead_ids: Iterable[int]) -> None:
        """Note leads whose outlook follows from something else that changed."""
        self._conn.executemany(
            "INSERT OR IGNORE INTO temp.touched VALUES (?, 0, 0)", [(one,) for one in lead_ids]
        )

    def rename(self, lead_ids: Iterable[int]) -> None:
        """Note leads that may be found by other keys."""
        self._conn.executemany(
            "INSERT INTO temp.touched VALUES (?, 1, 0)"
            " ON CONFLICT DO UPDATE SET renamed = 1", [(one,) for one in lead_ids]
        )  # fmt: skip

    def batches(self) -> Iterator[list[TouchedLead]]:
        """Yield those that are there, some at a time; meanwhile anything may be written."""
        last = 0
        while rows := self._conn.execute(_TOUCHED, (last,)).fetchall():
            yield [TouchedLead(row[0], bool(row[1]), bool(row[2])) for row in rows]
            last = rows[-1][0]


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
        f" {_ABOUT}, max(undone) FROM journal WHERE verb NOT IN {PASSED_OVER}"
        " GROUP BY command, verb ORDER BY max(id) DESC LIMIT ?",
        (limit,),
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
        f"SELECT command FROM journal WHERE undone = ? AND verb NOT IN {PASSED_OVER}"
        f" ORDER BY id {order} LIMIT 1",
        (undone,),
    ).fetchone()
    if row is None:
        return None
    rows = conn.execute(
        "SELECT command, verb, min(at), min(day), min(owner), count(*),"
        " sum(CASE WHEN tbl = 'lead' THEN row_last - row_first + 1 ELSE 0 END),"
        f" {_ABOUT}, max(undone) FROM journal WHERE command = ? GROUP BY command, verb",
        row,
    ).fetchone()
    return Command._make((*rows[:8], bool(rows[8])))


def peel_regrades(unit: Unit, command: str, touched: Touched) -> None:
    """Take back, for good, what the program did by itself after a command; note its leads.

    It rests on what the command did, so that neither undo nor redo can pass it by. The caller
    grades these leads again.
    """
    conn = unit.conn
    (newest,) = conn.execute("SELECT max(id) FROM journal WHERE command = ?", (command,)).fetchone()
    rows = conn.execute(
        "SELECT command, max(id) FROM journal WHERE verb = ? AND id > ?"
        " GROUP BY command ORDER BY max(id) DESC",
        (AUTOMATIC, newest),
    ).fetchall()
    for regrade, _last in rows:
        undo_command(unit, regrade, touched, regraded=True)
        conn.execute("DELETE FROM journal WHERE command = ?", (regrade,))


def undo_command(unit: Unit, command: str, touched: Touched, *, regraded: bool = False) -> None:
    """Take a command back, its last change first; note the leads it touched."""
    conn = unit.conn
    met = has_met_others(conn, command)
    for change in _changes(conn, command, "<", "DESC"):
        touched.add(change, regraded)
        tbl, first, last = change.tbl, change.first, change.last
        after: Any = None
        if change.op == "insert":
            after = _read_rows(conn, tbl, first, last)
            conn.execute(f'DELETE FROM "{tbl}" WHERE {_key(tbl)} BETWEEN ? AND ?', (first, last))
        elif change.op == "update":
            values = own_part(conn, tbl, first, change.id, change.before) if met else change.before
            after = _swap(conn, tbl, first, values)
        else:
            _insert_rows(unit, tbl, [change.before])
        touched.add(change, regraded)
        text = json.dumps(after, ensure_ascii=False) if after is not None else None
        conn.execute("UPDATE journal SET undone = 1, after = ? WHERE id = ?", (text, change.id))
        unit.look_after_readers()


def redo_command(unit: Unit, command: str, touched: Touched) -> None:
    """Do an undone command again, its first change first; note the leads it touched."""
    conn = unit.conn
    for change in _changes(conn, command, ">", "ASC"):
        touched.add(change, False)
        tbl, first = change.tbl, change.first
        (after,) = conn.execute("SELECT after FROM journal WHERE id = ?", (change.id,)).fetchone()
        rows: Any = json.loads(after) if after else None
        if change.op == "insert":
            _insert_rows(unit, tbl, rows)
        elif change.op == "update":
            _swap(conn, tbl, first, rows)
        else:
            conn.execute(f'DELETE FROM "{tbl}" WHERE {_key(tbl)} = ?', (first,))
        touched.add(change, False)
        conn.execute("UPDATE journal SET undone = 0, after = NULL WHERE id = ?", (change.id,))
        unit.look_after_readers()


def _key(tbl: str) -> str:
    return "lead_id" if tbl == _SPANS else "id"


def _changes(
    conn: sqlite3.Connection, command: str, than: str, order: str
) -> Iterator[JournalEntry]:
    """Yield what a command changed, one at a time: a large import's fits in no memory."""
    last = _FIRST if than == ">" else _LAST
    query = _CHANGE.format(than=than, order=order)
    while row := conn.execute(query, (command, last)).fetchone():
        last = row[0]
        yield JournalEntry._make((*row[:5], json.loads(row[5]) if row[5] else {}))


def _read_rows(conn: sqlite3.Connection, tbl: str, first: int, last: int) -> list[Values]:
    key = _key(tbl)
    cursor = conn.execute(
        f'SELECT * FROM "{tbl}" WHERE {key} BETWEEN ? AND ? ORDER BY {key}', (first, last)
    )
    return fetch_whole(cursor)


def _insert_rows(unit: Unit, tbl: str, rows: Sequence[Values]) -> None:
    """Insert rows of the same columns."""
    if rows:
        columns = {name: [row[name] for row in rows] for name in rows[0]}
        unit.insert_at_once(tbl, columns, len(rows))


def _swap(conn: sqlite3.Connection, tbl: str, key: int, values: Values) -> Values:
    """Write values into a row and return what stood in their columns."""
    if tbl == _META:
        stood = {**values, "value": read_meta(conn, values["key"])}
        conn.execute("UPDATE meta SET value = :value WHERE key = :key", values)
        return stood
    (stood,) = fetch_whole(conn.execute(selection(tbl, values), (key,)))
    conn.execute(update(tbl, values), (*values.values(), key))
    return stood
