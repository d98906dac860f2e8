"""Reads the customers of a satisfaction survey."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import NamedTuple

_WON = """
SELECT l.id, l.uid, l.profile, l.region,
       coalesce((SELECT value FROM fact f WHERE f.lead_id = l.id AND f.fact = :consent
                 AND f.noted_on <= :day ORDER BY f.noted_on DESC, f.id DESC LIMIT 1), '') = 'no',
       (SELECT max(p.on_day) FROM purchase p WHERE p.lead_id = l.id AND p.on_day <= :day)
FROM lead l WHERE l.status = 'won' {owned} ORDER BY l.number
"""
_OWNED = " AND lower(l.owner) = lower(:owner)"


class WonRow(NamedTuple):
    """A won lead; ``withdrawn``: they do not want to be contacted; days are ISO texts."""

    lead_id: int
    uid: str
    profile: str
    region: str | None
    withdrawn: bool
    last_bought: str | None


def read_won(conn: sqlite3.Connection, consent: str, day: date, owner: str) -> list[WonRow]:
    """Return the won leads; ``consent`` is the fact that holds it, ``owner`` empty: all reps'."""
    statement = _WON.format(owned=_OWNED if owner else "")
    rows = conn.execute(statement, {"consent": consent, "day": day.isoformat(), "owner": owner})
    return [WonRow._make((*row[:4], bool(row[4]), row[5])) for row in rows]
