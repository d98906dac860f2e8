"""Explains why a next step is not on the day that the schedule names (method §5)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from leadq.domain.followup.schedule import NO_ANSWER, intended_day
from leadq.domain.grading.grade import REP
from leadq.store.read.read_details import read_core
from leadq.store.read.rows import LeadData
from leadq.usecases.desk import Desk

if TYPE_CHECKING:
    import sqlite3

    from leadq.domain.followup.workdays import DayOff


def explain_day(desk: Desk, lead: LeadData) -> DayOff | None:
    """Return the day off that a lead's next step was moved from, or that the rep has chosen.

    None when the step stands on a working day for another reason, or when there is none.
    """
    step = lead["next"]
    if step is None:
        return None
    with desk.read() as conn:
        row = conn.execute(
            "SELECT f.lead_id, f.on_day, f.set_by, f.slot, f.set_on, f.created_at, f.reason"
            " FROM followup f JOIN lead l ON l.id = f.lead_id"
            " WHERE l.uid = ? AND f.state = 'open'",
            (lead["id"],),
        ).fetchone()
        if row is None or row[1] != step["on"]:
            return None
        planned = _Planned._make(row)
        on = date.fromisoformat(planned.on)
        if planned.set_by == REP:
            return desk.calendar.day_off(on)
        # a step that was spread or put off stands where it does for its own reason
        return None if planned.reason else _moved_from(conn, desk, planned, on)


class _Planned(NamedTuple):
    lead_id: int
    on: str
    set_by: str
    slot: str | None
    set_on: str
    created_at: str
    reason: str | None


def _moved_from(conn: sqlite3.Connection, desk: Desk, planned: _Planned, on: date) -> DayOff | None:
    rules = desk.trade_of(read_core(conn, planned.lead_id).profile).rules
    slot = planned.slot
    if slot is None or slot not in rules.cadence:
        return None
    base = date.fromisoformat(planned.set_on)
    touch = conn.execute(
        "SELECT on_day, outcome FROM touch WHERE lead_id = ? AND created_at = ?"
        " ORDER BY on_day DESC, id DESC LIMIT 1",
        (planned.lead_id, planned.created_at),
    ).fetchone()
    if touch is not None:
        base = date.fromisoformat(touch[0])
        if touch[1] == NO_ANSWER and on == desk.calendar.after(base):
            slot = "ungraded"
    intended = intended_day(rules, slot, base)
    return desk.calendar.day_off(intended) if desk.calendar.on_or_after(intended) == on else None
