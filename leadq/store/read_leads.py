"""Reads leads as they stand on a day, and finds them by words or filters."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from leadq.store import sql
from leadq.store.rows import LeadData, NextStep

FOREVER = "9999-12-31"
"""How an open end is written in ``outlook.until_day``."""
EVERYBODY = "all"
"""What is typed for every owner, where none would mean the rep's own leads."""
_CHUNK = 500
_ORDERS = {
    "grade": "o.grade IS NULL, o.grade, o.next_on IS NULL, o.next_on, l.number",
    "next": "o.next_on IS NULL, o.next_on, o.grade IS NULL, o.grade, l.number",
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
    clauses, params = _filter_clauses(wanted)
    if wanted.no_next:
        clauses.append("o.next_on IS NULL")
    statement = sql.FIND.format(
        joins="JOIN lookup k ON k.lead_id = l.id" if wanted.text else "",
        filters="".join(f" AND {clause}" for clause in clauses),
        order=_ORDERS[wanted.sort],
        limit="LIMIT :limit" if wanted.limit else "",
    )
    params |= {"day": day.isoformat(), "limit": wanted.limit}
    return [row[0] for row in conn.execute(statement, params)]


def _filter_clauses(wanted: Filter) -> tuple[list[str], dict[str, Any]]:
    clauses: list[str] = []
    params: dict[str, Any] = {}
    exact = {"source": "l.source", "owner": "l.owner", "profile": "l.profile"}
    for field, column in exact.items():
        if value := getattr(wanted, field):
            clauses.append(f"lower({column}) = lower(:{field})")
            params[field] = value
    if wanted.text:
        found = "instr(k.keys, :text) > 0"
        clauses.append(f"({found} OR instr(k.keys, :digits) > 0)" if wanted.digits else found)
        params |= {"text": wanted.text, "digits": wanted.digits}
    if wanted.statuses:
        clauses.append(f"o.status IN ({_names(params, 'status', wanted.statuses)})")
    if wanted.grades:
        clauses.append(f"coalesce(o.grade, 'none') IN ({_names(params, 'grade', wanted.grades)})")
    if wanted.man:
        clauses.append("o.man = :man")
        params["man"] = wanted.man
    if wanted.tag:
        clauses.append("EXISTS (SELECT 1 FROM json_each(l.tags) WHERE value = :tag)")
        params["tag"] = wanted.tag
    if wanted.region:
        clauses.append(region_clause(params, wanted.region))
    return clauses, params


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
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        found = _read_chunk(conn, chunk, day.isoformat())
        yield from (found[lead_id] for lead_id in chunk if lead_id in found)


def read_lead(conn: sqlite3.Connection, lead_id: int, day: date) -> LeadData:
    """Return one lead as it stands on a day."""
    return next(each_lead(conn, [lead_id], day))


def _read_chunk(conn: sqlite3.Connection, ids: Sequence[int], day: str) -> dict[int, LeadData]:
    params: dict[str, Any] = {}
    leads = _names(params, "lead", ids)

    def rows(statement: str, **more: str) -> Iterator[Any]:
        return conn.execute(statement.format(leads=leads), {**params, **more})

    reaches: dict[int, dict[str, list[str]]] = {}
    for lead_id, kind, typed, e164, _norm in rows(sql.REACHES):
        reaches.setdefault(lead_id, {}).setdefault(kind, []).append(e164 or typed)
    spans: dict[int, list[Any]] = {}
    for span in rows(sql.SPANS, day=day):
        spans.setdefault(span[0], []).append(span)
    plans = {row[0]: row for row in rows(sql.PLANS)}
    touches = {row[0]: row for row in rows(sql.TOUCH_COUNTS, day=day)}
    need_by = dict(rows(sql.NEED_BY, day=day))
    return {
        row[0]: _build_lead(
            row,
            reaches.get(row[0], {}),
            spans.get(row[0], []),
            plans.get(row[0]),
            touches.get(row[0]),
            need_by.get(row[0]),
            day,
        )
        for row in rows(sql.LEADS)
    }


def _build_lead(
    row: Any, reach: dict[str, list[str]], spans: list[Any], plan: Any, touch: Any,
    need_by: str | None, day: str,
) -> LeadData:  # fmt: skip
    now = spans[0] if spans and spans[0][1] <= day else None
    grade, best, by, man, signals, next_on, recheck = (
        now[4:] if now else (None, None, "rule", "???", 0, None, None)
    )
    return {
        "number": row[2],
        "id": row[1],
        "name": row[3],
        "company": row[4],
        "phones": reach.get("phone", []),
        "emails": reach.get("email", []),
        "wechat": next(iter(reach.get("wechat", ())), None),
        "address": row[5],
        "region": row[6],
        "source": row[7],
        "product": row[8],
        "profile": row[9],
        "owner": row[10],
        "status": now[3] if now else row[11],
        "budget": plain_number(row[15]),
        "need_by": None if need_by in (None, "unknown") else need_by,
        "tags": load_json(row[16]),
        "note": row[17],
        "grade": grade,
        "grade_best": best,
        "grade_by": by,
        "holds_until": _holds_until(spans) if now else None,
        "recheck": recheck,
        "man": man,
        "signals": signals,
        "touches": touch[1] if touch else 0,
        "created_on": row[19],
        "last_touch": touch[2] if touch else None,
        "next": _next_step(next_on, plan),
        "extra": load_json(row[18]),
        "amount": plain_number(row[14]),
        "reason": row[13],
        "parked_until": row[12],
    }


def _holds_until(spans: list[Any]) -> str | None:
    """Return the last day on which the grade stays what it is in the first span."""
    until = None
    for span in spans:
        if span[4:7] != spans[0][4:7]:
            return until
        until = span[2]
    return None


def _next_step(next_on: str | None, plan: Any) -> NextStep | None:
    if next_on is None:
        return None
    if plan is None:
        return {"on": next_on, "by": "other", "goal": "", "time": None, "place": None}
    return {"on": next_on, "by": plan[4], "goal": plan[5], "time": plan[2], "place": plan[3]}


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
