"""Rows of a file on their way into the store: kept aside until all of them are there.

So that the rows about one lead can be joined together, in the order in which they were noted,
however the file is sorted; SQLite keeps them on disk, not in memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from leadq.store.statements import Values
from leadq.store.unit import Unit

_BATCH = 1000


class Staging:
    """Rows by the lead that they are about."""

    def __init__(self, unit: Unit) -> None:
        self.conn = unit.conn
        self._batch: list[tuple[int, str, str, str]] = []
        self.conn.execute("DROP TABLE IF EXISTS temp.arriving")
        self.conn.execute(
            "CREATE TEMP TABLE arriving"
            " (place INTEGER PRIMARY KEY, lead_id INTEGER, tbl TEXT, at TEXT, row TEXT)"
        )

    def put(self, lead_id: int, table: str, row: Values) -> None:
        """Keep a row of a table about a lead."""
        packed = json.dumps(row, ensure_ascii=False)
        self._batch.append((lead_id, table, str(row["created_at"]), packed))
        if len(self._batch) == _BATCH:
            self._flush()

    def _flush(self) -> None:
        self.conn.executemany(
            "INSERT INTO arriving (lead_id, tbl, at, row) VALUES (?, ?, ?, ?)", self._batch
        )
        self._batch.clear()

    def each_lead(self) -> Iterator[tuple[int, dict[str, list[Values]]]]:
        """Yield every lead with its rows by table, oldest first."""
        self._flush()
        rows = self.conn.execute(
            "SELECT lead_id, tbl, row FROM arriving ORDER BY lead_id, at, place"
        )
        for lead_id, group in groupby(rows, key=itemgetter(0)):
            by_table: dict[str, list[Values]] = {}
            for _lead, table, row in group:
                by_table.setdefault(table, []).append(json.loads(row))
            yield lead_id, by_table
        self.conn.execute("DROP TABLE arriving")
