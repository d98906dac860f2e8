"""Whose leads are whose: who there is, and who shares a customer."""

import sqlite3
from typing import NamedTuple

_CLASHES = """
SELECT r.norm, r.kind, r.typed, l.id, l.owner, l.status
FROM reach r JOIN lead l ON l.id = r.lead_id
WHERE l.owner IS NOT NULL AND r.norm IN (
    SELECT x.norm FROM reach x JOIN lead y ON y.id = x.lead_id
    WHERE y.owner IS NOT NULL GROUP BY x.norm HAVING count(DISTINCT lower(y.owner)) > 1)
ORDER BY r.norm, l.number
"""


class RepReach(NamedTuple):
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


def read_rep_reaches(conn: sqlite3.Connection) -> list[RepReach]:
    """Return the ways to reach somebody that leads of several reps have."""
    return [RepReach._make(row) for row in conn.execute(_CLASHES)]
