"""Reads the facts of many leads in one pass, lead by lead; nothing is held but the lead in hand."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from leadq.domain.grading.facts import Fact
from leadq.domain.leads.status import CLOSED, SOLD
from leadq.store.read.read_reports import CLOSED_ON, Scope, owner_clause

_OPEN = """
SELECT l.id, l.profile, trim(coalesce(l.owner, '')), o.grade, o.next_on,
       f.fact, f.value, f.noted_on
FROM lead l CROSS JOIN outlook o
  ON o.lead_id = l.id AND o.first_day <= :day AND o.until_day >= :day AND o.status = 'open'
LEFT JOIN fact f ON f.lead_id = l.id AND f.noted_on <= :day
  AND f.fact IN (SELECT value FROM json_each(:facts))
WHERE 1 = 1 {owner} ORDER BY l.id, f.created_at, f.uid
"""
_ENDED = f"""
WITH ended AS MATERIALIZED (
  SELECT l.id AS id, l.profile AS profile, l.status IN {SOLD} AS won,
         coalesce({CLOSED_ON}, :day) AS closed_on
  FROM lead l WHERE l.status IN {CLOSED} {{owner}}
)
SELECT e.id, e.profile, e.won, f.fact, f.value, f.noted_on
FROM ended e CROSS JOIN fact f ON f.lead_id = e.id AND f.noted_on <= e.closed_on
WHERE f.fact IN (SELECT value FROM json_each(:facts)) ORDER BY e.id, f.created_at, f.uid
"""
_as_date = lru_cache(maxsize=4096)(date.fromisoformat)


class OpenLead(NamedTuple):
    """An open lead as it stands on a day, with what was noted of some facts by then."""

    id: int
    profile: str
    owner: str
    grade: str | None
    next_on: str | None
    facts: list[Fact]


class EndedLead(NamedTuple):
    """A closed lead with what was noted of some facts by the day on which it was closed."""

    id: int
    profile: str
    won: bool
    facts: list[Fact]


def read_open(conn: sqlite3.Connection, scope: Scope, facts: Collection[str]) -> Iterator[OpenLead]:
    """Yield the open leads of a day; ``owner`` is "" where a lead is nobody's."""
    for lead, rows in _by_lead(conn, _OPEN, scope, facts, 5):
        yield OpenLead._make((*lead, rows))


def read_ended(
    conn: sqlite3.Connection, scope: Scope, facts: Collection[str]
) -> Iterator[EndedLead]:
    """Yield the closed leads of which any of the facts was noted by their end."""
    for (lead_id, profile, won), rows in _by_lead(conn, _ENDED, scope, facts, 3):
        yield EndedLead(lead_id, profile, bool(won), rows)


def _by_lead(
    conn: sqlite3.Connection, statement: str, scope: Scope, facts: Collection[str], width: int
) -> Iterator[tuple[tuple[Any, ...], list[Fact]]]:
    """Yield the first columns of each lead and its facts; what follows them is a fact a row."""
    params = {"day": scope.day.isoformat(), "owner": scope.owner, "facts": json.dumps([*facts])}
    rows = conn.execute(statement.format(owner=owner_clause(scope)), params)
    for _lead_id, some in groupby(rows, itemgetter(0)):
        first = next(some)
        noted = [
            Fact(fact, value, _as_date(on), seq)
            for seq, (fact, value, on) in enumerate(row[width:] for row in (first, *some))
            if fact is not None
        ]
        yield first[:width], noted
