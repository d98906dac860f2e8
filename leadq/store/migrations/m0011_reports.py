"""Version 11: what a lead's history and the reports on a day read is found, whatever the size."""

from __future__ import annotations

import sqlite3

_SCHEMA = (
    "CREATE INDEX followup_lead ON followup (lead_id)",
    "CREATE INDEX touch_day ON touch (on_day)",
    "DROP INDEX touch_lead",
    "CREATE INDEX touch_lead ON touch (lead_id, on_day, outcome)",
    # Partial, so that only what asks for it by these words gets it: SQLite would take it to find
    # the spans of a lead as well, which lie beside each other in the table.
    "CREATE INDEX outlook_span ON outlook (first_day, until_day, grade, status) WHERE status <> ''",
)


def apply(conn: sqlite3.Connection) -> None:
    """Add the indexes; contacts are counted in that of touches alone."""
    for statement in _SCHEMA:
        conn.execute(statement)
