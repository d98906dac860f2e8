"""Reads leads as they stand on a day, and finds them by words or filters."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple, cast

from leadq.domain.fields import FIELDS, MONIES, PACKED, REACHES, STAMPS
from leadq.domain.followup.goals import goal_for
from leadq.store.read import sql
from leadq.store.read.rows import LEAD_ROW, LeadData, LeadRow, NextStep

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
_LONGEST_PART = 8000
# A NUL ends a pattern; no stored text has one.
_LITERAL = str.maketrans({"\0": "\ufffd", **{sign: f"[{sign}]" for sign in "*?["}})
_GRADE, _NEXT = "coalesce(o.grade, 'none')", "coalesce(o.next_on, '9999-12-31')"
"""As in the index outlook_rank, which then needs no sorting: what is missing comes last."""
_ORDERS = {
    "grade": f"{_GRADE}, {_NEXT}, l.number",
    "next": f"{_NEXT}, {_GRADE}, l.number",
    "number": "l.number",
    "name": "l.name, l.number",
    "company": "l.company IS NULL, l.company, l.number",
    "created": "l.created_on DESC, l.number DESC",
    "budget": "l.budget IS NULL, l.budget DESC, l.number",
    "owner": "l.owner IS NULL, l.owner, l.number",
    "status": "o.status, l.number",
}
SORT_FIELDS = tuple(_ORDERS)


class Filter(NamedTuple):
    """Which leads are meant; an empty field filters nothing."""

    text: str = ""
    digits: str = ""
    grades: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ("open",)
    source: str = ""
    owner: str = ""
    tag: str = ""
    profile: str = ""
    man: str = ""
    region: str = ""
    no_next: bool = False
    sort: str = "grade"
    limit: int = 0


def find_leads(conn: sqlite3.Connection, wanted: Filter, day: date) -> list[int]:
    """Return the ids of the leads that pass a filter, in its order.

    ``wanted.text`` must already be in the form of the look-up keys, ``wanted.digits`` are those
    of the phone that it can be read as; "none" among the grades stands for leads without one.
    """
    first = "span" if wanted.sort in ("grade", "next", "status") else "lead"
    ends = f"ORDER BY {_ORDERS[wanted.sort]}{' LIMIT :limit' if wanted.limit else ''}"
    return [row[0] for row in _find(conn, wanted, day, "l.id", first, ends)]


def count_leads(conn: sqlite3.Connection, wanted: Filter, day: date) -> int:
    """Return how many leads pass a filter, whatever its limit."""
    # the index of the list leads to a grade; a look at every lead goes through the leads
    found = _find(conn, wanted, day, "count(*)", "span" if wanted.grades else "lead")
    return int(found.fetchone()[0])


def _find(
    conn: sqlite3.Connection, wanted: Filter, day: date, what: str, first: str, order: str = ""
) -> sqlite3.Cursor:
    """Run the search for leads; ``first`` is the table it goes through, unless a text is given."""
    clauses, params = _filter_clauses(wanted)
    if wanted.no_next:
        clauses.append("o.next_on IS NULL")
    statement = sql.FIND.format(
        what=what,
        tables=sql.FIND_IN["key" if wanted.text else first],
        filters="".join(f" AND {clause}" for clause in clauses),
        order=order,
    )
    return conn.execute(statement, params | {"day": day.isoformat(), "limit": wanted.limit})


def _filter_clauses(wanted: Filter) -> tuple[list[str], dict[str, Any]]:
    clauses: list[str] = []
    params: dict[str, Any] = {}
    exact = {"source": "l.source", "owner": "l.owner", "profile": "l.profile"}
    for field, column in exact.items():
        if value := getattr(wanted, field):
            clauses.append(f"lower({column}) = lower(:{field})")
            params[field] = value
    if wanted.text:
        found = "k.keys GLOB :text"
        clauses.append(f"({found} OR k.keys GLOB :digits)" if wanted.digits else found)
        params |= {"text": part_pattern(wanted.text), "digits": part_pattern(wanted.digits)}
    if wanted.statuses == ("open",):
        # as the index has it: a parameter could be anything
        clauses.append("o.status = 'open'")
    elif wanted.statuses:
        clauses.append(f"o.status IN ({_names(params, 'status', wanted.statuses)})")
    if wanted.grades:
        clauses.append(f"{_GRADE} IN ({_names(params, 'grade', wanted.grades)})")
    if wanted.man:
        clauses.append("o.man = :man")
        params["man"] = wanted.man
    if wanted.tag:
        clauses.append("EXISTS (SELECT 1 FROM json_each(l.tags) WHERE value = :tag)")
        params["tag"] = wanted.tag
    if wanted.region:
        clauses.append(region_clause(params, wanted.region))
    return clauses, params


def part_pattern(text: str) -> str:
    """Return the pattern of GLOB, twice as fast here as ``instr``, for what holds a text.

    Of a text that is longer than SQLite takes, the beginning has to do.
    """
    return f"*{text[:_LONGEST_PART].translate(_LITERAL)}*"


def region_clause(params: dict[str, Any], region: str) -> str:
    """Return the clause for leads whose region or address contains a text."""
    params["region"] = region.lower()
    return "instr(lower(coalesce(l.region, '') || ' ' || coalesce(l.address, '')), :region) > 0"


def _names(params: dict[str, Any], stem: str, values: Sequence[object]) -> str:
    names = {f"{stem}{i}": value for i, value in enumerate(values)}
    params.update(names)
    return ", ".join(f":{name}" for name in names)


def each_lead(conn: sqlite3.Connection, ids: Sequence[int], day: date) -> Iterator[LeadData]:
    """Yield leads as they stand on a day, in the order given and in flat memory."""
    for rows, reaches in each_chunk(conn, ids, day):
        for row in rows:
            yield build_lead(row, reaches)


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
        reaches: Reaches = {kind: {} for kind in REACHES}
        for lead_id, kind, typed, e164, _norm in conn.execute(_REACHES, params):
            of_kind = reaches[kind]
            if lead_id in of_kind:
                of_kind[lead_id].append(e164 or typed)
            else:
                of_kind[lead_id] = [e164 or typed]
        rows = conn.execute(_LEADS, params)
        by_id = {row[0]: row for row in map(LeadRow._make, rows)}
        yield [by_id[lead_id] for lead_id in chunk if lead_id in by_id], reaches


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


def in_order_of(names: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    """Return what puts a LeadRow in the order of some fields; for one it has not, anything."""
    return itemgetter(*(LEAD_ROW.index(name) if name in LEAD_ROW else 0 for name in names))


_as_shown = in_order_of(_SHOWN)


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
