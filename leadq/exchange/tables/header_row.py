"""Finds the row of column names in a sheet that may have titles and groups above it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from leadq.exchange.columns.aliases import map_headers, names_somebody
from leadq.exchange.columns.own_headers import find_kind
from leadq.exchange.tables.table import name_columns

_ROWS_LOOKED_AT = 10
_LEAST_IN_GROUP_ROW = 2


class Header(NamedTuple):
    """The row of column names: its number, the rows with something in them above it.

    ``filled`` are names that were taken from the row above.
    """

    number: int
    names: list[str]
    above: int
    filled: list[str]


def find_header(rows: Sequence[tuple[int, Sequence[str]]]) -> Header:
    """Return the row, among the first ones of a sheet, in which most names are known.

    Where the names of groups stand above, cells that are merged downwards belong to both rows:
    an empty name is that of the row above. Without any known name, it is the first row that is
    about as wide as the table.
    """
    looked_at = rows[:_ROWS_LOOKED_AT]
    widest = max(len(_filled_cells(cells)) for _number, cells in looked_at)
    best, best_score = _as_header(looked_at, 0), -1
    for place, (_number, cells) in enumerate(looked_at):
        header = _as_header(looked_at, place)
        if 2 * len(_filled_cells(header.names)) < widest:
            continue
        if find_kind(header.names):
            return header
        # a row of data with gaps must not look like one of names because of what stands above it
        score = _count_known(header.names) if _count_known(cells) else 0
        if score > best_score:
            best, best_score = header, score
    return best


def find_csv_header(rows: Sequence[tuple[int, Sequence[str]]]) -> Header | None:
    """Return the row of column names of a text file if it is not the first one, else None.

    The first row names nobody, and is taken unless a later one does.
    """
    if find_kind(name_columns(rows[0][1])):
        return None
    for place, (number, cells) in enumerate(rows[:_ROWS_LOOKED_AT]):
        if (
            place
            and _count_known(cells) >= _LEAST_IN_GROUP_ROW
            and names_somebody(name_columns(cells))
        ):
            return Header(number, _trim(cells), place, [])
    return None


def _as_header(rows: Sequence[tuple[int, Sequence[str]]], place: int) -> Header:
    number, cells = rows[place]
    names, filled = _trim(cells), []
    above_number, above = rows[place - 1] if place else (0, [])
    if above_number == number - 1 and len(_filled_cells(above)) >= _LEAST_IN_GROUP_ROW:
        names += [""] * (len(_trim(above)) - len(names))
        for column, name in enumerate(above):
            if name.strip() and not names[column].strip():
                names[column] = name
                filled.append(name)
    return Header(number, names, place - bool(filled), filled)


def _count_known(names: Sequence[str]) -> int:
    found = map_headers(name_columns(names))
    return sum(field is not None for field in found.values())


def _filled_cells(cells: Sequence[str]) -> list[str]:
    return [cell for cell in cells if cell.strip()]


def _trim(cells: Sequence[str]) -> list[str]:
    """Return the cells up to the last that holds something."""
    last = max((place for place, cell in enumerate(cells) if cell.strip()), default=-1)
    return list(cells[: last + 1])
