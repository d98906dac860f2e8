"""Version 10: complaints as cases, and which of them a promise belongs to."""

from __future__ import annotations

import sqlite3

_SCHEMA = (
    """CREATE TABLE complaint (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    lead_id INTEGER NOT NULL,
    on_day DATE NOT NULL,
    text TEXT NOT NULL,
    product TEXT,
    feeling TEXT,
    thanked TEXT,
    apologised TEXT,
    details TEXT,
    cause TEXT,
    lesson TEXT,
    state TEXT NOT NULL,
    solution TEXT,
    solved_on DATE,
    checked_on DATE,
    satisfied TEXT,
    missing TEXT,
    owner TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT complaint_state CHECK (state IN ('open', 'solved', 'closed')),
    CONSTRAINT complaint_satisfied CHECK (satisfied IN ('yes', 'no')),
    UNIQUE (uid),
    FOREIGN KEY(lead_id) REFERENCES lead (id) ON DELETE CASCADE
)""",
    "CREATE INDEX complaint_lead ON complaint (lead_id)",
    "ALTER TABLE promise ADD COLUMN complaint TEXT",
)


def apply(conn: sqlite3.Connection) -> None:
    """Create the table and its index, and add the column."""
    for statement in _SCHEMA:
        conn.execute(statement)
