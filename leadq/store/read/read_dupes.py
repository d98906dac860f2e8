"""Reads what leads are compared by: names, shared ways to reach them, people's phones."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

_NAMES = "SELECT id, name, company, owner FROM lead ORDER BY number"
_SHARED = """
SELECT norm, kind, lead_id FROM reach
WHERE norm IN (SELECT norm FROM reach GROUP BY norm HAVING count(DISTINCT lead_id) > 1)
ORDER BY norm, kind, lead_id
"""
_CONTACT_PHONES = "SELECT lead_id, phone FROM contact WHERE phone IS NOT NULL ORDER BY id"
_HOLDERS = "SELECT DISTINCT lead_id FROM reach WHERE norm = :norm AND kind = 'phone'"
_KINDS = "SELECT DISTINCT kind FROM reach WHERE lead_id = :lead"


class NameRow(NamedTuple):
    """What a lead is called, and whose it is."""

    id: int
    name: str
    company: str | None
    owner: str | None


class SharedReach(NamedTuple):
    """A phone, email or WeChat that several leads have."""

    norm: str
    kind: str
    leads: list[int]


def read_names(conn: sqlite3.Connection) -> Iterator[NameRow]:
    """Yield every lead in the order of the numbers."""
    yield from map(NameRow._make, conn.execute(_NAMES))


def read_shared_reaches(conn: sqlite3.Connection) -> Iterator[SharedReach]:
    """Yield every way to reach somebody that leads to several leads."""
    for (norm, kind), rows in groupby(conn.execute(_SHARED), key=itemgetter(0, 1)):
        leads = list(dict.fromkeys(row[2] for row in rows))
        if len(leads) > 1:
            yield SharedReach(norm, kind, leads)


def read_contact_phones(conn: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    """Yield the lead and the phone, as typed, of every person of a decision chain."""
    yield from conn.execute(_CONTACT_PHONES)


def read_holders(conn: sqlite3.Connection, norm: str) -> list[int]:
    """Return the leads that have a phone, given in the form in which phones are compared."""
    return [row[0] for row in conn.execute(_HOLDERS, {"norm": norm})]


def read_kinds(conn: sqlite3.Connection, lead_id: int) -> set[str]:
    """Return the kinds of ways there are to reach a lead: phone, email, wechat."""
    return {row[0] for row in conn.execute(_KINDS, {"lead": lead_id})}
