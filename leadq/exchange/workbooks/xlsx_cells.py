"""The cells of a workbook: days, money, words of the program, and text that stays text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from math import isfinite
from typing import Any
from unicodedata import east_asian_width

from leadq.domain.fields import MONIES
from leadq.exchange.cells.values import join_values
from leadq.exchange.columns.own_headers import token_words
from leadq.exchange.tables.guard import guard_cell

_DAYS = frozenset({
    "need_by", "holds_until", "recheck", "created_on", "last_touch", "next_on", "parked_until",
    "on_day", "noted_on", "set_on",
})  # fmt: skip
_LONG = frozenset({"note", "said", "objection", "value", "goal", "next_goal", "reason"})
"""Columns of free text: what is wider than the column goes on on a further line."""
_DAY_FORMAT, _TEXT_FORMAT, _WHOLE_FORMAT, _MONEY_FORMAT = "yyyy-mm-dd", "@", "#,##0", "#,##0.00"
# Spreadsheets disagree about the days before it: one of them believes in 29 February 1900.
_FIRST_DAY = date(1900, 3, 1)
_MOST_CHARACTERS = 32_767
_MOST_DIGITS = 15
_NARROWEST, _WIDEST, _WIDEST_LONG = 6, 40, 60
_BUTTON = 3
"""What the arrow of the filter takes of a column's name, in characters."""
_HEADER_COLOUR = "DDE6F0"
_RESERVED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BROKEN_ESCAPE = re.compile("_(?:x[0-9A-Fa-f]{0,4})?$")

Writer = Callable[[Any], Any]


class SheetColumns:
    """Turns the rows of one table into cells of its sheets.

    ``replaced`` counts characters that no workbook holds, ``cut`` the cells that were too long.
    """

    def __init__(self, columns: Sequence[str], lang: str) -> None:
        self.replaced = 0
        self.cut = 0
        self._columns = columns
        self._words = [token_words(column, lang) for column in columns]
        self._widths: list[int] = []
        self._writers: list[Writer] = []

    def fit_widths(self, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[int]:
        """Return how wide each column is to be, in characters, by its name and its first rows."""
        widths = []
        for place, (column, name) in enumerate(zip(self._columns, names, strict=True)):
            most = _WIDEST_LONG if column in _LONG else _WIDEST
            found = [_cells_of(name) + _BUTTON, *(_cells_of(row[place]) + 1 for row in rows)]
            widths.append(max(_NARROWEST, min(most, max(found))))
        self._widths = widths
        return widths

    def header_cells(self, sheet: Any, names: Sequence[str]) -> list[Any]:
        """Return the row of column names of a sheet; the rows that follow belong to it."""
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Font, PatternFill

        cells = []
        for name in names:
            cell = WriteOnlyCell(sheet)
            cell.value, cell.data_type = self._fit(name), "s"
            cell.font = Font(bold=True)
            cell.fill = PatternFill("solid", fgColor=_HEADER_COLOUR)
            cells.append(cell)
        self._writers = [self._writer(sheet, place) for place in range(len(names))]
        return cells

    def cells(self, row: Sequence[Any]) -> list[Any]:
        """Return a row as values and cells that the sheet takes, good until the next row."""
        return [
            None if value is None else write(value)
            for write, value in zip(self._writers, row, strict=True)
        ]

    def _writer(self, sheet: Any, place: int) -> Writer:
        """Return what turns the values of one column into cells; one cell serves all its rows."""
        from openpyxl.cell import WriteOnlyCell

        column, words, width = self._columns[place], self._words[place], self._widths[place]
        text = self._text_writer(sheet, width if column in _LONG else 0)

        def write_number(value: float) -> Any:
            if not isfinite(value) or (isinstance(value, int) and len(str(value)) > _MOST_DIGITS):
                return text(str(value))
            if column not in MONIES:
                return value
            cell = whole if value == int(value) else money
            cell.value = value
            return cell

        def write_value(value: Any) -> Any:
            if isinstance(value, str):
                return write_text(value)
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                return write_number(value)
            return write_text(str(value) if isinstance(value, (bool, date)) else join_values(value))

        def write_text(value: str) -> Any:
            if column in _DAYS and (found := _read_day(value)):
                day.value = found
                return day
            return text(words.get(value, value)) if value else None

        day, whole, money = (WriteOnlyCell(sheet) for _ in range(3))
        day.number_format, whole.number_format = _DAY_FORMAT, _WHOLE_FORMAT
        money.number_format = _MONEY_FORMAT
        return write_value

    def _text_writer(self, sheet: Any, wrapped_at: int) -> Callable[[str], Any]:
        """Return what makes a cell of a text; ``wrapped_at`` a width it goes on below."""
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment

        wrapped, text = WriteOnlyCell(sheet), WriteOnlyCell(sheet)
        wrapped.alignment = Alignment(wrap_text=True, vertical="top")
        # whoever edits such a cell does not make a formula of it
        text.number_format = _TEXT_FORMAT

        def write(value: str) -> Any:
            shown = self._fit(value)
            if wrapped_at and _cells_of(shown) > wrapped_at:
                cell = wrapped
            elif shown[0] in "#'(" or guard_cell(shown) != shown:
                cell = text
            else:
                return shown
            cell.value = shown
            cell.data_type = "s"
            return cell

        return write

    def _fit(self, text: str) -> str:
        """Return a text as a workbook can hold it, without what it cannot."""
        if text.isprintable() and len(text) < _MOST_CHARACTERS // 2 and "_x" not in text:
            # a quote in front of a sign was put there by a csv file, or else it gets one more
            return guard_cell(text) if text[0] == "'" else text
        text, lost = _UNWRITABLE.subn("\ufffd", text)
        self.replaced += lost
        whole = guard_cell(text) if text.startswith("'") else text
        shown = _RESERVED.sub("_x005F_", whole).replace("\r", "_x000D_")
        units = shown.encode("utf-16-le")
        if len(units) > 2 * _MOST_CHARACTERS:
            self.cut += 1
            shown = units[: 2 * _MOST_CHARACTERS].decode("utf-16-le", "ignore")
            shown = _BROKEN_ESCAPE.sub("", shown)
        return shown


def _read_day(text: str) -> date | None:
    """Return a day that every spreadsheet counts alike; None for any other text."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= _FIRST_DAY else None


def _cells_of(value: Any) -> int:
    """Return how wide a value is, in characters; Han characters take two."""
    if value is None:
        return 0
    if isinstance(value, (list, tuple)):
        value = join_values(value)
    return max((_line_width(line) for line in str(value)[:1000].splitlines()), default=0)


def _line_width(line: str) -> int:
    if line.isascii():
        return len(line)
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in line)
