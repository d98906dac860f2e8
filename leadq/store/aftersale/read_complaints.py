"""Reads the complaints of one lead, as cases; days are ISO texts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from leadq.domain.aftersale.complaints import Case, CasePromise, with_old
from leadq.domain.grading.facts import Known
from leadq.store.read.sql import PROMISE_DAY
from leadq.store.statements import Values

_TOLD = (
    "id", "text", "state", "product", "feeling", "thanked", "apologised", "details", "cause",
    "lesson", "solution", "solved_on", "checked_on", "satisfied", "missing", "owner", "uid",
)  # fmt: skip
CASE_COLUMNS = ", ".join(f"c.{name}" for name in _TOLD)
WAS_FACT = "(SELECT f.id FROM fact f WHERE f.uid = c.uid)"
_OF_LEAD = f"""
SELECT c.on_day, {WAS_FACT}, {CASE_COLUMNS} FROM complaint c
WHERE c.lead_id = :lead ORDER BY c.on_day, c.id
"""
_PROMISES = f"""
SELECT complaint, id, text, {PROMISE_DAY}, state FROM promise p
WHERE lead_id = :lead AND complaint IS NOT NULL ORDER BY id
"""


def read_cases(conn: sqlite3.Connection, lead_id: int, known: Known) -> list[Case]:
    """Return the complaints of a lead, oldest first; ``known`` are its facts in force."""
    rows = conn.execute(_OF_LEAD, {"lead": lead_id}).fetchall()
    promises = promises_by_case(conn.execute(_PROMISES, {"lead": lead_id})) if rows else {}
    return with_old([make_case(row, promises) for row in rows], known)


def cases_of_rows(
    complaints: Iterable[Values], promises: Iterable[Values], facts: Iterable[Values], known: Known
) -> list[Case]:
    """Return the complaints of a lead from rows as they stood on a past day."""
    ids = {row["uid"]: row["id"] for row in facts}
    found = promises_by_case(
        [row.get("complaint"), row["id"], row["text"], row["due_on"], row["state"]]
        for row in promises
    )
    rows = [
        (row["on_day"], ids.get(row["uid"]), *(row[name] for name in _TOLD)) for row in complaints
    ]
    cases = sorted((make_case(row, found) for row in rows), key=lambda one: (one.on, one.id or 0))
    return with_old(cases, known)


def read_fact_uid(conn: sqlite3.Connection, fact: int) -> str:
    """Return the key under which a fact travels: the case that it becomes has the same."""
    (uid,) = conn.execute("SELECT uid FROM fact WHERE id = ?", (fact,)).fetchone()
    return str(uid)


def promises_by_case(rows: Iterable[Sequence[Any]]) -> dict[str, list[CasePromise]]:
    """Return promises, as in ``_PROMISES``, by the key of their case."""
    found: dict[str, list[CasePromise]] = {}
    for case, *promise in rows:
        if case is not None:
            found.setdefault(case, []).append(CasePromise._make(promise))
    return found


def make_case(row: Sequence[Any], promises: dict[str, list[CasePromise]]) -> Case:
    """Return a case from its day, the fact it was once, and ``CASE_COLUMNS``."""
    on, fact, *values = row
    told = dict(zip(_TOLD, values, strict=True))
    return Case(on=on, fact=fact, promises=tuple(promises.get(told["uid"], ())), **told)
