"""Tables out: CSV that opens in a spreadsheet with a double click and comes back unchanged."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from pathlib import Path
from types import SimpleNamespace
from typing import Protocol

from leadq.exchange.cells.values import join_values
from leadq.exchange.tables.guard import guard_text, looks_safe
from leadq.exchange.tables.whole_file import write_whole

Cell = str | int | float | date | Iterable[str] | None

_UNKNOWN = "\ufffd"
_FILE_END = "\r\n"
_PLAIN = frozenset((str, int, type(None)))
_CHUNK = 120
"""Rows that are looked at together, no more than a processor keeps at hand: 500 take 4 % longer."""


class TextTarget(Protocol):
    """Anything that takes text, such as standard output."""

    def write(self, text: str, /) -> object:
        """Take some text."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: rows without the headers, and characters that had to be replaced."""

    rows: int
    replaced: int


def write_csv_file(
    target: TextTarget | str | Path,
    headers: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    encoding: str = "utf-8-sig",
    force: bool = False,
) -> Written:
    """Write a table to an open text stream or, whole or not at all, to a file.

    ``encoding`` is that of a file (a stream has its own); what it lacks becomes ``?``, and what no
    encoding has U+FFFD. An existing file needs ``force``. Raises as ``write_whole`` does.
    """
    if not isinstance(target, (str, Path)):
        codec = getattr(target, "encoding", None) or "utf-8"
        return _write_rows(target, headers, rows, codec, "\n")
    return write_whole(
        target, lambda stream, codec: _write_rows(stream, headers, rows, codec), encoding, force
    )


def _write_rows(
    stream: TextTarget,
    headers: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    codec: str,
    end: str = _FILE_END,
) -> Written:
    count, replaced, is_utf = -1, 0, codec.lower().startswith("utf")
    source = chain([headers], rows)
    while chunk := list(islice(source, _CHUNK)):
        text, is_sound = _make_lines(chunk, end)
        if not (is_sound and is_utf) and ("\0" in text or not _has_all(codec, text)):
            fitting = [[_fit_cell(cell, codec) for cell in row] for row in chunk]
            replaced += sum(lost for row in fitting for _cell, lost in row)
            text = end.join((*_lines([cell for cell, _lost in row] for row in fitting), ""))
        stream.write(text)
        count += len(chunk)
    return Written(count, replaced)


def _make_lines(rows: Sequence[Sequence[Cell]], end: str) -> tuple[str, bool]:
    """Return the lines of rows whose cells are safe, and whether Unicode surely has all of them.

    Rows of nothing but text and whole numbers are written as they are, and the quicker for no
    cell being looked through for line breaks; the row of a line that has one, or where a cell may
    begin badly, is written once more.
    """
    if not _PLAIN.issuperset(map(type, chain.from_iterable(rows))):
        return end.join((*_lines(map(_guard_row, rows)), "")), False
    lines = _lines(rows, breaks="")
    text = end.join((*lines, ""))
    if looks_safe(text, len(lines) * len(end)):
        return text, True
    for place, line in enumerate(lines):
        if not looks_safe(line, 0):
            (lines[place],) = _lines([_guard_row(rows[place])])
    return end.join((*lines, "")), False


def _lines(rows: Iterable[Sequence[object]], breaks: str = _FILE_END) -> list[str]:
    """Return the lines of rows without their ends; cells with one of ``breaks`` are quoted."""
    lines: list[str] = []
    csv.writer(SimpleNamespace(write=lines.append), lineterminator=breaks).writerows(rows)
    return [line.removesuffix(breaks) for line in lines] if breaks else lines


def _guard_row(row: Sequence[Cell]) -> list[object]:
    """Return the cells as the csv module is to write them; most need only a glance."""
    return [cell if cell is None or type(cell) is int else _guard(cell) for cell in row]


def _guard(cell: Cell) -> str:
    if type(cell) is str:
        return guard_text(cell)
    if type(cell) is list:
        return guard_text(join_values(cell)) if cell else ""
    return _write_number(cell) if isinstance(cell, (int, float)) else guard_text(_write_text(cell))


def _fit_cell(cell: Cell, codec: str) -> tuple[str, int]:
    if isinstance(cell, (int, float)):
        return _write_number(cell), 0
    text, lost = _fit_encoding(_write_text(cell), codec)
    return guard_text(text), lost


def _write_number(value: int | float) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        if "e" in (written := str(value)):
            from decimal import Decimal

            return f"{Decimal(written):f}"
    return str(value)


def _write_text(value: str | date | Iterable[str] | None) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return value.isoformat() if isinstance(value, date) else join_values(value)


def _fit_encoding(text: str, codec: str) -> tuple[str, int]:
    """Return the text with what cannot be written replaced, and how many characters that were."""
    # half characters have no encoding, and no reader takes a file with a NUL for text
    if "\0" not in text and (text.isascii() or _has_all(codec, text)):
        return text, 0
    sound = "".join(_UNKNOWN if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text)
    fitting = "".join(c if _has_all(codec, c) else "?" for c in sound)
    return fitting, sum(a != b for a, b in zip(text, fitting, strict=True))


def _has_all(codec: str, text: str) -> bool:
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return False
    return True
