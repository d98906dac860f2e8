"""Reads the rows of a table of leads one by one, before anything is done with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache

from leadq.errors import LeadqError
from leadq.exchange.cells.dates import DateColumn
from leadq.exchange.columns.layout import Layout
from leadq.exchange.tables.table import AnyTable
from leadq.usecases.importing.import_order import Imported, reject_row
from leadq.usecases.importing.intake import DATE_FIELDS, Candidate, RowReader
from leadq.usecases.importing.total_rows import is_total

Progress = Callable[[int, int], None]
_PROGRESS_ROWS = 200


def open_dates(
    table: AnyTable, mapping: Mapping[str, str | None], today: date
) -> dict[str, DateColumn]:
    """Return the date columns; one in which 4/5 stands is looked through, all of them at once."""
    places = {
        name: place
        for place, header in enumerate(table.headers)
        if (name := mapping.get(header)) in DATE_FIELDS and name is not None
    }

    @cache
    def look_through() -> None:
        for _line, cells in table.rows():
            for look, place in looks:
                if place < len(cells) and (text := cells[place]):
                    look(text)

    columns = {
        name: DateColumn(look_through=look_through, today=today, past=name == "created_on")
        for name in places
    }
    looks = [(columns[name].look, place) for name, place in places.items()]
    return columns


def read_candidates(
    table: AnyTable, layout: Layout, reader: RowReader, result: Imported,
    progress: Progress | None,
) -> Iterator[Candidate]:  # fmt: skip
    """Yield the rows that can be taken; the others are noted in ``result``.

    ``progress`` hears bytes read and bytes in all.
    """
    width = len(layout.headers)
    for line, cells in table.rows():
        result.rows += 1
        if progress and result.rows % _PROGRESS_ROWS == 0:
            progress(table.position(), table.size)
        try:
            row = layout.gather(cells)
            if not reader.own and is_total(cells, row):
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
    if progress:
        progress(table.size, table.size)
