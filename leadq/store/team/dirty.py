"""Rows that changed since the hub heard of them, each with what the hub has of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from leadq.store.team.shapes import LEAD, OUTLOOK, REACHES, ROWS, SOFT, Fields
from leadq.store.team.spelling import dumps

_KNOWN = "SELECT uid, base FROM sync_dirty WHERE tbl = ? AND uid IN ({marks})"

_TO_SEND = (
    "sync_dirty WHERE tbl <> 'outlook'",
    "sync_gone WHERE why = 'erased'",
    "sync_out, json_each(sync_out.revs) AS sent WHERE sent.value ->> 0 <> 'outlook' AND NOT EXISTS"
    " (SELECT 1 FROM sync_dirty d WHERE d.tbl = sent.value ->> 0 AND d.uid = sent.value ->> 1)",
)


def mark_everything(conn: sqlite3.Connection) -> None:
    """Note every row there is as one that the hub does not know."""
    conn.execute("DELETE FROM sync_dirty")
    for table in ROWS:
        lead = "t.uid" if table == LEAD else "(SELECT uid FROM lead l WHERE l.id = t.lead_id)"
        conn.execute(
            f"INSERT INTO sync_dirty SELECT '{table}', t.uid, {lead}, NULL, 1 FROM \"{table}\" t"
        )
    for table in (REACHES, OUTLOOK):
        conn.execute(f"INSERT INTO sync_dirty SELECT '{table}', uid, uid, NULL, 1 FROM lead")


def count_to_send(conn: sqlite3.Connection) -> int:
    """Return how many rows the hub has still to hear of, those on their way and erased leads too.

    How leads stand is not counted.
    """
    return sum(conn.execute(f"SELECT count(*) FROM {part}").fetchone()[0] for part in _TO_SEND)


def list_changed_leads(conn: sqlite3.Connection) -> list[str]:
    """Return the leads of which something has changed since the hub heard of them."""
    rows = conn.execute("SELECT DISTINCT lead FROM sync_dirty WHERE lead IS NOT NULL")
    return [row[0] for row in rows]


def is_waiting(conn: sqlite3.Connection, lead: str) -> bool:
    """Tell whether something of a lead is still to be sent."""
    query = "SELECT 1 FROM sync_dirty WHERE lead = ? AND tbl <> 'outlook' LIMIT 1"
    return conn.execute(query, (lead,)).fetchone() is not None


def read_known(
    conn: sqlite3.Connection, table: str, uids: Sequence[str]
) -> dict[str, Fields | None]:
    """Return what the hub has of rows that changed: None for one that it does not know."""
    query = _KNOWN.format(marks=", ".join("?" * len(uids)))
    rows = conn.execute(query, (table, *uids))
    return {uid: json.loads(base) if base else None for uid, base in rows}


def forget_content(conn: sqlite3.Connection) -> None:
    """Keep of rows that are gone only what the hub needs to let them go."""
    for table in ROWS[1:]:
        conn.execute(
            "UPDATE sync_dirty SET base = json_object('lead', base ->> 'lead')"
            " WHERE tbl = ? AND base IS NOT NULL"
            f' AND NOT EXISTS (SELECT 1 FROM "{table}" t WHERE t.uid = sync_dirty.uid)',
            (table,),
        )


def forget_change(conn: sqlite3.Connection, table: str, uid: str) -> None:
    """Note that a row is as the hub has it."""
    conn.execute("DELETE FROM sync_dirty WHERE tbl = ? AND uid = ?", (table, uid))


def send_whole(conn: sqlite3.Connection, table: str, uid: str, lead: str) -> None:
    """Note a row as one that the hub has no more, so that it is sent whole."""
    conn.execute(
        "INSERT INTO sync_dirty VALUES (?, ?, ?, NULL, 1)"
        " ON CONFLICT (tbl, uid) DO UPDATE SET base = NULL, rev = rev + 1",
        (table, uid, lead),
    )


def note_change(conn: sqlite3.Connection, table: str, uid: str, lead: str, base: Fields) -> None:
    """Note a row for the hub that was changed here just now."""
    conn.execute(
        "INSERT INTO sync_dirty VALUES (?, ?, ?, ?, 1)"
        " ON CONFLICT (tbl, uid) DO UPDATE SET rev = rev + 1",
        (table, uid, lead, dumps(base)),
    )


def go_on_from(conn: sqlite3.Connection, table: str, uid: str, base: Fields, row: Fields) -> None:
    """Go on from what the hub has now; where that is all the same there is nothing to send."""
    hard = {name for name in base if name not in SOFT}
    if all(base[name] == row.get(name) for name in hard):
        forget_change(conn, table, uid)
        return
    kept = {name: value for name, value in base.items() if value is not None}
    conn.execute(
        "UPDATE sync_dirty SET base = ?, lead = ? WHERE tbl = ? AND uid = ?",
        (dumps(kept), row["lead"], table, uid),
    )
