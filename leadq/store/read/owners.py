"""Whose leads are whose: who there is, who shares a customer, and handing leads over."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from leadq.store.changes import stamp_fields
from leadq.store.unit import Unit

_CLASHES = """
SELECT r.norm, r.kind, r.typed, l.id, l.owner, l.status
FROM reach r JOIN lead l ON l.id = r.lead_id
WHERE l.owner IS NOT NULL AND r.norm IN (
    SELECT x.norm FROM reach x JOIN lead y ON y.id = x.lead_id
    WHERE y.owner IS NOT NULL GROUP BY x.norm HAVING count(DISTINCT lower(y.owner)) > 1)
ORDER BY r.norm, l.number
"""


class Shared(NamedTuple):
    """A phone, email or WeChat that leads of several reps have, and one of those leads."""

    norm: str
    kind: str
    typed: str
    lead_id: int
    owner: str
    status: str


def read_owners(conn: sqlite3.Connection) -> list[str]:
    """Return every spelling of every owner, the most used first."""
    rows = conn.execute(
        "SELECT owner FROM lead WHERE owner IS NOT NULL"
        " GROUP BY owner ORDER BY count(*) DESC, owner"
    )
    return [row[0] for row in rows]


def read_shared(conn: sqlite3.Connection) -> list[Shared]:
    """Return the ways to reach somebody that leads of several reps have."""
    return [Shared._make(row) for row in conn.execute(_CLASHES)]


def change_owner(unit: Unit, leads: Sequence[int], owner: str) -> None:
    """Give leads another owner, each with its row in the journal.

    What was undone before can no longer be redone, unless there is nothing to change.
    """
    columns = ("owner", "updated_at", "changed")
    journal, rows = [], []
    for lead_id in leads:
        stood = unit.conn.execute(
            f"SELECT {', '.join(columns)} FROM lead WHERE id = ?", (lead_id,)
        ).fetchone()
        before = json.dumps(dict(zip(columns, stood, strict=True)), ensure_ascii=False)
        journal.append((lead_id, lead_id, lead_id, before))
        rows.append((owner, unit.now, stamp_fields(stood[2], ("owner",), unit.now), lead_id))
    if not journal:
        return
    unit.conn.execute("DELETE FROM journal WHERE undone = 1")
    unit.conn.executemany(
        "UPDATE lead SET owner = ?, updated_at = ?, changed = ? WHERE id = ?", rows
    )
    stamps = (unit.command, unit.verb, unit.now, unit.today.isoformat(), unit.owner)
    unit.conn.executemany(
        "INSERT INTO journal (command, verb, at, day, owner, tbl, op, row_first, row_last,"
        " lead_id, before, undone) VALUES (?, ?, ?, ?, ?, 'lead', 'update', ?, ?, ?, ?, 0)",
        [(*stamps, *entry) for entry in journal],
    )
