"""Reads what the store keeps about itself."""

from __future__ import annotations

import sqlite3

from leadq.store.read import sql


def read_meta(conn: sqlite3.Connection, key: str) -> str | None:
    """Return a value the store keeps about itself."""
    row = conn.execute(sql.META, {"key": key}).fetchone()
    return row[0] if row else None
