"""Rows that come with a file: inserted as they are, each run of ids as one record of the journal.

Plain SQL throughout, so that a savepoint can take back what one broken record had brought.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy.exc import DataError, IntegrityError

from leadq.errors import RefusedError
from leadq.store.numbers import highest_lead
from leadq.store.unit import Unit

Values = dict[str, Any]
_CHUNK = 500
_ALWAYS = ("id",)
_CANNOT_BE = (sqlite3.IntegrityError, sqlite3.DataError, IntegrityError, DataError)


class Arrivals:
    """Inserts rows of any table in one Unit, and changes single ones.

    Whoever writes rows by other means in between calls ``close_ranges`` first.
    """

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self._first: dict[str, int] = {}
        self._next: dict[str, int] = {}
        self._statements: dict[tuple[str, ...], str] = {}
        self._first_lead = highest_lead(unit.conn)[0] + 1

    def insert(self, table: str, values: Mapping[str, Any]) -> int:
        """Insert a row and return its id. Raises sqlite3.IntegrityError for what cannot be."""
        key = self._next_id(table)
        names = (table, *values)
        statement = self._statements.get(names)
        if statement is None:
            columns = ", ".join(f'"{name}"' for name in (*_ALWAYS, *values))
            marks = ", ".join("?" * (len(values) + 1))
            statement = f'INSERT INTO "{table}" ({columns}) VALUES ({marks})'
            self._statements[names] = statement
        self.unit.conn.execute(statement, (key, *values.values()))
        self._next[table] = key + 1
        return key

    def is_new(self, lead_id: int) -> bool:
        """Tell whether a lead has come with the file itself."""
        return lead_id >= self._first_lead

    def _next_id(self, table: str) -> int:
        if table not in self._next:
            if table == "lead":
                highest = highest_lead(self.unit.conn)[0]
            else:
                highest = highest_id(self.unit.conn, table)
            self._first[table] = self._next[table] = highest + 1
        return self._next[table]

    def change(self, table: str, row: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
        """Give columns of a row new values and journal the old ones; False if none differs.

        ``row`` is the row as it stands, whole.
        """
        new = {name: value for name, value in values.items() if row[name] != value}
        if not new:
            return False
        key = row["id"]
        self._journal_before(table, key)
        sets = ", ".join(f'"{name}" = ?' for name in new)
        self.unit.conn.execute(f'UPDATE "{table}" SET {sets} WHERE id = ?', (*new.values(), key))
        before = {name: row[name] for name in new}
        lead_id = key if table == "lead" else row["lead_id"]
        self.unit.note_range("update", table, key, key, lead_id=lead_id, before=before)
        return True

    def remove(self, table: str, row: Mapping[str, Any]) -> None:
        """Delete a row and journal it whole; its id is not given out again by this writer."""
        self._journal_before(table, row["id"])
        self._next_id(table)
        self.unit.conn.execute(f'DELETE FROM "{table}" WHERE id = ?', (row["id"],))
        self.unit.note_range(
            "delete", table, row["id"], row["id"], lead_id=row["lead_id"], before=dict(row)
        )

    def _journal_before(self, table: str, key: int) -> None:
        """Journal the insert of a row before its change, so that undo takes them back in turn."""
        if key >= self._first.get(table, key + 1):
            self.close_ranges()

    @contextmanager
    def whole_or_nothing(self) -> Iterator[None]:
        """Keep what a block writes, or nothing of it when it raises.

        Raises RefusedError cannot_be for what the store does not allow.
        """
        first, following = dict(self._first), dict(self._next)
        conn, keeps_undone = self.unit.conn, self.unit.keeps_undone
        conn.execute("SAVEPOINT record")
        try:
            yield
        except BaseException as error:
            # a full disk has taken everything back already
            with suppress(sqlite3.OperationalError):
                conn.execute("ROLLBACK TO record")
                conn.execute("RELEASE record")
            self._first, self._next = first, following
            self.unit.keeps_undone = keeps_undone
            self.unit.session.expunge_all()
            if isinstance(error, _CANNOT_BE):
                raise RefusedError("cannot_be") from None
            raise
        conn.execute("RELEASE record")

    def close_ranges(self) -> None:
        """Journal what was inserted; the next rows go on from the highest id there is then."""
        for table, first in self._first.items():
            if first < self._next[table]:
                self.unit.note_range("insert", table, first, self._next[table] - 1)
        self._first.clear()
        self._next.clear()
        # rows that were loaded before may have been changed past the session
        self.unit.session.expire_all()


def read_rows(conn: sqlite3.Connection, table: str, lead_id: int) -> list[Values]:
    """Return the rows of a table that belong to a lead, whole, in the order of their ids."""
    cursor = conn.execute(f'SELECT * FROM "{table}" WHERE lead_id = ? ORDER BY id', (lead_id,))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def known_uids(conn: sqlite3.Connection, table: str, uids: Sequence[str]) -> set[str]:
    """Return those of some keys that rows of a table have, whichever lead they belong to."""
    found: set[str] = set()
    for start in range(0, len(uids), _CHUNK):
        chunk = uids[start : start + _CHUNK]
        marks = ", ".join("?" * len(chunk))
        rows = conn.execute(f'SELECT uid FROM "{table}" WHERE uid IN ({marks})', chunk)
        found.update(row[0] for row in rows)
    return found


def highest_id(conn: sqlite3.Connection, table: str) -> int:
    """Return the highest id of a table, 0 for an empty one."""
    row = conn.execute(f'SELECT coalesce(max(id), 0) FROM "{table}"').fetchone()
    return int(row[0])
