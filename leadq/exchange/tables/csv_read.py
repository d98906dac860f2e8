"""Tables in: a delimited text file read row by row, in whatever encoding and dialect it has."""

from __future__ import annotations

import csv
import re
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, suppress
from io import StringIO, TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from leadq.errors import RefusedError
from leadq.exchange.columns.aliases import names_somebody
from leadq.exchange.tables.guard import unguard_text
from leadq.exchange.tables.header_row import find_csv_header
from leadq.exchange.tables.table import MOST_COLUMNS, Record, Remark, cannot_read, name_columns

DELIMITERS = (",", ";", "\t", "|", "\uff0c")
_SAMPLE_CHARACTERS = 1 << 16
_SAMPLE_ROWS = 200
_ROWS_LOOKED_AT = 12
# A quote behind a backslash that neither ends its cell nor is doubled.
_ESCAPED_QUOTE = re.compile(r"\\\"(?![\",;\t|\r\n]|\Z)")
_NULL = re.compile(r"(?:(?<=[,;\t|])|^)\\N(?=[,;\t|\r\n])")
# No cell and no line is longer, in characters: an unclosed quote must not fill the memory.
_LONGEST = 1 << 23
_PART = 1 << 14
"""Characters that are read at once."""


class CsvTable:
    """An open table: its headers, how it is written, its rows as often as they are wanted.

    ``size`` is the file's length in bytes. Cells and headers come without the guarding quote.
    """

    sheet = None

    def __init__(self, path: Path, encoding: str) -> None:
        self.path = path
        self.encoding = encoding
        self.size = path.stat().st_size
        self.remarks: list[Remark] = []
        self._named = True
        self._binary: BinaryIO | None = None
        with path.open("r", encoding=encoding, newline="") as file:
            sample = file.read(_SAMPLE_CHARACTERS)
        self.delimiter, self._first_line = find_delimiter(sample)
        self._dialect = _find_dialect(sample, self.delimiter)
        with closing(self._records()) as records:
            first = list(islice(records, 2))
            if not first:
                raise RefusedError("empty_file", hint="empty_file", file=path)
            self.headers, above = name_columns(first[0][1]), 0
            if not names_somebody(self.headers):
                # an open quote further down is told once rows are read
                with suppress(RefusedError):
                    first.extend(islice(records, _ROWS_LOOKED_AT))
                above = self._skip_titles(first)
                if not above and self._lacks_names(first[0][1]):
                    return
        if len(first) < above + 2:
            raise RefusedError("no_rows", hint="no_rows", file=path)

    def _lacks_names(self, cells: Sequence[str]) -> bool:
        """Take the first row for one of data where it tells how somebody is reached."""
        from leadq.exchange.columns.by_values import is_data

        if not is_data(cells):
            return False
        self.headers = name_columns("" for _cell in cells)
        self._named = False
        self.remarks.append(Remark("no_names", {"columns": self.headers}))
        return True

    def _skip_titles(self, first: Sequence[Record]) -> int:
        """Go on behind the titles above the column names; return how many rows they are."""
        header = find_csv_header(first)
        if header is None:
            return 0
        self._first_line, self.headers = header.number, name_columns(header.names)
        params = {"row": header.number, "count": header.above}
        self.remarks.append(Remark("title_rows", params))
        return header.above

    def rows(self) -> Iterator[Record]:
        """Yield each row with the number of the line it starts on; empty rows are left out.

        A row can be shorter or longer than the headers. Raises RefusedError bad_quotes or
        cell_too_long with the line, bad_encoding or cannot_read if the file changes meanwhile.
        """
        with closing(self._records()) as records:
            if self._named:
                next(records, None)
            yield from records

    def position(self) -> int:
        """Return how many bytes of the file have been read so far."""
        if self._binary is None:
            return 0
        return self.size if self._binary.closed else self._binary.tell()

    def _records(self) -> Generator[Record, None, None]:
        try:
            with (
                self.path.open("rb") as binary,
                TextIOWrapper(binary, encoding=self.encoding, newline="") as file,
            ):
                self._binary = binary
                for _ in range(self._first_line - 1):
                    file.readline(_LONGEST)
                yield from self._parse(file)
        except UnicodeError:
            raise RefusedError(
                "bad_encoding", hint="bad_encoding", file=self.path, tried=self.encoding
            ) from None
        except OSError as error:
            raise cannot_read(self.path, error) from None

    def _parse(self, file: TextIO) -> Iterator[Record]:
        lines = _Lines(file, self.path, self._first_line, "escapechar" in self._dialect)
        csv.field_size_limit(_LONGEST)
        reader = csv.reader(lines.each(), delimiter=self.delimiter, **self._dialect)
        starts = self._first_line
        try:
            for cells in reader:
                # csv asks for a line after the last only while a quote is open
                if lines.exhausted:
                    raise RefusedError("bad_quotes", hint="bad_quotes", file=self.path, line=starts)
                if len(cells) > MOST_COLUMNS:
                    raise RefusedError(
                        "too_wide", hint="too_wide", file=self.path, line=starts, most=MOST_COLUMNS
                    )
                if cells and (cells[0].strip() or "".join(cells).strip()):
                    if lines.quoted and "'" in "".join(cells):
                        cells = list(map(unguard_text, cells))
                    yield starts, cells
                starts = self._first_line + reader.line_num
        except csv.Error:
            raise RefusedError(
                "cell_too_long", hint="bad_quotes", file=self.path, line=starts
            ) from None


class _Lines:
    """The lines of a file, counted, none of them endless."""

    def __init__(self, file: TextIO, path: Path, number: int, escaped: bool = False) -> None:
        self._escaped = escaped
        self._file = file
        self._path = path
        self._first = number
        self.exhausted = False
        self.quoted = False
        """Whether a ``'`` has been seen, so that a cell may be guarded."""

    def each(self) -> Iterator[str]:
        """Yield the lines, the first one without its byte order mark."""
        number, rest = self._first, ""
        while part := self._file.read(_PART):
            if "'" in part:
                self.quoted = True
            # the last line may go on, and so may its end: a \n behind its \r
            ends = "\n" in part or "\r" in part or rest.endswith("\r")
            *lines, rest = StringIO(rest + part, newline="") if ends else [rest + part]
            if len(lines[0] if lines else rest) > _LONGEST:
                raise RefusedError("cell_too_long", hint="bad_quotes", file=self._path, line=number)
            yield from self._bare(number, lines)
            number += len(lines)
        yield from self._bare(number, [rest] if rest else [])
        self.exhausted = True

    def _bare(self, number: int, lines: list[str]) -> list[str]:
        """Return lines, of which the first has a number, without what only programs write."""
        if lines and number == 1:
            lines[0] = lines[0].removeprefix("\ufeff")
        return [_NULL.sub("", line) for line in lines] if self._escaped else lines


def _find_dialect(sample: str, delimiter: str) -> dict[str, Any]:
    """Return how cells are quoted, as far as it is not as usual: 1, "a, b" and "a \\"b\\" c"."""
    dialect: dict[str, Any] = {}
    if _ESCAPED_QUOTE.search(sample):
        dialect["escapechar"] = "\\"
    if any(
        delimiter + cell in sample
        for cells in _sample_rows(sample, delimiter)
        for cell in cells
        if cell[:1] == " " and cell.lstrip(" ")[:1] == '"'
    ):
        dialect["skipinitialspace"] = True
    return dialect


def _sample_rows(sample: str, delimiter: str) -> Iterator[list[str]]:
    """Yield the first rows of a text as they are usually parted, as far as that goes."""
    csv.field_size_limit(_LONGEST)
    with suppress(csv.Error):
        yield from islice(
            csv.reader(StringIO(sample, newline=""), delimiter=delimiter), _SAMPLE_ROWS
        )


def find_delimiter(sample: str) -> tuple[str, int]:
    """Return the delimiter of a text's beginning, and the number of the line the table starts on.

    The one that cuts the most rows into as many cells as the first wins; then more cells; where
    none cuts the first, that which cuts the most rows alike, titles may stand above. A first
    line such as ``sep=;``, as Excel writes it, decides and is no part of the table.
    """
    first = sample.removeprefix("\ufeff").lstrip('"')[:6]
    if first[:4].lower() == "sep=" and first[4:5] not in ("", "\r", "\n", '"'):
        return first[4], 2
    for titled in (False, True):
        scores = {sign: _consistency(sample, sign, titled) for sign in DELIMITERS}
        best = max(DELIMITERS, key=lambda sign: scores[sign])
        if scores[best] > (0.0, 0):
            return best, 1
    return ",", 1


def _consistency(sample: str, delimiter: str, titled: bool = False) -> tuple[float, int]:
    csv.field_size_limit(_LONGEST)
    counts: list[int] = []
    try:
        for cells in csv.reader(StringIO(sample, newline=""), delimiter=delimiter):
            if any(cells):
                counts.append(len(cells))
            if len(counts) == _SAMPLE_ROWS:
                break
    except csv.Error:
        return 0.0, 0
    if len(sample) == _SAMPLE_CHARACTERS and 1 < len(counts) < _SAMPLE_ROWS:
        counts.pop()  # the sample broke off inside it
    wanted = max(counts, key=counts.count, default=0) if titled else next(iter(counts), 0)
    if wanted < 2:
        return 0.0, 0
    return counts.count(wanted) / len(counts), wanted
