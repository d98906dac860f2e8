"""Leads as the rows of a table, straight from what the store has of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any

from leadq.adapters.phones import csv_phone
from leadq.domain.fields import FILED, MASKED, MONIES, REACHES
from leadq.domain.grading.outlook import PARKED
from leadq.exchange.cells.values import join_values
from leadq.store.changes import pack_stamps
from leadq.store.read.read_leads import (
    NO_MAN,
    Reaches,
    build_lead,
    each_chunk,
    in_order_of,
    known_day,
    load_json,
    next_step,
    plain_number,
    read_reached,
)
from leadq.store.read.rows import LeadData
from leadq.usecases.exporting.masking import mask_lead

_NO_JSON = "{}"
"""How a JSON object without anything in it is stored."""
_TAGS_KEPT = 500
_in_order = in_order_of(FILED)
_MONIES = [FILED.index(name) for name in MONIES]
_TOLD = [
    FILED.index(name) for name in (
        *REACHES.values(), "need_by", "tags", "man", "next_by", "next_goal", "parked_until",
        "changed", "extra",
    )
]  # fmt: skip
"""The places of cells that say something else than the store has."""


def each_lead_row(
    conn: sqlite3.Connection, ids: Sequence[int], day: date, mask: bool
) -> Iterator[tuple[Any, ...]]:
    """Yield leads on a day as rows, in the order of FILED and in flat memory."""
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


def _mask_row(row: Any, reaches: Reaches) -> tuple[Any, Reaches]:
    lead: Mapping[str, Any] = mask_lead(build_lead(row, reaches))
    shown = {kind: {row.lead_id: lead[name] or []} for kind, name in REACHES.items()}
    shown["wechat"] = {row.lead_id: [lead["wechat"]] if lead["wechat"] else []}
    # what is masked must never pass for a newer value
    masked = {name: lead[name] for name in MASKED} | {"changed": _NO_JSON, "need_by_at": None}
    return row._replace(**masked, extra=_packer()(lead["extra"])), shown


def _cells(row: Any, reaches: Reaches) -> tuple[Any, ...]:
    phones, emails, wechat = read_reached(row, reaches)
    step = next_step(row)
    cells = list(_in_order(row))
    for place in _MONIES:
        cells[place] = plain_number(cells[place])
    told = (
        phones and join_values([csv_phone((one, _as_e164(one))) for one in phones]),
        emails and join_values(emails),
        wechat,
        known_day(row.need_by), _join_tags(row.tags), row.man or NO_MAN,
        step and step["by"], step and step["goal"],
        # the day of return of a lead that is open again says nothing any more
        row.parked_until if row.status == PARKED else None,
        _stamps(row), None if row.extra == _NO_JSON else row.extra,
    )  # fmt: skip
    for place, cell in zip(_TOLD, told, strict=True):
        cells[place] = cell
    return tuple(cells)


def _stamps(row: Any) -> str | None:
    """Return when fields of a lead were changed; the need-by day is a fact and changes with it."""
    if row.need_by_at is None:
        return None if row.changed == _NO_JSON else str(row.changed)
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
