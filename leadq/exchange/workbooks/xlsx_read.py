"""Workbooks in: a sheet read row by row, whatever stands above its column names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime, time
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZipFile

from leadq.errors import LeadqError, RefusedError
from leadq.exchange.columns.own_headers import find_kind, sheet_kind
from leadq.exchange.tables.csv_read import name_columns
from leadq.exchange.tables.guard import unguard_cell
from leadq.exchange.tables.header_row import find_header
from leadq.exchange.tables.table import Record, Remark, cannot_read
from leadq.exchange.workbooks.xlsx_formulas import find_without_value

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LAST_ROW = 1 << 20
# A sheet formatted to its last row says so in millions of cells with nothing in them.
_MOST_EMPTY_ROWS = 1_000
_MOST_EMPTY_CELLS = 500_000
# What openpyxl reads in one piece. No list of a million leads needs more.
_LARGEST_PART = 1 << 29
# How much smaller than itself a large part may be stored: tables are a tenth to a thirtieth.
_LARGE_PART, _LEAST_STORED = 1 << 26, 150
_ROWS_LOOKED_AT = 10
_SHOWN = 3
_ESCAPE = re.compile("_x(00[01][0-9A-Fa-f]|005[Ff]|007[Ff])_")
_UNSTORABLE = re.compile("[\ud800-\udfff\0]")

Row = tuple[int, tuple[Any, ...]]


class XlsxTable:
    """One sheet as a table; rows have the numbers that the sheet gives them."""

    encoding = "xlsx"
    delimiter = ""

    def __init__(self, book: _Book, title: str) -> None:
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
        with _opened(self.path) as book:
            self._file = book.file
            for number, row in book.each_row(self.sheet, self._stopped):
                if number <= self._header_row:
                    continue
                cells = [cell_text(value) for value in row]
                while len(cells) > width and not cells[-1].strip():
                    cells.pop()
                if any(cell.strip() for cell in cells):
                    yield number, cells

    def position(self) -> int:
        """Return about how many bytes of the file have been read so far."""
        if self._file is None:
            return 0
        return self.size if self._file.closed else min(self.size, self._file.tell())

    def _find_names(self, book: _Book) -> None:
        found = islice(book.each_row(self.sheet, self._stopped), _ROWS_LOOKED_AT + 1)
        first = [(number, [cell_text(value) for value in row]) for number, row in found]
        header = find_header(first)
        self._header_row = header.number
        self.headers = name_columns(header.names)
        if first[-1][0] <= header.number:
            raise RefusedError("no_rows", hint="no_rows", file=self.path)
        if header.above:
            self._remark("title_rows", row=header.number, count=header.above)
        if header.filled:
            self._remark("merged_header", columns=header.filled)

    def _remark_formulas(self, book: _Book) -> None:
        count, cells = book.find_without_value(self.sheet)
        if count:
            shown = ", ".join(cells) + (" …" if count > len(cells) else "")
            self._remark("no_values", count=count, cells=shown)

    def _stopped(self, row: int) -> None:
        self._remark("rest_empty", row=row)

    def _remark(self, key: str, **params: Any) -> None:
        # a table can be read more than once
        if all(one.key != key for one in self.remarks):
            self.remarks.append(Remark(key, params))


class _Book:
    """A workbook that is open: its sheets, visible and hidden, and their rows."""

    def __init__(self, path: Path, file: BinaryIO, book: Any) -> None:
        self.path = path
        self.file = file
        self._book = book
        shown = [(sheet.title, sheet.sheet_state == "visible") for sheet in book.worksheets]
        self.visible: list[str] = [title for title, visible in shown if visible]
        self.hidden: list[str] = [title for title, visible in shown if not visible]

    def has_rows(self, title: str) -> bool:
        """Say whether something stands on a sheet."""
        return next(self.each_row(title), None) is not None

    def each_row(self, title: str, stopped: Callable[[int], None] | None = None) -> Iterator[Row]:
        """Yield the rows that hold something, with their numbers; values as openpyxl gives them.

        ``stopped`` hears from which row on the rest, empty as far as it goes, is left unread.
        """
        rows = cells = 0
        for number, row in self._read_rows(title):
            if any(map(_is_filled, row)):
                rows = cells = 0
                yield number, row
            elif row:
                rows, cells = rows + 1, cells + len(row)
            if rows >= _MOST_EMPTY_ROWS and cells >= _MOST_EMPTY_CELLS:
                if stopped:
                    stopped(number - rows + 1)
                return
            if number >= _LAST_ROW:
                return

    def _read_rows(self, title: str) -> Iterator[Row]:
        try:
            sheet = self._book[title]
            # what a sheet says of its own size is often wrong, and sometimes meant to be
            sheet.reset_dimensions()
            yield from enumerate(sheet.iter_rows(values_only=True), start=1)
        except Exception as error:
            raise _broken(self.path, error) from None

    def find_without_value(self, title: str) -> tuple[int, list[str]]:
        """Return how many formulas have no stored result, and the first cells of them."""
        # openpyxl says nothing of formulas while it reads values, and not where the sheet is kept
        try:
            with ZipFile(self.file) as parts, parts.open(self._book[title]._worksheet_path) as part:
                return find_without_value(part, _SHOWN)
        except Exception as error:
            raise _broken(self.path, error) from None


def _is_filled(value: Any) -> bool:
    return value is not None and not (isinstance(value, str) and not value.strip())


@contextmanager
def _opened(path: Path) -> Iterator[_Book]:
    """Open a workbook. Raises RefusedError encrypted, old_excel, bad_workbook or cannot_read."""
    import warnings

    from openpyxl import load_workbook

    warnings.filterwarnings("ignore", module="openpyxl")
    with ExitStack() as stack:
        try:
            file = stack.enter_context(path.open("rb"))
            _refuse_others(file, path)
            read = load_workbook(file, True, data_only=True, keep_links=False)
            book = _Book(path, file, stack.enter_context(closing(read)))
        except LeadqError:
            raise
        except Exception as error:
            raise _broken(path, error) from None
        yield book


def _broken(path: Path, error: Exception) -> RefusedError:
    """Return what openpyxl has stumbled over, as bad_workbook or cannot_read.

    It lets out whatever a broken part makes of it, from KeyError to an OSError that no system has
    reported; nothing but reading may be judged so.
    """
    if isinstance(error, OSError) and error.errno is not None:
        return cannot_read(path, error)
    return RefusedError("bad_workbook", hint="bad_workbook", file=path)


def cell_text(value: Any) -> str:
    """Return a cell's value as a csv file would have it: whole numbers plain, days in ISO form."""
    if value is None:
        return ""
    if isinstance(value, str):
        text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), value) if "_x" in value else value
        return unguard_cell(_UNSTORABLE.sub("\ufffd", text))
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
    with _opened(path) as book:
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
    with _opened(path) as book:
        for title in book.visible:
            kind = sheet_kind(title)
            rows = islice(book.each_row(title), 2) if kind else ()
            first = [[cell_text(value) for value in row] for _number, row in rows]
            if kind and len(first) > 1 and find_kind(first[0]) == kind:
                tables.append((kind, XlsxTable(book, title)))
        if tables and book.hidden:
            tables[0][1].remarks.append(Remark("hidden_sheets", {"sheets": book.hidden}))
    return tables


def _pick(book: _Book, sheet: str) -> str:
    wanted = sheet.strip().casefold()
    for title in (*book.visible, *book.hidden):
        if title.strip().casefold() == wanted:
            return title
    raise RefusedError(
        "no_sheet", hint="no_sheet", file=book.path, given=sheet, sheets=book.visible
    )


def _refuse_others(file: BinaryIO, path: Path) -> None:
    """Refuse what is no workbook of today, or one that would fill the memory."""
    if file.read(4) == _OLE:
        raise _ole_trouble(path, file)
    with ZipFile(file) as parts:
        for part in parts.infolist():
            streamed = "/worksheets/" in part.filename
            swells = part.file_size > max(_LARGE_PART, _LEAST_STORED * part.compress_size)
            if swells or (part.file_size > _LARGEST_PART and not streamed):
                raise RefusedError("bad_workbook", hint="bad_workbook", file=path)
    file.seek(0)


def _ole_trouble(path: Path, file: BinaryIO) -> RefusedError:
    """Tell an encrypted workbook from an old one by the names of the streams inside."""
    tail = b""
    while chunk := file.read(1 << 20):
        if _ENCRYPTED in tail + chunk:
            return RefusedError("encrypted", hint="encrypted", file=path)
        tail = chunk[-len(_ENCRYPTED) :]
    return RefusedError("old_excel", hint="old_excel", file=path)
