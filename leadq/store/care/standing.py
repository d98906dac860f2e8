"""Reads what leads are judged by, their step, and what is stored of their outlook."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from leadq.domain.grading.facts import Fact
from leadq.domain.grading.man import ALL_NO
from leadq.domain.grading.outlook import State
from leadq.store.read.read_details import (
    OpenStep,
    override_of,
    read_core,
    read_facts,
    read_open_step,
    read_override,
    read_ways,
)
from leadq.store.read.sql import OVERRIDES, STEP

_IN_WORK = "status IN ('open', 'won', 'parked')"
LIVING = f"SELECT id FROM lead WHERE {_IN_WORK} AND id BETWEEN :first AND :last"
"""The leads from one id to another whose outlook says more than their status."""
# Every so many leads, and each that lacks its trade, an outlook or, as it seems, its next step.
_SAMPLE = f"""
SELECT id FROM lead WHERE {_IN_WORK} AND (
    id % :every = :place OR profile NOT IN (SELECT value FROM json_each(:trades))
    OR NOT EXISTS (
        SELECT 1 FROM outlook o
        WHERE o.lead_id = lead.id AND o.first_day <= :day AND o.until_day >= :day
        AND (lead.status = 'won' OR o.man = :all_no OR EXISTS (
            SELECT 1 FROM followup f WHERE f.lead_id = lead.id AND f.state = 'open'))))
ORDER BY id
"""
_REACHABLE = "address IS NOT NULL OR EXISTS (SELECT 1 FROM reach r WHERE r.lead_id = lead.id)"
_ALL = range(1, 2**63)


class StandingLead(NamedTuple):
    """A lead, what it is judged by, its step, and its outlook as it is stored from today on.

    ``reachable``: something is known that it can be reached by.
    """

    lead_id: int
    number: int
    profile: str
    owner: str | None
    reachable: bool
    facts: list[Fact]
    state: State
    step: OpenStep | None
    spans: list[tuple[Any, ...]]

    def with_step(self, step: OpenStep | None) -> "StandingLead":
        """Return the lead with another step, or none."""
        return self._replace(step=step, state=self.state._replace(plan=step and step.plan))


def read_standing(conn: sqlite3.Connection, lead_id: int) -> StandingLead:
    """Return a lead with all that its outlook depends on, but not the outlook itself."""
    core, step = read_core(conn, lead_id), read_open_step(conn, lead_id)
    plan = step and step.plan
    state = State(core.status, core.parked_until, plan, read_override(conn, lead_id))
    facts, reachable = read_facts(conn, lead_id), bool(read_ways(conn, lead_id))
    return StandingLead(
        lead_id, core.number, core.profile, core.owner, reachable, facts, state, step, []
    )


def count_living(conn: sqlite3.Connection) -> int:
    """Return how many leads have an outlook that says more than their status."""
    return int(conn.execute(f"SELECT count(*) FROM lead WHERE {_IN_WORK}").fetchone()[0])


def pick_sample(
    conn: sqlite3.Connection, today: date, every: int, trades: Iterable[str]
) -> list[int]:
    """Return the ids of every so many leads, on another day others, and of all that look wrong.

    ``trades`` are those that there are.
    """
    values = {
        "day": today.isoformat(),
        "every": every,
        "place": today.toordinal() % every,
        "trades": json.dumps([*trades]),
        "all_no": ALL_NO,
    }
    return [row[0] for row in conn.execute(_SAMPLE, values)]


class _Beside:
    """Rows of another table in the order of leads, taken lead by lead."""

    def __init__(self, rows: Iterable[tuple[Any, ...]]) -> None:
        self._groups = groupby(rows, key=itemgetter(0))
        self._now = next(self._groups, None)

    def take(self, lead_id: int) -> list[tuple[Any, ...]]:
        """Return the rows of a lead; leads are asked for in ascending order."""
        if self._now is None or self._now[0] != lead_id:
            return []
        rows = list(self._now[1])
        self._now = next(self._groups, None)
        return rows


def each_standing(
    conn: sqlite3.Connection, today: date, among: str = LIVING, ids: range = _ALL
) -> Iterator[StandingLead]:
    """Yield leads with all that their outlook depends on; ``among`` selects or lists their ids.

    One pass over each table, since a store of 100,000 leads is looked at as a whole. While leads
    are at hand that were not yet yielded, nothing of theirs may be written.
    """
    values = {"day": today.isoformat(), "first": ids.start, "last": ids.stop - 1}

    def beside(columns: str, table: str, where: str, order: str) -> _Beside:
        statement = (
            f'SELECT lead_id, {columns} FROM "{table}" WHERE lead_id IN ({among}) AND {where}'
            f" ORDER BY lead_id, {order}"
        )
        return _Beside(conn.execute(statement, values))

    facts = beside("fact, value, noted_on", "fact", "1", "created_at, uid")
    steps = beside(STEP, "followup", "state = 'open'", "id")
    overrides = _Beside(conn.execute(OVERRIDES.format(leads=among), values))
    spans = beside("*", "outlook", "until_day >= :day", "first_day")
    leads = conn.execute(
        f"SELECT id, number, profile, owner, status, parked_until, {_REACHABLE}"
        f" FROM lead WHERE id IN ({among}) ORDER BY id",
        values,
    )
    for lead_id, number, profile, owner, status, parked, reachable in leads:
        step = next((OpenStep._make(row[1:]) for row in steps.take(lead_id)), None)
        override = next((override_of(row) for row in overrides.take(lead_id)), None)
        until = date.fromisoformat(parked) if parked else None
        noted = [
            Fact(fact, value, date.fromisoformat(on), seq)
            for seq, (_lead, fact, value, on) in enumerate(facts.take(lead_id), start=1)
        ]
        stored = [row[1:] for row in spans.take(lead_id)]
        state = State(status, until, step and step.plan, override)
        yield StandingLead(
            lead_id, number, profile, owner, bool(reachable), noted, state, step, stored
        )
