"""Bulk writes: rows as plain tuples, one journal record for each range."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from leadq.domain.outlook import Span
from leadq.domain.schedule import Step
from leadq.store.repo import highest_lead, span_row
from leadq.store.repo_values import ReachValue
from leadq.store.unit import Unit

_LEAD = (
    "id", "uid", "number", "name", "company", "address", "region", "source", "product", "profile",
    "owner", "status", "parked_until", "reason", "amount", "budget", "tags", "note", "extra",
    "created_on", "created_at", "updated_at",
)  # fmt: skip
_REACH = ("id", "lead_id", "kind", "typed", "e164", "norm")
_FACT = ("id", "uid", "lead_id", "fact", "value", "noted_on", "owner", "created_at")
_FOLLOWUP = (
    "id", "uid", "lead_id", "on_day", "by", "goal", "set_by", "set_on", "slot", "state", "owner",
    "created_at", "updated_at",
)  # fmt: skip


class NewRow(NamedTuple):
    """A lead to insert: its columns, what it is found by, its facts."""

    fields: dict[str, Any]
    reaches: list[ReachValue]
    keys: str
    created_on: date
    uid: str
    facts: Sequence[tuple[str, str, date]] = ()


class NewPlan(NamedTuple):
    """The first step and the outlook of a lead that was inserted; ``step`` None for none."""

    lead_id: int
    step: Step | None
    set_by: str
    slot: str | None
    spans: Sequence[Span]


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
        self._first: dict[str, int] = {}
        self._next: dict[str, int] = {}

    def _highest(self, table: str) -> int:
        if table == "lead":
            return highest_lead(self.unit.conn)[0]
        row = self.unit.conn.execute(f'SELECT coalesce(max(id), 0) FROM "{table}"').fetchone()
        return int(row[0])

    def _take(self, table: str) -> int:
        if table not in self._next:
            self._first[table] = self._next[table] = self._highest(table) + 1
        self._next[table] += 1
        return self._next[table] - 1

    def insert_leads(self, rows: Iterable[NewRow]) -> list[int]:
        """Insert leads with their ways to reach them, look-up keys and facts; return their ids."""
        leads, reaches, keys, facts = [], [], [], []
        for place, row in enumerate(rows):
            lead_id = self._take("lead")
            leads.append(self._lead(lead_id, place, row))
            reaches += [(self._take("reach"), lead_id, *reach) for reach in row.reaches]
            keys.append((lead_id, row.keys))
            facts += [
                (self._take("fact"), self.unit.new_uid(), lead_id, fact, value, on.isoformat(),
                 self.unit.owner, self.unit.now)
                for fact, value, on in row.facts
            ]  # fmt: skip
        self._insert("lead", _LEAD, leads)
        self._insert("reach", _REACH, reaches)
        self._insert("lookup", ("lead_id", "keys"), keys)
        self._insert("fact", _FACT, facts)
        self.count += len(leads)
        return [lead_id for lead_id, _keys in keys]

    def _lead(self, lead_id: int, place: int, row: NewRow) -> tuple[Any, ...]:
        fields = row.fields
        packed = {
            "id": lead_id,
            "uid": row.uid or self.unit.new_uid(),
            "number": self._number + self.count + place,
            "tags": json.dumps(fields["tags"], ensure_ascii=False),
            "extra": json.dumps(fields["extra"], ensure_ascii=False),
            "parked_until": fields["parked_until"] and fields["parked_until"].isoformat(),
            "created_on": row.created_on.isoformat(),
            "created_at": self.unit.now,
            "updated_at": self.unit.now,
        }
        return tuple(packed[c] if c in packed else fields.get(c) for c in _LEAD)

    def insert_plans(self, plans: Iterable[NewPlan]) -> None:
        """Insert first steps and outlooks of leads that were inserted before."""
        steps, spans = [], []
        for plan in plans:
            if plan.step is not None:
                step = plan.step
                steps.append((
                    self._take("followup"), self.unit.new_uid(), plan.lead_id,
                    step.on.isoformat(), step.by, step.goal, plan.set_by,
                    self.unit.today.isoformat(), plan.slot, "open",
                    self.unit.owner, self.unit.now, self.unit.now,
                ))  # fmt: skip
            spans += [span_row(plan.lead_id, span) for span in plan.spans]
        self._insert("followup", _FOLLOWUP, steps)
        self.unit.conn.executemany(f"INSERT INTO outlook VALUES ({', '.join('?' * 12)})", spans)

    def _insert(self, table: str, columns: Sequence[str], rows: list[tuple[Any, ...]]) -> None:
        names = ", ".join(f'"{column}"' for column in columns)
        marks = ", ".join("?" * len(columns))
        self.unit.conn.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)

    def close_ranges(self) -> None:
        """Journal what was inserted; the next rows go on from the highest id there is then.

        So a change of a row just inserted is journalled after the insert, and undone before it.
        """
        for table, first in self._first.items():
            self.unit.note_range("insert", table, first, self._next[table] - 1)
        self._first.clear()
        self._next.clear()
