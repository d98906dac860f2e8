"""What every kind of table that is read has in common, and what is remarked about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from leadq.errors import RefusedError

MOST_COLUMNS = 1 << 14
"""As many as a sheet can have; of records, every row has a cell for each key that any has."""
Record = tuple[int, list[str]]
"""A row's number in its file (line, row of a sheet, or place in a list) and its cells."""


class Remark(NamedTuple):
    """Something about a table that its reader ought to know; its words are ``remark.<key>``."""

    key: str
    params: dict[str, Any]


class AnyTable(Protocol):
    """An open table: its headers and its rows, as often as they are wanted and in flat memory.

    ``encoding`` is xlsx or json for those files, ``delimiter`` empty there; ``sheet`` is the name
    of the sheet that a workbook's table stands on. ``remarks`` may grow while rows are read.
    """

    @property
    def path(self) -> Path:
        """The file."""

    @property
    def headers(self) -> list[str]:
        """The column names, each different from the others."""

    @property
    def encoding(self) -> str:
        """How the text of the file is encoded, or the kind of file."""

    @property
    def delimiter(self) -> str:
        """What stands between two cells of a text file."""

    @property
    def sheet(self) -> str | None:
        """The name of the sheet, None where there are none."""

    @property
    def remarks(self) -> Sequence[Remark]:
        """What is worth a remark."""

    @property
    def size(self) -> int:
        """The length of the file in bytes."""

    def rows(self) -> Iterator[Record]:
        """Yield the rows that are not empty. Raises RefusedError for a file that breaks off."""

    def position(self) -> int:
        """Return how many bytes of the file have been read so far."""


def cannot_read(path: Path, error: OSError) -> RefusedError:
    """Return what the system says as an error of one line."""
    return RefusedError(
        "cannot_read", hint="cannot_read", file=path, reason=error.strerror or str(error)
    )


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
