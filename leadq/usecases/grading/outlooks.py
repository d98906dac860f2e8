"""Computes the outlooks of many leads; what equal leads have in common is worked out once (§5)."""

from __future__ import annotations

import sqlite3
from datetime import date
from functools import lru_cache
from typing import Any

from leadq.domain.grading.facts import Fact
from leadq.domain.grading.outlook import Span, State, compute_outlook
from leadq.domain.grading.rules import Rules
from leadq.store.care.health import StoredLead
from leadq.store.read.read_details import read_core
from leadq.store.repo import span_row
from leadq.usecases.desk import Desk

_REMEMBERED = 8192
_Facts = tuple[tuple[str, str, date, str], ...]


class Outlooks:
    """The outlooks of leads as the rules of a desk say today."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rules: dict[str, Rules] = {}
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._compute_alike)

    def of(self, conn: sqlite3.Connection, rules: Rules, lead: StoredLead) -> list[Span]:
        """Return the outlook of a lead by the rules of its trade and the days of its rep."""
        if self._desk.absences(conn):
            calendar = self._desk.calendar_of(conn, read_core(conn, lead.lead_id).owner)
            return compute_outlook(rules, lead.facts, lead.state, self._desk.today, calendar)
        facts = tuple((fact.id, fact.value, fact.noted_on, fact.note) for fact in lead.facts)
        self._rules[rules.profile] = rules
        return self._remembered(rules.profile, facts, lead.state)

    def _compute_alike(self, profile: str, alike: _Facts, state: State) -> list[Span]:
        rules = self._rules[profile]
        facts = [Fact(*fact[:3], seq, fact[3]) for seq, fact in enumerate(alike, start=1)]
        return compute_outlook(rules, facts, state, self._desk.today, self._desk.calendar)


def says_the_same(spans: list[Span], stored: list[tuple[Any, ...]], today: date) -> bool:
    """Tell whether a stored outlook, as rows, is from today on what these spans are."""
    return _as_stored(spans) == _from_today(stored, today)


def _as_stored(spans: list[Span]) -> list[tuple[Any, ...]]:
    return _joined([span_row(0, span)[1:11] for span in spans])


def _from_today(rows: list[tuple[Any, ...]], today: date) -> list[tuple[Any, ...]]:
    """Return stored spans without the days gone by."""
    return _joined([(max(row[1], today.isoformat()), *row[2:11]) for row in rows])


def _joined(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Join spans that follow each other and differ in their days only."""
    joined: list[tuple[Any, ...]] = []
    for row in rows:
        if joined and joined[-1][2:] == row[2:]:
            joined[-1] = (joined[-1][0], *row[1:])
        else:
            joined.append(row)
    return joined
