"""Version 7: what somebody is where they work."""

from __future__ import annotations

import sqlite3


def apply(conn: sqlite3.Connection) -> None:
    """Add the column; nobody's title is known yet."""
    conn.execute("ALTER TABLE lead ADD COLUMN title TEXT")
