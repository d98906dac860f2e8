"""Imports a table of leads in one transaction; rows that cannot be taken are set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from leadq.domain.outlook import PARKED
from leadq.errors import LeadqError, RefusedError
from leadq.exchange.aliases import COMPUTED, gather, map_headers
from leadq.exchange.csv_read import Table, open_table
from leadq.exchange.dates import DateColumn
from leadq.store.bulk import BulkWriter, NewRow
from leadq.store.unit import Unit
from leadq.usecases.desk import Desk
from leadq.usecases.first_steps import plan_first_steps
from leadq.usecases.intake import DATE_FIELDS, Candidate, RowReader
from leadq.usecases.keys import make_keys

Progress = Callable[[int, int], None]
_BATCH = 1000


@dataclass
class Order:
    """What to import and how; ``mapping`` is what the user says, column to field."""

    file: Path
    mapping: Mapping[str, str] = field(default_factory=dict)
    dry_run: bool = False
    update: bool = False
    strict: bool = False
    encoding: str | None = None
    rejects: Path | None = None
    force: bool = False
    per_day: int = 20


@dataclass(frozen=True)
class Rejected:
    """A row that was not taken: the line it starts on, its cells, and why."""

    line: int
    cells: list[str]
    reason: LeadqError


@dataclass
class Imported:
    """What an import did, or would do. ``columns`` maps each header to its field or None."""

    file: Path
    encoding: str
    delimiter: str
    columns: dict[str, str | None]
    rows: int = 0
    new: int = 0
    known: int = 0
    updated: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    rejected: list[Rejected] = field(default_factory=list)
    rejects_file: Path | None = None
    first_step: date | None = None
    last_step: date | None = None
    landed: bool = True


class _TakenBackError(Exception):
    """Ends the transaction without keeping anything: a dry run, or a strict one with rejects."""


RejectsWriter = Callable[[Imported, Table], Path]


def import_leads(
    desk: Desk, order: Order, write_rejects: RejectsWriter, progress: Progress | None = None
) -> Imported:
    """Import a table: known rows are counted, rows that cannot be taken are handed over.

    ``write_rejects`` keeps the rejected rows and returns where; it runs before anything is
    kept. ``progress`` hears bytes read and bytes in all. Raises LeadqError; then nothing landed.
    """
    table = open_table(order.file, order.encoding)
    mapping = map_headers(table.headers, order.mapping)
    if not {"name", "first_name", "last_name", "company"} & set(mapping.values()):
        raise RefusedError(
            "no_name_column", hint="no_name_column", file=str(order.file),
            columns=", ".join(table.headers),
        )  # fmt: skip
    result = Imported(order.file, table.encoding, table.delimiter, mapping)
    reader = RowReader(desk, mapping, _look_at_dates(table, mapping))
    try:
        with desk.write("import") as unit:
            _take_rows(unit, desk, order, table, reader, result, progress)
            if result.rejected and not order.dry_run:
                result.rejects_file = write_rejects(result, table)
            if order.dry_run or (order.strict and result.rejected):
                raise _TakenBackError
    except _TakenBackError:
        result.landed = False
    return result


def _look_at_dates(table: Table, mapping: Mapping[str, str | None]) -> dict[str, DateColumn]:
    """Look through the date columns once, so that 4/5 is read as the whole column is."""
    places = {
        name: place
        for place, header in enumerate(table.headers)
        if (name := mapping.get(header)) in DATE_FIELDS and name is not None
    }
    columns = {name: DateColumn() for name in places}
    if places:
        for _line, cells in table.rows():
            for name, place in places.items():
                if place < len(cells):
                    columns[name].look(cells[place])
    return columns


def _take_rows(
    unit: Unit, desk: Desk, order: Order, table: Table, reader: RowReader, result: Imported,
    progress: Progress | None,
) -> None:  # fmt: skip
    writer = BulkWriter(unit)
    first_id = writer.first["lead"]
    plans: dict[int, Candidate] = {}
    candidates = _read_rows(table, reader, result, progress)
    while batch := list(islice(candidates, _BATCH)):
        fresh = _sort_out(unit, desk, order, batch, result)
        for place, candidate in enumerate(fresh, start=writer.next["lead"]):
            if candidate.next_on is not None or candidate.fields["status"] == PARKED:
                plans[place] = candidate
        writer.insert_leads(_new_row(desk, candidate) for candidate in fresh)
    days = plan_first_steps(writer, desk, first_id, plans, order.per_day)
    result.first_step, result.last_step = (min(days), max(days)) if days else (None, None)
    result.new = writer.finish()


def _read_rows(
    table: Table, reader: RowReader, result: Imported, progress: Progress | None
) -> Iterator[Candidate]:
    for line, cells in table.rows():
        result.rows += 1
        if progress and result.rows % 200 == 0:
            progress(table.position(), table.size)
        try:
            yield reader.read(gather(table.headers, reader.mapping, cells))
        except LeadqError as reason:
            result.rejected.append(Rejected(line, cells, reason))
    if progress:
        progress(table.size, table.size)


def _sort_out(
    unit: Unit, desk: Desk, order: Order, batch: list[Candidate], result: Imported
) -> list[Candidate]:
    """Return the candidates that are new, to the store and within the batch."""
    fresh: list[Candidate] = []
    seen: set[str] = set()
    for candidate in batch:
        marks = {reach.norm for reach in candidate.reaches} | ({candidate.uid} - {""})
        known = _find_known(unit, candidate)
        if known is None and not marks & seen:
            seen |= marks
            fresh.append(candidate)
            result.statuses[candidate.fields["status"]] += 1
            continue
        result.known += 1
        if known is not None and order.update:
            from leadq.usecases.fill_gaps import fill_gaps

            result.updated += fill_gaps(unit, desk, known, candidate)
    return fresh


def _find_known(unit: Unit, candidate: Candidate) -> int | None:
    found = None
    if candidate.uid:
        found = unit.conn.execute("SELECT id FROM lead WHERE uid = ?", (candidate.uid,)).fetchone()
    for reach in candidate.reaches:
        found = (
            found
            or unit.conn.execute(
                "SELECT lead_id FROM reach WHERE norm = ? ORDER BY lead_id LIMIT 1", (reach.norm,)
            ).fetchone()
        )
    return int(found[0]) if found else None


def _new_row(desk: Desk, candidate: Candidate) -> NewRow:
    facts: list[tuple[str, str, date]] = []
    if candidate.need_by is not None:
        facts.append(("need_by", candidate.need_by.isoformat(), desk.today))
    fields: dict[str, Any] = candidate.fields
    return NewRow(
        fields=fields,
        reaches=candidate.reaches,
        keys=make_keys((fields["name"], fields["company"]), candidate.reaches),
        created_on=min(candidate.created_on or desk.today, desk.today),
        uid=candidate.uid if _is_uid(candidate.uid) else "",
        facts=facts,
    )


def _is_uid(text: str) -> bool:
    from uuid import UUID

    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def unmapped(columns: Mapping[str, str | None]) -> list[str]:
    """Return the columns that are kept in ``extra`` since no field is theirs."""
    return [header for header, name in columns.items() if name is None]


def computed(columns: Mapping[str, str | None]) -> list[str]:
    """Return the columns of leadq's own export that follow from facts and are not read."""
    return [header for header, name in columns.items() if name == COMPUTED]
