"""Tables out: CSV that opens in a spreadsheet with a double click and comes back unchanged."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from leadq.exchange.guard import guard_cell
from leadq.exchange.values import join_values
from leadq.exchange.whole_file import write_whole

Cell = str | int | float | date | Iterable[str] | None

_UNKNOWN = "\ufffd"


class TextTarget(Protocol):
    """Anything that takes text, such as standard output."""

    def write(self, text: str, /) -> object:
        """Take some text."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: rows without the headers, and characters that had to be replaced."""

    rows: int
    replaced: int


def write_csv(
    target: TextTarget | str | Path,
    headers: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    encoding: str = "utf-8-sig",
    force: bool = False,
    private: bool = False,
) -> Written:
    """Write a table to an open text stream or, whole or not at all, to a file.

    ``encoding`` is that of a file (a stream has its own); what it lacks becomes ``?``, and what no
    encoding has U+FFFD. An existing file needs ``force``; a ``private`` one is its owner's alone.
    Raises as ``write_whole`` does.
    """
    if not isinstance(target, (str, Path)):
        codec = getattr(target, "encoding", None) or "utf-8"
        return _write_rows(_PlainLines(target), headers, rows, codec)
    return write_whole(
        target, lambda stream, codec: _write_rows(stream, headers, rows, codec), encoding, force,
        private,
    )  # fmt: skip


def _write_rows(
    stream: TextTarget, headers: Sequence[str], rows: Iterable[Sequence[Cell]], codec: str
) -> Written:
    writer = csv.writer(stream, lineterminator="\r\n")
    cells, replaced = _write_cells(headers, codec)
    writer.writerow(cells)
    count = 0
    for row in rows:
        cells, lost = _write_cells(row, codec)
        writer.writerow(cells)
        replaced += lost
        count += 1
    return Written(count, replaced)


def _write_cells(row: Sequence[Cell], codec: str) -> tuple[list[str], int]:
    cells: list[str] = []
    replaced = 0
    for value in row:
        if isinstance(value, (int, float)):
            cells.append(_write_number(value))
            continue
        text, lost = _fit_encoding(_write_text(value), codec)
        cells.append(guard_cell(text))
        replaced += lost
    return cells, replaced


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


class _PlainLines:
    """A stream whose rows end as its other lines do; cells are quoted as in a file."""

    def __init__(self, stream: TextTarget) -> None:
        self._stream = stream

    def write(self, row: str, /) -> object:
        return self._stream.write(row.removesuffix("\r\n") + "\n")
