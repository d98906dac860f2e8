"""Workbooks out: real days and numbers, text that no program runs, any number of rows.

openpyxl writes what is around the rows; the rows themselves are written here. They are nine tenths
of the work, and every library that gives a cell its own style takes two to five times as long for
them (of 100,000 leads: openpyxl 23 s, XlsxWriter 17 s, PyExcelerate 14 s; those in Rust give
a style to a column, never to the one cell in it that looks like a formula).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import chain, islice
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from leadq.exchange.columns.own_headers import column_name, sheet_title
from leadq.exchange.workbooks.xlsx_cells import SheetColumns, Styles, letters_of

MOST_ROWS = (1 << 20) - 1
"""How many rows a sheet holds below its column names."""
_SAMPLE = 200
_CHUNK = 500
# a third less time than the usual 6, for a file that is a seventh larger
_LEVEL = 3
_SHEETS = "xl/worksheets/"
_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_HEADER_COLOUR = "DDE6F0"
TECHNICAL = frozenset({"id", "lead_id", "goal_id", "changed"})
"""Columns that only leadq has a use for: hidden."""
_PROGRESS_ROWS = 500

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class BookTable:
    """A table that leaves: what it is, its columns, its rows in flat memory, how many they are.

    What stands in a row is text, a number or None.
    """

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
    written = WrittenBook()
    with ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        frame = _Frame()
        for table in tables:
            done = sum(written.rows.values())
            columns = SheetColumns(table.columns, lang, frame.styles)
            rows = _counted(table.rows, done, total, progress)
            written.rows[table.what] = _write_table(archive, frame, table, columns, rows, lang)
            written.replaced += columns.replaced
            written.cut += columns.cut
        frame.save(archive)
    return written


class _Frame:
    """What is around the sheets of a workbook, as openpyxl writes it: its styles, their names."""

    def __init__(self) -> None:
        from openpyxl import Workbook

        self._book = Workbook()
        self.styles = _add_styles(self._book.worksheets[0])
        self._book.remove(self._book.worksheets[0])

    def add_sheet(self, title: str) -> str:
        """Add a sheet; return the name of its part."""
        self._book.create_sheet(title)
        return f"{_SHEETS}sheet{len(self._book.worksheets)}.xml"

    def set_filter(self, place: str) -> None:
        """Name the cells of the last sheet that are filtered: programs look for that name."""
        self._book.worksheets[-1].auto_filter.ref = place

    def save(self, archive: ZipFile) -> None:
        """Write every part but the sheets."""
        whole = BytesIO()
        self._book.save(whole)
        with ZipFile(whole) as parts:
            for name in parts.namelist():
                if not name.startswith(_SHEETS):
                    archive.writestr(name, parts.read(name))


def _add_styles(sheet: Any) -> Styles:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill

    cells = {name: WriteOnlyCell(sheet) for name in Styles._fields}
    cells["header"].font = Font(bold=True)
    cells["header"].fill = PatternFill("solid", fgColor=_HEADER_COLOUR)
    cells["day"].number_format = "yyyy-mm-dd"
    cells["whole"].number_format = "#,##0"
    cells["money"].number_format = "#,##0.00"
    cells["text"].number_format = "@"
    cells["wrapped"].alignment = Alignment(wrap_text=True, vertical="top")
    return Styles(**{name: cell.style_id for name, cell in cells.items()})


def _write_table(
    archive: ZipFile,
    frame: _Frame,
    table: BookTable,
    columns: SheetColumns,
    rows: Iterator[Sequence[Any]],
    lang: str,
) -> int:
    names = [column_name(column, lang) for column in table.columns]
    sample = list(islice(rows, _SAMPLE))
    widths = columns.fit_widths(names, sample)
    left = chain(sample, rows)
    count = sheets = 0
    while True:
        sheets += 1
        part = frame.add_sheet(sheet_title(table.what, lang, sheets))
        expected = min(MOST_ROWS, table.count - count)
        with archive.open(part, "w", force_zip64=True) as sheet:
            sheet.write(_sheet_head(table.columns, widths, expected).encode())
            sheet.write(columns.header_row(names).encode())
            here = 0
            while chunk := list(islice(left, min(_CHUNK, MOST_ROWS - here))):
                lines = map(columns.row, range(here + 2, here + 2 + len(chunk)), chunk)
                sheet.write("".join(lines).encode())
                here += len(chunk)
            place = f"A1:{letters_of(len(names))}{here + 1}"
            sheet.write(f'</sheetData><autoFilter ref="{place}"/></worksheet>'.encode())
        frame.set_filter(place)
        count += here
        if (ahead := next(left, None)) is None:
            return count
        left = chain((ahead,), left)


def _sheet_head(columns: Sequence[str], widths: Sequence[int], count: int) -> str:
    """Return what stands in front of the rows, of which there will be ``count``."""
    shown = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"'
        f' hidden="{int(column in TECHNICAL)}"/>'
        for place, (column, width) in enumerate(zip(columns, widths, strict=True), start=1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{_NAMESPACE}">'
        # who opens a sheet that does not say its size reads all of it to find out
        f'<dimension ref="A1:{letters_of(len(columns))}{count + 1}"/>'
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2"'
        ' activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView>'
        f"</sheetViews><cols>{shown}</cols><sheetData>"
    )


def _counted(
    rows: Iterable[Sequence[Any]], done: int, total: int, progress: Progress | None
) -> Iterator[Sequence[Any]]:
    for row in rows:
        yield row
        done += 1
        if progress and done % _PROGRESS_ROWS == 0:
            progress(done, max(done, total))
