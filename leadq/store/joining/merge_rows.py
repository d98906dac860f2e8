"""Moves what hangs on one lead to another and takes the empty one away, all of it journalled.

Rows move before their lead goes, so that no foreign key deletes them, and so that undo, which
runs backwards, has the lead again before its rows come back. Everything is journalled under the
lead that stays: there it is found.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from leadq.domain.fields import REACHES
from leadq.store.numbers import HIGHEST, highest_lead
from leadq.store.read.read_merge import list_moved
from leadq.store.repo import insert_reaches, stamp_lead
from leadq.store.repo_values import ReachValue
from leadq.store.statements import fetch_whole
from leadq.store.unit import Unit


def end_step(unit: Unit, followup_id: int, keep: int) -> None:
    """End the open follow-up that gives way to an earlier one."""
    unit.change("followup", followup_id, state="moved", lead_id=keep)


def end_override(unit: Unit, other: int, keep: int) -> None:
    """End the grade set by hand that gives way to the one of the lead that stays."""
    for key in _ids(unit, "override", other, "AND cleared = 0"):
        unit.change("override", key, cleared=1, lead_id=keep)


def move_rows(unit: Unit, other: int, keep: int) -> None:
    """Move everything that hangs on a lead to the lead that stays: facts, touches, promises …"""
    for table in list_moved(unit.conn):
        for key in _ids(unit, table, other):
            unit.change(table, key, lead_id=keep)


def merge_contacts(unit: Unit, keep_id: int, other_id: int, lead_id: int, **said: Any) -> None:
    """Make one person of two, of whom ``said`` holds; ``lead_id`` is the lead that stays."""
    unit.change("contact", keep_id, **said)
    unit.remove("contact", other_id, lead_id)


def hand_over_reaches(unit: Unit, other: int, keep: int, added: Iterable[ReachValue]) -> None:
    """Add ways to reach somebody behind those there are, and take the other lead's away."""
    added = tuple(added)
    insert_reaches(unit, keep, added)
    if added:
        stamp_lead(unit, keep, *{REACHES[value.kind] for value in added})
    for key in _ids(unit, "reach", other):
        unit.remove("reach", key, keep)


def remove_lead(unit: Unit, other: int, keep: int) -> None:
    """Take away a lead on which nothing hangs any more but what is derived.

    Its grade history goes with it and comes back with undo; nobody else gets its number.
    """
    unit.put("meta", key=HIGHEST, value="{} {}".format(*highest_lead(unit.conn)))
    past = unit.conn.execute(
        "SELECT * FROM outlook WHERE lead_id = ? AND first_day < ? ORDER BY first_day",
        (other, unit.today.isoformat()),
    )
    for span in fetch_whole(past):
        unit.journal("delete", "outlook", other, other, keep, span)
    unit.remove("lead", other, keep)


def _ids(unit: Unit, table: str, lead_id: int, besides: str = "") -> list[int]:
    query = f'SELECT id FROM "{table}" WHERE lead_id = ? {besides} ORDER BY id'
    return [row[0] for row in unit.conn.execute(query, (lead_id,)).fetchall()]
