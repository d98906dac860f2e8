"""What all that a pull changes has in common: the transaction, who one is, what came of it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from leadq.store.team.lost import Lost, note_lost
from leadq.store.team.shapes import REACH_COLUMNS, REACHES, SOFT, Fields
from leadq.store.team.spool import Arrival
from leadq.store.unit import Unit

Check = Callable[[str, Mapping[str, Any]], None]
"""Raises ValueError for columns of a table that leadq could not read later."""
HUB, OURS, NEITHER = "hub", "ours", ""
_CHUNK = 500


@dataclass
class Taking:
    """One pull on its way into the store; ``renamed`` and ``changed`` are leads, by local id.

    ``names`` are the team's by their number at the hub. ``stands``: whose value stands where both
    differ and neither is known to have seen the other: the HUB's in a store that is a copy, OURS
    when the hub was put back.
    """

    unit: Unit
    me: str
    names: Mapping[int, str]
    check: Check
    stands: str = NEITHER
    counts: Counter[str] = field(default_factory=Counter)
    renamed: set[int] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)
    stood: dict[int, str] = field(default_factory=dict)
    """The status that leads had whose status is another now, by local id."""

    oldest: int = 0
    """The first of the hub's changes that could not be read, by its number there; 0: none."""

    def leave(self, one: Arrival) -> None:
        """Leave what leadq could not read later where it is."""
        self.counts["unreadable"] += 1
        self.oldest = earlier(self.oldest, one.seq)

    def lose(self, table: str, one: Arrival, name: str, ours: Any, hub: Any) -> None:
        """Keep a value of ours that gives way to the hub's."""
        lost = Lost(table, one.uid, one.lead, name, ours, self.me, hub, self.names.get(one.who))
        note_lost(self.unit.conn, lost)
        self.counts["lost"] += 1


def earlier(one: int, other: int) -> int:
    """Return the lower of two numbers of changes; 0 is none."""
    return min(filter(None, (one, other)), default=0)


def ids_of(conn: sqlite3.Connection, table: str, uids: Iterable[str]) -> dict[str, int]:
    """Return the local ids of rows by their keys."""
    wanted = list(dict.fromkeys(uids))
    found: dict[str, int] = {}
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        marks = ", ".join("?" * len(chunk))
        found |= dict(conn.execute(f'SELECT uid, id FROM "{table}" WHERE uid IN ({marks})', chunk))
    return found


def bare(fields: Fields) -> Fields:
    """Return the fields over which there can be two minds, those that are not empty."""
    return {n: value for n, value in fields.items() if n not in SOFT and value is not None}


def reaches_in(fields: Mapping[str, Any]) -> list[list[Any]]:
    """Return ways to reach a lead. Raises ValueError for what can be none."""
    values = fields.get(REACHES)
    if not isinstance(values, list) or not all(
        isinstance(one, list) and len(one) == len(REACH_COLUMNS) for one in values
    ):
        raise ValueError(REACHES)
    return values
