"""Leads as the rows of a table, straight from what the store has of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any

from leadq.adapters.phones import csv_phone
from leadq.domain.grading.outlook import PARKED
from leadq.exchange.cells.values import join_values
from leadq.store.changes import pack_stamps
from leadq.store.read.read_leads import (
    NO_MAN,
    Reaches,
    build_lead,
    each_chunk,
    known_day,
    load_json,
    next_step,
    plain_number,
)
from leadq.store.read.rows import LeadData, LeadRow
from leadq.usecases.exporting.masking import mask_lead

_NO_JSON = "{}"
"""How a JSON object without anything in it is stored."""
_TAGS_KEPT = 500


def each_lead_row(
    conn: sqlite3.Connection, ids: Sequence[int], day: date, mask: bool
) -> Iterator[tuple[Any, ...]]:
    """Yield leads on a day as rows, in the order of LEAD_COLUMNS and in flat memory."""
    for rows, reaches in each_chunk(conn, ids, day):
        for row in rows:
            yield _cells(*_mask_row(row, reaches)) if mask else _cells(row, reaches)


def each_stamped_lead(
    conn: sqlite3.Connection, ids: Sequence[int], day: date
) -> Iterator[tuple[LeadData, dict[str, str]]]:
    """Yield leads on a day, each with when fields of it were changed, in flat memory."""
    for rows, reaches in each_chunk(conn, ids, day):
        for row in rows:
            yield build_lead(row, reaches), load_json(_stamps(row) or _NO_JSON)


def _mask_row(row: LeadRow, reaches: Reaches) -> tuple[LeadRow, Reaches]:
    lead, key = mask_lead(build_lead(row, reaches)), row.lead_id
    shown = {
        "phone": {key: lead["phones"]},
        "email": {key: lead["emails"]},
        "wechat": {key: [lead["wechat"]] if lead["wechat"] else []},
    }
    extra = _packer()(lead["extra"])
    # what is masked must never pass for a newer value
    masked = row._replace(address=lead["address"], extra=extra, changed=_NO_JSON, need_by_at=None)
    return masked, shown


def _cells(row: LeadRow, reaches: Reaches) -> tuple[Any, ...]:
    key = row.lead_id
    phones, emails = reaches["phone"].get(key), reaches["email"].get(key)
    step = next_step(row)
    return (
        row.number, row.uid, row.name, row.company,
        phones and join_values([csv_phone((one, _as_e164(one))) for one in phones]),
        emails and join_values(emails),
        next(iter(reaches["wechat"].get(key, ())), None),
        row.address, row.region, row.source, row.product, row.profile, row.owner, row.status,
        plain_number(row.budget), known_day(row.need_by), _join_tags(row.tags), row.note,
        row.grade, row.grade_best, row.grade_by, row.holds_until, row.recheck,
        row.man or NO_MAN, row.signals, row.touches, row.created_on, row.last_touch,
        step and step["on"], step and step["by"], step and step["goal"],
        plain_number(row.amount), row.reason,
        # the day of return of a lead that is open again says nothing any more
        row.parked_until if row.status == PARKED else None,
        _stamps(row), None if row.extra == _NO_JSON else row.extra,
    )  # fmt: skip


def _stamps(row: LeadRow) -> str | None:
    """Return when fields of a lead were changed; the need-by day is a fact and changes with it."""
    if row.need_by_at is None:
        return None if row.changed == _NO_JSON else row.changed
    if row.changed == _NO_JSON:
        return f'{{"need_by":"{row.need_by_at}"}}'

    return pack_stamps(json.loads(row.changed) | {"need_by": row.need_by_at})


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
