"""Leads as the rows of a table, straight from what the store has of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any

from leadq.adapters.phones import csv_phone
from leadq.domain.fields import FILED, REACHES
from leadq.domain.followup.goals import goal_for
from leadq.domain.grading.outlook import PARKED
from leadq.exchange.cells.values import escape_value, join_values
from leadq.store.changes import pack_stamps
from leadq.store.read.read_export import each_filed
from leadq.store.read.read_leads import build_lead, each_chunk, each_lead, load_json
from leadq.store.read.rows import LeadData
from leadq.usecases.exporting.masking import mask_lead

_NO_JSON = "{}"
"""How a JSON object without anything in it is stored."""
_TAGS_KEPT, _GOALS_KEPT = 500, 1000
_OF_GOAL = "next_goal", "profile", "man"
_NEVER = None, None


def each_lead_row(
    conn: sqlite3.Connection, ids: Sequence[int], day: date, word: Callable[[str], str]
) -> Iterator[Sequence[Any]]:
    """Yield leads on a day as rows, in the order of FILED and in flat memory.

    ``word`` puts a goal of the program in words.
    """
    goals = lru_cache(_GOALS_KEPT)(lambda *stored: word(goal_for(*stored)))
    for filed in each_filed(conn, ids, day):
        columns, lead_ids = filed.columns, filed.columns["lead_id"]
        for name, joined in zip(REACHES.values(), _join_reached(filed.reached), strict=True):
            columns[name] = [*map(joined.get, lead_ids)]
        needed = [filed.needed.get(lead_id, _NEVER) for lead_id in lead_ids]
        columns["need_by"] = [need_by for need_by, _at in needed]
        columns["changed"] = [
            _stamps(changed or _NO_JSON, at) if at else changed
            for changed, (_need_by, at) in zip(columns["changed"], needed, strict=True)
        ]
        columns["tags"] = [tags and _join_tags(tags) for tags in columns["tags"]]
        columns["next_goal"] = [
            goals(goal, profile, man) if goal and goal[0] == "@" else goal
            for goal, profile, man in zip(*map(columns.__getitem__, _OF_GOAL), strict=True)
        ]
        yield from zip(*map(columns.__getitem__, FILED), strict=True)


def each_masked_row(
    conn: sqlite3.Connection, ids: Sequence[int], day: date
) -> Iterator[Sequence[Any]]:
    """Yield the same rows, in which it is hidden how somebody is reached, goals as stored."""
    return map(_masked_cells, each_lead(conn, ids, day))


def each_stamped_lead(
    conn: sqlite3.Connection, ids: Sequence[int], day: date
) -> Iterator[tuple[LeadData, dict[str, str]]]:
    """Yield leads on a day, each with when fields of it were changed, in flat memory."""
    for rows, reaches in each_chunk(conn, ids, day):
        for row in rows:
            yield build_lead(row, reaches), load_json(_stamps(row.changed, row.need_by_at))


def _masked_cells(found: LeadData) -> tuple[Any, ...]:
    """Return a lead as a row in which it is hidden how somebody is reached.

    It has no stamps: what is masked must never pass for a newer value.
    """
    lead = mask_lead(found)
    step = lead["next"] or {"on": None, "by": None, "goal": None}
    shown = lead | {
        "phones": join_values(map(_phone, lead["phones"])),
        "emails": join_values(lead["emails"]),
        "tags": join_values(lead["tags"]),
        **{f"next_{key}": step[key] for key in ("on", "by", "goal")},
        "parked_until": lead["parked_until"] if lead["status"] == PARKED else None,
        "changed": None,
        "extra": _packer()(lead["extra"]) if lead["extra"] else None,
    }
    return tuple(map(shown.__getitem__, FILED))


def _join_reached(reached: Iterable[tuple[int, str, str]]) -> Sequence[dict[int, str]]:
    """Return one cell for the phones of each lead, one for its emails, one for its WeChat name."""
    phones: dict[int, str] = {}
    emails: dict[int, str] = {}
    wechats: dict[int, str] = {}
    for lead_id, kind, value in reached:
        if kind == "wechat":
            wechats.setdefault(lead_id, value)
            continue
        cells, cell = (phones, _phone(value)) if kind == "phone" else (emails, value)
        if cell:
            cell = escape_value(cell)
            cells[lead_id] = f"{cells[lead_id]}; {cell}" if lead_id in cells else cell
    return phones, emails, wechats


def _stamps(changed: str, need_by_at: str | None) -> str:
    """Return when fields of a lead were changed; the need-by day is a fact and changes with it."""
    if need_by_at is None:
        return changed
    if changed == _NO_JSON:
        return f'{{"need_by":"{need_by_at}"}}'
    return pack_stamps(json.loads(changed) | {"need_by": need_by_at})


def _phone(phone: str) -> str:
    """Return a number in a table's form; typed with a plus and more than digits, it stays so."""
    is_e164 = phone[:1] == "+" and phone[1:].isdecimal()
    return csv_phone((phone, phone if is_e164 else None))


@lru_cache(_TAGS_KEPT)
def _join_tags(tags: str) -> str:
    return join_values(load_json(tags))


@cache
def _packer() -> Callable[[Any], str]:
    """Return what writes JSON; made once, since it takes longer to make than to use."""
    return json.JSONEncoder(ensure_ascii=False).encode
