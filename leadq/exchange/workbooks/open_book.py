"""An open workbook: its sheets and their rows, of the usual kind or as calamine reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO, Protocol
from zipfile import ZipFile

from leadq.errors import LeadqError, RefusedError
from leadq.exchange.tables.table import cannot_read
from leadq.exchange.workbooks.book_frame import read_frame
from leadq.exchange.workbooks.sheet_rows import read_shared, read_sheet
from leadq.exchange.workbooks.xlsx_formulas import Merge, look_through

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LAST_ROW = 1 << 20
# A sheet formatted to its last row says so in millions of cells with nothing in them.
_MOST_EMPTY_ROWS = 1_000
_MOST_EMPTY_CELLS = 500_000
_LONGEST_GAP = 100_000
# What openpyxl reads in one piece. No list of a million leads needs more.
_LARGEST_PART = 1 << 29
# Every text that cells share is held, each as an object, whether a cell has it or not.
_MOST_SHARED = 1 << 26
# How much smaller than itself a large part may be stored: tables are a tenth to a thirtieth.
_LARGE_PART, _LEAST_STORED = 1 << 26, 150
_SHOWN = 3

Row = tuple[int, Sequence[Any]]


class Book(Protocol):
    """A workbook that is open: its sheets, visible and hidden, and their rows."""

    path: Path
    file: BinaryIO
    visible: list[str]
    hidden: list[str]

    def has_rows(self, title: str) -> bool:
        """Say whether something stands on a sheet."""

    def each_row(self, title: str, stopped: Callable[[int], None] | None = None) -> Iterator[Row]:
        """Yield the rows that hold something, with their numbers.

        ``stopped`` hears from which row on the rest, empty as far as it goes, is left unread.
        """

    def look_through(self, title: str) -> tuple[int, list[str], list[Merge]]:
        """Return how many formulas have no result, the first of them, and what is merged."""


class XlsxBook:
    """A workbook of the usual kind: openpyxl tells what is around the rows."""

    def __init__(self, path: Path, file: BinaryIO, parts: ZipFile) -> None:
        self.path = path
        self.file = file
        self._parts = parts
        self._frame = read_frame(parts)
        self.visible = self._frame.visible
        self.hidden = [title for title in self._frame.places if title not in self.visible]

    def has_rows(self, title: str) -> bool:
        """Say whether something stands on a sheet."""
        return next(self.each_row(title), None) is not None

    def each_row(self, title: str, stopped: Callable[[int], None] | None = None) -> Iterator[Row]:
        """Yield the rows that hold something, with their numbers; values as openpyxl gives them.

        ``stopped`` hears from which row on the rest, empty as far as it goes, is left unread.
        """
        last = cells = 0
        for number, row in self._read_rows(title):
            filled = any(map(_is_filled, row))
            rows = number - last - filled
            cells += 0 if filled else len(row)
            if rows >= _LONGEST_GAP or (rows >= _MOST_EMPTY_ROWS and cells >= _MOST_EMPTY_CELLS):
                if stopped:
                    stopped(last + 1)
                return
            if filled:
                yield number, row
                last, cells = number, 0
            if number >= _LAST_ROW:
                return

    def _read_rows(self, title: str) -> Iterator[Row]:
        try:
            with self._parts.open(self._frame.places[title]) as part:
                yield from read_sheet(part, lambda: self._shared, self._frame.dates)
        except Exception as error:
            raise _broken(self.path, error) from None

    @cached_property
    def _shared(self) -> list[str]:
        if self._frame.shared is None:
            return []
        with self._parts.open(self._frame.shared) as part:
            return read_shared(part)

    def look_through(self, title: str) -> tuple[int, list[str], list[Merge]]:
        """Return how many formulas have no stored result, the first cells of them, and merges."""
        try:
            with self._parts.open(self._frame.places[title]) as part:
                return look_through(part, _SHOWN)
        except Exception as error:
            raise _broken(self.path, error) from None


def _is_filled(value: Any) -> bool:
    return value is not None and not (isinstance(value, str) and not value.strip())


@contextmanager
def open_book(path: Path) -> Iterator[Book]:
    """Open a workbook. Raises RefusedError encrypted, old_excel, bad_workbook or cannot_read."""
    with ExitStack() as stack:
        try:
            file = stack.enter_context(path.open("rb"))
            book = _open_usual(path, file, stack) or _open_other(path, file)
        except LeadqError:
            raise
        except Exception as error:
            raise _broken(path, error) from None
        yield book


def _broken(path: Path, error: Exception) -> RefusedError:
    """Return what reading has stumbled over, as bad_workbook or cannot_read.

    A library lets out whatever a broken part makes of it, from KeyError to an OSError that no
    system has reported; nothing but reading may be judged so.
    """
    if isinstance(error, OSError) and error.errno is not None:
        return cannot_read(path, error)
    return RefusedError("bad_workbook", hint="bad_workbook", file=path)


def _open_usual(path: Path, file: BinaryIO, stack: ExitStack) -> Book | None:
    """Return a workbook of the usual kind; None for one that is to be read in another way."""
    from leadq.exchange.workbooks.other_books import needs_other

    if _is_old(file, path) or needs_other(file):
        return None
    try:
        return XlsxBook(path, file, stack.enter_context(ZipFile(file)))
    except Exception:
        # a fault beside the cells, in styles or properties, is no reason to give up
        return None


def _open_other(path: Path, file: BinaryIO) -> Book:
    """Return a workbook as calamine reads it. Raises RefusedError old_excel; ValueError."""
    from leadq.exchange.workbooks.other_books import OtherBook

    file.seek(0)
    old = file.read(4) == _OLE
    try:
        return OtherBook(path, file)
    except ValueError:
        if old:
            raise RefusedError("old_excel", hint="old_excel", file=path) from None
        raise


def _is_old(file: BinaryIO, path: Path) -> bool:
    """Tell a workbook of the old kind; refuse encrypted ones and what would fill the memory."""
    if file.read(4) == _OLE:
        _refuse_encrypted(path, file)
        return True
    with ZipFile(file) as parts:
        for part in parts.infolist():
            streamed = "/worksheets/" in part.filename
            swells = part.file_size > max(_LARGE_PART, _LEAST_STORED * part.compress_size)
            if swells or (part.file_size > _LARGEST_PART and not streamed):
                raise RefusedError("bad_workbook", hint="bad_workbook", file=path)
            if part.file_size > _MOST_SHARED and part.filename.endswith("sharedStrings.xml"):
                raise RefusedError("too_many_texts", hint="too_many_texts", file=path)
    file.seek(0)
    return False


def _refuse_encrypted(path: Path, file: BinaryIO) -> None:
    """Tell an encrypted workbook from an old one by the names of the streams inside."""
    tail = b""
    while chunk := file.read(1 << 20):
        if _ENCRYPTED in tail + chunk:
            raise RefusedError("encrypted", hint="encrypted", file=path)
        tail = chunk[-len(_ENCRYPTED) :]
