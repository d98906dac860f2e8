"""What a file says of the next steps of its leads: kept beside the store until they are planned."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

_TABLE = """
CREATE TEMP TABLE wish (
    lead_id INTEGER PRIMARY KEY, on_day TEXT, "by" TEXT NOT NULL, goal TEXT NOT NULL,
    time TEXT NOT NULL
)
"""
_AHEAD = """
SELECT l.owner, w.on_day, count(*) FROM temp.wish w JOIN lead l ON l.id = w.lead_id
WHERE w.on_day >= ? GROUP BY l.owner, w.on_day
"""


class StepInFile(NamedTuple):
    """What a file says of the next step of an open lead; empty for what it does not say."""

    on: date | None
    by: str
    goal: str
    time: str = ""


def step_in_file(on: date | None, by: str, goal: str, time: str) -> StepInFile | None:
    """Return what a row says of the next step, None where it says nothing."""
    return StepInFile(on, by, goal, time) if on or by or goal else None


class Wishes:
    """The next steps of the leads of one file, by lead: not in memory, there may be a million."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        conn.execute("DROP TABLE IF EXISTS temp.wish")
        conn.execute(_TABLE)

    def note(self, wishes: Sequence[tuple[int, StepInFile]]) -> None:
        """Keep what the file says of new leads."""
        rows = [
            (lead_id, wish.on.isoformat() if wish.on else None, *wish[1:])
            for lead_id, wish in wishes
        ]
        self._conn.executemany("INSERT INTO temp.wish VALUES (?, ?, ?, ?, ?)", rows)

    def ahead(self, day: date) -> Iterator[tuple[str | None, date, int]]:
        """Yield how many steps of leads of an owner the file has on a day, from one day on."""
        for owner, on, count in self._conn.execute(_AHEAD, (day.isoformat(),)):
            yield owner, date.fromisoformat(on), count
