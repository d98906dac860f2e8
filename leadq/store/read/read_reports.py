"""Reads for the manager's reports: everything is counted by SQLite, leads are never loaded."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from leadq.domain.leads.status import CLOSED, SOLD
from leadq.store.search.conditions import ANY, Conditions, fulfil_clause

_STAGE = "CASE {o}.status WHEN 'open' THEN coalesce({o}.grade, 'none') ELSE {o}.status END"
_ON = "{o}.lead_id = l.id AND {o}.first_day <= :{day} AND {o}.until_day >= :{day}"
_CONTACTS = (
    "(SELECT count(*) FROM touch t"
    " WHERE t.lead_id = l.id AND t.outcome <> 'no_answer' AND t.on_day <= {until})"
)
_CLOSED, _SOLD = f"l.status IN {CLOSED}", f"l.status IN {SOLD}"
# A lead is closed since its last span of another status has ended; that a customer left does
# not change when it was won.
_SAME = "({0}.status = l.status OR ({0}.status IN {1} AND l.status IN {1}))"
# To be asked of each lead once: CROSS JOIN keeps SQLite from asking it of each of its spans.
CLOSED_ON = f"""
(SELECT min(c.first_day) FROM outlook c
 WHERE c.lead_id = l.id AND {_SAME.format("c", SOLD)} AND c.first_day <= :day
   AND c.first_day > coalesce((SELECT max(x.first_day) FROM outlook x
     WHERE x.lead_id = l.id AND x.first_day <= :day AND NOT {_SAME.format("x", SOLD)}), ''))
"""
_NEED_BY = """
(SELECT f.value FROM fact f WHERE f.lead_id = l.id AND f.fact = 'need_by' AND f.noted_on <= :day
 ORDER BY f.noted_on DESC, f.created_at DESC, f.uid DESC LIMIT 1)
"""
_STAGES = f"""
SELECT CASE WHEN t.lead_id IS NULL THEN 'new' ELSE {_STAGE.format(o="t")} END,
       {_STAGE.format(o="n")}, count(*)
FROM lead l JOIN outlook n ON {_ON.format(o="n", day="day")}
LEFT JOIN outlook t ON {_ON.format(o="t", day="base")}
WHERE 1 = 1 {{owner}} GROUP BY 1, 2
"""
# Of everybody, the spans are counted in the index outlook_span, in its order; it is asked for by
# the words of its own condition.
_GRADED = """
SELECT o.first_day, o.until_day, o.grade, count(*) FROM {spans}
WHERE o.status = 'open' AND o.status <> '' AND o.first_day <= :day {owner} GROUP BY 1, 2, 3
"""
_BEGIN = "SELECT min(o.first_day) FROM {spans} WHERE o.status <> '' {owner}"
_SPANS = "lead l CROSS JOIN outlook o ON o.lead_id = l.id"
_SOURCES = f"""
SELECT trim(coalesce(l.source, '')), count(*),
       sum(EXISTS (SELECT 1 FROM touch t WHERE t.lead_id = l.id AND t.outcome <> 'no_answer'
                   AND t.on_day <= :day)),
       sum({_CLOSED}), sum({_SOLD})
FROM lead l WHERE 1 = 1 {{owner}} GROUP BY 1
"""
# Summed by the day first: by the month right away, SQLite would look up the day for each use of it.
_PIPELINE = f"""
WITH wanted AS (
  SELECT coalesce(o.grade, 'none') AS grade, {_NEED_BY} AS need_by,
         count(*) AS leads, count(l.budget) AS budgets, total(l.budget) AS value
  FROM lead l JOIN outlook o ON {_ON.format(o="o", day="day")}
  WHERE o.status = 'open' {{owner}} GROUP BY 1, 2
)
SELECT grade, CASE WHEN need_by IS NULL OR date(need_by, '+0 days') IS NOT need_by THEN 'none'
                   WHEN need_by < :day THEN 'passed' ELSE substr(need_by, 1, 7) END,
       sum(leads), sum(budgets), total(value)
FROM wanted GROUP BY 1, 2
"""
_GIVEN_UP = f"""
SELECT trim(coalesce(l.reason, '')), l.status, {_CONTACTS.format(until=":day")}, count(*)
FROM lead l WHERE l.status IN ('lost', 'dropped') {{owner}} GROUP BY 1, 2, 3
"""
_WON = f"""
SELECT {_CONTACTS.format(until=f"coalesce({CLOSED_ON}, :day)")}, count(*)
FROM lead l WHERE {_SOLD} {{owner}} GROUP BY 1
"""
_CALIBRATION = f"""
SELECT coalesce(o.grade, 'none'), o.signals, o.man, {_SOLD}, count(*)
FROM lead l CROSS JOIN outlook o ON o.lead_id = l.id AND o.first_day = {CLOSED_ON}
WHERE {_CLOSED} {{owner}} GROUP BY 1, 2, 3, 4
"""
_LOADS = f"""
SELECT trim(coalesce(l.owner, '')), coalesce(o.grade, 'none'), count(*)
FROM lead l JOIN outlook o ON {_ON.format(o="o", day="day")}
WHERE o.status = 'open' {{owner}} GROUP BY 1, 2
"""
_CLOSINGS = f"""
SELECT trim(coalesce(l.owner, '')), count(*), sum({_SOLD})
FROM lead l WHERE {_CLOSED} {{owner}} GROUP BY 1
"""
# A touch and the step that it closes are written in one transaction, at one instant: nearly always
# on the day of that instant, whose touches the index finds.
_MADE_THEN = """
(SELECT min(c.id) FROM touch c INDEXED BY touch_lead
 WHERE c.lead_id = f.lead_id {day} AND c.created_at = f.updated_at)
"""
CLOSED_BY = f"""
coalesce({_MADE_THEN.format(day="AND c.on_day = substr(f.updated_at, 1, 10)")},
         {_MADE_THEN.format(day="")})
"""
"""The id of the touch that closed a step ``f``, NULL where none did."""
_KEPT = f"""
SELECT trim(coalesce(t.owner, l.owner, '')), count(*),
       sum(coalesce(t.on_day, substr(f.updated_at, 1, 10)) <= f.on_day)
FROM followup f JOIN lead l ON l.id = f.lead_id
LEFT JOIN touch t ON t.id = {CLOSED_BY}
WHERE f.state = 'done' {{owner}} GROUP BY 1
"""


class Scope(NamedTuple):
    """The day a report is of, and whose leads; ``owner`` empty: everybody's.

    ``unowned``: leads of nobody count as the owner's own. ``by``: the column that customers are
    grouped by, where a report groups them; empty: its usual one.
    """

    day: date
    owner: str = ""
    unowned: bool = False
    conditions: Conditions = ANY
    by: str = ""


def owner_clause(scope: Scope, by: str = "l.owner") -> str:
    """Return the condition on an owner, with its AND; "" where everybody is meant."""
    if not scope.owner:
        return ""
    mine = f"lower(trim({by})) = lower(trim(:owner))"
    return f"AND (coalesce({by}, '') = '' OR {mine})" if scope.unowned else f"AND {mine}"


def _rows(
    conn: sqlite3.Connection, statement: str, scope: Scope, *, by: str = "l.owner", **more: str
) -> Iterator[Any]:
    params: dict[str, Any] = {"day": scope.day.isoformat(), "owner": scope.owner, **more}
    whose = f"{owner_clause(scope, by)} {fulfil_clause(scope.conditions, params)}".strip()
    statement = statement.format(owner=whose, spans=_SPANS if whose else "outlook o")
    return iter(conn.execute(statement, params).fetchall())


def count_stages(
    conn: sqlite3.Connection, scope: Scope, base: date
) -> Iterator[tuple[str, str, int]]:
    """Yield the stage at the end of an earlier day ("new": not there), the stage now, the leads.

    A stage is the grade of an open lead ("none" without one), else the status.
    """
    return _rows(conn, _STAGES, scope, base=base.isoformat())


def count_grades(conn: sqlite3.Connection, scope: Scope) -> Iterator[tuple[str, str, str, int]]:
    """Yield first and last day of spans in which leads were open, their grade, how many."""
    rows = _rows(conn, _GRADED, scope)
    return ((first, until, grade or "none", count) for first, until, grade, count in rows)


def read_first_day(conn: sqlite3.Connection, scope: Scope) -> date | None:
    """Return the day on which the grade history begins, None of no leads."""
    found = next(_rows(conn, _BEGIN, scope))[0]
    return date.fromisoformat(found) if found else None


def count_sources(
    conn: sqlite3.Connection, scope: Scope
) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield each source: leads, leads that were talked to, closed leads, won ones."""
    return _rows(conn, _SOURCES, scope)


def sum_pipeline(
    conn: sqlite3.Connection, scope: Scope
) -> Iterator[tuple[str, str, int, int, float]]:
    """Yield grade, month of need_by ("none", "passed", YYYY-MM), open leads, budgets, their sum."""
    return _rows(conn, _PIPELINE, scope)


def count_given_up(conn: sqlite3.Connection, scope: Scope) -> Iterator[tuple[str, str, int, int]]:
    """Yield reason, status, contacts before, and how many leads were given up so."""
    return _rows(conn, _GIVEN_UP, scope)


def count_won(conn: sqlite3.Connection, scope: Scope) -> dict[int, int]:
    """Return how many deals were won after how many contacts."""
    return dict(_rows(conn, _WON, scope))


def count_closed(
    conn: sqlite3.Connection, scope: Scope
) -> Iterator[tuple[str, int, str, int, int]]:
    """Yield how leads stood when they were closed: grade, signals, MAN, won or not, how many."""
    return _rows(conn, _CALIBRATION, scope)


def count_loads(conn: sqlite3.Connection, scope: Scope) -> Iterator[tuple[str, str, int]]:
    """Yield rep, grade, open leads."""
    return _rows(conn, _LOADS, scope)


def count_closings(conn: sqlite3.Connection, scope: Scope) -> Iterator[tuple[str, int, int]]:
    """Yield rep, closed leads, won ones."""
    return _rows(conn, _CLOSINGS, scope)


def count_kept(conn: sqlite3.Connection, scope: Scope) -> Iterator[tuple[str, int, int]]:
    """Yield rep, steps done, and those done on or before their day; the rep is who did them."""
    return _rows(conn, _KEPT, scope, by="coalesce(t.owner, l.owner)")
