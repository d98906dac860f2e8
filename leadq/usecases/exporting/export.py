"""Gathers what is to leave the store: leads, what belongs to them, or everything."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from leadq.exchange.cards.vcf import Card
from leadq.exchange.columns.columns import BELONGING_COLUMNS, LEAD_COLUMNS
from leadq.store.read.read_leads import Filter, each_lead, find_leads, load_json
from leadq.store.read.rows import LeadData
from leadq.usecases.desk import Desk
from leadq.usecases.exporting.export_rows import each_lead_row, each_stamped_lead
from leadq.usecases.exporting.masking import mask_lead, mask_record, mask_rows
from leadq.usecases.keys import fold_filter

_CHUNK = 500
_ELSEWHERE = {
    "number": "l.number",
    "lead": "l.name",
    "id": "t.uid",
    "lead_id": "l.uid",
    "goal_id": "CASE WHEN t.goal LIKE '@%' THEN substr(t.goal, 2) END",
    "amount": (
        "CASE WHEN t.amount = CAST(t.amount AS INTEGER) THEN CAST(t.amount AS INTEGER)"
        " ELSE t.amount END"
    ),
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
    "outlook": "outlook",
}
"""What belongs to a lead, by its name in an export of everything, and the table it is kept in."""
_INSIDE = frozenset({"id", "lead_id", "live", "after_fact"})
"""Columns that mean something inside one store only."""
_FACT_KEY = "(SELECT uid FROM fact WHERE fact.id = t.after_fact) AS after_fact_id"


@dataclass(frozen=True)
class Sheet:
    """One table that leaves: its columns and its rows, in flat memory."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


def open_sheet(
    conn: sqlite3.Connection, desk: Desk, what: str, wanted: Filter, mask: bool = False
) -> Sheet:
    """Return a table of the leads that pass a filter, or of what belongs to them.

    ``mask`` hides phones, emails, WeChat names and addresses; not what was typed as free text.
    """
    ids = _find_ids(conn, desk, wanted)
    if what == "leads":
        return Sheet(LEAD_COLUMNS, each_lead_row(conn, ids, desk.today, mask))
    columns = BELONGING_COLUMNS[what]
    rows = _belongings(conn, what, ids)
    return Sheet(columns, mask_rows(columns, rows) if mask else rows)


def find_each_lead(
    conn: sqlite3.Connection, desk: Desk, wanted: Filter, mask: bool = False
) -> Iterator[LeadData]:
    """Yield the leads that pass a filter, in its order; masked as in ``open_sheet``."""
    leads = each_lead(conn, _find_ids(conn, desk, wanted), desk.today)
    return map(mask_lead, leads) if mask else leads


def find_each_stamped(
    conn: sqlite3.Connection, desk: Desk, wanted: Filter
) -> Iterator[tuple[LeadData, dict[str, str]]]:
    """Yield the same leads, each with when fields of it were changed; never masked."""
    return each_stamped_lead(conn, _find_ids(conn, desk, wanted), desk.today)


def _find_ids(conn: sqlite3.Connection, desk: Desk, wanted: Filter) -> list[int]:
    return find_leads(conn, fold_filter(wanted, desk.region), desk.today)


def _chunks(ids: Sequence[int]) -> Iterator[tuple[str, Sequence[int]]]:
    """Yield ids by the hundred with their placeholders.

    Every chunk is read to its end before it is passed on: an open cursor would keep other
    commands from writing for as long as the reader of a pipe takes.
    """
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        yield ", ".join("?" * len(chunk)), chunk


def _belongings(conn: sqlite3.Connection, what: str, ids: list[int]) -> Iterator[tuple[Any, ...]]:
    columns = ", ".join(
        _ELSEWHERE.get(column, f't."{column}"') for column in BELONGING_COLUMNS[what]
    )
    for marks, chunk in _chunks(ids):
        yield from conn.execute(
            f"SELECT {columns} FROM {BELONGINGS[what]} t"
            f" JOIN lead l ON l.id = t.lead_id WHERE t.lead_id IN ({marks})"
            " ORDER BY l.number, t.id",
            chunk,
        ).fetchall()


def each_record(
    conn: sqlite3.Connection, desk: Desk, wanted: Filter, mask: bool = False
) -> Iterator[dict[str, Any]]:
    """Yield every lead whole, with every column of everything that belongs to it.

    Masked as in ``open_sheet``.
    """
    records = _records(conn, desk, _find_ids(conn, desk, wanted))
    return map(mask_record, records) if mask else records


def read_record(conn: sqlite3.Connection, desk: Desk, lead_id: int) -> dict[str, Any]:
    """Return one lead whole, as ``each_record`` does."""
    return next(_records(conn, desk, [lead_id]))


def _records(conn: sqlite3.Connection, desk: Desk, ids: list[int]) -> Iterator[dict[str, Any]]:
    for marks, chunk in _chunks(ids):
        leads = list(each_lead(conn, chunk, desk.today))
        times = "SELECT uid, created_at, updated_at, changed FROM lead WHERE id IN"
        stamps = {row[0]: row[1:] for row in conn.execute(f"{times} ({marks})", chunk)}
        belongings = {what: _whole_rows(conn, what, marks, chunk) for what in BELONGINGS}
        for lead in leads:
            uid = lead["id"]
            if uid not in stamps:
                continue
            created_at, updated_at, changed = stamps[uid]
            yield {
                **lead,
                "created_at": created_at,
                "updated_at": updated_at,
                "changed": load_json(changed),
                **{what: found.get(uid, []) for what, found in belongings.items()},
            }


def _whole_rows(
    conn: sqlite3.Connection, what: str, marks: str, chunk: Sequence[int]
) -> dict[str, list[dict[str, Any]]]:
    """Return rows whole, by the key of their lead; keys that travel take the place of others."""
    more = f", {_FACT_KEY}" if what == "overrides" else ""
    order = "t.first_day" if what == "outlook" else "t.id"
    rows = conn.execute(
        f"SELECT l.uid, t.*{more} FROM {BELONGINGS[what]} t JOIN lead l ON l.id = t.lead_id"
        f" WHERE t.lead_id IN ({marks}) ORDER BY t.lead_id, {order}",
        chunk,
    )
    names = [column[0] for column in rows.description][1:]
    kept = [place for place, name in enumerate(names) if name not in _INSIDE]
    found: dict[str, list[dict[str, Any]]] = {}
    for lead_uid, *values in rows:
        row = {"id" if names[place] == "uid" else names[place]: values[place] for place in kept}
        found.setdefault(lead_uid, []).append(row)
    return found


class Planned(NamedTuple):
    """Something for the calendar: the next step ("followup") or an open "promise" of a lead.

    ``uid`` is the lead's for a step, since a lead has only one, else the promise's own.
    ``words`` is the goal as it is stored, or what was promised.
    """

    kind: str
    uid: str
    lead: LeadData
    on: str
    time: str | None
    place: str | None
    by: str | None
    words: str
    modified: str


def each_planned(
    conn: sqlite3.Connection, desk: Desk, wanted: Filter, mask: bool = False
) -> Iterator[Planned]:
    """Yield the next step and the open promises of the leads that pass a filter.

    Masked as in ``open_sheet``.
    """
    ids = _find_ids(conn, desk, wanted)
    for lead_id, found in zip(ids, each_lead(conn, ids, desk.today), strict=True):
        lead = mask_lead(found) if mask else found
        step = lead["next"]
        if step is not None:
            (modified,) = conn.execute(
                "SELECT max(updated_at) FROM followup WHERE lead_id = ? AND state = 'open'",
                (lead_id,),
            ).fetchone()
            yield Planned(
                "followup", lead["id"], lead, step["on"], step["time"], step["place"], step["by"],
                step["goal"], modified or desk.now.isoformat(),
            )  # fmt: skip
        promises = conn.execute(
            "SELECT uid, text, due_on, updated_at FROM promise"
            " WHERE lead_id = ? AND state = 'open' AND due_on IS NOT NULL ORDER BY id",
            (lead_id,),
        ).fetchall()
        for uid, words, due_on, modified in promises:
            yield Planned("promise", uid, lead, due_on, None, None, None, words, modified)


def each_card(
    conn: sqlite3.Connection, desk: Desk, wanted: Filter, mask: bool = False
) -> Iterator[Card]:
    """Yield the leads that pass a filter as cards of an address book, masked as elsewhere."""
    for lead in find_each_lead(conn, desk, wanted, mask):
        note = f"leadq {lead['number']}"
        yield Card(
            uid=lead["id"],
            name=lead["name"],
            company=lead["company"] or "",
            phones=lead["phones"],
            emails=lead["emails"],
            wechat=lead["wechat"] or "",
            address=lead["address"] or "",
            region=lead["region"] or "",
            note=f"{note}\n{lead['note']}" if lead["note"] else note,
        )
