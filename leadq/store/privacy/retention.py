"""Reads which closed leads have not been touched for a while."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import NamedTuple

_IDLE = """
SELECT * FROM (
    SELECT l.number, l.uid, l.name, l.company, l.status, l.owner, max(
        l.created_on,
        coalesce((SELECT max(t.on_day) FROM touch t WHERE t.lead_id = l.id), ''),
        coalesce((SELECT max(f.noted_on) FROM fact f WHERE f.lead_id = l.id), ''),
        coalesce((SELECT max(j.day) FROM journal j WHERE j.lead_id = l.id
                  AND j.undone = 0 AND j.verb NOT IN ('regrade', 'handover')), '')
    ) AS last_day
    FROM lead l WHERE l.status IN ('lost', 'dropped') OR (l.status IN ('won', 'left') {unsold})
) WHERE last_day <= :until ORDER BY last_day, number
"""
_UNSOLD = "AND NOT EXISTS (SELECT 1 FROM purchase p WHERE p.lead_id = l.id)"


class Idle(NamedTuple):
    """A closed lead and the last day on which anything was noted of it."""

    number: int
    id: str
    name: str
    company: str | None
    status: str
    owner: str | None
    last_day: str


def read_idle(conn: sqlite3.Connection, until: date) -> list[Idle]:
    """Return the closed leads last touched on a day or before, the longest ago first."""
    has_purchases = conn.execute(
        "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'purchase'"
    ).fetchone()
    statement = _IDLE.format(unsold=_UNSOLD if has_purchases else "")
    rows = conn.execute(statement, {"until": until.isoformat()})
    return [Idle._make(row) for row in rows]
