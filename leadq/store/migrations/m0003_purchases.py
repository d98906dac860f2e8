"""Version 3: what customers bought."""

from __future__ import annotations

import sqlite3

SCHEMA = """
CREATE TABLE purchase (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    lead_id INTEGER NOT NULL,
    on_day DATE NOT NULL,
    amount REAL NOT NULL,
    product TEXT,
    note TEXT,
    noted_by TEXT NOT NULL,
    owner TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT purchase_amount CHECK (amount > 0),
    CONSTRAINT purchase_noted_by CHECK (noted_by IN ('rep', 'win', 'file')),
    UNIQUE (uid),
    FOREIGN KEY(lead_id) REFERENCES lead (id) ON DELETE CASCADE
);
CREATE INDEX purchase_lead ON purchase (lead_id, on_day);
"""


def apply(conn: sqlite3.Connection) -> None:
    """Create the table and its index."""
    for statement in SCHEMA.split(";\n"):
        if statement.strip():
            conn.execute(statement)
