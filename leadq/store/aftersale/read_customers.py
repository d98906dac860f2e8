"""Counts customers, what they bought and say, who is late and who left; SQLite counts."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from leadq.store.read.read_reports import Scope, owner_clause
from leadq.store.search.conditions import fulfil_clause

_TURNOVER = """
SELECT trim(coalesce({group}, '')), p.lead_id, sum(p.on_day > :year),
       total(CASE WHEN p.on_day > :year THEN p.amount END),
       total(CASE WHEN p.on_day <= :year THEN p.amount END)
FROM purchase p JOIN lead l ON l.id = p.lead_id
WHERE p.on_day <= :day AND p.on_day > :before {owned} GROUP BY 1, 2
"""
_TRADES = """
SELECT profile, count(*), sum(days > 1), sum(first <= :year), sum(first <= :year AND last > :year),
       sum(first > :year), sum(first <= :year AND first > :before)
FROM (SELECT l.profile AS profile, count(DISTINCT p.on_day) AS days, min(p.on_day) AS first,
             max(p.on_day) AS last
      FROM purchase p JOIN lead l ON l.id = p.lead_id
      WHERE p.on_day <= :day {owned} GROUP BY p.lead_id)
GROUP BY 1
"""
_AHEAD = """
SELECT l.profile, count(*) FROM outlook o JOIN lead l ON l.id = o.lead_id
WHERE o.status = 'open' AND o.grade IN ('A', 'B') AND o.first_day <= :day AND o.until_day >= :day
  {owned} GROUP BY 1
"""
_CUSTOMERS = """
SELECT trim(coalesce(l.{group}, '')), count(*) FROM lead l WHERE l.status = 'won' {owned} GROUP BY 1
"""
_SAID = """
SELECT l.id, l.number, l.name, l.company, l.owner, trim(coalesce(l.product, '')),
       trim(coalesce(l.source, '')), trim(coalesce(l.region, '')), l.profile,
       f.fact, f.value, f.noted_on
FROM fact f JOIN lead l ON l.id = f.lead_id
WHERE f.fact IN (SELECT value FROM json_each(:facts)) AND f.noted_on <= :day
  AND f.noted_on > :year AND l.status = 'won' {owned}
ORDER BY l.number, f.noted_on, f.created_at, f.uid
"""

_PORTFOLIO = """
SELECT trim(coalesce({group}, '')), count(*), total(key), total(recent > 0), total(recent),
       total(brought)
FROM (
    SELECT l.*, l.key_customer = 'yes' AS key,
           (SELECT total(p.amount) FROM purchase p WHERE p.lead_id = l.id
            AND p.on_day > :year AND p.on_day <= :day) AS recent,
           (SELECT count(*) FROM lead b WHERE b.referred_by = l.uid) AS brought
    FROM lead l WHERE l.status = 'won' {owned})
GROUP BY 1
"""
_LATE = """
SELECT l.number, l.name, l.company, l.key_customer = 'yes',
       (SELECT max(p.on_day) FROM purchase p WHERE p.lead_id = l.id AND p.on_day <= :day),
       o.next_on, l.owner
FROM outlook o JOIN lead l ON l.id = o.lead_id
WHERE l.status = 'won' AND o.first_day <= :day AND o.until_day >= :day AND o.next_on < :day {owned}
ORDER BY l.key_customer = 'yes' DESC, o.next_on, l.number
"""
_GONE = """
SELECT trim(coalesce(l.{group}, '')), l.number, l.name, l.company,
       coalesce((SELECT min(o.first_day) FROM outlook o
                 WHERE o.lead_id = l.id AND o.status = 'left' AND o.first_day >
                   coalesce((SELECT max(w.first_day) FROM outlook w
                             WHERE w.lead_id = l.id AND w.status <> 'left'), '')), :day),
       l.left_kind, l.reason,
       (SELECT total(p.amount) FROM purchase p WHERE p.lead_id = l.id AND p.on_day <= :day),
       l.owner
FROM lead l WHERE l.status = 'left' {owned} ORDER BY 5 DESC, l.number
"""


class CustomerCounts(NamedTuple):
    """The customers of a group; ``bought`` and ``turnover`` are of a year."""

    group: str
    customers: int
    key: int
    bought: int
    turnover: float
    brought: int


class GoneRow(NamedTuple):
    """A customer who has left; ``kind`` is own_choice, ended_by_us or not known."""

    group: str
    number: int
    name: str
    company: str | None
    on: str
    kind: str | None
    reason: str | None
    turnover: float
    owner: str | None


class TradeCounts(NamedTuple):
    """The customers of a trade: who bought again, who stayed of the older ones, who is new."""

    profile: str
    customers: int
    repeated: int
    older: int
    stayed: int
    new: int
    new_before: int


class SurveyAnswers(NamedTuple):
    """A customer and the answers that count of a survey; ``on`` is the day of the last one."""

    number: int
    name: str
    company: str | None
    owner: str | None
    product: str
    source: str
    region: str
    profile: str
    answers: dict[str, str]
    on: str


def sum_bought(
    conn: sqlite3.Connection, scope: Scope, year: date, before: date
) -> Iterator[tuple[str, int, int, float, float]]:
    """Yield group and customer: purchases and turnover since ``year``, turnover of the year before.

    The product is the purchase's own; whatever else there is to group by, the lead's.
    """
    group = "p.product" if scope.by == "product" else f"l.{scope.by}"
    yield from _rows(conn, _TURNOVER, scope, year, before, group=group)


def count_trades(
    conn: sqlite3.Connection, scope: Scope, year: date, before: date
) -> list[TradeCounts]:
    """Return the customers of each trade, by whether they come back and since when they are."""
    return [TradeCounts._make(row) for row in _rows(conn, _TRADES, scope, year, before)]


def count_ahead(conn: sqlite3.Connection, scope: Scope) -> dict[str, int]:
    """Return by trade how many open leads are graded A or B."""
    return dict(_rows(conn, _AHEAD, scope, scope.day, scope.day))


def count_customers(conn: sqlite3.Connection, scope: Scope) -> dict[str, int]:
    """Return by group how many customers there are."""
    return dict(_rows(conn, _CUSTOMERS, scope, scope.day, scope.day, group=scope.by))


def read_survey_answers(
    conn: sqlite3.Connection, scope: Scope, year: date, facts: Sequence[str]
) -> list[SurveyAnswers]:
    """Return what customers have answered since a day, the newest answer to each question."""
    found: dict[int, SurveyAnswers] = {}
    for lead_id, *lead, fact, value, on in _rows(conn, _SAID, scope, year, year, facts=facts):
        said = found.setdefault(lead_id, SurveyAnswers._make((*lead, {}, on)))
        said.answers[fact] = value
        found[lead_id] = said._replace(on=on)
    return list(found.values())


def sum_customers(conn: sqlite3.Connection, scope: Scope, year: date) -> list[CustomerCounts]:
    """Return the customers of each group, with what they bought since a day."""
    return [
        CustomerCounts(name, count, int(key), int(bought), turnover, int(brought))
        for name, count, key, bought, turnover, brought in _rows(
            conn, _PORTFOLIO, scope, year, year, group=scope.by
        )
    ]


def list_late(conn: sqlite3.Connection, scope: Scope) -> list[tuple[Any, ...]]:
    """Return the customers whose step has passed, key customers first, then those longest late."""
    return _rows(conn, _LATE, scope, scope.day, scope.day)


def list_gone(conn: sqlite3.Connection, scope: Scope) -> list[GoneRow]:
    """Return the customers who have left, the last first."""
    rows = _rows(conn, _GONE, scope, scope.day, scope.day, group=scope.by)
    return [GoneRow._make(row) for row in rows]


def _rows(
    conn: sqlite3.Connection, statement: str, scope: Scope, year: date, before: date,
    group: str = "", facts: Sequence[str] = (),
) -> list[Any]:  # fmt: skip
    given: dict[str, Any] = {
        "day": scope.day.isoformat(), "year": year.isoformat(), "before": before.isoformat(),
        "owner": scope.owner, "facts": json.dumps(list(facts)),
    }  # fmt: skip
    owned = f"{owner_clause(scope)} {fulfil_clause(scope.conditions, given)}"
    return conn.execute(statement.format(group=group, owned=owned), given).fetchall()
