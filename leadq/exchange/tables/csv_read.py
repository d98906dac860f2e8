"""Tables in: a delimited text file read row by row, in whatever encoding and dialect it has."""

from __future__ import annotations

import csv
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from io import StringIO, TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TextIO

from leadq.errors import RefusedError
from leadq.exchange.tables.guard import unguard_text
from leadq.exchange.tables.table import Record, Remark, cannot_read

DELIMITERS = (",", ";", "\t", "|", "\uff0c")
_SAMPLE_CHARACTERS = 1 << 16
_SAMPLE_ROWS = 200
# No cell and no line is longer, in characters: an unclosed quote must not fill the memory.
_LONGEST = 1 << 24


class Table:
    """An open table: its headers, how it is written, its rows as often as they are wanted.

    ``size`` is the file's length in bytes. Cells and headers come without the guarding quote.
    """

    sheet = None
    remarks: Sequence[Remark] = ()

    def __init__(self, path: Path, encoding: str) -> None:
        self.path = path
        self.encoding = encoding
        self.size = path.stat().st_size
        self._binary: BinaryIO | None = None
        with path.open("r", encoding=encoding, newline="") as file:
            self.delimiter, self._first_line = find_delimiter(file.read(_SAMPLE_CHARACTERS))
        with closing(self._records()) as records:
            first = next(records, None)
            if first is None:
                raise RefusedError("empty_file", hint="empty_file", file=path)
            self.headers = name_columns(first[1])
            if next(records, None) is None:
                raise RefusedError("no_rows", hint="no_rows", file=path)

    def rows(self) -> Iterator[Record]:
        """Yield each row with the number of the line it starts on; empty rows are left out.

        A row can be shorter or longer than the headers. Raises RefusedError bad_quotes or
        cell_too_long with the line, bad_encoding or cannot_read if the file changes meanwhile.
        """
        with closing(self._records()) as records:
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
        lines = _Lines(file, self.path, self._first_line)
        csv.field_size_limit(_LONGEST)
        reader = csv.reader(lines.each(), delimiter=self.delimiter)
        starts = self._first_line
        try:
            for cells in reader:
                # csv asks for a line after the last only while a quote is open
                if lines.exhausted:
                    raise RefusedError("bad_quotes", hint="bad_quotes", file=self.path, line=starts)
                if cells and (cells[0].strip() or "".join(cells).strip()):
                    if lines.quoted:
                        lines.quoted = False
                        cells = list(map(unguard_text, cells))
                    yield starts, cells
                starts = self._first_line + reader.line_num
        except csv.Error:
            raise RefusedError(
                "cell_too_long", hint="bad_quotes", file=self.path, line=starts
            ) from None


class _Lines:
    """The lines of a file, counted, none of them endless."""

    def __init__(self, file: TextIO, path: Path, number: int) -> None:
        self._file = file
        self._path = path
        self._first = number
        self.exhausted = False
        self.quoted = False
        """Whether a ``'`` has been seen, so that a cell may be guarded."""

    def each(self) -> Iterator[str]:
        """Yield the lines, the first one without its byte order mark."""
        number = self._first
        for line in iter(partial(self._file.readline, _LONGEST + 1), ""):
            if len(line) > _LONGEST:
                raise RefusedError("cell_too_long", hint="bad_quotes", file=self._path, line=number)
            if "'" in line:
                self.quoted = True
            yield line if number > 1 else line.removeprefix("\ufeff")
            number += 1
        self.exhausted = True


def find_delimiter(sample: str) -> tuple[str, int]:
    """Return the delimiter of a text's beginning, and the number of the line the table starts on.

    The one that cuts the most rows into as many cells as the first wins; then more cells. A first
    line such as ``sep=;``, as Excel writes it, decides and is no part of the table.
    """
    first = sample.removeprefix("\ufeff").lstrip('"')[:6]
    if first[:4].lower() == "sep=" and first[4:5] not in ("", "\r", "\n", '"'):
        return first[4], 2
    best, best_score = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        score = _consistency(sample, delimiter)
        if score > best_score:
            best, best_score = delimiter, score
    return best, 1


def name_columns(headers: Iterable[str]) -> list[str]:
    """Return the headers, each with a name of its own: ``column 3`` for an empty one, ``X (2)``."""
    names: list[str] = []
    taken: set[str] = set()
    counts: dict[str, int] = {}
    for place, header in enumerate(headers, start=1):
        base = " ".join(header.split()) or f"column {place}"
        name = base
        while name in taken:
            # thousands of columns may share a name, so counting goes on where it ended
            counts[base] = counts.get(base, 1) + 1
            name = f"{base} ({counts[base]})"
        names.append(name)
        taken.add(name)
    return names


def _consistency(sample: str, delimiter: str) -> tuple[float, int]:
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
    if not counts or counts[0] < 2:
        return 0.0, 0
    return counts.count(counts[0]) / len(counts), counts[0]
