"""The people whom an erasure means: who they are, and by what they would be known again."""

from __future__ import annotations

import sqlite3

from leadq.domain.typing.mention import Mention
from leadq.store.privacy.erasure import Subject
from leadq.store.privacy.mention_places import MentionPlace
from leadq.store.privacy.suppression import Value


def find_meant(conn: sqlite3.Connection, mention: Mention, norms: set[str]) -> frozenset[str]:
    """Return the keys of the leads whose name, phone, email or WeChat is the one meant."""
    named = {
        uid for uid, name in conn.execute("SELECT uid, name FROM lead") if mention.is_all_of(name)
    }
    reached = conn.execute(
        "SELECT l.uid FROM lead l JOIN reach r ON r.lead_id = l.id"
        f" WHERE r.norm IN ({', '.join('?' * len(norms))})",
        tuple(norms),
    )
    return frozenset(named | {row[0] for row in reached})


def living_uids(conn: sqlite3.Connection) -> set[str]:
    """Return the keys of all leads there are, and of those that were merged into them."""
    rows = conn.execute(
        "SELECT uid FROM lead UNION SELECT json_extract(before, '$.uid') FROM journal"
        " WHERE tbl = 'lead' AND op = 'delete'"
    )
    return {row[0] for row in rows if row[0]}


def part_values(conn: sqlite3.Connection, subject: Subject) -> tuple[set[Value], set[Value]]:
    """Return how the leads that go can be reached, and how those that stay can."""
    gone: set[Value] = set()
    staying: set[Value] = set()
    for lead, kind, norm in conn.execute("SELECT lead_id, kind, norm FROM reach"):
        (gone if lead in subject.leads else staying).add(Value(kind, norm))
    return gone, staying


def phones_of(conn: sqlite3.Connection, subject: Subject) -> list[str]:
    """Return the phones, as typed, of the people who go from around leads that stay."""
    query = "SELECT phone FROM contact WHERE id = ?"
    rows = (conn.execute(query, (key,)).fetchone() for key in subject.contacts)
    return [row[0] for row in rows if row[0]]


def traces_of(conn: sqlite3.Connection, subject: Subject) -> list[MentionPlace]:
    """Return the names of the people who go from around leads that stay."""
    query = "SELECT lead_id, name FROM contact WHERE id = ?"
    rows = ((key, *conn.execute(query, (key,)).fetchone()) for key in subject.contacts)
    return [MentionPlace("contact", key, lead_id, "name", name) for key, lead_id, name in rows]


def write_lookup(conn: sqlite3.Connection, lead_id: int, keys: str) -> None:
    """Write what a lead is found by, in any store; not journalled, since it is derived."""
    conn.execute("INSERT OR REPLACE INTO lookup (lead_id, keys) VALUES (?, ?)", (lead_id, keys))
