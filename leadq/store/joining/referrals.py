"""Keeps the links between those who brought customers and those they brought (method §10)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from leadq.store.read.lookups import read_uid
from leadq.store.repo import change_lead
from leadq.store.unit import Unit

_BROUGHT = "SELECT id, uid FROM lead WHERE referred_by = ?"
_UID = "SELECT uid FROM lead WHERE id = ?"


def pass_referrals(unit: Unit, other: int, keep: int) -> None:
    """Let whom a lead brought count as brought by the lead that it becomes part of.

    Nobody brings themselves: such a link ends.
    """
    gone, stays = (read_uid(unit.conn, key) for key in (other, keep))
    follow_links(unit, {gone: keep, stays: keep})


def follow_links(unit: Unit, known_as: Mapping[str, int]) -> None:
    """Point links at the leads that keys stand for here; one that leads to itself ends."""
    for uid, lead_id in known_as.items():
        stays = read_uid(unit.conn, lead_id)
        for key, own in unit.conn.execute(_BROUGHT, (uid,)).fetchall():
            wanted = None if own == stays else stays
            if wanted != uid:
                change_lead(unit, key, referred_by=wanted)


def cut_links(conn: sqlite3.Connection, leads: Iterable[int]) -> None:
    """Forget that leads brought anybody; not journalled, since nothing of them is to be left."""
    for lead_id in leads:
        conn.execute(f"UPDATE lead SET referred_by = NULL WHERE referred_by = ({_UID})", (lead_id,))
