"""Explains why a next step is not on the day that the schedule names (method §5)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from leadq.domain.grade import REP
from leadq.domain.schedule import NO_ANSWER, intended_day
from leadq.store import sql
from leadq.store.read_details import read_core
from leadq.store.rows import LeadData
from leadq.usecases.desk import Desk

if TYPE_CHECKING:
    import sqlite3

    from leadq.domain.workdays import DayOff


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
        on = date.fromisoformat(row[1])
        if row[2] == REP:
            return desk.calendar.day_off(on)
        # a step that was spread or put off stands where it does for its own reason
        return None if row[6] else _moved_from(conn, desk, row, on)


def _moved_from(
    conn: sqlite3.Connection, desk: Desk, row: tuple[int, str, str, str | None, str, str, str], on: date
) -> DayOff | None:  # fmt: skip
    lead_id, _on, _set_by, slot, set_on, created_at, _reason = row
    rules = desk.library.profile(read_core(conn, lead_id).profile).rules
    if slot not in rules.cadence:
        return None
    base = date.fromisoformat(set_on)
    touches = conn.execute(sql.TOUCHES, {"lead": lead_id}).fetchall()
    newest = touches[-1] if touches else None
    intended = None
    if newest is not None:
        (written,) = conn.execute(
            "SELECT created_at FROM touch WHERE id = ?", (newest[0],)
        ).fetchone()
        if written == created_at:
            base = date.fromisoformat(newest[3])
            if newest[2] == NO_ANSWER and on == desk.calendar.after(base):
                intended = intended_day(rules, "ungraded", base)
    intended = intended or intended_day(rules, str(slot), base)
    return desk.calendar.day_off(intended) if desk.calendar.on_or_after(intended) == on else None
