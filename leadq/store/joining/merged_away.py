"""Remembers which leads were merged into which, so that another rep's file finds them again."""

from __future__ import annotations

import sqlite3

# the newest first: what a lead was merged into is known before those that were merged into it
_MERGED = """
SELECT row_first, lead_id, json_extract(before, '$.uid') FROM journal
WHERE tbl = 'lead' AND op = 'delete' AND verb = 'merge' AND undone = 0 ORDER BY id DESC
"""


def read_merged(conn: sqlite3.Connection) -> dict[str, int]:
    """Return the leads that they are today, by the keys of those that were merged away.

    A merge that was undone does not count, nor one into somebody who was erased since.
    """
    today: dict[int, int] = {}
    found: dict[str, int] = {}
    for gone, kept, uid in conn.execute(_MERGED):
        today[gone] = today.get(kept, kept)
        found.setdefault(uid, today[gone])
    return found
