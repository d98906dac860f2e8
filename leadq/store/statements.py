"""SQL texts that write whole rows, and rows read whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

Values = dict[str, Any]
iso_day = lru_cache(maxsize=4096)(date.isoformat)
"""Return a day as it is stored; many rows share a few days, and writing one out takes longer."""
AUTOMATIC = "regrade"
"""The verb of what the program does by itself when rules have changed."""
SYNC = "sync"
"""The verb of what has come from others' computers; an entry's owner is who did it there."""
PASSED_OVER = (AUTOMATIC, SYNC)
"""What is no command of the rep's: undo passes it over."""
FORGET_UNDONE = f"""
DELETE FROM journal WHERE undone = 1 AND id > coalesce(
    (SELECT id FROM journal WHERE undone = 0 AND verb NOT IN {PASSED_OVER}
     ORDER BY id DESC LIMIT 1), 0)
"""
"""What was undone stands behind the last command that was not: so little is looked at."""


def stored(value: Any) -> Any:
    """Return a value as SQLite keeps it."""
    return iso_day(value) if isinstance(value, date) else value


@lru_cache(maxsize=128)
def insertion(table: str, columns: tuple[str, ...], same: int = 0, count: int = 1) -> str:
    """Return the statement that inserts so many rows, the first ``same`` columns in all alike."""
    names = ", ".join(f'"{column}"' for column in columns)
    # SQLite looks a mark with a number up among all others; one without goes on from the last
    row = ", ".join([f"?{place}" for place in range(1, same + 1)] + ["?"] * (len(columns) - same))
    values = ", ".join([f"({row})"] * count)
    return f'INSERT INTO "{table}" ({names}) VALUES {values}'


def insertions(
    table: str, columns: Mapping[str, Sequence[Any]], count: int, common: Mapping[str, Any],
    marks: int,
) -> Iterator[tuple[str, list[Any]]]:  # fmt: skip
    """Yield the statements that insert so many rows, by powers of two, with their values.

    ``columns`` hold the values of each by its name, ``common`` what all rows have the same; no
    statement has more ``marks``.
    """
    columns, common = _without_same(columns, count, common)
    wide, same, names = len(columns), len(common), (*common, *columns)
    most = max(1, (marks - same) // wide)
    start = 0
    while start < count:
        stop = start + (1 << min(most, count - start).bit_length() - 1)
        values = [*common.values(), *[None] * (wide * (stop - start))]
        for place, column in enumerate(columns.values(), same):
            values[place::wide] = column[start:stop]
        yield insertion(table, names, same, stop - start), values
        start = stop


def _without_same(
    columns: Mapping[str, Sequence[Any]], count: int, common: Mapping[str, Any]
) -> tuple[Mapping[str, Sequence[Any]], dict[str, Any]]:
    """Take the columns in which all rows have the same out of them: they need be given but once.

    Many are empty in all rows of a table, and most of what is planned for new leads is alike.
    """
    kept: dict[str, Sequence[Any]] = {}
    same = dict(common)
    for name, values in columns.items():
        first = values[0]
        if count > 1 and kept and first == values[-1] and values.count(first) == count:
            same[name] = first
        else:
            kept[name] = values
    return kept, same


def update(table: str, columns: Iterable[str]) -> str:
    """Return the statement that gives columns of a row new values, by its id."""
    sets = ", ".join(f'"{column}" = ?' for column in columns)
    return f'UPDATE "{table}" SET {sets} WHERE id = ?'


def selection(table: str, columns: Iterable[str]) -> str:
    """Return the statement that reads columns of a row, by its id."""
    names = ", ".join(f'"{column}"' for column in columns)
    return f'SELECT {names} FROM "{table}" WHERE id = ?'


def fetch_whole(cursor: sqlite3.Cursor) -> list[Values]:
    """Return the rows of a query by the names of their columns."""
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def read_rows(conn: sqlite3.Connection, table: str, lead_id: int) -> list[Values]:
    """Return the rows of a table that belong to a lead, whole, in the order of their ids."""
    return fetch_whole(
        conn.execute(f'SELECT * FROM "{table}" WHERE lead_id = ? ORDER BY id', (lead_id,))
    )
