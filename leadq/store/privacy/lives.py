"""Which journal entries are about which lead: ids are given out again, and leads are merged."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

NO_END = 1 << 62
_DERIVED = ("lookup", "outlook")


class Life(NamedTuple):
    """The time in which an id meant one row: journal ids after ``start``, up to ``end``."""

    row: int
    start: int
    end: int


def owned_tables(conn: sqlite3.Connection) -> list[str]:
    """Return the tables whose rows belong to leads, in a store of any version."""
    tables = conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    return [
        name
        for (name,) in tables.fetchall()
        if name != "journal"
        and any(row[1] == "lead_id" for row in conn.execute(f'PRAGMA table_info("{name}")'))
    ]


def find_lives(conn: sqlite3.Connection, leads: Iterable[int]) -> list[Life]:
    """Return the lives of leads that are there, and of those that were merged into them."""
    lives: list[Life] = []
    open_ones = [Life(lead, _last_end(conn, "lead", lead, NO_END), NO_END) for lead in leads]
    while open_ones:
        life = open_ones.pop()
        lives.append(life)
        merged = conn.execute(
            "SELECT row_first, id FROM journal WHERE tbl = 'lead' AND op = 'delete'"
            " AND lead_id = ? AND id > ? AND id <= ? AND row_first <> ?",
            (life.row, life.start, life.end, life.row),
        ).fetchall()
        open_ones += [Life(row, _last_end(conn, "lead", row, end), end) for row, end in merged]
    return lives


def life_until(conn: sqlite3.Connection, table: str, row: int, end: int) -> Life:
    """Return the life of a row that ended with a journal entry, or that goes on."""
    return Life(row, _last_end(conn, table, row, end), end)


def _last_end(conn: sqlite3.Connection, table: str, row: int, before: int) -> int:
    (end,) = conn.execute(
        "SELECT coalesce(max(id), 0) FROM journal WHERE tbl = ? AND op = 'delete'"
        " AND row_first = ? AND id < ? AND undone = 0",
        (table, row, before),
    ).fetchone()
    return int(end)


def entries_of(conn: sqlite3.Connection, lives: Iterable[Life]) -> Iterator[int]:
    """Yield the ids of the journal entries that are about leads alone."""
    for life in lives:
        rows = conn.execute(
            "SELECT id FROM journal WHERE lead_id = ? AND id > ? AND id <= ?", life
        ).fetchall()
        yield from (row[0] for row in rows)


def each_entry(conn: sqlite3.Connection, lead_id: int) -> Iterator[dict[str, Any]]:
    """Yield what the journal keeps about a lead alone, oldest first."""
    names = ("at", "day", "owner", "verb", "table", "op", "before", "undone")
    query = "SELECT at, day, owner, verb, tbl, op, before, undone FROM journal WHERE id = ?"
    for key in sorted(entries_of(conn, find_lives(conn, [lead_id]))):
        entry = dict(zip(names, conn.execute(query, (key,)).fetchone(), strict=True))
        before = json.loads(entry["before"]) if entry["before"] else None
        yield entry | {"before": before, "undone": bool(entry["undone"])}


def uids_of(conn: sqlite3.Connection, lives: Iterable[Life]) -> set[str]:
    """Return the keys that travel of leads, those that were merged included."""
    found = set()
    for life in lives:
        if life.end == NO_END:
            rows = conn.execute("SELECT uid FROM lead WHERE id = ?", (life.row,))
        else:
            rows = conn.execute(
                "SELECT json_extract(before, '$.uid') FROM journal WHERE id = ?", (life.end,)
            )
        found |= {row[0] for row in rows if row[0]}
    return found


def rows_of(conn: sqlite3.Connection, lives: Iterable[Life]) -> dict[str, dict[int, int]]:
    """Return the rows of leads by table, also those long removed, with the end of each life."""
    children = [table for table in owned_tables(conn) if table not in _DERIVED]
    found: dict[str, dict[int, int]] = {table: {} for table in ("lead", *children)}
    for life in lives:
        found["lead"][life.row] = life.end
        for table, row, end in conn.execute(
            "SELECT tbl, row_first, id FROM journal WHERE lead_id = ? AND id > ? AND id <= ?"
            " AND op = 'delete' AND tbl <> 'lead'",
            life,
        ):
            found.setdefault(table, {})[row] = end
        if life.end == NO_END:
            for table in children:
                rows = conn.execute(f'SELECT id FROM "{table}" WHERE lead_id = ?', (life.row,))
                found[table] |= {row[0]: NO_END for row in rows}
    return found


def cut_ranges(conn: sqlite3.Connection, gone: dict[str, dict[int, int]]) -> int:
    """Take rows out of the ranges that bulk inserts were journalled as; return how many.

    ``gone`` holds, by table, rows and the ends of their lives. What is left of a range stands in
    its place in the journal, so that undo keeps its order.
    """
    cut = 0
    # from the last one on, so that the entries still to come keep their ids
    for key, table, first, last in conn.execute(
        "SELECT id, tbl, row_first, row_last FROM journal"
        " WHERE op = 'insert' AND lead_id IS NULL ORDER BY id DESC"
    ).fetchall():
        lost = gone.get(table, {})
        rows = sorted(row for row, end in lost.items() if first <= row <= last and key <= end)
        cut += len(rows)
        runs = _runs(first, last, rows)
        if not runs:
            conn.execute("DELETE FROM journal WHERE id = ?", (key,))
        elif rows:
            _make_room(conn, key, len(runs) - 1)
            _narrow_entry(conn, key, runs[0])
            for place, run in enumerate(runs[1:], 1):
                _copy_entry(conn, key, key + place, run)
    return cut


def _narrow_entry(conn: sqlite3.Connection, key: int, run: tuple[int, int]) -> None:
    conn.execute("UPDATE journal SET row_first = ?, row_last = ? WHERE id = ?", (*run, key))


def _runs(first: int, last: int, gone: Iterable[int]) -> list[tuple[int, int]]:
    """Return what is left of a range without some of its rows, as ranges."""
    runs = []
    for row in gone:
        if first < row:
            runs.append((first, row - 1))
        first = row + 1
    return [*runs, (first, last)] if first <= last else runs


def _make_room(conn: sqlite3.Connection, key: int, count: int) -> None:
    """Move the entries behind one back; by way of negative numbers, since ids are unique."""
    if count:
        conn.execute("UPDATE journal SET id = -(id + ?) WHERE id > ?", (count, key))
        conn.execute("UPDATE journal SET id = -id WHERE id < 0")


def _copy_entry(conn: sqlite3.Connection, key: int, place: int, run: tuple[int, int]) -> None:
    columns = [row[1] for row in conn.execute("PRAGMA table_info(journal)")]
    kept = [name for name in columns if name not in ("id", "row_first", "row_last")]
    names = ", ".join(f'"{name}"' for name in kept)
    conn.execute(
        f"INSERT INTO journal (id, row_first, row_last, {names})"
        f" SELECT ?, ?, ?, {names} FROM journal WHERE id = ?",
        (place, *run, key),
    )
