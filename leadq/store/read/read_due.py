"""Reads what is due on a day, best first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from leadq.store.read import sql
from leadq.store.read.read_leads import region_clause
from leadq.store.read.rows import Pick


class DueFilter(NamedTuple):
    """Which day is meant and whose leads; an empty field filters nothing.

    ``unowned``: leads of nobody count as the owner's own.
    """

    day: date
    until: date
    today: date
    owner: str = ""
    region: str = ""
    unowned: bool = False


def read_due(conn: sqlite3.Connection, wanted: DueFilter) -> list[Pick]:
    """Return follow-ups, promises and leads without a step: by grade, then days late."""
    filters, params = _owner_filters(wanted)
    # Spans of days gone by are not live; only then must the whole table be looked at.
    live = "o.live = 1 AND" if wanted.day >= wanted.today else ""
    day = wanted.day.isoformat()
    params |= {"day": day, "until": wanted.until.isoformat()}
    found: list[tuple[Any, Pick]] = []
    for lead_id, grade, on, number in _read_steps(conn, live, filters, params):
        late = _days_between(on, wanted.day)
        group = "coming" if on > day else "overdue" if on < day else "today"
        ahead = on if group == "coming" else None
        pick = Pick(lead_id, group, "followup", late, due_on=ahead)
        found.append((_order(grade, late, number), pick))
    for lead_id, grade, on, number, promise_id, words in conn.execute(
        sql.DUE_PROMISES.format(filters=filters), params
    ):
        late = _days_between(on, wanted.day)
        pick = Pick(lead_id, "promise", "promise", late, promise_id, words, on)
        found.append((_order(grade, late, number), pick))
    for lead_id, grade, number in conn.execute(
        sql.NO_NEXT.format(live=live, filters=filters), params
    ):
        found.append(
            (_order(grade, -1, number, last=True), Pick(lead_id, "no_next", "followup", None))
        )
    found.sort(key=lambda entry: entry[0])
    return [pick for _key, pick in found]


def _read_steps(
    conn: sqlite3.Connection, live: str, filters: str, params: dict[str, Any]
) -> Iterator[Any]:
    """Yield the steps up to a day as they stand on it, and later ones as they will stand then.

    Of a day gone by, only what was planned on it is known.
    """
    until = {"until": params["day"]} if live else {}
    yield from conn.execute(sql.DUE.format(live=live, filters=filters), {**params, **until})
    if live and params["until"] > params["day"]:
        yield from conn.execute(sql.COMING.format(filters=filters), params)


def read_next_planned(conn: sqlite3.Connection, wanted: DueFilter) -> tuple[int, str] | None:
    """Return the lead and day of the next planned step after a day, if there is one."""
    filters, params = _owner_filters(wanted)
    params["day"] = wanted.day.isoformat()
    row = conn.execute(sql.NEXT_PLANNED.format(filters=filters), params).fetchone()
    return (row[0], row[1]) if row else None


def has_others(conn: sqlite3.Connection, owner: str) -> bool:
    """Say whether a lead belongs to another rep."""
    return conn.execute(sql.HAS_OTHERS, {"owner": owner}).fetchone() is not None


def planned_per_day(conn: sqlite3.Connection, day: date) -> dict[date, int]:
    """Return how many follow-ups are planned for each day from a day on."""
    rows = conn.execute(sql.PLANNED_PER_DAY, {"day": day.isoformat()})
    return {date.fromisoformat(on): count for on, count in rows}


def _owner_filters(wanted: DueFilter) -> tuple[str, dict[str, Any]]:
    params: dict[str, Any] = {}
    clauses = []
    if wanted.owner:
        mine = "lower(l.owner) = lower(:owner)"
        clauses.append(f"(l.owner IS NULL OR {mine})" if wanted.unowned else mine)
        params["owner"] = wanted.owner
    if wanted.region:
        clauses.append(region_clause(params, wanted.region))
    return "".join(f" AND {clause}" for clause in clauses), params


def _days_between(on: str, day: date) -> int:
    return max(0, (day - date.fromisoformat(on)).days)


def _order(grade: str | None, late: int, number: int, last: bool = False) -> tuple[Any, ...]:
    return last, grade or "D", -late, number
