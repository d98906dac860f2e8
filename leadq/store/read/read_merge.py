"""Reads two leads as they are about to become one."""

from __future__ import annotations

import sqlite3
from typing import Any

from leadq.domain.fields import COLUMNS, MONIES, PACKED
from leadq.store.read import sql
from leadq.store.read.read_leads import load_json, plain_number
from leadq.store.repo_values import ReachValue

_AROUND = """
SELECT DISTINCT t.name FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) k
WHERE t.type = 'table' AND k."table" = 'lead' ORDER BY t.name
"""
_APART = ("reach", "lookup", "outlook")
"""Ways to reach somebody go behind those there are; the others are derived."""


def read_columns(conn: sqlite3.Connection, lead_id: int) -> dict[str, Any]:
    """Return what is written of a lead by column; days are ISO texts, tags and extra parsed."""
    row = conn.execute(f"SELECT {', '.join(COLUMNS)} FROM lead WHERE id = ?", (lead_id,)).fetchone()
    columns = dict(zip(COLUMNS, row, strict=True))
    columns |= {name: load_json(columns[name]) for name in PACKED}
    return columns | {name: plain_number(columns[name]) for name in MONIES}


def read_reaches(conn: sqlite3.Connection, lead_id: int, kind: str = "") -> list[ReachValue]:
    """Return the ways to reach a lead, of one kind or all, in the order of noting."""
    rows = conn.execute(sql.REACHES.format(leads=":lead"), {"lead": lead_id})
    return [ReachValue._make(row[1:]) for row in rows if kind in ("", row[1])]


def has_override(conn: sqlite3.Connection, lead_id: int) -> bool:
    """Tell whether a grade set by hand stands."""
    return conn.execute(sql.OVERRIDE, {"lead": lead_id}).fetchone() is not None


def list_moved(conn: sqlite3.Connection) -> list[str]:
    """Return the tables whose rows hang on a lead and move with a merge, whatever they are.

    The store itself is asked: a row of a table that was forgotten would go with its lead.
    """
    return [row[0] for row in conn.execute(_AROUND) if row[0] not in _APART]


def count_around(conn: sqlite3.Connection, lead_id: int) -> dict[str, int]:
    """Return how many rows of each kind hang on a lead."""
    counts = {}
    for table in list_moved(conn):
        (counts[table],) = conn.execute(
            f'SELECT count(*) FROM "{table}" WHERE lead_id = ?', (lead_id,)
        ).fetchone()
    return counts
