"""Reads the complaints of one lead or of all, as cases; days are ISO texts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from leadq.domain.aftersale.complaints import SCRIPT, Case, CasePromise, case_of_facts, with_old
from leadq.domain.grading.facts import Fact, Known, latest
from leadq.store.read.sql import PROMISE_DAY
from leadq.store.statements import Values

_TOLD = (
    "id", "text", "state", "product", "feeling", "thanked", "apologised", "details", "cause",
    "lesson", "solution", "solved_on", "checked_on", "satisfied", "missing", "owner", "uid",
)  # fmt: skip
_COLUMNS = ", ".join(f"c.{name}" for name in _TOLD)
_FACT = "(SELECT f.id FROM fact f WHERE f.uid = c.uid)"
_OF_LEAD = f"""
SELECT c.on_day, {_FACT}, {_COLUMNS} FROM complaint c
WHERE c.lead_id = :lead ORDER BY c.on_day, c.id
"""
_PROMISES = f"""
SELECT complaint, id, text, {PROMISE_DAY}, state FROM promise p
WHERE lead_id = :lead AND complaint IS NOT NULL ORDER BY id
"""
_ALL = f"""
SELECT l.id, l.number, l.name, l.company, l.product, l.source, l.region, l.profile, l.owner,
       c.on_day, {_FACT}, {_COLUMNS}
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
WHERE s.fact = '{SCRIPT}' AND s.noted_on <= :day AND f.noted_on <= :day {{owned}}
  AND s.id = (SELECT max(t.id) FROM fact t WHERE t.lead_id = l.id AND t.fact = '{SCRIPT}')
ORDER BY l.number, f.id
"""
_OWNED = "AND lower(trim(l.owner)) = lower(trim(:owner))"


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


def read_cases(conn: sqlite3.Connection, lead_id: int, known: Known) -> list[Case]:
    """Return the complaints of a lead, oldest first; ``known`` are its facts in force."""
    rows = conn.execute(_OF_LEAD, {"lead": lead_id}).fetchall()
    promises = _by_case(conn.execute(_PROMISES, {"lead": lead_id})) if rows else {}
    return with_old([_case(row, promises) for row in rows], known)


def cases_of_rows(
    complaints: Iterable[Values], promises: Iterable[Values], facts: Iterable[Values], known: Known
) -> list[Case]:
    """Return the complaints of a lead from rows as they stood on a past day."""
    ids = {row["uid"]: row["id"] for row in facts}
    found = _by_case(
        [row.get("complaint"), row["id"], row["text"], row["due_on"], row["state"]]
        for row in promises
    )
    rows = [
        (row["on_day"], ids.get(row["uid"]), *(row[name] for name in _TOLD)) for row in complaints
    ]
    cases = sorted((_case(row, found) for row in rows), key=lambda one: (one.on, one.id or 0))
    return with_old(cases, known)


def read_all_cases(conn: sqlite3.Connection, day: date, owner: str = "") -> list[CaseRow]:
    """Return every complaint up to a day, by the number of its lead; ``owner`` empty: all reps'."""
    given = {"day": day.isoformat(), "owner": owner}
    owned = _OWNED if owner else ""
    promises = _by_case(conn.execute(_ALL_PROMISES))
    found = [
        CaseRow._make((*row[:9], _case(row[9:], promises)))
        for row in conn.execute(_ALL.format(owned=owned), given)
    ]
    taken = {row.case.fact for row in found}
    old = _read_old(conn.execute(_OLD.format(owned=owned), given), day)
    return [*found, *(row for row in old if row.case.fact not in taken)]


def _read_old(rows: Iterable[Any], day: date) -> list[CaseRow]:
    leads: dict[int, tuple[Any, list[Fact]]] = {}
    for *lead, fact, value, noted_on, seq in rows:
        told = leads.setdefault(lead[0], (lead, []))[1]
        told.append(Fact(fact, value, date.fromisoformat(noted_on), seq))
    cases = ((lead, case_of_facts(latest(facts, day))) for lead, facts in leads.values())
    return [CaseRow._make((*lead, case)) for lead, case in cases if case is not None]


def read_fact_uid(conn: sqlite3.Connection, fact: int) -> str:
    """Return the key under which a fact travels: the case that it becomes has the same."""
    (uid,) = conn.execute("SELECT uid FROM fact WHERE id = ?", (fact,)).fetchone()
    return str(uid)


def _by_case(rows: Iterable[Sequence[Any]]) -> dict[str, list[CasePromise]]:
    found: dict[str, list[CasePromise]] = {}
    for case, *promise in rows:
        if case is not None:
            found.setdefault(case, []).append(CasePromise._make(promise))
    return found


def _case(row: Sequence[Any], promises: dict[str, list[CasePromise]]) -> Case:
    on, fact, *values = row
    told = dict(zip(_TOLD, values, strict=True))
    return Case(on=on, fact=fact, promises=tuple(promises.get(told["uid"], ())), **told)
