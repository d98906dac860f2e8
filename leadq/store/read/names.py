"""Finds leads by their whole names, as often as the rows of a file ask for it."""

from __future__ import annotations

import sqlite3

from leadq.store.read import sql

_ASKED_FIRST = 20
_INDEX = (
    "DROP TABLE IF EXISTS temp.named",
    "CREATE TEMP TABLE named AS SELECT lower(name) AS name, id FROM lead"
    " UNION SELECT lower(company), id FROM lead WHERE company IS NOT NULL",
    "CREATE INDEX temp.named_name ON named (name)",
)
_INDEXED = "SELECT id FROM temp.named WHERE name = lower(:text)"


class Names:
    """The names and companies of the leads of a store in which none comes or goes meanwhile.

    A name is looked for among all leads; for many names it is worth to sort them all once.
    """

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._asked = 0

    def find(self, text: str) -> set[int]:
        """Return the leads that are called so, or whose company is."""
        self._asked += 1
        if self._asked == _ASKED_FIRST:
            for statement in _INDEX:
                self._conn.execute(statement)
        query = _INDEXED if self._asked >= _ASKED_FIRST else sql.BY_NAME
        return {row[0] for row in self._conn.execute(query, {"text": text})}
