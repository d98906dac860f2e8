"""Explains why a next step is not on the day that the schedule names (method §5)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from leadq.domain.followup.schedule import NO_ANSWER, intended_day
from leadq.domain.grading.grade import REP
from leadq.store.read.lookups import find_uid
from leadq.store.read.read_details import OpenStep, read_core, read_open_step, read_touch_at
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
        lead_id = find_uid(conn, lead["id"])
        planned = lead_id and read_open_step(conn, lead_id)
        if not lead_id or not planned or planned.on != step["on"]:
            return None
        on = date.fromisoformat(planned.on)
        if planned.set_by == REP:
            return desk.calendar_of(conn, lead["owner"]).day_off(on)
        # a step that was spread or put off stands where it does for its own reason
        return None if planned.reason else _moved_from(conn, desk, lead_id, planned)


def _moved_from(
    conn: sqlite3.Connection, desk: Desk, lead_id: int, planned: OpenStep
) -> DayOff | None:
    core = read_core(conn, lead_id)
    rules, calendar = desk.trade_of(core.profile).rules, desk.calendar_of(conn, core.owner)
    slot = planned.slot
    if slot is None or slot not in rules.cadence:
        return None
    on, base = planned.step.on, date.fromisoformat(planned.set_on)
    touch = read_touch_at(conn, lead_id, planned.created_at)
    base = touch[0] if touch else base
    # the first call, and what was tried in vain, comes on the next working day
    if (touch is None or touch[1] == NO_ANSWER) and on == calendar.after(base):
        slot = "ungraded"
    intended = intended_day(rules, slot, base)
    return calendar.day_off(intended) if calendar.on_or_after(intended) == on else None
