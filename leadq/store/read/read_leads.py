"""Reads leads as they stand on a day."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import Any, cast

from leadq.domain.fields import FIELDS, MONIES, PACKED, REACHES, STAMPS
from leadq.domain.followup.goals import goal_for
from leadq.store.read import sql
from leadq.store.read.rows import LeadData, LeadRow, NextStep

Reaches = dict[str, dict[int, list[str]]]
"""How leads are reached: kind, id of the lead, numbers and names in their order."""

FOREVER = "9999-12-31"
"""How an open end is written in ``outlook.until_day``."""
EVERYBODY = "all"
"""What is typed for every owner, where none would mean the rep's own leads."""
NO_MAN = "???"
"""The code of a lead of whom nothing is known on a day."""
_THESE = "SELECT value FROM json_each(:leads)"
_LEADS, _REACHES = sql.LEADS.format(leads=_THESE), sql.REACHES.format(leads=_THESE)
_SHOWN = tuple(field.name for field in FIELDS if field.kind != STAMPS)
_CHUNK = 500


def each_lead(conn: sqlite3.Connection, ids: Sequence[int], day: date) -> Iterator[LeadData]:
    """Yield leads as they stand on a day, in the order given and in flat memory."""
    for rows, reaches in each_chunk(conn, ids, day):
        for row in rows:
            yield build_lead(row, reaches)


def read_by_id(conn: sqlite3.Connection, ids: Sequence[int], day: date) -> dict[int, LeadData]:
    """Return leads as they stand on a day, by their ids; one that is gone is left out."""
    return {
        row.lead_id: build_lead(row, reaches)
        for rows, reaches in each_chunk(conn, ids, day)
        for row in rows
    }


def read_lead(conn: sqlite3.Connection, lead_id: int, day: date) -> LeadData:
    """Return one lead as it stands on a day."""
    return next(each_lead(conn, [lead_id], day))


def each_chunk(
    conn: sqlite3.Connection, ids: Sequence[int], day: date
) -> Iterator[tuple[list[Any], Reaches]]:
    """Yield leads by the hundred as they stand on a day, in the order given, with their reaches.

    Every chunk is read to its end before it is passed on: an open cursor would keep other
    commands from writing for as long as the reader of a pipe takes.
    """
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        # a parameter for each of them would take as long as reading them
        params = {"leads": str(list(chunk)), "day": day.isoformat()}
        reaches = reaches_of_leads(conn, params)
        rows = conn.execute(_LEADS, params)
        by_id = {row[0]: row for row in map(LeadRow._make, rows)}
        yield [by_id[lead_id] for lead_id in chunk if lead_id in by_id], reaches


def reaches_of_leads(conn: sqlite3.Connection, params: Mapping[str, str]) -> Reaches:
    """Return how some leads are reached, whose ids are the parameter ``leads``, as JSON."""
    reaches: Reaches = {kind: {} for kind in REACHES}
    for lead_id, kind, typed, e164, _norm in conn.execute(_REACHES, params):
        of_kind = reaches[kind]
        if lead_id in of_kind:
            of_kind[lead_id].append(e164 or typed)
        else:
            of_kind[lead_id] = [e164 or typed]
    return reaches


def build_lead(row: Any, reaches: Reaches) -> LeadData:
    """Return a lead, of which ``row`` is the LeadRow, in the words of the JSON contract."""
    lead: dict[str, Any] = dict(zip(_SHOWN, _as_shown(row), strict=False))
    for name in MONIES:
        lead[name] = plain_number(lead[name])
    for name in PACKED:
        lead[name] = load_json(lead[name])
    lead["phones"], lead["emails"], lead["wechat"] = read_reached(row, reaches)
    lead["need_by"], lead["man"] = known_day(row.need_by), row.man or NO_MAN
    lead["next"] = next_step(row)
    return cast(LeadData, lead)


def read_reached(row: Any, reaches: Reaches) -> tuple[list[str], list[str], str | None]:
    """Return the phones, emails and WeChat of a lead."""
    key = row.lead_id
    wechat = next(iter(reaches["wechat"].get(key, ())), None)
    return reaches["phone"].get(key, []), reaches["email"].get(key, []), wechat


def next_step(row: Any) -> NextStep | None:
    """Return the next step of a lead; of one that only its outlook knows, no more than the day."""
    on, by = row.next_on, row.next_by
    if on is None:
        return None
    if by is None:
        return {"on": on, "by": "other", "goal": "", "time": None, "place": None}
    goal = goal_for(row.next_goal or "", row.profile, row.man)
    return {"on": on, "by": by, "goal": goal, "time": row.time, "place": row.place}


_as_shown = itemgetter(
    *(LeadRow._fields.index(name) if name in LeadRow._fields else 0 for name in _SHOWN)
)


def known_day(need_by: str | None) -> str | None:
    """Return the day something is needed by; that it is not known yet is no day."""
    return None if need_by == "unknown" else need_by


def plain_number(value: float | None) -> float | int | None:
    """Return a whole amount as int, so that 500000.0 reads 500000."""
    return int(value) if value is not None and value == int(value) else value


def load_json(text: str) -> Any:
    """Parse a JSON column; the common empty ones do not load a parser."""
    if text == "[]":
        return []
    if text == "{}":
        return {}
    import json

    return json.loads(text)
