"""The ids and numbers of leads: none is given out twice, though its lead has gone."""

from __future__ import annotations

import sqlite3

from leadq.store.meta import read_meta

HIGHEST = "highest"
"""Where the store keeps the id and number up to which a merged lead may have had them."""


def highest_lead(conn: sqlite3.Connection) -> tuple[int, int]:
    """Return the highest id and number that a lead has, or had until it was merged."""
    least = _read_highest(conn)
    found = conn.execute(
        "SELECT coalesce(max(id), 0), coalesce(max(number), 0) FROM lead"
    ).fetchone()
    return max(found[0], least[0]), max(found[1], least[1])


def highest_id(conn: sqlite3.Connection, table: str) -> int:
    """Return the highest id that a table has given out, 0 for an empty one."""
    if table == "lead":
        return highest_lead(conn)[0]
    row = conn.execute(f'SELECT coalesce(max(id), 0) FROM "{table}"').fetchone()
    return int(row[0])


def highest_spent(conn: sqlite3.Connection) -> int:
    """Return the number up to which those that nobody has may have been a merged lead's."""
    return _read_highest(conn)[1]


def _read_highest(conn: sqlite3.Connection) -> tuple[int, int]:
    kept = read_meta(conn, HIGHEST)
    newest, number = kept.split() if kept else (0, 0)
    return int(newest), int(number)
