"""Gathers what is to leave the store: leads, touches, follow-ups, facts, or everything."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from leadq.adapters.phones import csv_phone
from leadq.exchange.columns import LEAD_COLUMNS
from leadq.store.read_leads import Filter, each_lead, find_leads
from leadq.store.rows import LeadData
from leadq.usecases.desk import Desk
from leadq.usecases.keys import fold

TABLES = ("leads", "touches", "followups", "facts")
_COLUMNS = {
    "touches": ("by", "outcome", "on_day", "at_time", "said", "objection", "owner"),
    "followups": (
        "on_day", "at_time", "place", "by", "goal", "set_by", "state", "reason", "owner",
    ),
    "facts": ("fact", "value", "note", "noted_on", "owner"),
    "promises": ("text", "due_on", "state", "owner"),
    "contacts": ("name", "role", "phone", "note", "owner"),
    "overrides": ("grade", "reason", "set_on", "cleared", "owner"),
}  # fmt: skip
_STORED = {
    "touches": "touch",
    "followups": "followup",
    "facts": "fact",
    "promises": "promise",
    "contacts": "contact",
    "overrides": "override",
}
EVERYTHING = (*TABLES, "promises", "contacts", "overrides")


@dataclass(frozen=True)
class Sheet:
    """One table that leaves: its columns and its rows, in flat memory."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


def open_sheet(conn: sqlite3.Connection, desk: Desk, what: str, wanted: Filter) -> Sheet:
    """Return a table of the leads that pass a filter, or of what belongs to them."""
    ids = find_leads(conn, wanted._replace(text=fold(wanted.text)), desk.today)
    if what == "leads":
        return Sheet(LEAD_COLUMNS, map(lead_cells, each_lead(conn, ids, desk.today)))
    columns = ("number", "lead", "id", *_COLUMNS[what])
    return Sheet(columns, _belongings(conn, what, ids))


def lead_cells(lead: LeadData) -> tuple[Any, ...]:
    """Return a lead as the cells of its csv row, in the order of LEAD_COLUMNS."""
    step = lead["next"]
    flat: dict[str, Any] = {
        **lead,
        "phones": [csv_phone((p, p if p.startswith("+") else None)) for p in lead["phones"]],
        "next_on": step and step["on"],
        "next_by": step and step["by"],
        "next_goal": step and step["goal"],
        "extra": _packed(lead["extra"]),
    }
    return tuple(flat[column] for column in LEAD_COLUMNS)


def _packed(extra: dict[str, Any]) -> str | None:
    if not extra:
        return None
    import json

    return json.dumps(extra, ensure_ascii=False)


def _belongings(conn: sqlite3.Connection, what: str, ids: list[int]) -> Iterator[tuple[Any, ...]]:
    columns = ", ".join(f't."{column}"' for column in _COLUMNS[what])
    for lead_id in ids:
        yield from conn.execute(
            f"SELECT l.number, l.name, t.uid, {columns} FROM {_STORED[what]} t"
            " JOIN lead l ON l.id = t.lead_id WHERE t.lead_id = ? ORDER BY t.id",
            (lead_id,),
        )


def each_record(conn: sqlite3.Connection, desk: Desk, wanted: Filter) -> Iterator[dict[str, Any]]:
    """Yield every lead whole, with everything that belongs to it."""
    ids = find_leads(conn, wanted._replace(text=fold(wanted.text)), desk.today)
    for lead_id, lead in zip(ids, each_lead(conn, ids, desk.today), strict=True):
        record: dict[str, Any] = {**lead}
        for what in EVERYTHING[1:]:
            columns = ("id", *_COLUMNS[what])
            rows = _belongings(conn, what, [lead_id])
            record[what] = [dict(zip(columns, row[2:], strict=True)) for row in rows]
        yield record
