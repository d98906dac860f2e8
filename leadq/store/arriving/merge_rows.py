"""Moves what hangs on one lead to another and takes the empty one away, all of it journalled.

Rows move before their lead goes, so that no foreign key deletes them, and so that undo, which
runs backwards, has the lead again before its rows come back. Everything is journalled under the
lead that stays: there it is found.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import SQLModel, col, select

from leadq.store.changes import REACH_FIELDS
from leadq.store.numbers import remember_highest
from leadq.store.read.read_merge import list_moved
from leadq.store.repo import insert_reaches, stamp_lead
from leadq.store.repo_values import ReachValue
from leadq.store.tables import (
    Contact,
    FollowUp,
    GradeOverride,
    Lead,
    Outlook,
    Reach,
)
from leadq.store.unit import Unit


def end_step(unit: Unit, followup_id: int, keep: int) -> None:
    """End the open follow-up that gives way to an earlier one."""
    row = unit.session.exec(select(FollowUp).where(FollowUp.id == followup_id)).one()
    unit.change(row, state="moved", lead_id=keep)


def end_override(unit: Unit, other: int, keep: int) -> None:
    """End the grade set by hand that gives way to the one of the lead that stays."""
    query = select(GradeOverride).where(
        GradeOverride.lead_id == other, col(GradeOverride.cleared).is_(False)
    )
    for row in list(unit.session.exec(query)):
        unit.change(row, cleared=True, lead_id=keep)


def move_rows(unit: Unit, other: int, keep: int) -> None:
    """Move everything that hangs on a lead to the lead that stays: facts, touches, promises …"""
    for table in list_moved(unit.conn):
        columns = {row[1] for row in unit.conn.execute(f'PRAGMA table_info("{table}")')}
        news = {"lead_id": keep} | ({"updated_at": unit.now} if "updated_at" in columns else {})
        names = ", ".join(news)
        rows = unit.conn.execute(
            f'SELECT id, {names} FROM "{table}" WHERE lead_id = ? ORDER BY id', (other,)
        ).fetchall()
        for key, *stood in rows:
            before = dict(zip(news, stood, strict=True))
            unit.note_range("update", table, key, key, lead_id=keep, before=before)
        sets = ", ".join(f"{name} = ?" for name in news)
        unit.conn.execute(f'UPDATE "{table}" SET {sets} WHERE lead_id = ?', (*news.values(), other))
    unit.session.expire_all()


def unite_contacts(
    unit: Unit,
    keep_id: int,
    other_id: int,
    lead_id: int,
    note: str | None,
    phone: str | None,
    attitude: str | None,
) -> None:
    """Make one person of two; ``lead_id`` is the lead that stays."""
    rows = unit.session.exec(select(Contact).where(col(Contact.id).in_((keep_id, other_id))))
    people = {row.id: row for row in rows}
    unit.change(people[keep_id], note=note, phone=phone, attitude=attitude)
    _take_away(unit, people[other_id], other_id, lead_id)


def hand_over_reaches(unit: Unit, other: int, keep: int, added: Iterable[ReachValue]) -> None:
    """Add ways to reach somebody behind those there are, and take the other lead's away."""
    added = tuple(added)
    insert_reaches(unit, keep, added)
    if added:
        stamp_lead(unit, keep, *{REACH_FIELDS[value.kind] for value in added})
    for row in list(unit.session.exec(select(Reach).where(Reach.lead_id == other))):
        _take_away(unit, row, int(row.id or 0), keep)


def remove_lead(unit: Unit, other: int, keep: int) -> None:
    """Take away a lead on which nothing hangs any more but what is derived.

    Its grade history goes with it and comes back with undo; nobody else gets its number.
    """
    remember_highest(unit)
    past = col(Outlook.first_day) < unit.today
    spans = list(unit.session.exec(select(Outlook).where(Outlook.lead_id == other, past)))
    for span in spans:
        before = span.model_dump()
        unit.note_range("delete", "outlook", other, other, lead_id=keep, before=before)
        unit.session.expunge(span)
    row = unit.session.exec(select(Lead).where(Lead.id == other)).one()
    _take_away(unit, row, other, keep)


def _take_away(unit: Unit, row: SQLModel, key: int, lead_id: int) -> None:
    table = str(row.__tablename__)
    unit.note_range("delete", table, key, key, lead_id=lead_id, before=row.model_dump())
    unit.session.delete(row)
    unit.session.flush()
