"""Many new leads at once, as plain tuples: an import's."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import count, groupby
from operator import itemgetter
from typing import Any, NamedTuple

from leadq.domain.fields import PLAIN
from leadq.domain.followup.schedule import Step
from leadq.domain.grading.outlook import Span
from leadq.store.columns import COLUMNS
from leadq.store.numbers import highest_lead
from leadq.store.repo import span_row
from leadq.store.repo_values import ReachValue
from leadq.store.statements import iso_day
from leadq.store.unit import Unit

_LEAD = ("uid", "number", *PLAIN, "parked_until", "tags", "extra", "created_on")
_REACH = ("lead_id", "kind", "typed", "e164", "norm")
_LOOKUP = ("lead_id", "keys")
_FACT = ("uid", "lead_id", "fact", "value", "noted_on")
_FOLLOWUP = ("uid", "lead_id", "on_day", "by", "goal", "set_by", "slot", "at_time")
_EACH = """
SELECT l.id, l.owner, l.status, l.profile, l.parked_until,
       (SELECT coalesce(group_concat(kind) || ',', '') FROM
          (SELECT DISTINCT kind FROM reach r WHERE r.lead_id = l.id ORDER BY kind))
       || CASE WHEN l.address IS NULL THEN '' ELSE 'address' END,
       l.created_on, f.fact, f.value, f.noted_on
FROM lead l LEFT JOIN fact f ON f.lead_id = l.id
WHERE l.id >= ? ORDER BY l.created_on DESC, l.id, f.created_at, f.uid
"""
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


def plan_rows(
    step: Step | None, set_by: str, slot: str | None, spans: Iterable[Span], at_time: str = ""
) -> PlanRows:
    """Return what leads with the same first step and outlook have in common; None for no step."""
    columns = step and (iso_day(step.on), step.by, step.goal, set_by, slot, at_time or None)
    return PlanRows(columns, [span_row(0, span)[1:] for span in spans])


def each_new(
    conn: sqlite3.Connection, first_id: int
) -> Iterator[tuple[int, str | None, str, str, str | None, str, tuple[tuple[str, str, str], ...]]]:
    """Yield leads from an id on, newest first: id, owner, status, trade, day of return, ways and
    facts.

    Ways are the kinds a lead can be reached by, as "phone,address"; a fact is its id, value, day.
    """
    for (*lead, _day), rows in groupby(
        conn.execute(_EACH, (first_id,)), itemgetter(0, 1, 2, 3, 4, 5, 6)
    ):
        yield *lead, tuple(row[7:] for row in rows if row[7] is not None)


def each_owner(conn: sqlite3.Connection, first_id: int) -> Iterator[tuple[int, str | None]]:
    """Yield leads from an id on and whose they are."""
    yield from conn.execute("SELECT id, owner FROM lead WHERE id >= ?", (first_id,))


def insert_leads(unit: Unit, rows: Sequence[NewRow]) -> range:
    """Insert leads with their ways to reach them, look-up keys and facts; return their ids.

    Their numbers go on from the highest there is.
    """
    number = highest_lead(unit.conn)[1] + 1
    ids = unit.insert_many("lead", _LEAD, list(map(partial(_lead, unit), count(number), rows)))
    found = [(key, *reach) for key, row in zip(ids, rows, strict=True) for reach in row.reaches]
    unit.insert_many("reach", _REACH, found)
    unit.insert_many("lookup", _LOOKUP, list(zip(ids, [row.keys for row in rows], strict=True)))
    facts = [
        (unit.new_uid(), key, fact, value, iso_day(on))
        for key, row in zip(ids, rows, strict=True)
        for fact, value, on in row.facts
    ]
    unit.insert_many("fact", _FACT, facts)
    return ids


def _lead(unit: Unit, number: int, row: NewRow) -> tuple[Any, ...]:
    fields = row.fields
    parked, tags = fields["parked_until"], fields["tags"]
    return (
        row.uid or unit.new_uid(), number, *map(fields.get, PLAIN),
        parked and iso_day(parked), _encode(tags) if tags else "[]",
        pack_extra(fields["extra"]), iso_day(row.created_on),
    )  # fmt: skip


def insert_plans(unit: Unit, plans: Sequence[tuple[int, PlanRows]]) -> None:
    """Insert first steps, where there are some, and outlooks of leads that were inserted before."""
    steps = [(unit.new_uid(), key, *plan.step) for key, plan in plans if plan.step is not None]
    unit.insert_many("followup", _FOLLOWUP, steps, {"set_on": iso_day(unit.today)})
    spans = [(key, *span) for key, plan in plans for span in plan.spans]
    unit.insert_many("outlook", COLUMNS["outlook"], spans)


def pack_extra(extra: Mapping[str, Any]) -> str:
    """Return an object as JSON; each text by itself, which takes a third of all at once."""
    try:
        pairs = [f"{_encode_text(name)}: {_encode_text(value)}" for name, value in extra.items()]
    except TypeError:  # not a text
        return _encode(extra)
    return f"{{{', '.join(pairs)}}}"
