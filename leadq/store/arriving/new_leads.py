"""Many new leads at once, as plain tuples: an import's."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, groupby, islice, repeat
from operator import itemgetter
from typing import Any, NamedTuple

from leadq.domain.fields import PLAIN
from leadq.domain.grading.outlook import Span
from leadq.store.columns import COLUMNS
from leadq.store.numbers import highest_lead
from leadq.store.repo import span_row
from leadq.store.repo_values import ReachValue
from leadq.store.statements import iso_day
from leadq.store.unit import Unit

_REACH = ("kind", "typed", "e164", "norm")
_FACT = ("uid", "lead_id", "fact", "value")
_STEP = ("by", "goal", "set_by", "slot", "at_time")
_ANY_FACT = "SELECT 1 FROM fact WHERE lead_id >= ? LIMIT 1"
_BARE = """
SELECT l.id, {columns} FROM lead l LEFT JOIN temp.wish w ON w.lead_id = l.id
WHERE l.id >= ? ORDER BY l.id
"""
_COUNT = """
SELECT {columns}, count(*) FROM lead l LEFT JOIN temp.wish w ON w.lead_id = l.id
WHERE l.id >= ? GROUP BY {places}
"""
_EACH = """
SELECT l.id, {columns}, f.fact, f.value, f.noted_on
FROM lead l LEFT JOIN temp.wish w ON w.lead_id = l.id LEFT JOIN fact f ON f.lead_id = l.id
WHERE l.id >= ? ORDER BY l.id, f.created_at, f.uid
"""
_WAYS = """
(SELECT coalesce(group_concat(kind) || ',', '') FROM reach r WHERE r.lead_id = l.id)
|| CASE WHEN l.address IS NULL THEN '' ELSE 'address' END
"""
_PLANNED = f"""
w.on_day, l.owner, l.created_on, w.on_day IS NOT NULL, w."by", w.goal, w.time,
l.status, l.profile, l.parked_until, {_WAYS}
"""
_COUNTED = """
w.on_day, l.owner, CASE WHEN w.on_day IS NULL THEN l.created_on END,
l.status, l.profile, l.parked_until, ''
"""
_COUNTED_COLUMNS, _FACT_COLUMNS = 7, 3
_NO_DAY = date.max.isoformat()
_plain_of = itemgetter(*PLAIN)
_kind_of = itemgetter("owner", "status", "profile", "parked_until")
_encode = json.JSONEncoder(ensure_ascii=False).encode
_encode_text = json.encoder.encode_basestring


class NewLeads(NamedTuple):
    """Leads to insert, by what each has: columns, ways to reach it, look-up keys, day, facts.

    The ``uids`` are keys, "" for a new one; a fact is an id and its value as of today.
    """

    fields: Sequence[Mapping[str, Any]]
    reaches: Sequence[Sequence[ReachValue]]
    keys: Sequence[str]
    created_on: Sequence[date]
    uids: Sequence[str]
    facts: Sequence[Sequence[tuple[str, str]]]


class PlanRows(NamedTuple):
    """A first step and an outlook as columns, without the lead and the day of the step.

    Each span is what stands before the day of its next step, that day (the last one there is for
    the day of the step), and what stands behind it.
    """

    step: tuple[Any, ...] | None
    spans: Sequence[tuple[tuple[Any, ...], str | None, tuple[Any, ...]]]


def plan_rows(step: tuple[Any, ...] | None, spans: Iterable[Span]) -> PlanRows:
    """Return what leads with the same first step and outlook have in common.

    ``step`` is its channel, goal, who set it, its slot and time; None for no step.
    """
    place = COLUMNS["outlook"].index("next_on")
    rows = (span_row(0, span) for span in spans)
    return PlanRows(step, [(row[1:place], row[place], row[place + 1 :]) for row in rows])


def each_new(conn: sqlite3.Connection, first_id: int) -> Iterator[tuple[Any, ...]]:
    """Yield leads from an id on: id, the day that the file has for a step, owner, day of creation.

    Behind them what decides step and outlook: whether the file has a day, its channel, goal and
    time (None without a wish); status, trade, day of return, ways, facts if any lead has some.
    Ways are the kinds a lead can be reached by, as "phone,address"; a fact is its id, value, day.
    """
    return _each(conn, first_id, _PLANNED)


def count_new(conn: sqlite3.Connection, first_id: int) -> Counter[tuple[Any, ...]]:
    """Count leads from an id on by the day that the file has for a step, owner, day of creation.

    That of those that have a day does not matter and is None. Behind them stand status, trade, day
    of return, no ways, and facts where any lead has some.
    """
    if _has_facts(conn, first_id):
        return Counter(row[1:] for row in _each(conn, first_id, _COUNTED))
    places = ", ".join(map(str, range(1, _COUNTED_COLUMNS + 1)))
    query = _COUNT.format(columns=_COUNTED, places=places)
    return Counter({row[:-1]: row[-1] for row in conn.execute(query, (first_id,))})


def kinds_of(leads: NewLeads, days: Iterable[date | None]) -> Iterator[tuple[Any, ...]]:
    """Yield what ``count_new`` would count leads without facts by, ``days`` being the file's."""
    for on, one, created_on in zip(days, leads.fields, leads.created_on, strict=True):
        owner, status, profile, parked = _kind_of(one)
        planned, made = (iso_day(on), None) if on else (None, iso_day(created_on))
        yield planned, owner, made, status, profile, parked and iso_day(parked), ""


def _each(conn: sqlite3.Connection, first_id: int, columns: str) -> Iterator[tuple[Any, ...]]:
    """Return leads by their ids: columns, and the facts behind them where any lead has some."""
    if not _has_facts(conn, first_id):
        return conn.execute(_BARE.format(columns=columns), (first_id,))
    return _with_facts(conn.execute(_EACH.format(columns=columns), (first_id,)))


def _with_facts(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    for _id, group in groupby(rows, itemgetter(0)):
        found = list(group)
        facts = tuple(row[-_FACT_COLUMNS:] for row in found if row[-1] is not None)
        yield (*found[0][:-_FACT_COLUMNS], facts)


def _has_facts(conn: sqlite3.Connection, first_id: int) -> bool:
    return conn.execute(_ANY_FACT, (first_id,)).fetchone() is not None


def insert_leads(unit: Unit, leads: NewLeads) -> range:
    """Insert leads with their ways to reach them, look-up keys and facts; return their ids.

    Their numbers go on from the highest there is.
    """
    ids = unit.insert_columns("lead", _lead_columns(unit, leads))
    owners = chain.from_iterable(map(repeat, ids, map(len, leads.reaches)))
    found = zip(*chain.from_iterable(leads.reaches), strict=True)
    # whoever has a way to be reached has each of its columns
    unit.insert_columns(
        "reach", {"lead_id": list(owners), **dict(zip(_REACH, found, strict=False))}
    )
    unit.insert_columns("lookup", {"lead_id": ids, "keys": leads.keys})
    facts = [
        (unit.new_uid(), key, *fact)
        for key, told in zip(ids, leads.facts, strict=True)
        for fact in told
    ]
    unit.insert_many("fact", _FACT, facts, {"noted_on": iso_day(unit.today)})
    return ids


def _lead_columns(unit: Unit, leads: NewLeads) -> dict[str, Sequence[Any]]:
    """Return the columns of new leads as they are stored."""
    fields, number = leads.fields, highest_lead(unit.conn)[1] + 1
    return {
        "uid": [uid or next(unit.uids) for uid in leads.uids],
        "number": range(number, number + len(fields)),
        **dict(zip(PLAIN, zip(*map(_plain_of, fields), strict=True), strict=bool(fields))),
        "parked_until": [day and iso_day(day) for day in map(itemgetter("parked_until"), fields)],
        "tags": [_encode(tags) if (tags := one["tags"]) else "[]" for one in fields],
        "extra": [pack_extra(extra) if (extra := one["extra"]) else "{}" for one in fields],
        "created_on": list(map(iso_day, leads.created_on)),
    }


def insert_plans(unit: Unit, plans: Sequence[tuple[int, str | None, PlanRows]]) -> None:
    """Insert first steps, where there are some, and outlooks of leads that were inserted before.

    Each is a lead, the day of its step, and the rest of its rows. Time only ever moves a step to an
    earlier day, so that of the day of the step and that of a span the earlier one holds (§5).
    """
    stepped = [(key, on, plan.step) for key, on, plan in plans if plan.step is not None]
    if stepped:
        keys, days, steps = zip(*stepped, strict=True)
        columns: dict[str, Sequence[Any]] = {
            "uid": list(islice(unit.uids, len(stepped))),
            "lead_id": keys,
            "on_day": days,
            **dict(zip(_STEP, zip(*steps, strict=True), strict=True)),
        }
        unit.insert_columns("followup", columns, {"set_on": iso_day(unit.today)})
    spans = [
        (key, *before, next_on and min(on or _NO_DAY, next_on), *behind)
        for key, on, plan in plans
        for before, next_on, behind in plan.spans
    ]
    unit.insert_many("outlook", COLUMNS["outlook"], spans)


def pack_extra(extra: Mapping[str, Any]) -> str:
    """Return an object as JSON; each text by itself, which takes a third of all at once."""
    try:
        pairs = [f"{_encode_text(name)}: {_encode_text(value)}" for name, value in extra.items()]
    except TypeError:  # not a text
        return _encode(extra)
    return f"{{{', '.join(pairs)}}}"
