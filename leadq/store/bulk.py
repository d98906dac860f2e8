"""Bulk writes: rows as plain tuples, one journal record for each range."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from leadq.domain.followup.schedule import Step
from leadq.domain.grading.outlook import Span
from leadq.store.ids import each_uid
from leadq.store.numbers import highest_lead
from leadq.store.repo import iso_day, span_row
from leadq.store.repo_values import ReachValue
from leadq.store.unit import Unit

_TAKEN = (
    "name", "company", "address", "region", "source", "product", "profile", "owner", "status",
    "reason", "amount", "budget", "note",
)  # fmt: skip
"""Columns of a lead that go into the store as they are."""
_LEAD = ("id", "uid", "number", *_TAKEN, "parked_until", "tags", "extra", "created_on")
_REACH = ("id", "lead_id", "kind", "typed", "e164", "norm")
_LOOKUP = ("lead_id", "keys")
_FACT = ("id", "uid", "lead_id", "fact", "value", "noted_on")
_FOLLOWUP = ("id", "uid", "lead_id", "on_day", "by", "goal", "set_by", "slot")
_OUTLOOK = (
    "lead_id", "first_day", "until_day", "status", "grade", "grade_best", "grade_by", "man",
    "signals", "next_on", "recheck", "live",
)  # fmt: skip
_MOST_MARKS = 4000
"""Values in one statement: many rows at once cost two thirds of one by one, more gain no more."""
_NOTHING: Mapping[str, Any] = {}
_encode = json.JSONEncoder(ensure_ascii=False).encode
_encode_text = json.encoder.encode_basestring


class NewRow(NamedTuple):
    """A lead to insert: its columns, what it is found by, its facts."""

    fields: dict[str, Any]
    reaches: list[ReachValue]
    keys: str
    created_on: date
    uid: str
    facts: Sequence[tuple[str, str, date]] = ()


class PlanRows(NamedTuple):
    """A first step and an outlook as columns, without those that no two leads share."""

    step: tuple[Any, ...] | None
    spans: Sequence[tuple[Any, ...]]


def plan_rows(step: Step | None, set_by: str, slot: str | None, spans: Iterable[Span]) -> PlanRows:
    """Return what leads with the same first step and outlook have in common; None for no step."""
    columns = step and (iso_day(step.on), step.by, step.goal, set_by, slot)
    return PlanRows(columns, [span_row(0, span)[1:] for span in spans])


class BulkWriter:
    """Inserts many leads in one Unit; ids and numbers go on from the highest there is.

    Whoever writes rows by other means in between calls ``close_ranges`` first.
    """

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        highest, number = highest_lead(unit.conn)
        self.first_lead = highest + 1
        self.count = 0
        self._number = number + 1
        self._uids = each_uid(unit.moment)
        self._first: dict[str, int] = {}
        self._next: dict[str, int] = {}

    def _highest(self, table: str) -> int:
        if table == "lead":
            return highest_lead(self.unit.conn)[0]
        row = self.unit.conn.execute(f'SELECT coalesce(max(id), 0) FROM "{table}"').fetchone()
        return int(row[0])

    def _take(self, table: str, count: int) -> range:
        """Return the next ids of a table and count them as used."""
        if table not in self._next:
            self._first[table] = self._next[table] = self._highest(table) + 1
        first = self._next[table]
        self._next[table] = first + count
        return range(first, first + count)

    def insert_leads(self, rows: Sequence[NewRow]) -> Sequence[int]:
        """Insert leads with their ways to reach them, look-up keys and facts; return their ids."""
        if not rows:
            return ()
        unit, uids = self.unit, self._uids
        ids = self._take("lead", len(rows))
        numbers = range(self._number + self.count, self._number + self.count + len(rows))
        stamps = {"created_at": unit.now, "updated_at": unit.now}
        self._insert("lead", _LEAD, list(map(self._lead, ids, numbers, rows)), stamps)
        found = [(key, *reach) for key, row in zip(ids, rows, strict=True) for reach in row.reaches]
        self._insert_numbered("reach", _REACH, found)
        self._insert("lookup", _LOOKUP, list(zip(ids, [row.keys for row in rows], strict=True)))
        facts = [
            (next(uids), key, fact, value, iso_day(on))
            for key, row in zip(ids, rows, strict=True)
            for fact, value, on in row.facts
        ]
        noted = {"owner": unit.owner, "created_at": unit.now}
        self._insert_numbered("fact", _FACT, facts, noted)
        self.count += len(rows)
        return ids

    def _lead(self, lead_id: int, number: int, row: NewRow) -> tuple[Any, ...]:
        fields = row.fields
        parked, tags = fields["parked_until"], fields["tags"]
        return (
            lead_id, row.uid or next(self._uids), number, *map(fields.get, _TAKEN),
            parked and iso_day(parked), _encode(tags) if tags else "[]",
            _pack(fields["extra"]), iso_day(row.created_on),
        )  # fmt: skip

    def insert_steps(self, plans: Iterable[tuple[int, PlanRows]]) -> None:
        """Insert first steps of leads that were inserted before, where they have one."""
        unit = self.unit
        steps = [(lead_id, plan.step) for lead_id, plan in plans if plan.step is not None]
        named = zip(steps, self._uids, strict=False)
        rows = [(uid, lead_id, *step) for (lead_id, step), uid in named]
        common = {
            "set_on": unit.today.isoformat(), "state": "open", "owner": unit.owner,
            "created_at": unit.now, "updated_at": unit.now,
        }  # fmt: skip
        self._insert_numbered("followup", _FOLLOWUP, rows, common)

    def insert_outlooks(self, plans: Iterable[tuple[int, PlanRows]]) -> None:
        """Insert outlooks of leads that were inserted before."""
        rows = [(lead_id, *span) for lead_id, plan in plans for span in plan.spans]
        self._insert("outlook", _OUTLOOK, rows)

    def _insert_numbered(
        self, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]],
        common: Mapping[str, Any] = _NOTHING,
    ) -> None:  # fmt: skip
        if rows:
            ids = self._take(table, len(rows))
            numbered = [(key, *row) for key, row in zip(ids, rows, strict=True)]
            self._insert(table, columns, numbered, common)

    def _insert(
        self, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]],
        common: Mapping[str, Any] = _NOTHING,
    ) -> None:  # fmt: skip
        """Insert rows, many in one statement: powers of two, so that few statements serve all.

        ``common`` are columns in which all of them have the same.
        """
        conn = self.unit.conn
        marks = min(_MOST_MARKS, conn.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER))
        most = max(1, (marks - len(common)) // len(columns))
        same, names = tuple(common.values()), (*common, *columns)
        start = 0
        while start < len(rows):
            count = 1 << min(most, len(rows) - start).bit_length() - 1
            values = chain.from_iterable(rows[start : start + count])
            conn.execute(_insertion(table, names, len(same), count), (*same, *values))
            start += count

    def close_ranges(self) -> None:
        """Journal what was inserted; the next rows go on from the highest id there is then.

        So a change of a row just inserted is journalled after the insert, and undone before it.
        """
        for table, first in self._first.items():
            self.unit.note_range("insert", table, first, self._next[table] - 1)
        self._first.clear()
        self._next.clear()


def _pack(extra: Mapping[str, Any]) -> str:
    """Return an object as JSON; each text by itself, which takes a third of all at once."""
    try:
        pairs = [f"{_encode_text(name)}: {_encode_text(value)}" for name, value in extra.items()]
    except TypeError:  # not a text
        return _encode(extra)
    return f"{{{', '.join(pairs)}}}"


@lru_cache(maxsize=128)
def _insertion(table: str, columns: tuple[str, ...], same: int, count: int) -> str:
    """Return the statement that inserts so many rows, the first ``same`` columns in all alike."""
    names = ", ".join(f'"{column}"' for column in columns)
    common = [f"?{place}" for place in range(1, same + 1)]
    own = len(columns) - same
    rows = (
        common + [f"?{place}" for place in range(first, first + own)]
        for first in range(same + 1, same + 1 + count * own, own)
    )
    values = ", ".join(f"({', '.join(row)})" for row in rows)
    return f'INSERT INTO "{table}" ({names}) VALUES {values}'
