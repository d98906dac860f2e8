"""Workbooks out: real days and numbers, text that no program runs, any number of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any, BinaryIO

from leadq.exchange.columns.own_headers import column_name, sheet_title
from leadq.exchange.workbooks.xlsx_cells import SheetColumns

MOST_ROWS = (1 << 20) - 1
"""How many rows a sheet holds below its column names."""
_SAMPLE = 200
TECHNICAL = frozenset({"id", "lead_id", "goal_id", "changed"})
"""Columns that only leadq has a use for: hidden."""
_PROGRESS_ROWS = 500

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class BookTable:
    """A table that leaves: what it is, its columns, its rows in flat memory, how many they are."""

    what: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Any]]
    count: int


@dataclass
class WrittenBook:
    """What was written: rows by table, characters that had to be replaced, cells that were cut."""

    rows: dict[str, int] = field(default_factory=dict)
    replaced: int = 0
    cut: int = 0


def write_workbook(
    stream: BinaryIO,
    tables: Iterable[BookTable],
    lang: str,
    total: int = 0,
    progress: Progress | None = None,
) -> WrittenBook:
    """Write a workbook with a sheet for each table; a longer table goes on on a second one.

    ``lang`` is the language of titles, column names and the program's own words; ``progress``
    hears rows written and rows in all, which are ``total``. Raises OSError.
    """
    from openpyxl import Workbook

    written = WrittenBook()
    book = Workbook(write_only=True)
    with _finished(book):
        for table in tables:
            done = sum(written.rows.values())
            columns = SheetColumns(table.columns, lang)
            rows = _counted(table.rows, done, total, progress)
            written.rows[table.what] = _write_table(book, table, columns, rows, lang)
            written.replaced += columns.replaced
            written.cut += columns.cut
        _save(book, stream)
    return written


def _save(book: Any, stream: BinaryIO) -> None:
    """Write what openpyxl's own ``save`` would; the archive is closed even where that fails."""
    from zipfile import ZIP_DEFLATED, ZipFile

    from openpyxl.writer.excel import ExcelWriter

    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()


def _write_table(
    book: Any, table: BookTable, columns: SheetColumns, rows: Iterator[Sequence[Any]], lang: str
) -> int:
    names = [column_name(column, lang) for column in table.columns]
    sample = list(islice(rows, _SAMPLE))
    widths = columns.fit_widths(names, sample)
    left = chain(sample, rows)
    count = sheets = 0
    while True:
        sheets += 1
        sheet = book.create_sheet(sheet_title(table.what, lang, sheets))
        _prepare_sheet(sheet, table.columns, widths, min(MOST_ROWS, table.count - count))
        sheet.append(columns.header_cells(sheet, names))
        here = 0
        for row in islice(left, MOST_ROWS):
            sheet.append(columns.cells(row))
            here += 1
        sheet.auto_filter.ref = f"A1:{_letters(len(names))}{here + 1}"
        count += here
        if (ahead := next(left, None)) is None:
            return count
        left = chain((ahead,), left)


def _prepare_sheet(sheet: Any, columns: Sequence[str], widths: Sequence[int], count: int) -> None:
    """Set what has to stand in front of the rows, of which there will be ``count``."""
    sheet.freeze_panes = "A2"
    size = f"A1:{_letters(len(columns))}{count + 1}"
    # A sheet written row by row cannot tell its size, and who opens one that does not say it
    # reads all of it to find out.
    sheet.calculate_dimension = lambda: size
    for place, (column, width) in enumerate(zip(columns, widths, strict=True), start=1):
        shown = sheet.column_dimensions[_letters(place)]
        shown.width = width
        shown.hidden = column in TECHNICAL


def _letters(place: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(place))


def _counted(
    rows: Iterable[Sequence[Any]], done: int, total: int, progress: Progress | None
) -> Iterator[Sequence[Any]]:
    for row in rows:
        yield row
        done += 1
        if progress and done % _PROGRESS_ROWS == 0:
            progress(done, max(done, total))


@contextmanager
def _finished(book: Any) -> Iterator[None]:
    """End the sheets even of a workbook that is given up, so that no file stays open."""
    try:
        yield
    finally:
        for sheet in book.worksheets:
            if not sheet.closed:
                sheet.close()
