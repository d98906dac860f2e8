"""Which appointments of a rep are too near to one that was just made (method §14)."""

from __future__ import annotations

from leadq.store.read.read_day import PlannedHour, read_appointments
from leadq.store.read.rows import LeadData
from leadq.usecases.desk import Desk
from leadq.usecases.followup.due_items import lasts, minute_of


def find_near(desk: Desk, lead: LeadData) -> list[PlannedHour]:
    """Return the rep's other appointments that overlap with the next step of a lead.

    The same rule as ``pair_clashes``: the first is not over when the second begins.
    """
    step = lead["next"]
    if step is None or step["time"] is None:
        return []
    owner, begins = (lead["owner"] or "").casefold(), minute_of(step["time"])
    with desk.read() as conn:
        others = read_appointments(conn, step["on"])
    return [
        one
        for one in others
        if one.number != lead["number"]
        and (one.owner or "").casefold() == owner
        and begins < minute_of(one.time) + lasts(one.by)
        and minute_of(one.time) < begins + lasts(step["by"])
    ]
