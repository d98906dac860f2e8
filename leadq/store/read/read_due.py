"""Reads what is due on a day, best first."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from leadq.domain.leads.status import PARKED, WON
from leadq.domain.words import CONSENT
from leadq.store.read import sql
from leadq.store.read.rows import Pick, Standing
from leadq.store.search.conditions import ANY, Conditions, condition_clauses
from leadq.store.search.filters import grade_clause, region_clause

_THESE = "SELECT value FROM json_each(:leads)"
_STANDINGS, _TIMES = sql.STANDINGS.format(leads=_THESE), sql.TIMES.format(leads=_THESE)
CUSTOMER = "customer"
"""The group of what falls due after a sale."""
_BEHIND_LEADS = "C~"
"""Where customers stand among grades: behind every graded lead (our decision)."""


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
    grades: tuple[str, ...] = ()
    conditions: Conditions = ANY


def read_due(conn: sqlite3.Connection, wanted: DueFilter) -> list[Pick]:
    """Return follow-ups, promises and leads without a step: by grade, then days late.

    What is counted as due or overdue anywhere is counted here (method §14).
    """
    filters, params = _due_filters(wanted)
    # Spans of days gone by are not live; only then must the whole table be looked at.
    live = "o.live = 1 AND" if wanted.day >= wanted.today else ""
    day = wanted.day.isoformat()
    params |= {"day": day, "until": wanted.until.isoformat()}
    found: list[tuple[Any, Pick]] = []
    for lead_id, grade, on, number, status in _read_steps(conn, live, filters, params):
        is_customer = status == WON
        if is_customer and wanted.grades:
            continue
        today = CUSTOMER if is_customer else "today"
        late, group = _days_between(on, wanted.day), _group_of(on, day, today)
        ahead = on if group == "coming" else None
        pick = Pick(lead_id, group, "followup", late, due_on=ahead)
        found.append((_order(_BEHIND_LEADS if is_customer else grade, late, number), pick))
    for lead_id, grade, on, number, promise_id, words in _read_promises(
        conn, wanted, filters, params
    ):
        late, group = _days_between(on, wanted.day), _group_of(on, day, "promise")
        pick = Pick(lead_id, group, "promise", late, promise_id, words, on)
        found.append((_order(grade, late, number), pick))
    for lead_id, grade, number in conn.execute(
        sql.NO_NEXT.format(live=live, filters=filters), params
    ):
        found.append(
            (_order(grade, -1, number, last=True), Pick(lead_id, "no_next", "followup", None))
        )
    found.sort(key=lambda entry: entry[0])
    return [pick for _key, pick in found]


def _group_of(on: str, day: str, today: str) -> str:
    """Return what is ahead, late, or of the day itself, which is called ``today``."""
    return "coming" if on > day else "overdue" if on < day else today


def _read_promises(
    conn: sqlite3.Connection, wanted: DueFilter, filters: str, params: dict[str, Any]
) -> Iterator[Any]:
    """Yield the promises that stand on a day and fall due by another, as in DUE_PROMISES."""
    if wanted.day >= wanted.today:
        rows = conn.execute(sql.DUE_PROMISES.format(since="", filters=filters), params)
        yield from (row[:6] for row in rows)
        return
    # most mornings look at no day gone by
    from leadq.store.read.read_day import RowsThen

    then = RowsThen(conn, "promise", wanted.day)
    params = {**params, "changed": then.changed}
    since = "UNION SELECT value FROM json_each(:changed)"
    rows = conn.execute(sql.DUE_PROMISES.format(since=since, filters=filters), params)
    for *row, promise_id, words, state in rows:
        if then.value(promise_id, "state", state) == "open":
            yield *row, promise_id, words


def read_birthdays(
    conn: sqlite3.Connection, wanted: DueFilter, days: Iterable[str]
) -> list[tuple[int, str, int]]:
    """Return lead, birthday as stored and number of those born on one of the days (MM-DD)."""
    filters, params = _due_filters(wanted)
    params |= {"day": wanted.day.isoformat(), "days": str(list(days)).replace("'", '"')}
    params["consent"] = CONSENT
    return conn.execute(sql.BIRTHDAYS.format(filters=filters), params).fetchall()


def count_overdue(
    conn: sqlite3.Connection, day: date, owner: str = "", conditions: Conditions = ANY
) -> Counter[str]:
    """Return how much is overdue of each rep ("" for nobody), by the rule of ``read_due``."""
    wanted = DueFilter(day, day, day, owner, conditions=conditions)
    late = Counter(one.lead_id for one in read_due(conn, wanted) if one.group == "overdue")
    query = "SELECT id, owner FROM lead WHERE id IN (SELECT value FROM json_each(?))"
    owners: Counter[str] = Counter()
    for lead_id, rep in conn.execute(query, (str(list(late)),)):
        owners[(rep or "").strip()] += late[lead_id]
    return owners


def _read_steps(
    conn: sqlite3.Connection, live: str, filters: str, params: dict[str, Any]
) -> Iterator[Any]:
    """Yield the steps up to a day as they stand on it, and later ones as they will stand then.

    Of a day gone by, only what was planned on it is known.
    """
    until = {"until": params["day"]} if live else {}
    yield from conn.execute(sql.DUE.format(live=live, filters=filters), {**params, **until})
    if params["until"] <= params["day"]:
        return
    if live:
        yield from conn.execute(sql.COMING.format(filters=filters), params)
        return
    from leadq.store.read.read_day import StepsThen

    parked = conn.execute(sql.PARKED.format(filters=filters), params).fetchall()
    steps = StepsThen(conn, date.fromisoformat(params["day"])).read([row[0] for row in parked])
    for lead_id, grade, number in parked:
        step = steps.get(lead_id)
        if step is not None and params["day"] < step["on"] <= params["until"]:
            yield lead_id, grade, step["on"], number, PARKED


def read_standings(
    conn: sqlite3.Connection, leads: Iterable[int], day: date
) -> dict[int, Standing]:
    """Return how leads stand on a day, by their ids."""
    rows = conn.execute(_STANDINGS, {"leads": str(list(leads)), "day": day.isoformat()})
    return {lead_id: Standing._make(row) for lead_id, *row in rows}


def read_times(conn: sqlite3.Connection, leads: Iterable[int]) -> dict[int, str]:
    """Return the time of day of the open follow-ups that have one, by lead."""
    return dict(conn.execute(_TIMES, {"leads": str(list(leads))}).fetchall())


def was_reached(conn: sqlite3.Connection, lead_id: int, since: date, until: date) -> bool:
    """Say whether a lead was reached on one of the days."""
    given = {"lead": lead_id, "since": since.isoformat(), "until": until.isoformat()}
    return conn.execute(sql.WAS_REACHED, given).fetchone() is not None


def read_next_planned(conn: sqlite3.Connection, wanted: DueFilter) -> tuple[int, str] | None:
    """Return the lead and day of the next planned step after a day, if there is one."""
    filters, params = _due_filters(wanted)
    params["day"] = wanted.day.isoformat()
    row = conn.execute(sql.NEXT_PLANNED.format(filters=filters), params).fetchone()
    return (row[0], row[1]) if row else None


def has_others(conn: sqlite3.Connection, owner: str) -> bool:
    """Say whether a lead belongs to another rep."""
    return conn.execute(sql.HAS_OTHERS, {"owner": owner}).fetchone() is not None


def _due_filters(wanted: DueFilter) -> tuple[str, dict[str, Any]]:
    params: dict[str, Any] = {}
    clauses = []
    if wanted.owner:
        mine = "lower(l.owner) = lower(:owner)"
        clauses.append(f"(l.owner IS NULL OR {mine})" if wanted.unowned else mine)
        params["owner"] = wanted.owner
    if wanted.region:
        clauses.append(region_clause(params, wanted.region))
    if wanted.grades:
        clauses.append(grade_clause(params, wanted.grades))
    clauses += condition_clauses(wanted.conditions, params)
    return "".join(f" AND {clause}" for clause in clauses), params


def _days_between(on: str, day: date) -> int:
    return max(0, (day - date.fromisoformat(on)).days)


def _order(grade: str | None, late: int, number: int, last: bool = False) -> tuple[Any, ...]:
    return last, grade or "D", -late, number
