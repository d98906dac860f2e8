"""Birthdays as occasions to get in touch, on their working day (method §9, §14)."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from typing import TYPE_CHECKING

from leadq.store.read.read_due import DueFilter, read_birthdays, was_reached
from leadq.store.read.rows import Pick

if TYPE_CHECKING:
    from leadq.domain.followup.workdays import Calendar
    from leadq.usecases.desk import Desk

OCCASION = "occasion"
_LONGEST_BREAK = 16
_DAYS_IN_YEAR = 366


def pick_birthdays(conn: sqlite3.Connection, desk: Desk, wanted: DueFilter) -> list[Pick]:
    """Return the birthdays to think of, by day: a good wish may come early, never late.

    One that falls on a day off is due on the last working day before it (our decision) and
    stays until it is over; who was reached in that time is done. The lost are left alone.
    """
    ahead = min((wanted.until - wanted.day).days + _LONGEST_BREAK, _DAYS_IN_YEAR)
    days = [f"{wanted.day + timedelta(n):%m-%d}" for n in range(ahead + 1)]
    # the 29th of February is kept on the 28th
    leap = ["02-29"] if "02-28" in days and "02-29" not in days else []
    born = read_birthdays(conn, wanted, [*days, *leap])
    if not born:
        return []
    # most mornings nobody has one
    from leadq.domain.typing.birthday import next_birthday

    found = []
    for lead_id, stored, number in born:
        birthday = next_birthday(stored, wanted.day)
        on = birthday and last_workday(desk.calendar, birthday)
        if birthday is None or on is None or on > wanted.until:
            continue
        if was_reached(conn, lead_id, on, wanted.day):
            continue
        due_on = max(on, wanted.day).isoformat()
        pick = Pick(lead_id, OCCASION, OCCASION, 0, due_on=due_on, birthday=birthday.isoformat())
        found.append((birthday, number, pick))
    return [pick for *_order, pick in sorted(found, key=lambda one: one[:2])]


def last_workday(calendar: Calendar, day: date) -> date:
    """Return the day itself if it is worked, else the last one before it that is."""
    for back in range(_LONGEST_BREAK):
        if calendar.is_workday(day - timedelta(back)):
            return day - timedelta(back)
    return day
