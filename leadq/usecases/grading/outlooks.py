"""Computes the outlooks of many leads; what equal leads have in common is worked out once (§5)."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import Any

from leadq.domain.grading.outlook import Foresight, Span
from leadq.domain.grading.rules import Rules
from leadq.store.care.standing import StandingLead
from leadq.store.repo import span_row
from leadq.usecases.desk import Desk


class Outlooks:
    """The outlooks of leads as the rules of a desk say today."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._made: dict[tuple[str, str], Foresight] = {}

    def of(self, conn: sqlite3.Connection, rules: Rules, lead: StandingLead) -> list[Span]:
        """Return the outlook of a lead by the rules of its trade and the days of its rep."""
        owner = (lead.owner or "").casefold() if self._desk.absences(conn) else ""
        made = self._made.get((rules.profile, owner))
        if made is None:
            calendar = self._desk.calendar_of(conn, lead.owner)
            made = self._made[rules.profile, owner] = Foresight(rules, calendar)
        return made.outlook(lead.facts, lead.state, self._desk.today)


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
