"""Version 9: customers who left, key ones, who referred whom, and steps that wait their turn."""

from __future__ import annotations

import sqlite3

_WIDER = (
    ("lead", "'lost', 'dropped', 'parked')", "'lost', 'dropped', 'left', 'parked')"),
    ("followup", "state IN ('open', 'done'", "state IN ('open', 'queued', 'done'"),
)
"""A table, and what a rule of its columns allows from now on."""
_NEW = (
    "ALTER TABLE lead ADD COLUMN key_customer TEXT"
    " CONSTRAINT lead_key CHECK (key_customer IN ('yes', 'no'))",
    "ALTER TABLE lead ADD COLUMN referred_by TEXT",
    "ALTER TABLE lead ADD COLUMN left_kind TEXT"
    " CONSTRAINT lead_left CHECK (left_kind IN ('own_choice', 'ended_by_us'))",
    "CREATE INDEX lead_referred ON lead (referred_by) WHERE referred_by IS NOT NULL",
    "CREATE INDEX followup_queued ON followup (lead_id) WHERE state = 'queued'",
)


def apply(conn: sqlite3.Connection) -> None:
    """Widen two rules and add the columns.

    A rule that allows more leaves every row as it is: SQLite's own way to change one is to write
    it anew in the schema, where copying the table would touch all that refers to it.
    """
    (version,) = conn.execute("PRAGMA schema_version").fetchone()
    conn.execute("PRAGMA writable_schema = ON")
    for table, old, new in _WIDER:
        conn.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = ?",
            (old, new, table),
        )
    conn.execute(f"PRAGMA schema_version = {version + 1}")
    conn.execute("PRAGMA writable_schema = RESET")
    for statement in _NEW:
        conn.execute(statement)
