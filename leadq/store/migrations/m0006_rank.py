"""Version 6: leads in the order of a list, so that its first page reads no more than that."""

from __future__ import annotations

import sqlite3


def apply(conn: sqlite3.Connection) -> None:
    """Add the index; what is missing comes last in it, as in the list."""
    conn.execute(
        "CREATE INDEX outlook_rank ON outlook"
        " (coalesce(grade, 'none'), coalesce(next_on, '9999-12-31'))"
        " WHERE live = 1 AND status = 'open'"
    )
