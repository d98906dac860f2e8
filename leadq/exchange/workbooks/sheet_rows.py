"""The rows of a sheet, and the texts that sheets share, told while their XML goes by.

openpyxl, which reads the rest of a workbook, makes a tree of every row and objects of its cells
first, for four times as long. python-calamine is quicker still, but has the whole sheet in memory
(100,000 leads are 309 MiB), every empty cell before the last one too, and gives neither errors nor
whole numbers of more than 15 digits as they stand. Here a row is all that is held.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import IO, Any
from xml.parsers.expat import ParserCreate, XMLParserType

_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_CHUNK = 1 << 18
_DIGITS = "0123456789"
_MOST_COLUMNS = 1 << 14
_KEPT = 10_000

Reader = Callable[[str | None, str | None, str], Any]
Found = tuple[int, list[Any]]
"""A row: its number, and its values from the first column on, None for an empty cell."""


class Dates:
    """Which styles of a workbook show a number as a day, a time or a length of time."""

    def __init__(self, days: Iterable[int], lengths: Iterable[int], epoch: Any) -> None:
        """Take the numbers of the styles, and the day that is counted from."""
        from openpyxl.utils.datetime import from_excel

        self._lengths = frozenset(map(str, lengths))
        self.styles = frozenset(map(str, days)) | self._lengths
        self._from_excel = lru_cache(_KEPT)(from_excel)
        self._epoch = epoch

    def read(self, number: float, style: str | None) -> Any:
        """Return what a number means; an error where no day is so far away."""
        try:
            return self._from_excel(number, self._epoch, style in self._lengths)
        except (OverflowError, ValueError):
            return "#VALUE!"


def _value_reader(texts: Callable[[], list[str]], dates: Dates) -> Reader:
    """Return what turns the text of a cell into what it is, by the kind and style it is said of."""

    def read(kind: str | None, style: str | None, text: str) -> Any:
        if kind == "inlineStr":
            return text
        if kind == "s":
            return texts()[int(text)]
        if kind is None or kind == "n":
            exact = not ("." in text or "E" in text or "e" in text)
            number = int(text) if exact else float(text)
            return dates.read(number, style) if style in dates.styles else number
        if kind == "b":
            return bool(int(text))
        if kind == "d":
            from openpyxl.utils.datetime import from_ISO8601

            return from_ISO8601(text)
        return text

    return read


def read_sheet(part: IO[bytes], texts: Callable[[], list[str]], dates: Dates) -> Iterator[Found]:
    """Yield the rows that a sheet has, in their order; ``texts`` are those that sheets share.

    Values are those of openpyxl: days and times, numbers, texts, truths; an error is its name.
    Raises whatever a broken sheet makes of it: ExpatError, ValueError, IndexError and others.
    """
    rows: list[Found] = []
    last = 0
    read = _value_reader(texts, dates)
    for _step in _steps(part, lambda parser, prefix: _Sheet(parser, prefix, rows, read)):
        for number, row in rows:
            if number > last:
                yield number, row
                last = number
        rows.clear()


def read_shared(part: IO[bytes]) -> list[str]:
    """Return the texts that sheets share, without their looks and how they are pronounced."""
    texts: list[str] = []
    for _step in _steps(part, lambda parser, prefix: _hear_shared(parser, prefix, texts)):
        pass
    return texts


def _steps(part: IO[bytes], hear: Callable[[XMLParserType, str], object]) -> Iterator[None]:
    """Parse a part piece by piece; ``hear`` is told the prefix that its elements have."""
    parser = ParserCreate()
    parser.buffer_text = True

    def start(name: str, attributes: Mapping[str, str]) -> None:
        prefix, colon, _name = name.rpartition(":")
        if attributes.get(f"xmlns:{prefix}" if prefix else "xmlns") == _NAMESPACE:
            hear(parser, prefix + colon)
        else:
            parser.StartElementHandler = None

    parser.StartElementHandler = start
    while chunk := part.read(_CHUNK):
        parser.Parse(chunk)
        yield
    parser.Parse(b"", True)
    yield


class _Sheet:
    """Hears the XML of a sheet; ``rows`` are those that have ended."""

    __slots__ = (
        "_add", "_aside", "_cell", "_column", "_column_of", "_kind", "_line", "_number", "_parser",
        "_parts", "_read", "_row", "_style", "_text", "_value", "_wanted", "rows",
    )  # fmt: skip

    def __init__(self, parser: XMLParserType, prefix: str, rows: list[Found], read: Reader) -> None:
        from openpyxl.utils import column_index_from_string

        self.rows, self._parser, self._read = rows, parser, read
        self._cell, self._value, self._text, self._line, self._aside = (
            f"{prefix}{name}" for name in ("c", "v", "t", "row", "rPh")
        )
        self._number = self._column = 0
        self._kind: str | None = None
        self._style: str | None = None
        self._row: list[Any] = []
        self._parts: list[str] = []
        self._add, self._wanted = self._parts.append, self._value
        self._column_of = lru_cache(None)(column_index_from_string)
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Hear that an element starts. Raises ValueError for a place that is none."""
        if name == self._cell:
            told = attributes.get
            if place := told("r"):
                self._column = self._column_of(place.rstrip(_DIGITS))
            else:
                self._column += 1
            self._kind = kind = told("t")
            self._style = told("s")
            self._wanted = self._text if kind == "inlineStr" else self._value
        elif name == self._wanted:
            self._parser.CharacterDataHandler = self._add
        elif name == self._line:
            place = attributes.get("r")
            self._number = self._number + 1 if place is None else _whole(place)
            self._row, self._column = [], 0
        elif name == self._aside:
            self._wanted = ""

    def end(self, name: str) -> None:
        """Hear that an element ends. Raises ValueError or IndexError for a value that is none."""
        if name == self._wanted:
            self._parser.CharacterDataHandler = None
        elif name == self._cell:
            row, parts, column = self._row, self._parts, self._column
            if parts:
                shown = parts.pop() if len(parts) == 1 else "".join(parts)
                parts.clear()
                found = self._read(self._kind, self._style, shown)
                if len(row) + 1 == column < _MOST_COLUMNS:
                    row.append(found)
                else:
                    _put(row, column, found)
            elif len(row) < column:
                _put(row, column, None)
        elif name == self._line:
            self.rows.append((self._number, self._row))
        elif name == self._aside:
            self._wanted = self._text


def _hear_shared(parser: XMLParserType, prefix: str, texts: list[str]) -> None:
    """Put the texts that sheets share into ``texts`` as they end."""
    item, text, aside = (f"{prefix}{name}" for name in ("si", "t", "rPh"))
    parts: list[str] = []
    wanted = text

    def start(name: str, _attributes: Mapping[str, str]) -> None:
        nonlocal wanted
        if name == wanted:
            parser.CharacterDataHandler = parts.append
        elif name == aside:
            wanted = ""

    def end(name: str) -> None:
        nonlocal wanted
        if name == wanted:
            parser.CharacterDataHandler = None
        elif name == item:
            texts.append("".join(parts))
            parts.clear()
        elif name == aside:
            wanted = text

    parser.StartElementHandler, parser.EndElementHandler = start, end


def _put(row: list[Any], column: int, value: Any) -> None:
    """Put a value into a row at a column. Raises ValueError for one that no sheet has."""
    if column > _MOST_COLUMNS:
        raise ValueError(column)
    row.extend([None] * (column - len(row)))
    row[column - 1] = value


def _whole(text: str) -> int:
    """Return the number of a row; some writers put 2.0. Raises ValueError."""
    try:
        return int(text)
    except ValueError:
        number = float(text)
        if not number.is_integer():
            raise
        return int(number)
