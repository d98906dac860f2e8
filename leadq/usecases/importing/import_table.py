"""Reads the rows of a table of leads one by one, before anything is done with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from leadq.errors import LeadqError
from leadq.exchange.cells.dates import DateColumn
from leadq.exchange.cells.day_order import Evidence
from leadq.exchange.columns.layout import Layout
from leadq.exchange.tables.table import AnyTable, Remark
from leadq.usecases.desk import Desk
from leadq.usecases.importing.import_order import Imported, reject_row
from leadq.usecases.importing.intake import DATE_FIELDS, Candidate, RowReader
from leadq.usecases.importing.no_leads import NoLeads

Progress = Callable[[int, int], None]
_PROGRESS_ROWS = 200
_LONGEST_DATE = 32
_WORDS_TOLD = 12
_BY_FIGURES = re.compile(r"\s*\d{1,2}[-/.]\d{1,2}[-/.]\d{2}")


def open_dates(
    table: AnyTable, mapping: Mapping[str, str | None], desk: Desk, order: str | None = None
) -> dict[str, DateColumn]:
    """Return the date columns; once 4/5 stands in one, all cells of the table are looked through.

    ``order`` (dmy, mdy, ymd) is what the user says of them.
    """
    file = Evidence()
    places = {
        name: place
        for place, header in enumerate(table.headers)
        if (name := mapping.get(header)) in DATE_FIELDS and name is not None
    }

    @cache
    def look_through() -> None:
        for _line, cells in table.rows():
            for place, cell in enumerate(cells):
                if len(cell) <= _LONGEST_DATE and _BY_FIGURES.match(cell):
                    looks.get(place, look_at_file)(cell)

    columns = {
        name: DateColumn(
            look_through=look_through,
            today=desk.today,
            past=name == "created_on",
            file=file,
            region=desk.region,
            order=order,
        )
        for name in places
    }
    looks = {place: columns[name].look for name, place in places.items()}
    look_at_file = DateColumn(file=file).look
    return columns


def read_candidates(
    table: AnyTable, layout: Layout, reader: RowReader, result: Imported,
    progress: Progress | None,
) -> Iterator[Candidate]:  # fmt: skip
    """Yield the rows that can be taken; the others are noted in ``result``.

    ``progress`` hears bytes read and bytes in all.
    """
    width, no_leads = len(layout.headers), NoLeads(layout.headers)
    for line, cells in table.rows():
        result.rows += 1
        if progress and result.rows % _PROGRESS_ROWS == 0:
            progress(table.position(), table.size)
        try:
            row = layout.gather(cells)
            if not reader.own and no_leads.hold(cells, row):
                result.totals.append(line)
                continue
            candidate = reader.read(row)
            candidate.line = line
            if len(cells) > width and any(cell.strip() for cell in cells[width:]):
                result.longer.append(line)
            yield candidate
        except LeadqError as reason:
            result.rejected.append(reject_row(line, reason))
    result.unread = +reader.unread
    result.notes += reading_remarks(reader)
    if progress:
        progress(table.size, table.size)


def reading_remarks(reader: RowReader) -> list[Remark]:
    """Return what was guessed while reading rows, each with what it was read as."""
    remarks = []
    for name, column in reader.dates.items():
        if column.guessed is None:
            continue
        given, order = column.guessed
        day, header = column.read(given), reader.layout.by_field[name]
        other = "mdy" if order == "dmy" else "dmy"
        params = {"column": header, "given": given, "day": str(day), "other": other}
        remarks.append(Remark("day_order", params))
    for header, rough in reader.rough.items():
        told = {"column": header, "given": rough.given, "day": str(rough.day), "count": rough.count}
        remarks.append(Remark("rough_days", told))
    if restored := reader.reaches.restored:
        first, region = next(iter(restored)), reader.desk.region
        numbers = {"count": restored.total(), "given": first, "region": region}
        remarks.append(Remark("phones_restored", numbers))
    if unknown := reader.unknown_statuses:
        words = [f"{word} ({count})" for word, count in unknown.most_common(_WORDS_TOLD)]
        remarks.append(Remark("status_unknown", {"count": unknown.total(), "words": words}))
    return remarks
