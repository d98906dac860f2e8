"""One write: a single transaction in which every change of a row is journalled."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from leadq.errors import RefusedError
from leadq.store.care.stand_in import LongWrite
from leadq.store.changes import later_than
from leadq.store.columns import COLUMNS, DEFAULTS
from leadq.store.connect import begin_write, open_store
from leadq.store.ids import behind, each_uid, new_uid
from leadq.store.numbers import highest_id, newest_command, read_spent
from leadq.store.statements import (
    AUTOMATIC,
    FORGET_UNDONE,
    Values,
    fetch_whole,
    insertion,
    insertions,
    iso_day,
    selection,
    stored,
    update,
)
from leadq.store.store_errors import store_errors

_MOST_MARKS = 4000
"""Values in one statement: many rows at once cost two thirds of one by one, more gain no more."""
_MOST_ROWS = 5000
"""Rows in one entry of the journal: undo keeps what they were in one cell, and holds it at once."""
_NOTHING: Mapping[str, Any] = {}
_CANNOT_BE = (sqlite3.IntegrityError, sqlite3.DataError)


class Unit:
    """A transaction under way: rows are inserted, changed and removed through it alone.

    ``conn`` is the same transaction, to read and for what is derived and not journalled;
    ``touched`` are the tables in which rows were written; ``uids`` are keys for new ones.
    """

    def __init__(
        self,
        conn: sqlite3.Connection,
        verb: str,
        now: datetime,
        owner: str,
        today: date | None = None,
        write: LongWrite | None = None,
        by: str = "",
    ) -> None:
        self._write = write
        self.today = today or now.date()
        self.conn = conn
        self.verb = verb
        self.owner, self._by = owner or None, by or owner or None
        self.moment = behind(now, newest_command(conn))
        self.now = now.astimezone(UTC).isoformat(timespec="seconds")
        self.command = new_uid(self.moment)
        self.touched: set[str] = set()
        self._spent = read_spent(conn)
        self.uids = each_uid(self.moment)
        self._keeps_undone = True
        self._first: dict[str, int] = {}
        self._next: dict[str, int] = {}
        self._stamps = {"owner": self.owner, "created_at": self.now, "updated_at": self.now}

    def look_after_readers(self) -> None:
        """Let others read while this goes on; to be called now and then by what changes much."""
        if self._write is not None:
            self._write.look()

    def new_uid(self) -> str:
        """Return a key for a new row, above those given out before."""
        return next(self.uids)

    def sign(self, by: str | None) -> None:
        """Journal what follows as somebody's doing."""
        if by != self._by:
            self.close_ranges()
            self._by = by

    @contextmanager
    def apart(self, verb: str) -> Iterator[None]:
        """Journal a block as a command of its own, so that undo does not take it for the rep's."""
        verb_before, command_before = self.verb, self.command
        self.verb, self.command = verb, new_uid(self.moment)
        try:
            yield
        finally:
            self.verb, self.command = verb_before, command_before

    def insert(self, table: str, **values: Any) -> int:
        """Insert a row, journal it and return its id; key, owner and stamps that are not given
        are the row's own."""
        self.close_ranges()
        if "uid" in COLUMNS[table]:
            values.setdefault("uid", self.new_uid())
        if table in self._spent:
            values.setdefault("id", highest_id(self.conn, table) + 1)
        values = self._filled(table, values) | values
        kept = tuple(map(stored, values.values()))
        done = self.conn.execute(insertion(table, tuple(values)), kept)
        key = int(done.lastrowid or 0)
        self.journal("insert", table, key, key, key if table == "lead" else values.get("lead_id"))
        return key

    def insert_many(
        self, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]],
        common: Mapping[str, Any] = _NOTHING,
    ) -> range:  # fmt: skip
        """Insert rows as they are to be stored, and return their ids.

        ``common`` are columns in which all of them have the same. Rows that follow each other are
        journalled as one range when it ends; those of a table without ids not at all, since they
        are derived.
        """
        given = dict(zip(columns, zip(*rows, strict=True), strict=bool(rows)))
        return self.insert_columns(table, given, common)

    def insert_columns(
        self, table: str, columns: Mapping[str, Sequence[Any]], common: Mapping[str, Any] = _NOTHING
    ) -> range:
        """Insert rows as ``insert_many`` does, given by the values of each column."""
        count, ids = len(next(iter(columns.values()), ())), range(0)
        if not count:
            return ids
        if "id" in COLUMNS[table]:
            first = self._next_id(table)
            ids = range(first, first + count)
            columns = {"id": ids, **columns}
        self.insert_at_once(table, columns, count, {**self._filled(table, columns), **common})
        if ids:
            self._next[table] = ids.stop
        self.look_after_readers()
        return ids

    def append(self, table: str, rows: Sequence[Values]) -> range:
        """Insert rows as ``insert_many`` does, given by the names of the same columns."""
        names = rows[0] if rows else ()
        return self.insert_columns(table, {name: [row.get(name) for row in rows] for name in names})

    def _filled(self, table: str, given: Sequence[str] | Mapping[str, Any]) -> dict[str, Any]:
        """Return the columns that a new row has though nobody gave them."""
        known = self._stamps | DEFAULTS.get(table, {})
        return {name: known[name] for name in COLUMNS[table] if name in known and name not in given}

    def insert_at_once(
        self, table: str, columns: Mapping[str, Sequence[Any]], count: int,
        common: Mapping[str, Any] = _NOTHING,
    ) -> None:  # fmt: skip
        """Insert so many rows by few statements; they are journalled by whoever calls."""
        marks = min(_MOST_MARKS, self.conn.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER))
        for statement, values in insertions(table, columns, count, common, marks):
            self.conn.execute(statement, values)

    def change(self, table: str, key: int, **values: Any) -> bool:
        """Give columns of a row new values and journal the old ones; False if none differs.

        Unless it is given, ``updated_at`` becomes this instant.
        """
        new = {name: stored(value) for name, value in values.items()}
        known = COLUMNS.get(table, ())
        kept = [n for n in ("updated_at", "lead_id") if n in known and n not in new]
        stood = self.read(table, key, (*new, *kept))
        before = {name: stood[name] for name, value in new.items() if stood[name] != value}
        if not before:
            return False
        if "updated_at" in kept:
            before["updated_at"] = stood["updated_at"]
            new["updated_at"] = later_than(stood["updated_at"], self.now)
        self._close_before(table, key)
        self.conn.execute(update(table, before), (*map(new.get, before), key))
        lead_id = key if table == "lead" else (stood | new)["lead_id"]
        self.journal("update", table, key, key, lead_id, before)
        return True

    def read(self, table: str, key: int, columns: Sequence[str]) -> Values:
        """Return columns of a row as they are stored."""
        (row,) = fetch_whole(self.conn.execute(selection(table, columns), (key,)))
        return row

    def remove(self, table: str, key: int, lead_id: int | None = None) -> None:
        """Delete a row and journal it whole; ``lead_id``: found there in the journal, not where
        it was. What is inserted before the next range ends has other ids."""
        self._close_before(table, key)
        self._next_id(table)
        row = self.read(table, key, COLUMNS[table])
        self.conn.execute(f'DELETE FROM "{table}" WHERE id = ?', (key,))
        self.journal("delete", table, key, key, lead_id or row["lead_id"], row)

    def put(self, table: str, **values: Any) -> None:
        """Write a row of what is derived in the place of the one there was; not journalled."""
        self.conn.execute(
            insertion(table, tuple(values)).replace("INSERT", "INSERT OR REPLACE", 1),
            tuple(values.values()),
        )

    def journal(
        self, op: str, table: str, first: int, last: int,
        lead_id: int | None = None, before: Values | None = None,
    ) -> None:  # fmt: skip
        """Journal a change of the rows from one id to another, both included.

        Whatever was undone before can no longer be redone, save by what the program does itself.
        """
        self.touched.add(table)
        if self._keeps_undone and self.verb != AUTOMATIC:
            self.conn.execute(FORGET_UNDONE)
            self._keeps_undone = False
        text = json.dumps(before, ensure_ascii=False) if before else None
        self.conn.execute(
            insertion("journal", COLUMNS["journal"][1:]),
            (
                self.command, self.verb, self.now, iso_day(self.today), self._by, table, op,
                first, last, lead_id, text, None, 0,
            ),
        )  # fmt: skip
        self.look_after_readers()

    def _next_id(self, table: str) -> int:
        if table not in self._next:
            self._first[table] = self._next[table] = highest_id(self.conn, table) + 1
        return self._next[table]

    def _close_before(self, table: str, key: int) -> None:
        """Journal the insert of a row before its change, so that undo takes them back in turn."""
        if key >= self._first.get(table, key + 1):
            self.close_ranges()

    def close_ranges(self) -> None:
        """Journal what was inserted; the next rows go on from the highest id there is then.

        Leads stand before what hangs on them: undo goes backwards, and a lead takes the rest along.
        """
        for table in sorted(self._first, key=lambda name: name != "lead"):
            self.journal_inserts(table, self._first[table], self._next[table] - 1)
        self._first.clear()
        self._next.clear()

    def journal_inserts(self, table: str, first: int, last: int) -> None:
        """Journal rows that were inserted, in entries that one can hold in memory."""
        for start in range(first, last + 1, _MOST_ROWS):
            self.journal("insert", table, start, min(start + _MOST_ROWS - 1, last))

    @contextmanager
    def whole_or_nothing(self) -> Iterator[None]:
        """Keep what a block writes, or nothing of it when it raises.

        Raises RefusedError cannot_be for what the store does not allow.
        """
        before = dict(self._first), dict(self._next), self._keeps_undone
        self.conn.execute("SAVEPOINT record")
        try:
            yield
        except BaseException as error:
            # a full disk has taken everything back already
            with suppress(sqlite3.OperationalError):
                self.conn.execute("ROLLBACK TO record")
                self.conn.execute("RELEASE record")
            self._first, self._next, self._keeps_undone = before
            if isinstance(error, _CANNOT_BE):
                raise RefusedError("cannot_be") from None
            raise
        self.conn.execute("RELEASE record")


@contextmanager
def open_unit(
    path: Path, verb: str, now: datetime, owner: str = "", today: date | None = None, by: str = ""
) -> Iterator[Unit]:
    """Run a block as one transaction: all of it is in the store afterwards, or nothing.

    ``verb`` names the command in the journal, ``now`` is the instant, ``owner`` whose rows it
    makes, ``today`` the day believed in, ``by`` who did it, if not the owner. Raises StoreError.
    """
    conn = open_store(path, today or now.date())
    try:
        with store_errors(path), closing(LongWrite(conn, path, verb, now)) as write:
            begin_write(conn, path, by_batches=verb == "import")
            try:
                unit = Unit(conn, verb, now, owner, today, write, by)
                yield unit
                unit.close_ranges()
                conn.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    conn.execute("ROLLBACK")
                raise
    finally:
        conn.close()
