"""The ids and numbers of leads: none is given out twice, though its lead has gone."""

from __future__ import annotations

import sqlite3

from leadq.store.meta import read_meta
from leadq.store.unit import Unit

_HIGHEST = "highest"


def highest_lead(conn: sqlite3.Connection) -> tuple[int, int]:
    """Return the highest id and number that a lead has, or had until it was merged."""
    least = _read_highest(conn)
    found = conn.execute(
        "SELECT coalesce(max(id), 0), coalesce(max(number), 0) FROM lead"
    ).fetchone()
    return max(found[0], least[0]), max(found[1], least[1])


def highest_spent(conn: sqlite3.Connection) -> int:
    """Return the number up to which those that nobody has may have been a merged lead's."""
    return _read_highest(conn)[1]


def _read_highest(conn: sqlite3.Connection) -> tuple[int, int]:
    kept = read_meta(conn, _HIGHEST)
    newest, number = kept.split() if kept else (0, 0)
    return int(newest), int(number)


def remember_highest(unit: Unit) -> None:
    """Keep the ids and numbers in use from being given out again when a lead goes."""
    unit.conn.execute(
        "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)",
        (_HIGHEST, "{} {}".format(*highest_lead(unit.conn))),
    )
