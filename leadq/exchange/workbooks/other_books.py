"""Workbooks that openpyxl does not read: .xls, .ods, .xlsb, Strict ones, those of odd writers.

python-calamine reads them all, but keeps a whole sheet in memory and tells no formula without a
stored result from an empty cell; so the usual ones are left to openpyxl.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from leadq.errors import RefusedError
from leadq.exchange.workbooks.xlsx_formulas import Merge

Row = tuple[int, tuple[Any, ...]]
_STRICT = b"purl.oclc.org/ooxml"


class OtherBook:
    """A workbook that is open, as ``xlsx_read`` wants one: its sheets and their rows."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        """Read the names of the sheets. Raises ValueError for what is no workbook."""
        self.path = path
        self.file = file
        try:
            self._book = CalamineWorkbook.from_filelike(_mended(file))
        except (CalamineError, OSError) as error:
            raise ValueError(str(error)) from None
        shown = [
            (sheet.name, sheet.visible == SheetVisibleEnum.Visible)
            for sheet in self._book.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet
        ]
        self.visible: list[str] = [title for title, visible in shown if visible]
        self.hidden: list[str] = [title for title, visible in shown if not visible]

    def has_rows(self, title: str) -> bool:
        """Say whether something stands on a sheet."""
        return next(self.each_row(title), None) is not None

    def each_row(self, title: str, _stopped: Callable[[int], None] | None = None) -> Iterator[Row]:
        """Yield the rows that hold something, with their numbers."""
        try:
            sheet = self._book.get_sheet_by_name(title)
        except CalamineError:
            raise RefusedError("bad_workbook", hint="bad_workbook", file=self.path) from None
        for number, row in enumerate(sheet.iter_rows(), start=1):
            if any(not isinstance(value, str) or value.strip() for value in row):
                yield number, tuple(None if value == "" else value for value in row)

    def look_through(self, title: str) -> tuple[int, list[str], list[Merge]]:
        """Return no formulas, of which nothing is known, and the cells merged downwards."""
        try:
            sheet = self._book.get_sheet_by_name(title)
            ranges, left = sheet.merged_cell_ranges or [], sheet.start[1] if sheet.start else 0
        except (AttributeError, CalamineError):
            ranges, left = [], 0
        merges = [
            (first[1] - left, first[0] + 1, last[0] + 1)
            for first, last in ranges
            if last[0] > first[0]
        ]
        return 0, [], merges


def needs_other(file: BinaryIO) -> bool:
    """Say whether a zipped workbook is of a kind that openpyxl does not know."""
    with ZipFile(file) as parts:
        names = {name.replace("\\", "/") for name in parts.namelist()}
        if "xl/workbook.xml" not in names:
            return True
        with parts.open(_part(parts, "xl/workbook.xml")) as book:
            strict = _STRICT in book.read(1 << 16)
    file.seek(0)
    return strict


def _part(parts: ZipFile, name: str) -> str:
    return next(one for one in parts.namelist() if one.replace("\\", "/") == name)


def _mended(file: BinaryIO) -> BinaryIO | BytesIO:
    """Return a workbook whose parts have the names they ought to: some writers put backslashes."""
    file.seek(0)
    try:
        with ZipFile(file) as parts:
            if not any("\\" in info.orig_filename for info in parts.infolist()):
                return file
            mended = BytesIO()
            with ZipFile(mended, "w") as out:
                for info in parts.infolist():
                    out.writestr(info.orig_filename.replace("\\", "/"), parts.read(info))
    except BadZipFile:
        return file
    finally:
        file.seek(0)
    mended.seek(0)
    return mended
