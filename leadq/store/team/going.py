"""Leads that go: erased here and not yet at the hub, or handed over and still changed here."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from leadq.store.team.dirty import forget_content


def note_erased(conn: sqlite3.Connection, leads: Iterable[str]) -> None:
    """Note leads that were erased here, for the hub; nothing else of them is kept."""
    for lead in leads:
        forget_lead(conn, lead)
        note_going(conn, [lead], "erased")
    forget_content(conn)


def note_going(conn: sqlite3.Connection, leads: Iterable[str], why: str) -> None:
    """Note that leads go: ``erased``, or ``left`` for a colleague."""
    conn.executemany(
        "INSERT INTO sync_gone VALUES (?, ?) ON CONFLICT (lead) DO UPDATE SET why = excluded.why",
        [(lead, why) for lead in leads],
    )


def list_going(conn: sqlite3.Connection, why: str) -> list[str]:
    """Return the leads that go, by their keys."""
    rows = conn.execute("SELECT lead FROM sync_gone WHERE why = ? ORDER BY lead", (why,))
    return [row[0] for row in rows]


def forget_going(conn: sqlite3.Connection, leads: Iterable[str], why: str) -> None:
    """Note that leads have gone, or came back."""
    conn.executemany(
        "DELETE FROM sync_gone WHERE lead = ? AND why = ?", [(lead, why) for lead in leads]
    )


def forget_lead(conn: sqlite3.Connection, lead: str) -> None:
    """Keep nothing of a lead that is on its way or was; a batch that holds it is made anew."""
    conn.execute("DELETE FROM sync_dirty WHERE lead = ?", (lead,))
    conn.execute("DELETE FROM sync_lost WHERE lead = ?", (lead,))
    conn.execute("DELETE FROM sync_out")


def forget_all(conn: sqlite3.Connection) -> None:
    """Keep nothing of what another laptop has still to erase, to hand over, or to look at."""
    for table in ("sync_gone", "sync_lost"):
        conn.execute(f'DELETE FROM "{table}"')
