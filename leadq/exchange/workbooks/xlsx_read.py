"""Workbooks in: a sheet read row by row, whatever stands above its column names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, time
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from leadq.errors import RefusedError
from leadq.exchange.columns.aliases import names_somebody
from leadq.exchange.columns.by_values import is_data
from leadq.exchange.columns.own_headers import find_kind, sheet_kind
from leadq.exchange.tables.guard import unguard_cell
from leadq.exchange.tables.header_row import find_header
from leadq.exchange.tables.table import Record, Remark, name_columns
from leadq.exchange.workbooks.merged_cells import MergedCells
from leadq.exchange.workbooks.open_book import Book, open_book

_ROWS_LOOKED_AT = 10
_ESCAPE = re.compile("_x(00[01][0-9A-Fa-f]|005[Ff]|007[Ff])_")
_UNSTORABLE = re.compile("[\ud800-\udfff\0]")


class XlsxTable:
    """One sheet as a table; rows have the numbers that the sheet gives them."""

    encoding = "xlsx"
    delimiter = ""

    def __init__(self, book: Book, title: str) -> None:
        """Find the column names. Raises RefusedError no_rows when nothing stands below them."""
        self.path = book.path
        self.size = book.path.stat().st_size
        self.sheet = title
        self.remarks: list[Remark] = []
        self._file: BinaryIO | None = None
        self._find_names(book)
        self._remark_formulas(book)

    def rows(self) -> Iterator[Record]:
        """Yield each row below the column names as text, with its number.

        Raises RefusedError bad_workbook or cannot_read if the file changes meanwhile.
        """
        width = len(self.headers)
        merged = MergedCells(self._merges, self._header_row)
        with open_book(self.path) as book:
            self._file = book.file
            for number, row in book.each_row(self.sheet, self._stopped):
                if number <= self._header_row:
                    continue
                cells = [cell_text(value) for value in row]
                if merged:
                    merged.fill(number, cells)
                while len(cells) > width and not cells[-1].strip():
                    cells.pop()
                if any(cell.strip() for cell in cells):
                    yield number, cells

    def position(self) -> int:
        """Return about how many bytes of the file have been read so far."""
        if self._file is None:
            return 0
        return self.size if self._file.closed else min(self.size, self._file.tell())

    def _find_names(self, book: Book) -> None:
        found = islice(book.each_row(self.sheet, self._stopped), _ROWS_LOOKED_AT + 1)
        first = [(number, [cell_text(value) for value in row]) for number, row in found]
        header = find_header(first)
        self._header_row = header.number
        self.headers = name_columns(header.names)
        if is_data(header.names) and not names_somebody(self.headers):
            self._header_row = header.number - 1
            self.headers = name_columns("" for _name in header.names)
            self._remark("no_names", columns=self.headers)
            return
        if first[-1][0] <= header.number:
            raise RefusedError("no_rows", hint="no_rows", file=self.path)
        if header.above:
            self._remark("title_rows", row=header.number, count=header.above)
        if header.filled:
            self._remark("merged_header", columns=header.filled)

    def _remark_formulas(self, book: Book) -> None:
        count, cells, self._merges = book.look_through(self.sheet)
        if count:
            shown = [*cells, *(["…"] if count > len(cells) else [])]
            self._remark("no_values", count=count, cells=shown)

    def _stopped(self, row: int) -> None:
        self._remark("rest_empty", row=row)

    def _remark(self, key: str, **params: Any) -> None:
        # a table can be read more than once
        if all(one.key != key for one in self.remarks):
            self.remarks.append(Remark(key, params))


def cell_text(value: Any) -> str:
    """Return a cell's value as a csv file would have it: whole numbers plain, days in ISO form."""
    if value is None:
        return ""
    if isinstance(value, str):
        text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), value) if "_x" in value else value
        return unguard_cell(text if text.isprintable() else _UNSTORABLE.sub("\ufffd", text))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if value.is_integer() and abs(value) < 1e21:
            return str(int(value))
        written = str(value)
        return f"{Decimal(written):f}" if "e" in written else written
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    return str(value)


def open_workbook(path: Path, sheet: str | None) -> XlsxTable:
    """Open the sheet of that name, else the first visible one with something on it.

    Raises RefusedError no_sheet, empty_workbook, no_rows, bad_workbook, encrypted, old_excel.
    """
    with open_book(path) as book:
        titles = book.visible if sheet is None else [_pick(book, sheet)]
        filled = [title for title in titles if book.has_rows(title)]
        if not filled:
            hint = "empty_workbook" if book.hidden else "empty_file"
            raise RefusedError("empty_workbook", hint=hint, file=path)
        table = XlsxTable(book, filled[0])
        if filled[1:]:
            table.remarks.append(Remark("other_sheets", {"sheets": filled[1:]}))
        if book.hidden and sheet is None:
            table.remarks.append(Remark("hidden_sheets", {"sheets": book.hidden}))
        return table


def open_own_tables(path: Path) -> list[tuple[str, XlsxTable]]:
    """Return the sheets of leadq's own workbook that have rows, by the table that they hold.

    Raises RefusedError bad_workbook, encrypted or old_excel.
    """
    tables = []
    with open_book(path) as book:
        for title in book.visible:
            kind = sheet_kind(title)
            rows = islice(book.each_row(title), 2) if kind else ()
            first = [[cell_text(value) for value in row] for _number, row in rows]
            if kind and len(first) > 1 and find_kind(first[0]) == kind:
                tables.append((kind, XlsxTable(book, title)))
        if tables and book.hidden:
            tables[0][1].remarks.append(Remark("hidden_sheets", {"sheets": book.hidden}))
    return tables


def _pick(book: Book, sheet: str) -> str:
    wanted = sheet.strip().casefold()
    for title in (*book.visible, *book.hidden):
        if title.strip().casefold() == wanted:
            return title
    raise RefusedError(
        "no_sheet", hint="no_sheet", file=book.path, given=sheet, sheets=book.visible
    )
