"""Reads the complaints of all leads, as cases with the lead each is of; days are ISO texts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from leadq.domain.aftersale.complaints import SCRIPT, Case, case_of_facts
from leadq.domain.grading.facts import Fact, latest
from leadq.store.aftersale.read_complaints import (
    CASE_COLUMNS,
    WAS_FACT,
    make_case,
    promises_by_case,
)
from leadq.store.read.read_reports import Scope, owner_clause
from leadq.store.read.sql import PROMISE_DAY
from leadq.store.search.conditions import fulfil_clause

_ALL = f"""
SELECT l.id, l.number, l.name, l.company, l.product, l.source, l.region, l.profile, l.owner,
       c.on_day, {WAS_FACT}, {CASE_COLUMNS}
FROM complaint c JOIN lead l ON l.id = c.lead_id
WHERE c.on_day <= :day {{owned}} ORDER BY l.number, c.id
"""
_ALL_PROMISES = f"""
SELECT complaint, id, text, {PROMISE_DAY}, state FROM promise p
WHERE complaint IS NOT NULL ORDER BY id
"""
_OLD = f"""
SELECT l.id, l.number, l.name, l.company, l.product, l.source, l.region, l.profile, l.owner,
       f.fact, f.value, f.noted_on, f.id
FROM fact s CROSS JOIN lead l ON l.id = s.lead_id
CROSS JOIN fact f ON f.lead_id = l.id AND f.fact BETWEEN '{SCRIPT}' AND '{SCRIPT}_zzz'
WHERE s.fact = '{SCRIPT}' AND f.noted_on <= :day {{owned}}
  AND s.id = (SELECT t.id FROM fact t WHERE t.lead_id = l.id AND t.fact = '{SCRIPT}'
    AND t.noted_on <= :day ORDER BY t.noted_on DESC, t.created_at DESC, t.uid DESC LIMIT 1)
ORDER BY l.number, f.created_at, f.uid
"""


class CaseRow(NamedTuple):
    """A case and the lead it is of."""

    lead_id: int
    number: int
    name: str
    company: str | None
    product: str | None
    source: str | None
    region: str | None
    profile: str
    owner: str | None
    case: Case


def read_all_cases(conn: sqlite3.Connection, scope: Scope) -> list[CaseRow]:
    """Return every complaint of a scope up to its day, by the number of its lead."""
    given: dict[str, Any] = {"day": scope.day.isoformat(), "owner": scope.owner}
    owned = f"{owner_clause(scope)} {fulfil_clause(scope.conditions, given)}"
    promises = promises_by_case(conn.execute(_ALL_PROMISES))
    found = [
        CaseRow._make((*row[:9], make_case(row[9:], promises)))
        for row in conn.execute(_ALL.format(owned=owned), given)
    ]
    taken = {row.case.fact for row in found}
    old = _read_old(conn.execute(_OLD.format(owned=owned), given), scope.day)
    return [*found, *(row for row in old if row.case.fact not in taken)]


def _read_old(rows: Iterable[Any], day: date) -> list[CaseRow]:
    leads: dict[int, tuple[Any, list[Fact]]] = {}
    for *lead, fact, value, noted_on, row in rows:
        told = leads.setdefault(lead[0], (lead, []))[1]
        told.append(Fact(fact, value, date.fromisoformat(noted_on), len(told), row=row))
    cases = ((lead, case_of_facts(latest(facts, day))) for lead, facts in leads.values())
    return [CaseRow._make((*lead, case)) for lead, case in cases if case is not None]
