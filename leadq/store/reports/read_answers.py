"""Reads the facts of many leads in one pass, a row a lead; nothing is held but the lead in hand."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from leadq.domain.grading.facts import Fact
from leadq.domain.leads.status import CLOSED, SOLD
from leadq.store.read.read_reports import CLOSED_ON, Scope, owner_clause

# The + keeps SQLite from looking a lead's facts up one by one: they lie beside each other in the
# index, and most of them are asked for.
_NOTED = """
(SELECT json_group_array(f.fact || ' ' || f.noted_on || ' ' || f.value) FROM fact f
 WHERE f.lead_id = l.id AND f.noted_on <= {until}
   AND +f.fact IN (SELECT value FROM json_each(:facts)))
"""
_OPEN = f"""
SELECT l.id, l.profile, trim(coalesce(l.owner, '')), o.grade, o.next_on,
       {_NOTED.format(until=":day")}
FROM lead l CROSS JOIN outlook o
  ON o.lead_id = l.id AND o.first_day <= :day AND o.until_day >= :day AND o.status = 'open'
WHERE 1 = 1 {{owner}}
"""
_GRADED = " AND o.grade IN (SELECT value FROM json_each(:grades))"
_ENDED = f"""
WITH ended AS MATERIALIZED (
  SELECT l.id AS id, l.status IN {SOLD} AS won, coalesce({CLOSED_ON}, :day) AS closed_on
  FROM lead l WHERE l.status IN {CLOSED} {{owner}}
)
SELECT l.id, l.won, l.closed_on, {_NOTED.format(until="l.closed_on")} FROM ended l
"""


class OpenLead(NamedTuple):
    """An open lead as it stands on a day; ``noted`` is JSON of what was noted of some facts."""

    id: int
    profile: str
    owner: str
    grade: str | None
    next_on: str | None
    noted: str


class EndedLead(NamedTuple):
    """A closed lead with what was noted of some facts by the day on which it was closed."""

    id: int
    won: bool
    closed_on: str
    noted: str


def read_open(
    conn: sqlite3.Connection, scope: Scope, facts: Collection[str], grades: Collection[str] = ()
) -> Iterator[OpenLead]:
    """Yield the open leads of a day; ``owner`` is "" where a lead is nobody's.

    Of some ``grades`` alone, where any are given.
    """
    statement = _OPEN.format(owner=owner_clause(scope)) + (_GRADED if grades else "")
    return map(OpenLead._make, conn.execute(statement, _params(scope, facts, grades)))


def read_ended(
    conn: sqlite3.Connection, scope: Scope, facts: Collection[str]
) -> Iterator[EndedLead]:
    """Yield the closed leads."""
    statement = _ENDED.format(owner=owner_clause(scope))
    return map(EndedLead._make, conn.execute(statement, _params(scope, facts)))


def as_fact(noted: str) -> Fact:
    """Return the fact that one text of ``noted`` stands for."""
    fact, on, value = noted.split(" ", 2)
    return Fact(fact, value, date.fromisoformat(on))


def _params(scope: Scope, facts: Collection[str], grades: Collection[str] = ()) -> dict[str, str]:
    return {
        "day": scope.day.isoformat(), "owner": scope.owner, "facts": json.dumps([*facts]),
        "grades": json.dumps([*grades]),
    }  # fmt: skip
