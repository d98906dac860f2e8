"""Version 12: what a laptop in a team remembers of its hub; empty in any other store."""

from __future__ import annotations

import sqlite3

_SCHEMA = (
    """CREATE TABLE sync_dirty (
    tbl TEXT NOT NULL,
    uid TEXT NOT NULL,
    lead TEXT,
    base TEXT,
    rev INTEGER NOT NULL,
    PRIMARY KEY (tbl, uid)
) WITHOUT ROWID""",
    "CREATE INDEX sync_dirty_lead ON sync_dirty (lead)",
    """CREATE TABLE sync_out (
    batch INTEGER NOT NULL,
    digest TEXT NOT NULL,
    ops BLOB NOT NULL,
    revs TEXT NOT NULL,
    PRIMARY KEY (batch)
)""",
    """CREATE TABLE sync_lost (
    id INTEGER NOT NULL,
    hub_id INTEGER,
    tbl TEXT NOT NULL,
    uid TEXT NOT NULL,
    lead TEXT NOT NULL,
    field TEXT NOT NULL,
    value TEXT,
    who TEXT,
    kept TEXT,
    kept_who TEXT,
    settled BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (hub_id)
)""",
    "CREATE INDEX sync_lost_lead ON sync_lost (lead)",
    """CREATE TABLE sync_gone (
    lead TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (lead),
    CONSTRAINT sync_gone_why CHECK (why IN ('erased', 'left'))
)""",
)


def apply(conn: sqlite3.Connection) -> None:
    """Create the tables and their indexes."""
    for statement in _SCHEMA:
        conn.execute(statement)
