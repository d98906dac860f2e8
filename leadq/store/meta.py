"""Reads what the store keeps about itself, the days that reps are away among it (method §14)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from leadq.store.read import sql

AWAY = "absences"


def read_meta(conn: sqlite3.Connection, key: str) -> str | None:
    """Return a value the store keeps about itself."""
    row = conn.execute(sql.META, {"key": key}).fetchone()
    return row[0] if row else None


class Absence(NamedTuple):
    """Days on which a rep is away, both included; ``owner`` empty: everybody."""

    first: date
    last: date
    owner: str


def read_absences(conn: sqlite3.Connection) -> list[Absence]:
    """Return the absences in the order in which they were noted."""
    stored = read_meta(conn, AWAY)
    if not stored:
        return []
    # whoever was never away need not wait for a parser
    import json

    return [
        Absence(date.fromisoformat(first), date.fromisoformat(last), owner)
        for first, last, owner in json.loads(stored)
    ]


def pack_absences(absences: Iterable[Absence], today: date) -> str:
    """Return absences as they are stored; those that are over are forgotten."""
    import json

    return json.dumps(
        [
            (one.first.isoformat(), one.last.isoformat(), one.owner)
            for one in absences
            if one.last >= today
        ],
        ensure_ascii=False,
    )
