"""Version 4: where the people of the decision chain stand."""

from __future__ import annotations

import sqlite3


def apply(conn: sqlite3.Connection) -> None:
    """Add the column; nobody's attitude is known yet."""
    conn.execute(
        "ALTER TABLE contact ADD COLUMN attitude TEXT CONSTRAINT contact_attitude"
        " CHECK (attitude IN ('for', 'neutral', 'against'))"
    )
