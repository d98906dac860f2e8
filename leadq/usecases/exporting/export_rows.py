"""Leads as the rows of a table, straight from what the store has of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any

from leadq.adapters.phones import csv_phone
from leadq.domain.fields import FILED, REACHES
from leadq.domain.followup.goals import LACKS, goal_for
from leadq.domain.grading.outlook import PARKED
from leadq.exchange.cells.values import join_values
from leadq.store.changes import pack_stamps
from leadq.store.read.read_export import each_filed
from leadq.store.read.read_leads import Reaches, build_lead, each_chunk, each_lead, load_json
from leadq.store.read.rows import LeadData
from leadq.usecases.exporting.masking import mask_lead

_NO_JSON = "{}"
"""How a JSON object without anything in it is stored."""
_TAGS_KEPT = 500
_PHONES, _EMAILS, _WECHAT = map(FILED.index, REACHES.values())
_PROFILE, _TAGS, _MAN = map(FILED.index, ("profile", "tags", "man"))
_GOAL, _CHANGED = map(FILED.index, ("next_goal", "changed"))


def each_lead_row(
    conn: sqlite3.Connection, ids: Sequence[int], day: date, mask: bool
) -> Iterator[Sequence[Any]]:
    """Yield leads on a day as rows, in the order of FILED and in flat memory."""
    if mask:
        yield from map(_masked_cells, each_lead(conn, ids, day))
        return
    for rows, reaches in each_filed(conn, ids, day):
        for row in rows:
            yield _cells(row, reaches)


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
        "phones": _join_phones(lead["phones"]),
        "emails": join_values(lead["emails"]),
        "tags": join_values(lead["tags"]),
        **{f"next_{key}": step[key] for key in ("on", "by", "goal")},
        "parked_until": lead["parked_until"] if lead["status"] == PARKED else None,
        "changed": None,
        "extra": _packer()(lead["extra"]) if lead["extra"] else None,
    }
    return tuple(map(shown.__getitem__, FILED))


def _cells(row: tuple[Any, ...], reaches: Reaches) -> list[Any]:
    lead_id, need_by_at, *cells = row
    if phones := reaches["phone"].get(lead_id):
        cells[_PHONES] = _join_phones(phones)
    if emails := reaches["email"].get(lead_id):
        cells[_EMAILS] = join_values(emails)
    if wechats := reaches["wechat"].get(lead_id):
        cells[_WECHAT] = wechats[0]
    if cells[_TAGS] is not None:
        cells[_TAGS] = _join_tags(cells[_TAGS])
    if (goal := cells[_GOAL]) and cells[_MAN] in LACKS:
        cells[_GOAL] = goal_for(goal, cells[_PROFILE], cells[_MAN])
    if need_by_at is not None:
        cells[_CHANGED] = _stamps(cells[_CHANGED] or _NO_JSON, need_by_at)
    return cells


def _stamps(changed: str, need_by_at: str | None) -> str:
    """Return when fields of a lead were changed; the need-by day is a fact and changes with it."""
    if need_by_at is None:
        return changed
    if changed == _NO_JSON:
        return f'{{"need_by":"{need_by_at}"}}'
    return pack_stamps(json.loads(changed) | {"need_by": need_by_at})


def _join_phones(phones: Sequence[str]) -> str:
    return join_values([csv_phone((one, _as_e164(one))) for one in phones])


def _as_e164(phone: str) -> str | None:
    """Return a normalised number; what was typed with a plus and more than digits is none."""
    return phone if phone.startswith("+") and phone[1:].isdecimal() else None


@lru_cache(_TAGS_KEPT)
def _join_tags(tags: str) -> str:
    return join_values(load_json(tags))


@cache
def _packer() -> Callable[[Any], str]:
    """Return what writes JSON; made once, since it takes longer to make than to use."""
    return json.JSONEncoder(ensure_ascii=False).encode
