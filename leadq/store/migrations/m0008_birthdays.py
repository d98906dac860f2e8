"""Version 8: birthdays by their day, so that a morning reads no more than its own."""

from __future__ import annotations

import sqlite3


def apply(conn: sqlite3.Connection) -> None:
    """Add the index over the month and day at the end of each."""
    conn.execute(
        "CREATE INDEX fact_birthday ON fact (substr(value, -5), lead_id) WHERE fact = 'birthday'"
    )
