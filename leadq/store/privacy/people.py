"""The people whom an erasure means: who they are, and by what they would be known again."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator

from leadq.domain.typing.mention import Mention
from leadq.store.privacy.erasure import Subject
from leadq.store.privacy.mention_places import MentionPlace
from leadq.store.read import sql
from leadq.store.read.lookups import find_reached, read_name
from leadq.store.repo_values import ReachValue


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


def each_named(conn: sqlite3.Connection) -> Iterator[tuple[int, str, str, str | None]]:
    """Yield id, key, name and company of every lead, in a store of any version."""
    yield from conn.execute("SELECT id, uid, name, company FROM lead")


def reaches_of(conn: sqlite3.Connection, lead_id: int) -> tuple[ReachValue, ...]:
    """Return how a lead can be reached, in a store of any version."""
    rows = conn.execute(sql.REACHES.format(leads=":lead"), {"lead": lead_id})
    return tuple(ReachValue._make(row[1:]) for row in rows)


def shared_norms(
    conn: sqlite3.Connection, norms: Iterable[str], leads: Collection[int]
) -> set[str]:
    """Return the ways to reach somebody that other leads have as well."""
    found = ((norm, find_reached(conn, [norm])) for norm in norms)
    return {norm for norm, holders in found if not set(holders) <= set(leads)}


def shared_names(conn: sqlite3.Connection, leads: Collection[int]) -> set[tuple[str, str | None]]:
    """Return the names, each with its company, that some leads share with others."""
    gone = {(who.name, who.company) for who in (read_name(conn, lead) for lead in leads)}
    return {
        (name, company)
        for lead, name, company in conn.execute("SELECT id, name, company FROM lead")
        if (name, company) in gone and lead not in leads
    }


def contacts_of(
    conn: sqlite3.Connection, subject: Subject
) -> list[tuple[str, str | None, str | None]]:
    """Return name, company and phone of the people who go from around leads that stay."""
    query = "SELECT c.name, l.company, c.phone FROM contact c JOIN lead l ON l.id = c.lead_id"
    return [conn.execute(f"{query} WHERE c.id = ?", (key,)).fetchone() for key in subject.contacts]


def traces_of(conn: sqlite3.Connection, subject: Subject) -> list[MentionPlace]:
    """Return the names of the people who go from around leads that stay."""
    query = "SELECT lead_id, name FROM contact WHERE id = ?"
    rows = ((key, *conn.execute(query, (key,)).fetchone()) for key in subject.contacts)
    return [MentionPlace("contact", key, lead_id, "name", name) for key, lead_id, name in rows]


def write_lookup(conn: sqlite3.Connection, lead_id: int, keys: str) -> None:
    """Write what a lead is found by, in any store; not journalled, since it is derived."""
    conn.execute("INSERT OR REPLACE INTO lookup (lead_id, keys) VALUES (?, ?)", (lead_id, keys))
