"""Version 5: when each field of a lead was changed last, so that reps' files can merge."""

from __future__ import annotations

import sqlite3


def apply(conn: sqlite3.Connection) -> None:
    """Add the column; every lead counts as standing as it was created."""
    conn.execute("ALTER TABLE lead ADD COLUMN changed TEXT NOT NULL DEFAULT '{}'")
