"""Reads what belongs to leads, for files that leave: in columns, or whole."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from leadq.domain.fields import FILED, MONIES
from leadq.domain.grading.outlook import PARKED
from leadq.store.read.read_leads import NO_MAN, load_json
from leadq.store.read.sql import LEAD_DAY, LEAD_ROW, PROMISE_DAY

Rows = dict[str, list[dict[str, Any]]]
"""Rows whole, by the key of their lead."""
_CHUNK = 120
_WHOLE = "CASE WHEN {0} = CAST({0} AS INTEGER) THEN CAST({0} AS INTEGER) ELSE {0} END"
_ELSEWHERE = {
    "number": "l.number",
    "lead": "l.name",
    "id": "t.uid",
    "lead_id": "l.uid",
    "goal_id": "CASE WHEN t.goal LIKE '@%' THEN substr(t.goal, 2) END",
    "amount": _WHOLE.format("t.amount"),
}
"""Columns of the tables of what belongs to leads that are not columns of theirs in the store."""
BELONGINGS = {
    "reaches": "reach",
    "touches": "touch",
    "followups": "followup",
    "facts": "fact",
    "promises": "promise",
    "contacts": "contact",
    "overrides": "override",
    "purchases": "purchase",
    "complaints": "complaint",
    "outlook": "outlook",
}
"""What belongs to a lead, by its name in an export, and the table it is kept in."""
_INSIDE = frozenset({"id", "lead_id", "live", "after_fact"})
"""Columns that mean something inside one store only."""
_ORDER = {"facts": "t.created_at, t.uid", "outlook": "t.first_day"}
"""In which order rows leave, where it is not the one in which they came here."""
_THESE = "t.lead_id IN (SELECT value FROM json_each(?))"
_FILED = LEAD_ROW | {
    **{name: _WHOLE.format(f"l.{name}") for name in MONIES},
    "man": f"coalesce(nullif(o.man, ''), '{NO_MAN}')",
    "tags": "nullif(l.tags, '[]')",
    "next_by": "CASE WHEN o.next_on IS NOT NULL THEN coalesce(p.\"by\", 'other') END",
    "next_goal": "CASE WHEN o.next_on IS NOT NULL THEN p.goal END",
    # the day of return of a lead that is open again says nothing any more
    "parked_until": f"CASE WHEN {LEAD_ROW['status']} = '{PARKED}' THEN l.parked_until END",
    "changed": "nullif(l.changed, '{}')",
    "extra": "nullif(l.extra, '{}')",
}
"""The fields of a lead as a file has them, its reaches and its need-by day apart."""
_READ = ["lead_id", *(name for name in FILED if name in _FILED and name != "need_by")]
# in the order of the ids: what is joined in front is gone through first
_LEADS = f"""
SELECT {", ".join(map(_FILED.__getitem__, _READ))}
FROM json_each(:leads) w CROSS JOIN lead l ON l.id = w.value {LEAD_DAY}
"""
# for all at once: to sort the few that one lead has is what costs most of reading it
_NEEDED = """
SELECT f.lead_id, nullif(f.value, 'unknown'), f.created_at FROM fact f
WHERE f.lead_id IN (SELECT value FROM json_each(:leads))
  AND f.fact = 'need_by' AND f.noted_on <= :day
ORDER BY f.noted_on, f.created_at, f.uid
"""
_REACHES = """
SELECT r.lead_id, r.kind, coalesce(nullif(r.e164, ''), r.typed) FROM reach r
WHERE r.lead_id IN (SELECT value FROM json_each(:leads)) ORDER BY r.lead_id, r.id
"""
_STAMPS = "SELECT uid, created_at, updated_at, changed FROM lead WHERE id IN"
_CANCELLED = """
SELECT f.lead_id, f.on_day, f.at_time, f.place, f."by", f.goal, f.updated_at
FROM followup f
WHERE f.state = 'cancelled' AND f.on_day >= :day AND NOT EXISTS
  (SELECT 1 FROM followup o WHERE o.lead_id = f.lead_id AND o.state = 'open')
ORDER BY f.id
"""
_DATED = f"""
SELECT uid, text, {PROMISE_DAY}, updated_at FROM promise p
WHERE lead_id = ? AND state = 'open' ORDER BY id
"""


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield ids by the hundred.

    Every chunk is read to its end before it is passed on: an open cursor would keep other
    commands from writing for as long as the reader of a pipe takes.
    """
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]


class Filed(NamedTuple):
    """Some leads as files have them: columns by field, among them "lead_id", all equally long.

    Neither are tags and goals put in words. ``reached``: ids, kinds, and the numbers or names;
    ``needed``: by id the day it needs the product by, if that is known, and when that was noted.
    """

    columns: dict[str, Sequence[Any]]
    reached: list[tuple[int, str, str]]
    needed: dict[int, tuple[str | None, str]]


def each_filed(conn: sqlite3.Connection, ids: Sequence[int], day: date) -> Iterator[Filed]:
    """Yield leads by the hundred as they stand on a day, in the order given."""
    for chunk in _chunks(ids):
        params = {"leads": str(list(chunk)), "day": day.isoformat()}
        needed = {row[0]: row[1:] for row in conn.execute(_NEEDED, params)}
        reached = conn.execute(_REACHES, params).fetchall()
        rows = conn.execute(_LEADS, params).fetchall()
        columns = zip(*rows, strict=True) if rows else [()] * len(_READ)
        yield Filed(dict(zip(_READ, columns, strict=True)), reached, needed)


def each_belonging(
    conn: sqlite3.Connection, what: str, columns: Sequence[str], ids: Sequence[int]
) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of one kind that belong to leads, in the columns of its table."""
    names = ", ".join(_ELSEWHERE.get(column, f't."{column}"') for column in columns)
    for chunk in _chunks(ids):
        yield from conn.execute(
            f"SELECT {names} FROM {BELONGINGS[what]} t JOIN lead l ON l.id = t.lead_id"
            f" WHERE {_THESE} ORDER BY l.number, {_ORDER.get(what, 't.id')}",
            (json.dumps(chunk),),
        ).fetchall()


def list_facts_of(conn: sqlite3.Connection, ids: Sequence[int]) -> list[str]:
    """Return the ids of the facts that were noted of some leads."""
    found: dict[str, None] = {}
    for chunk in _chunks(ids):
        rows = conn.execute(
            f"SELECT DISTINCT t.fact FROM fact t WHERE {_THESE} AND t.value <> 'unknown'",
            (json.dumps(chunk),),
        )
        found |= dict.fromkeys(row[0] for row in rows)
    return list(found)


def each_facts_in_force(
    conn: sqlite3.Connection, ids: Sequence[int], day: date
) -> Iterator[dict[str, str]]:
    """Yield the facts in force of leads on a day, in the order given; the unknown are left out."""
    for chunk in _chunks(ids):
        rows = conn.execute(
            f"SELECT t.lead_id, t.fact, t.value FROM fact t WHERE {_THESE} AND t.noted_on <= ?"
            " ORDER BY t.noted_on, t.created_at, t.uid",
            (json.dumps(chunk), day.isoformat()),
        ).fetchall()
        known: dict[int, dict[str, str]] = {}
        for lead_id, fact, value in rows:
            known.setdefault(lead_id, {})[fact] = value
        for lead_id in chunk:
            told = known.get(lead_id, {})
            yield {fact: value for fact, value in told.items() if value != "unknown"}


def count_belonging(conn: sqlite3.Connection, what: str, ids: Sequence[int]) -> int:
    """Return how many rows of one kind belong to leads."""
    query = f"SELECT count(*) FROM {BELONGINGS[what]} t WHERE {_THESE}"
    return int(conn.execute(query, (json.dumps(ids),)).fetchone()[0])


def each_whole_chunk(
    conn: sqlite3.Connection, ids: Sequence[int]
) -> Iterator[tuple[Sequence[int], dict[str, dict[str, Any]], dict[str, Rows]]]:
    """Yield leads by the hundred: ids, their stamps by key, all that belongs to them by kind."""
    for chunk in _chunks(ids):
        rows = conn.execute(f"{_STAMPS} (SELECT value FROM json_each(?))", (json.dumps(chunk),))
        stamps = {
            uid: {"created_at": created, "updated_at": updated, "changed": load_json(changed)}
            for uid, created, updated, changed in rows
        }
        yield chunk, stamps, {what: _whole_rows(conn, what, chunk) for what in BELONGINGS}


def _whole_rows(conn: sqlite3.Connection, what: str, chunk: Sequence[int]) -> Rows:
    """Return rows whole; keys that travel take the place of others."""
    rows = conn.execute(
        f"SELECT l.uid, t.* FROM {BELONGINGS[what]} t JOIN lead l ON l.id = t.lead_id"
        f" WHERE {_THESE} ORDER BY t.lead_id, {_ORDER.get(what, 't.id')}",
        (json.dumps(chunk),),
    )
    names = [column[0] for column in rows.description][1:]
    kept = [place for place, name in enumerate(names) if name not in _INSIDE]
    found: Rows = {}
    for lead_uid, *values in rows:
        row = {"id" if names[place] == "uid" else names[place]: values[place] for place in kept}
        found.setdefault(lead_uid, []).append(row)
    return found


def read_step_change(conn: sqlite3.Connection, lead_id: int) -> str | None:
    """Return when the open follow-up of a lead was last changed (UTC), if there is one."""
    query = "SELECT max(updated_at) FROM followup WHERE lead_id = ? AND state = 'open'"
    found: str | None = conn.execute(query, (lead_id,)).fetchone()[0]
    return found


def read_cancelled_steps(
    conn: sqlite3.Connection, day: date
) -> dict[int, tuple[str, str | None, str | None, str, str, str]]:
    """Return by lead the last step that was called off, of those for a day or later.

    Leads that have a step again are left out: theirs has taken its place. Each is day, time,
    place, channel, goal, and when it was called off (UTC).
    """
    rows = conn.execute(_CANCELLED, {"day": day.isoformat()})
    return {lead_id: tuple(step) for lead_id, *step in rows}


def read_dated_promises(conn: sqlite3.Connection, lead_id: int) -> list[tuple[str, str, str, str]]:
    """Return key, words, day and last change (UTC) of the open promises."""
    return conn.execute(_DATED, (lead_id,)).fetchall()
