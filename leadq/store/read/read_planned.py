"""Reads what is planned and promised for days to come, for who plans around it."""

import sqlite3
from collections import Counter
from datetime import date
from typing import NamedTuple

from leadq.domain.leads.status import WORKED
from leadq.store.meta import fold_owner
from leadq.store.read import sql

_BETWEEN = """
SELECT o.lead_id, l.number, o.grade, {on}, f.at_time
FROM outlook o JOIN lead l ON l.id = o.lead_id
JOIN followup f ON f.lead_id = o.lead_id AND f.state = 'open'
WHERE o.live = 1 AND o.first_day <= :today AND o.until_day >= :today AND o.status {which}
  AND {on} BETWEEN :first AND :last {owned}
ORDER BY CASE o.status WHEN 'won' THEN 'C~' ELSE coalesce(o.grade, 'D') END, {on}, l.number
"""
_PROMISED = f"""
SELECT l.number, l.name, l.company, p.text, {sql.PROMISE_DAY} AS due, p.id
FROM promise p JOIN lead l ON l.id = p.lead_id
WHERE p.state = 'open' AND due BETWEEN :first AND :last {{owned}} ORDER BY due, l.number, p.id
"""
_OWNED = " AND lower(l.owner) = lower(:owner)"


class DueStep(NamedTuple):
    """An open follow-up as it counts today: the day it is due, and what it carries."""

    lead_id: int
    number: int
    grade: str | None
    on: str
    time: str | None


class Promised(NamedTuple):
    """A promise made to a customer, whose day nobody but the customer can move."""

    number: int
    name: str
    company: str | None
    text: str
    due_on: str
    id: int


def planned_per_day(conn: sqlite3.Connection, day: date, owner: str = "") -> dict[date, int]:
    """Return how many follow-ups each day from a day on holds; ``owner`` empty: everybody's."""
    statement = sql.PLANNED_PER_DAY.format(filters=_OWNED if owner else "")
    rows = conn.execute(statement, {"day": day.isoformat(), "owner": owner})
    return {date.fromisoformat(on): count for on, count in rows}


def planned_by_owner(conn: sqlite3.Connection, day: date) -> dict[str, Counter[date]]:
    """Return how many follow-ups each rep, by the folded name, has on each day from a day on."""
    found: dict[str, Counter[date]] = {}
    for owner, on, count in conn.execute(sql.PLANNED_BY_OWNER, {"day": day.isoformat()}):
        found.setdefault(fold_owner(owner), Counter())[date.fromisoformat(on)] += count
    return found


def read_steps_between(
    conn: sqlite3.Connection, first: date, last: date, today: date, owner: str
) -> list[DueStep]:
    """Return the next steps of leads and customers in a range of days, best grade first.

    ``owner`` empty: everybody's. A parked lead counts by the day on which it comes back.
    """
    days = {"first": first.isoformat(), "last": last.isoformat(), "today": today.isoformat()}
    found: list[DueStep] = []
    for which, on in ((f"IN {WORKED}", "o.next_on"), ("= 'parked'", "f.on_day")):
        statement = _BETWEEN.format(on=on, which=which, owned=_OWNED if owner else "")
        rows = conn.execute(statement, {**days, "owner": owner})
        found += [DueStep._make(row) for row in rows]
    return found


def list_planned_in(conn: sqlite3.Connection, first: date, last: date) -> list[int]:
    """Return the leads that will have a step on one of the days, as things stand."""
    rows = conn.execute(
        "SELECT DISTINCT lead_id FROM outlook WHERE live = 1 AND next_on BETWEEN ? AND ?",
        (first.isoformat(), last.isoformat()),
    )
    return [row[0] for row in rows.fetchall()]


def read_promised(conn: sqlite3.Connection, first: date, last: date, owner: str) -> list[Promised]:
    """Return the open promises that fall due in a range of days; ``owner`` empty: everybody's."""
    days = {"first": first.isoformat(), "last": last.isoformat(), "owner": owner}
    rows = conn.execute(_PROMISED.format(owned=_OWNED if owner else ""), days)
    return [Promised._make(row) for row in rows]
