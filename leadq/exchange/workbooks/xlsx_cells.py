"""The cells of a workbook: days, money, words of the program, and text that stays text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from math import isfinite
from typing import Any, NamedTuple
from unicodedata import east_asian_width

from leadq.domain.fields import MONIES
from leadq.exchange.columns.own_headers import token_words
from leadq.exchange.tables.guard import SUSPECT, guard_cell

_DAYS = frozenset({
    "need_by", "holds_until", "recheck", "created_on", "last_touch", "next_on", "parked_until",
    "on_day", "noted_on", "set_on",
})  # fmt: skip
_LONG = frozenset({"note", "said", "objection", "value", "goal", "next_goal", "reason"})
"""Columns of free text: what is wider than the column goes on on a further line."""
# Spreadsheets disagree about the days before the one: one of them believes in 29 February 1900.
_FIRST_DAY, _DAY_ZERO = date(1900, 3, 1), date(1899, 12, 30).toordinal()
_MOST_CHARACTERS = 32_767
_MOST_DIGITS = 15
_NARROWEST, _WIDEST, _WIDEST_LONG = 6, 40, 60
_BUTTON = 3
"""What the arrow of the filter takes of a column's name, in characters."""
_RISKY = SUSPECT | set("#(")
_RESERVED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BROKEN_ESCAPE = re.compile("_(?:x[0-9A-Fa-f]{0,4})?$")
# Keys and instants, which stand in every row and are hardly ever the same.
_PLAIN = re.compile("[0-9A-Za-z][0-9A-Za-z:.+-]{0,60}").fullmatch
_KEPT, _LONGEST_KEPT = 2_000, 60
"""How many values of a column are kept as they are written, and how long one may be."""

Writer = Callable[[Any], str]


class Styles(NamedTuple):
    """The places that kinds of cells have in the styles of a workbook."""

    header: int
    day: int
    whole: int
    money: int
    text: int
    wrapped: int


class SheetColumns:
    """Turns the rows of one table, texts and numbers, into rows of its sheets.

    ``replaced`` counts characters that no workbook holds, ``cut`` the cells that were too long.
    """

    def __init__(self, columns: Sequence[str], lang: str, styles: Styles) -> None:
        self.replaced = 0
        self.cut = 0
        self._columns = columns
        self._lang = lang
        self._styles = styles
        self._starts = [f'<c r="{letters_of(place)}' for place in range(1, len(columns) + 1)]
        self._known: list[dict[Any, str]] = [{} for _column in columns]
        self._writers: list[Writer] = []

    def fit_widths(self, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[int]:
        """Return how wide each column is to be, in characters, by its name and its first rows."""
        widths = []
        for place, (column, name) in enumerate(zip(self._columns, names, strict=True)):
            most = _WIDEST_LONG if column in _LONG else _WIDEST
            found = [_cells_of(name) + _BUTTON, *(_cells_of(row[place]) + 1 for row in rows)]
            widths.append(max(_NARROWEST, min(most, max(found))))
        self._writers = [self._writer(place, width) for place, width in enumerate(widths)]
        return widths

    def header_row(self, names: Sequence[str]) -> str:
        """Return the row of column names."""
        cells = [
            f"{start}1{_text_cell(self._fit(name), self._styles.header)}"
            for start, name in zip(self._starts, names, strict=True)
        ]
        return f'<row r="1">{"".join(cells)}</row>'

    def row(self, number: int, row: Sequence[Any]) -> str:
        """Return a row of the sheet, for which the widths have been fitted before."""
        cells = [
            f"{start}{number}{known.get(value) or write(value)}"
            for start, known, write, value in zip(
                self._starts, self._known, self._writers, row, strict=True
            )
            if value is not None and value != ""
        ]
        return f'<row r="{number}">{"".join(cells)}</row>'

    def _writer(self, place: int, width: int) -> Writer:
        """Return what turns the values of one column into cells, without their places."""
        column, known, styles = self._columns[place], self._known[place], self._styles
        words = token_words(column, self._lang)
        wrapped_at = width if column in _LONG else 0
        may_be_plain = not (words or wrapped_at or column in _DAYS)

        def write_number(value: float) -> str:
            if not isfinite(value) or (isinstance(value, int) and len(str(value)) > _MOST_DIGITS):
                return self._text(str(value), wrapped_at)
            if column not in MONIES:
                return f'"><v>{value}</v></c>'
            style = styles.whole if value == int(value) else styles.money
            return f'" s="{style}"><v>{value}</v></c>'

        def write_value(value: Any) -> str:
            if isinstance(value, (int, float)):
                return keep(value, write_number(value))
            if may_be_plain and _PLAIN(value):
                return keep(value, f'" t="inlineStr"><is><t>{value}</t></is></c>')
            if column in _DAYS and (day := _read_day(value)):
                cell = f'" s="{styles.day}"><v>{day.toordinal() - _DAY_ZERO}</v></c>'
            else:
                cell = self._text(words.get(value, value), wrapped_at)
            if len(value) < _LONGEST_KEPT and value.isprintable():
                return keep(value, cell)
            return cell

        def keep(value: Any, cell: str) -> str:
            # what was written last comes again: rows of one lead stand together
            if len(known) >= _KEPT:
                known.clear()
            known[value] = cell
            return cell

        return write_value

    def _text(self, value: str, wrapped_at: int) -> str:
        """Return a cell of a text; ``wrapped_at`` is a width that it goes on below."""
        shown = self._fit(value)
        if wrapped_at and _cells_of(shown) > wrapped_at:
            return _text_cell(shown, self._styles.wrapped)
        # whoever edits such a cell does not make a formula of it
        return _text_cell(shown, self._styles.text if shown[0] in _RISKY else 0)

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


def letters_of(place: int) -> str:
    """Return the letters of a column, the first of which is 1."""
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(place))


def _text_cell(text: str, style: int) -> str:
    """Return a cell of a text that a workbook can hold, without its place."""
    kept = "" if text == text.strip() else ' xml:space="preserve"'
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    shown = f' s="{style}"' if style else ""
    return f'"{shown} t="inlineStr"><is><t{kept}>{text}</t></is></c>'


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
    return max((_line_width(line) for line in str(value)[:1000].splitlines()), default=0)


def _line_width(line: str) -> int:
    if line.isascii():
        return len(line)
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in line)
