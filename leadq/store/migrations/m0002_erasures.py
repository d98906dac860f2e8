"""Version 2: receipts of erasures, and who must not come back."""

from __future__ import annotations

import sqlite3

SCHEMA = """
CREATE TABLE erasure (
    id TEXT NOT NULL,
    erased_on DATE NOT NULL,
    at TEXT NOT NULL,
    reason TEXT NOT NULL,
    leads INTEGER NOT NULL,
    contacts INTEGER NOT NULL,
    "rows" INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    backups INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT erasure_reason CHECK (reason IN ('request', 'retention', 'mistake', 'other'))
);
CREATE TABLE suppression (
    hash TEXT NOT NULL,
    kind TEXT NOT NULL,
    erasure_id TEXT NOT NULL,
    PRIMARY KEY (hash),
    CONSTRAINT suppression_kind CHECK (kind IN ('phone', 'email', 'wechat', 'lead'))
);
"""


def apply(conn: sqlite3.Connection) -> None:
    """Create both tables."""
    for statement in SCHEMA.split(";\n"):
        if statement.strip():
            conn.execute(statement)
