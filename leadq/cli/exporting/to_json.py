"""JSON for programs, and everything of every lead: what a merge of stores reads."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from leadq.domain.fields import APART_KEYS
from leadq.errors import UsageError
from leadq.exchange.tables.whole_file import write_parts
from leadq.render.parts.data import lead_json
from leadq.render.plain.json_lines import json_line
from leadq.store.read.rows import pick_keys
from leadq.usecases.exporting.export import (
    each_record,
    find_each_lead,
    find_each_stamped,
    open_sheet,
)

if TYPE_CHECKING:
    import sqlite3

    from leadq.cli.exporting.formats import Export
    from leadq.cli.frame.work import Work
    from leadq.store.read.rows import LeadData

USUAL = "leads"


def check(export: Export) -> None:
    """Raise UsageError for an encoding: JSON has but one."""
    if export.encoding:
        raise UsageError("json_is_utf8", hint="json_is_utf8")


def write(export: Export) -> int:
    """Write the records as they are read; return how many there were."""
    with export.work.desk.read() as conn:
        records = _records(export, conn)
        if export.file is not None:
            return write_parts(export.file, _json_parts(records, export.what), export.force) - 1
        plain = not (sys.stdout.encoding or "").lower().startswith("utf")
        parts = _json_parts(records, export.what, plain)
        return sum(1 for part in parts if sys.stdout.write(part)) - 1


def _records(export: Export, conn: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    work, what, wanted, mask = export.work, export.what, export.wanted, export.mask
    if what == "all":
        yield from each_record(conn, work.desk, wanted, mask)
    elif what == "leads" and mask:
        # what is masked must never pass for a newer value
        for lead in find_each_lead(conn, work.desk, wanted, mask):
            yield _lead_record(work, lead)
    elif what == "leads":
        for lead, changed in find_each_stamped(conn, work.desk, wanted):
            yield _lead_record(work, lead) | {"changed": changed}
    else:
        sheet = open_sheet(conn, work.desk, what, wanted, mask)
        for row in sheet.rows:
            yield dict(zip(sheet.columns, row, strict=True))


def _lead_record(work: Work, lead: LeadData) -> dict[str, Any]:
    return lead_json(lead, work.look.own) | pick_keys(lead, APART_KEYS)


def _json_parts(records: Iterable[dict[str, Any]], what: str, plain: bool = False) -> Iterator[str]:
    """Yield a JSON text, one piece for each record and one for the end."""
    before, after = ('{"leads": [', "]}\n") if what == "all" else ("[", "]\n")
    for record in records:
        yield f"{before}\n{json_line(record, plain=plain)}"
        before = ","
    yield f"\n{after}" if before == "," else before + after
