"""Tells quickly what cannot be in the store yet, so that only the rest has to be looked up."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

_PLACES = 1 << 24
"""A bit each: two megabytes, however long a file is."""
_ASKED_FIRST = 1000


class Sightings:
    """What leads are told apart by, phones and ids and the like, as far as it was seen.

    It never takes what is there for new; now and then it takes what is new for seen. The first
    answers are all "maybe": only for many is it worth to look at the whole store once.
    """

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._asked = 0
        self._bits = bytearray()

    def may_know(self, marks: Iterable[str]) -> bool:
        """Tell whether one of the marks may be in the store, or was added before."""
        bits = self._bits
        if not bits:
            self._asked += 1
            if self._asked > _ASKED_FIRST:
                self._look_through()
            return True
        for mark in marks:
            place = hash(mark) % _PLACES
            if bits[place >> 3] >> (place & 7) & 1:
                return True
        return False

    def add(self, marks: Iterable[str]) -> None:
        """Remember what is in the store from now on."""
        if bits := self._bits:
            for mark in marks:
                place = hash(mark) % _PLACES
                bits[place >> 3] |= 1 << (place & 7)

    def _look_through(self) -> None:
        self._bits = bytearray(_PLACES >> 3)
        for query in ("SELECT norm FROM reach", "SELECT uid FROM lead"):
            self.add(row[0] for row in self._conn.execute(query))
