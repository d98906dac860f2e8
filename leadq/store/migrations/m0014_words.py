"""Version 14: which words a column allows is asked one by one in the tables of many rows."""

from __future__ import annotations

import sqlite3
import sys

_WORDS = (
    ("lead", "status", ("open", "won", "lost", "dropped", "left", "parked")),
    ("reach", "kind", ("phone", "email", "wechat")),
    ("touch", "outcome", ("reached", "no_answer", "declined")),
    ("followup", "state", ("open", "queued", "done", "moved", "cancelled")),
    ("journal", "op", ("insert", "update", "delete")),
)
"""A table, a column, and the words that its rule allows."""


def apply(conn: sqlite3.Connection) -> None:
    """Write the rules anew in the schema; they allow what they did.

    For a list of more than two words SQLite makes a small table of its own, again for each row
    that is written: a quarter of the time of writing a lead. Some systems build an SQLite that
    lets nobody write the schema unless it is told to, which Python can since 3.12; the rules
    stay as they are where it cannot.
    """
    if sys.version_info >= (3, 12):
        conn.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, False)
    conn.execute("PRAGMA writable_schema = ON")
    if conn.execute("PRAGMA writable_schema").fetchone() == (0,):
        return
    (version,) = conn.execute("PRAGMA schema_version").fetchone()
    for table, column, words in _WORDS:
        quoted = [f"'{word}'" for word in words]
        old = f"{column} IN ({', '.join(quoted)})"
        new = " OR ".join(f"{column} = {word}" for word in quoted)
        conn.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = ?",
            (old, new, table),
        )
    conn.execute(f"PRAGMA schema_version = {version + 1}")
    conn.execute("PRAGMA writable_schema = RESET")
