"""Looks whether a store is sound: its pages, its references, its journal, what is derived in it.

Nothing here writes.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from leadq.domain.grading.facts import Fact
from leadq.domain.grading.grade import Override
from leadq.domain.grading.outlook import Plan, State
from leadq.store.read.sql import OVERRIDES

_MOST = 5
LIVING = (
    "SELECT id FROM lead WHERE status IN ('open', 'won', 'parked') AND id BETWEEN :first AND :last"
)
"""The leads from one id to another whose outlook says more than their status."""
_ALL = range(1, 2**63)


class Content(NamedTuple):
    """What a store or a backup holds; ``last_day`` is the day of its last change, if any."""

    version: int
    leads: int
    last_day: str | None


class StoredLead(NamedTuple):
    """A lead, what it is judged by, the slot of its step, and its outlook as it is stored."""

    lead_id: int
    number: int
    profile: str
    facts: list[Fact]
    state: State
    slot: str | None
    spans: list[tuple[Any, ...]]


def find_problems(conn: sqlite3.Connection, *, full: bool) -> list[str]:
    """Return what SQLite finds wrong, a few things at most; ``full`` looks at indexes too."""
    check = "integrity_check" if full else "quick_check"
    said = [str(row[0]) for row in conn.execute(f"PRAGMA {check}({_MOST})")]
    return [] if said == ["ok"] else said


def count_orphans(conn: sqlite3.Connection) -> int:
    """Return how many rows refer to a row that is not there."""
    return len(conn.execute("PRAGMA foreign_key_check").fetchall())


def read_content(conn: sqlite3.Connection) -> Content:
    """Return what a store of any version holds."""
    (version,) = conn.execute("PRAGMA user_version").fetchone()
    (leads,) = conn.execute("SELECT count(*) FROM lead").fetchone()
    (last_day,) = conn.execute("SELECT max(day) FROM journal").fetchone()
    return Content(version, leads, last_day)


def list_unfindable(conn: sqlite3.Connection) -> list[int]:
    """Return the ids of leads without look-up keys."""
    rows = conn.execute(
        "SELECT l.id FROM lead l LEFT JOIN lookup k ON k.lead_id = l.id"
        " WHERE k.lead_id IS NULL ORDER BY l.id"
    )
    return [row[0] for row in rows]


def count_strays(conn: sqlite3.Connection) -> int:
    """Return how many rows the journal says were made but are gone, or were deleted but stand."""
    tables = conn.execute(
        "SELECT DISTINCT tbl FROM journal"
        " WHERE tbl IN (SELECT t.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c"
        " ON c.name = 'id' WHERE t.type = 'table')"
    ).fetchall()
    return sum(_count_missing(conn, table) + _count_risen(conn, table) for (table,) in tables)


def _count_missing(conn: sqlite3.Connection, table: str) -> int:
    deleted: dict[int, list[int]] = defaultdict(list)
    for row, key in conn.execute(
        "SELECT row_first, max(id) FROM journal"
        " WHERE tbl = ? AND op = 'delete' AND undone = 0 GROUP BY row_first ORDER BY row_first",
        (table,),
    ):
        deleted[0].append(row)
        deleted[1].append(key)
    missing = 0
    for key, first, last, found in conn.execute(
        f'SELECT id, row_first, row_last, (SELECT count(*) FROM "{table}" t'
        " WHERE t.id BETWEEN j.row_first AND j.row_last)"
        " FROM journal j WHERE tbl = ? AND op = 'insert' AND undone = 0",
        (table,),
    ):
        within = slice(bisect_right(deleted[0], first - 1), bisect_right(deleted[0], last))
        # an id may be given out again after its row was deleted
        gone = sum(1 for deletion in deleted[1][within] if deletion > key)
        missing += max(0, last - first + 1 - gone - found)
    return missing


def _count_risen(conn: sqlite3.Connection, table: str) -> int:
    (count,) = conn.execute(
        "SELECT count(*) FROM journal d WHERE tbl = :table AND op = 'delete' AND undone = 0"
        f' AND EXISTS (SELECT 1 FROM "{table}" t WHERE t.id = d.row_first)'
        " AND NOT EXISTS (SELECT 1 FROM journal i WHERE i.tbl = :table AND i.op = 'insert'"
        " AND i.undone = 0 AND i.id > d.id AND i.row_first <= d.row_first"
        " AND i.row_last >= d.row_first)",
        {"table": table},
    ).fetchone()
    return int(count)


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
) -> Iterator[StoredLead]:
    """Yield leads with all that their outlook depends on; ``among`` selects them by their id.

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

    facts = beside("fact, value, noted_on, coalesce(note, ''), id", "fact", "1", "created_at, uid")
    plans = beside("on_day, set_by, set_on, slot", "followup", "state = 'open'", "id")
    overrides = _Beside(conn.execute(OVERRIDES.format(leads=among), values))
    spans = beside("*", "outlook", "until_day >= :day", "first_day")
    leads = conn.execute(
        f"SELECT id, number, profile, status, parked_until FROM lead WHERE id IN ({among})"
        " ORDER BY id",
        values,
    )
    for lead_id, number, profile, status, parked in leads:
        planned = next(iter(plans.take(lead_id)), None)
        state = State(
            status=status,
            parked_until=date.fromisoformat(parked) if parked else None,
            plan=_read_plan(planned) if planned else None,
            override=next((_read_override(row) for row in overrides.take(lead_id)), None),
        )
        noted = [
            Fact(fact, value, date.fromisoformat(on), seq, note, row)
            for seq, (_lead, fact, value, on, note, row) in enumerate(facts.take(lead_id), start=1)
        ]
        stored = [row[1:] for row in spans.take(lead_id)]
        slot = planned[4] if planned else None
        yield StoredLead(lead_id, number, profile, noted, state, slot, stored)


def _read_plan(row: tuple[Any, ...]) -> Plan:
    return Plan(date.fromisoformat(row[1]), row[2], date.fromisoformat(row[3]))


def _read_override(row: tuple[Any, ...]) -> Override:
    return Override(row[1], row[2], date.fromisoformat(row[3]), row[4])
