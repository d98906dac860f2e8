"""Reads who is a customer, who is late, and who has left, for the reports on them (method §14)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from leadq.store.read.read_reports import Scope, owner_clause

# What somebody bought, in all and since a day; the step there is today.
_CUSTOMERS = """
SELECT {group}, count(*), total(key), total(recent > 0), total(recent), total(brought)
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


def count_customers_of(conn: sqlite3.Connection, scope: Scope, year: date) -> list[CustomerCounts]:
    """Return the customers of each group, with what they bought since a day."""
    group = f"trim(coalesce({scope.by}, ''))"
    rows = _rows(conn, _CUSTOMERS.replace("{group}", group), scope, year)
    return [
        CustomerCounts(name, count, int(key), int(bought), turnover, int(brought))
        for name, count, key, bought, turnover, brought in rows
    ]


def each_late(conn: sqlite3.Connection, scope: Scope) -> Iterator[tuple[Any, ...]]:
    """Yield the customers whose step has passed, key customers first, then those longest late."""
    yield from _rows(conn, _LATE, scope, scope.day)


def each_gone(conn: sqlite3.Connection, scope: Scope) -> Iterator[GoneRow]:
    """Yield the customers who have left, the last first."""
    statement = _GONE.replace("{group}", scope.by)
    yield from map(GoneRow._make, _rows(conn, statement, scope, scope.day))


def _rows(conn: sqlite3.Connection, statement: str, scope: Scope, year: date) -> Iterator[Any]:
    given = {"day": scope.day.isoformat(), "year": year.isoformat(), "owner": scope.owner}
    return conn.execute(statement.replace("{owned}", owner_clause(scope)), given)
