"""Who the leads in a report's list are and how they stand: the few columns that it shows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from leadq.store.read.sql import LEAD_PARTS, LEAD_ROW


class NamedLead(NamedTuple):
    """A lead as a list names it, with its grade and the day and channel of its next step."""

    lead_id: int
    number: int
    name: str
    company: str | None
    owner: str | None
    status: str
    grade: str | None
    grade_best: str | None
    next_on: str | None
    next_by: str | None


_NAMED = f"""
SELECT {", ".join(LEAD_ROW[name] for name in NamedLead._fields)}
FROM lead l {LEAD_PARTS} WHERE l.id IN (SELECT value FROM json_each(:leads))
"""


def read_named(conn: sqlite3.Connection, ids: Iterable[int], day: date) -> dict[int, NamedLead]:
    """Return leads as they stand on a day, by their ids; one that is gone is left out."""
    # read to its end: an open cursor would keep other commands from writing
    rows = conn.execute(_NAMED, {"leads": str([*ids]), "day": day.isoformat()}).fetchall()
    return {row[0]: NamedLead._make(row) for row in rows}
