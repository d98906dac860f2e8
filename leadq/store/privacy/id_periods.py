"""Which journal entries are about which lead: ids are given out again, and leads are merged."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

NO_END = 1 << 62
DERIVED = ("lookup", "outlook")
"""Tables of leads that are computed, whose rows have no ids."""


class IdPeriod(NamedTuple):
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


def find_periods(conn: sqlite3.Connection, leads: Iterable[int]) -> list[IdPeriod]:
    """Return the periods of leads that are there, and of those that were merged into them."""
    periods: list[IdPeriod] = []
    open_ones = [IdPeriod(lead, _last_end(conn, "lead", lead, NO_END), NO_END) for lead in leads]
    while open_ones:
        period = open_ones.pop()
        periods.append(period)
        merged = conn.execute(
            "SELECT row_first, id FROM journal WHERE tbl = 'lead' AND op = 'delete'"
            " AND lead_id = ? AND id > ? AND id <= ? AND row_first <> ?",
            (period.row, period.start, period.end, period.row),
        ).fetchall()
        open_ones += [IdPeriod(row, _last_end(conn, "lead", row, end), end) for row, end in merged]
    return periods


def period_until(conn: sqlite3.Connection, table: str, row: int, end: int) -> IdPeriod:
    """Return the period of a row that ended with a journal entry, or that goes on."""
    return IdPeriod(row, _last_end(conn, table, row, end), end)


def _last_end(conn: sqlite3.Connection, table: str, row: int, before: int) -> int:
    (end,) = conn.execute(
        "SELECT coalesce(max(id), 0) FROM journal WHERE tbl = ? AND op = 'delete'"
        " AND row_first = ? AND id < ? AND undone = 0",
        (table, row, before),
    ).fetchone()
    return int(end)


def entries_of(conn: sqlite3.Connection, periods: Iterable[IdPeriod]) -> Iterator[int]:
    """Yield the ids of the journal entries that are about leads alone."""
    for period in periods:
        rows = conn.execute(
            "SELECT id FROM journal WHERE lead_id = ? AND id > ? AND id <= ?", period
        ).fetchall()
        yield from (row[0] for row in rows)


def each_entry(conn: sqlite3.Connection, lead_id: int) -> Iterator[dict[str, Any]]:
    """Yield what the journal keeps about a lead alone, oldest first."""
    names = ("at", "day", "owner", "verb", "table", "op", "before", "undone")
    query = "SELECT at, day, owner, verb, tbl, op, before, undone FROM journal WHERE id = ?"
    for key in sorted(entries_of(conn, find_periods(conn, [lead_id]))):
        entry = dict(zip(names, conn.execute(query, (key,)).fetchone(), strict=True))
        before = json.loads(entry["before"]) if entry["before"] else None
        yield entry | {"before": before, "undone": bool(entry["undone"])}


def uids_of(conn: sqlite3.Connection, periods: Iterable[IdPeriod]) -> set[str]:
    """Return the keys that travel of leads, those that were merged included."""
    found = set()
    for period in periods:
        if period.end == NO_END:
            rows = conn.execute("SELECT uid FROM lead WHERE id = ?", (period.row,))
        else:
            rows = conn.execute(
                "SELECT json_extract(before, '$.uid') FROM journal WHERE id = ?", (period.end,)
            )
        found |= {row[0] for row in rows if row[0]}
    return found


def rows_of(conn: sqlite3.Connection, periods: Iterable[IdPeriod]) -> dict[str, dict[int, int]]:
    """Return the rows of leads by table, also those long removed, with the end of each period."""
    children = [table for table in owned_tables(conn) if table not in DERIVED]
    found: dict[str, dict[int, int]] = {table: {} for table in ("lead", *children)}
    for period in periods:
        found["lead"][period.row] = period.end
        for table, row, end in conn.execute(
            "SELECT tbl, row_first, id FROM journal WHERE lead_id = ? AND id > ? AND id <= ?"
            " AND op = 'delete' AND tbl <> 'lead'",
            period,
        ):
            found.setdefault(table, {})[row] = end
        if period.end == NO_END:
            for table in children:
                rows = conn.execute(f'SELECT id FROM "{table}" WHERE lead_id = ?', (period.row,))
                found[table] |= {row[0]: NO_END for row in rows}
    return found


def cut_ranges(conn: sqlite3.Connection, gone: dict[str, dict[int, int]]) -> int:
    """Take rows out of the ranges that bulk inserts were journalled as; return how many.

    ``gone`` holds, by table, rows and the ends of their periods. What is left of a range stands in
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
