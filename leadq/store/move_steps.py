"""Moves many follow-ups to other days at once, each with its row in the journal."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from leadq.store.unit import Unit


class Standing(NamedTuple):
    """An open follow-up as it counts today: the day it is due, and what it carries."""

    lead_id: int
    number: int
    grade: str | None
    on: str
    time: str | None


class NewDay(NamedTuple):
    """Where a follow-up goes; ``slot`` is the row of the schedule its lead is in today."""

    lead_id: int
    on: date
    slot: str | None


_OWNED = " AND lower(l.owner) = lower(:owner)"
_STANDING = """
SELECT o.lead_id, l.number, o.grade, {on}, f.at_time
FROM outlook o JOIN lead l ON l.id = o.lead_id
JOIN followup f ON f.lead_id = o.lead_id AND f.state = 'open'
WHERE o.live = 1 AND o.first_day <= :today AND o.until_day >= :today AND o.status = :status
  AND {on} BETWEEN :first AND :last {owned}
ORDER BY coalesce(o.grade, 'D'), {on}, l.number
"""
_PLANNED = """
SELECT o.next_on, count(*) FROM outlook o JOIN lead l ON l.id = o.lead_id
WHERE o.live = 1 AND o.next_on >= :today AND o.first_day <= :today AND o.until_day >= :today
  AND o.status = 'open' {owned} GROUP BY o.next_on
"""


def read_standing(
    conn: sqlite3.Connection, first: date, last: date, today: date, owner: str
) -> list[Standing]:
    """Return the open follow-ups of open and parked leads in a range of days, best grade first.

    ``owner`` empty: everybody's. A parked lead counts by the day on which it comes back.
    """
    days = {"first": first.isoformat(), "last": last.isoformat(), "today": today.isoformat()}
    found: list[Standing] = []
    for status, on in (("open", "o.next_on"), ("parked", "f.on_day")):
        statement = _STANDING.format(on=on, owned=_OWNED if owner else "")
        rows = conn.execute(statement, {**days, "status": status, "owner": owner})
        found += [Standing._make(row) for row in rows]
    return found


def planned_for(conn: sqlite3.Connection, today: date, owner: str) -> dict[date, int]:
    """Return how many follow-ups each day from today on holds; ``owner`` empty: everybody's."""
    statement = _PLANNED.format(owned=_OWNED if owner else "")
    rows = conn.execute(statement, {"today": today.isoformat(), "owner": owner})
    return {date.fromisoformat(on): count for on, count in rows}


def move_steps(unit: Unit, moves: Iterable[NewDay], reason: str) -> None:
    """Give open follow-ups other days, with the reason; who set them, and how, stays.

    A time of day goes, since it was agreed for the old day. The step counts as set today.
    """
    for move in moves:
        (key,) = unit.conn.execute(
            "SELECT id FROM followup WHERE lead_id = ? AND state = 'open'", (move.lead_id,)
        ).fetchone()
        unit.change(
            "followup", key, on_day=move.on, at_time=None, set_on=unit.today, slot=move.slot,
            reason=reason,
        )  # fmt: skip
