"""Leads whole, each with every column of everything that belongs to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from leadq.store.read.read_export import each_whole_chunk
from leadq.store.read.read_leads import each_lead
from leadq.usecases.desk import Desk


def read_record(conn: sqlite3.Connection, desk: Desk, lead_id: int) -> dict[str, Any]:
    """Return one lead whole."""
    return next(each_whole(conn, desk, [lead_id]))


def each_whole(conn: sqlite3.Connection, desk: Desk, ids: list[int]) -> Iterator[dict[str, Any]]:
    """Yield leads whole, in the order of their row ids as given."""
    for chunk, stamps, belongings in each_whole_chunk(conn, ids):
        for lead in each_lead(conn, chunk, desk.today):
            uid = lead["id"]
            if uid in stamps:
                rows = {what: found.get(uid, []) for what, found in belongings.items()}
                yield {**lead, **stamps[uid], **rows}
