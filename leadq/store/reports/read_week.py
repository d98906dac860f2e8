"""Reads what every rep did in a week, and what became of what was planned for its days."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from leadq.domain.leads.status import CLOSED, SOLD
from leadq.store.read import sql
from leadq.store.read.read_reports import CLOSED_BY, CLOSED_ON, Scope, owner_clause

_OWNER = "trim(coalesce(l.owner, ''))"
_TOUCHES = """
SELECT trim(coalesce(t.owner, l.owner, '')), t."by", t.outcome = 'no_answer', count(*)
FROM touch t JOIN lead l ON l.id = t.lead_id
WHERE t.on_day BETWEEN :first AND :day {owner} GROUP BY 1, 2, 3
"""
_NEW = f"""
SELECT {_OWNER}, count(*) FROM lead l
WHERE l.created_on BETWEEN :first AND :day {{owner}} GROUP BY 1
"""
# The last word on a lead counts: a win that was taken back is none. Where nothing was ever said
# here, as in a store of several reps' files, a lead is won that was not when the week began.
_WINS = f"""
WITH said AS MATERIALIZED (
  SELECT lead_id, verb, max(id) FROM journal INDEXED BY journal_day
  WHERE day BETWEEN :first AND :day AND tbl = 'lead' AND op = 'update' AND undone = 0
    AND verb IN ('win', 'leave', 'lose', 'drop', 'park', 'reopen')
  GROUP BY lead_id
)
SELECT {_OWNER}, count(*) FROM lead l
LEFT JOIN said j ON j.lead_id = l.id
LEFT JOIN outlook b ON b.lead_id = l.id AND b.first_day <= :eve AND b.until_day >= :eve
LEFT JOIN outlook n ON n.lead_id = l.id AND n.first_day <= :day AND n.until_day >= :day
WHERE l.id IN (
    SELECT lead_id FROM said WHERE verb = 'win'
    UNION ALL SELECT s.lead_id FROM outlook s
    WHERE s.status IN {SOLD} AND s.first_day <= :day AND s.until_day >= :day)
  AND (j.verb = 'win' OR j.verb IS NULL AND n.status IN {SOLD} AND NOT EXISTS (
         SELECT 1 FROM journal w INDEXED BY journal_lead
         WHERE w.lead_id = l.id AND w.tbl = 'lead' AND w.op = 'update'
         AND w.undone = 0 AND w.verb IN ('win', 'reopen'))
       AND (b.status NOT IN {SOLD} OR b.status IS NULL AND l.created_on >= :first))
{{owner}} GROUP BY 1
"""
_TURNOVER = f"""
SELECT {_OWNER}, total(p.amount) FROM purchase p JOIN lead l ON l.id = p.lead_id
WHERE p.on_day BETWEEN :first AND :day {{owner}} GROUP BY 1
"""
# On which day a row took the state that it has, as the program saw the day; of one that came in a
# file, only the instant is known.
_SETTLED = """
coalesce((SELECT CASE WHEN j.verb <> 'import' THEN j.day END FROM journal j
          WHERE j.tbl = '{table}' AND j.row_last = {row}.id
            AND j.op = 'update' AND j.undone = 0 ORDER BY j.id DESC LIMIT 1),
         date({row}.updated_at, 'localtime'))
"""
_STEPS = f"""
SELECT f.lead_id, 'followup', f.on_day, f.state, f."by",
       coalesce(t.on_day, {_SETTLED.format(table="followup", row="f")}) AS ended_on
FROM followup f JOIN lead l ON l.id = f.lead_id
LEFT JOIN touch t ON f.state = 'done' AND t.id = {CLOSED_BY}
WHERE f.state IN ('done', 'moved', 'cancelled') AND f.on_day BETWEEN :first AND :last
  AND ended_on > f.on_day {{owner}}
"""
_PROMISES = f"""
SELECT p.lead_id, 'promise', {sql.PROMISE_DAY} AS promised_for, p.state, p.text,
       {_SETTLED.format(table="promise", row="p")} AS ended_on
FROM promise p JOIN lead l ON l.id = p.lead_id
WHERE p.state <> 'open' AND promised_for BETWEEN :first AND :last {{owner}}
"""
_FIRST_CONTACTS = f"""
SELECT {_OWNER}, (SELECT max(0, julianday(min(t.on_day)) - julianday(l.created_on)) FROM touch t
                  WHERE t.lead_id = l.id AND t.outcome <> 'no_answer' AND t.on_day <= :day) AS days,
       count(*)
FROM lead l WHERE l.created_on BETWEEN :first AND :day {{owner}} GROUP BY 1, 2
"""
_PIPELINE = f"""
SELECT {_OWNER}, coalesce(o.grade, 'none'), count(*), count(l.budget), total(l.budget)
FROM lead l JOIN outlook o
  ON o.lead_id = l.id AND o.first_day <= :day AND o.until_day >= :day
WHERE o.status = 'open' {{owner}} GROUP BY 1, 2
"""
_ENDED = f"""
SELECT {_OWNER}, coalesce(o.grade, 'none'), count(*), sum(l.status IN {SOLD})
FROM lead l CROSS JOIN outlook o ON o.lead_id = l.id AND o.first_day = {CLOSED_ON}
WHERE l.status IN {CLOSED} {{owner}} GROUP BY 1, 2
"""
_OWNERS = f"SELECT l.id, {_OWNER} FROM lead l WHERE l.id IN (SELECT value FROM json_each(:leads))"


class Missed(NamedTuple):
    """A step or promise that is settled, and when: days are ISO texts.

    ``words``: the channel of a step, or what was promised.
    """

    lead_id: int
    kind: str
    due_on: str
    state: str
    words: str
    ended_on: str


def count_week_touches(
    conn: sqlite3.Connection, first: date, scope: Scope
) -> Iterator[tuple[str, str, int, int]]:
    """Yield who made touches from a day to that of the scope: channel, whether tries, how many."""
    return _rows(conn, _TOUCHES, scope, first, by="coalesce(t.owner, l.owner)")


def count_week_new(conn: sqlite3.Connection, first: date, scope: Scope) -> Iterator[Any]:
    """Yield how many leads of each rep came in on the days."""
    return _rows(conn, _NEW, scope, first)


def count_week_wins(conn: sqlite3.Connection, first: date, scope: Scope) -> Iterator[Any]:
    """Yield each rep's leads that were won in the days and not reopened in them."""
    return _rows(conn, _WINS, scope, first)


def sum_turnover(conn: sqlite3.Connection, first: date, scope: Scope) -> Iterator[Any]:
    """Yield the sum of what each rep's leads bought in the days."""
    return _rows(conn, _TURNOVER, scope, first)


def read_settled(
    conn: sqlite3.Connection, first: date, last: date, scope: Scope
) -> Iterator[Missed]:
    """Yield the steps that were settled after their day, and all promises that are settled."""
    for statement in (_STEPS, _PROMISES):
        for row in _rows(conn, statement, scope, first, last=last.isoformat()):
            yield Missed._make(row)


def count_first_contacts(
    conn: sqlite3.Connection, first: date, scope: Scope
) -> Iterator[tuple[str, float | None, int]]:
    """Yield rep, days until a new lead was first reached (None: not yet), and how many leads."""
    return _rows(conn, _FIRST_CONTACTS, scope, first)


def sum_pipelines(
    conn: sqlite3.Connection, scope: Scope
) -> Iterator[tuple[str, str, int, int, float]]:
    """Yield rep, grade, open leads, budgets and their sum."""
    return _rows(conn, _PIPELINE, scope, scope.day)


def count_ended(conn: sqlite3.Connection, scope: Scope) -> Iterator[tuple[str, str, int, int]]:
    """Yield rep, grade when they were closed, closed leads, won ones."""
    return _rows(conn, _ENDED, scope, scope.day)


def read_lead_owners(conn: sqlite3.Connection, leads: list[int]) -> dict[int, str]:
    """Return whose some leads are, "" for nobody's."""
    return dict(conn.execute(_OWNERS, {"leads": str(leads)}).fetchall())


def _rows(
    conn: sqlite3.Connection,
    statement: str,
    scope: Scope,
    first: date,
    *,
    by: str = "l.owner",
    **more: str,
) -> Iterator[Any]:
    days = {"first": first.isoformat(), "day": scope.day.isoformat()}
    days["eve"] = (first - timedelta(days=1)).isoformat()
    given = statement.format(owner=owner_clause(scope, by))
    return iter(conn.execute(given, {**days, "owner": scope.owner, **more}).fetchall())
