"""Looks whether a store is sound: its pages, its references, its journal, what is derived in it.

Nothing here writes.
"""

import sqlite3
from bisect import bisect_right
from collections import defaultdict
from typing import NamedTuple

_MOST = 5


class Content(NamedTuple):
    """What a store or a backup holds; ``last_day`` is the day of its last change, if any."""

    version: int
    leads: int
    last_day: str | None


def find_problems(conn: sqlite3.Connection, *, full: bool) -> list[str]:
    """Return what SQLite finds wrong, a few things at most; ``full`` looks at indexes too."""
    check = "integrity_check" if full else "quick_check"
    said = [str(row[0]) for row in conn.execute(f"PRAGMA {check}({_MOST})")]
    return [] if said == ["ok"] else said


def count_orphans(conn: sqlite3.Connection) -> int:
    """Return how many rows refer to a row that is not there."""
    return len(conn.execute("PRAGMA foreign_key_check").fetchall())


def read_content(conn: sqlite3.Connection) -> Content:
    """Return what a store of any version holds."""
    (version,) = conn.execute("PRAGMA user_version").fetchone()
    (leads,) = conn.execute("SELECT count(*) FROM lead").fetchone()
    (last_day,) = conn.execute("SELECT max(day) FROM journal").fetchone()
    return Content(version, leads, last_day)


def list_unfindable(conn: sqlite3.Connection) -> list[int]:
    """Return the ids of leads without look-up keys."""
    rows = conn.execute(
        "SELECT l.id FROM lead l LEFT JOIN lookup k ON k.lead_id = l.id"
        " WHERE k.lead_id IS NULL ORDER BY l.id"
    )
    return [row[0] for row in rows]


def count_strays(conn: sqlite3.Connection) -> int:
    """Return how many rows the journal says were made but are gone, or were deleted but stand."""
    tables = conn.execute(
        "SELECT DISTINCT tbl FROM journal"
        " WHERE tbl IN (SELECT t.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c"
        " ON c.name = 'id' WHERE t.type = 'table')"
    ).fetchall()
    return sum(_count_missing(conn, table) + _count_risen(conn, table) for (table,) in tables)


def _count_missing(conn: sqlite3.Connection, table: str) -> int:
    deleted: dict[int, list[int]] = defaultdict(list)
    for row, key in conn.execute(
        "SELECT row_first, max(id) FROM journal"
        " WHERE tbl = ? AND op = 'delete' AND undone = 0 GROUP BY row_first ORDER BY row_first",
        (table,),
    ):
        deleted[0].append(row)
        deleted[1].append(key)
    missing = 0
    for key, first, last, found in conn.execute(
        f'SELECT id, row_first, row_last, (SELECT count(*) FROM "{table}" t'
        " WHERE t.id BETWEEN j.row_first AND j.row_last)"
        " FROM journal j WHERE tbl = ? AND op = 'insert' AND undone = 0",
        (table,),
    ):
        within = slice(bisect_right(deleted[0], first - 1), bisect_right(deleted[0], last))
        # an id may be given out again after its row was deleted
        gone = sum(1 for deletion in deleted[1][within] if deletion > key)
        missing += max(0, last - first + 1 - gone - found)
    return missing


def _count_risen(conn: sqlite3.Connection, table: str) -> int:
    (count,) = conn.execute(
        "SELECT count(*) FROM journal d WHERE tbl = :table AND op = 'delete' AND undone = 0"
        f' AND EXISTS (SELECT 1 FROM "{table}" t WHERE t.id = d.row_first)'
        " AND NOT EXISTS (SELECT 1 FROM journal i WHERE i.tbl = :table AND i.op = 'insert'"
        " AND i.undone = 0 AND i.id > d.id AND i.row_first <= d.row_first"
        " AND i.row_last >= d.row_first)",
        {"table": table},
    ).fetchone()
    return int(count)
