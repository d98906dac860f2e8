"""Reads two leads as they are about to become one."""

from __future__ import annotations

import sqlite3
from typing import Any, NamedTuple

from leadq.store.read import sql
from leadq.store.read.read_leads import load_json, plain_number
from leadq.store.read.rows import NextStep
from leadq.store.repo_values import ReachValue

_COLUMNS = (
    "name", "company", "address", "region", "source", "product", "profile", "owner", "status",
    "parked_until", "reason", "amount", "budget", "tags", "note", "extra", "created_on",
)  # fmt: skip
_AROUND = """
SELECT DISTINCT t.name FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) k
WHERE t.type = 'table' AND k."table" = 'lead' ORDER BY t.name
"""
_APART = ("reach", "lookup", "outlook")
"""Ways to reach somebody go behind those there are; the others are derived."""


class OpenStep(NamedTuple):
    """The open follow-up of a lead: its row and what it says."""

    id: int
    step: NextStep


def read_columns(conn: sqlite3.Connection, lead_id: int) -> dict[str, Any]:
    """Return what is written of a lead by column; days are ISO texts, tags and extra parsed."""
    row = conn.execute(
        f"SELECT {', '.join(_COLUMNS)} FROM lead WHERE id = ?", (lead_id,)
    ).fetchone()
    columns = dict(zip(_COLUMNS, row, strict=True))
    columns |= {name: load_json(columns[name]) for name in ("tags", "extra")}
    return columns | {name: plain_number(columns[name]) for name in ("amount", "budget")}


def read_reaches(conn: sqlite3.Connection, lead_id: int) -> list[ReachValue]:
    """Return every way to reach a lead, in the order in which they were noted."""
    rows = conn.execute(sql.REACHES.format(leads=":lead"), {"lead": lead_id})
    return [ReachValue(*row[1:]) for row in rows]


def read_open_step(conn: sqlite3.Connection, lead_id: int) -> OpenStep | None:
    """Return the open follow-up of a lead, if there is one."""
    row = conn.execute(sql.PLANS.format(leads=":lead"), {"lead": lead_id}).fetchone()
    if row is None:
        return None
    return OpenStep(
        row[9], {"on": row[1], "time": row[2], "place": row[3], "by": row[4], "goal": row[5]}
    )


def has_override(conn: sqlite3.Connection, lead_id: int) -> bool:
    """Tell whether a grade set by hand stands."""
    return conn.execute(sql.OVERRIDE, {"lead": lead_id}).fetchone() is not None


def list_moved(conn: sqlite3.Connection) -> list[str]:
    """Return the tables whose rows hang on a lead and move with a merge, whatever they are.

    The store itself is asked: a row of a table that was forgotten would go with its lead.
    """
    return [row[0] for row in conn.execute(_AROUND) if row[0] not in _APART]


def count_rows(conn: sqlite3.Connection, lead_id: int) -> dict[str, int]:
    """Return how many rows of each kind hang on a lead."""
    counts = {}
    for table in list_moved(conn):
        (counts[table],) = conn.execute(
            f'SELECT count(*) FROM "{table}" WHERE lead_id = ?', (lead_id,)
        ).fetchone()
    return counts
