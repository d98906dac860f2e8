"""Version 13: which leads have a grade, and which a source, is told by an index alone."""

from __future__ import annotations

import sqlite3

_SCHEMA = (
    "DROP INDEX outlook_rank",
    # With everything that a list asks of a span, even what is the same in all of them: SQLite
    # would go to the table for it, once for each lead.
    "CREATE INDEX outlook_rank ON outlook (coalesce(grade, 'none'),"
    " coalesce(next_on, '9999-12-31'), until_day, grade, next_on, live, status)"
    " WHERE live = 1 AND status = 'open'",
    "CREATE INDEX lead_source ON lead (source)",
)


def apply(conn: sqlite3.Connection) -> None:
    """Widen the index that a list goes through, and add that of sources."""
    for statement in _SCHEMA:
        conn.execute(statement)
