"""One write: a single transaction in which every change of a row is journalled."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool
from sqlmodel import Session, SQLModel

from leadq.store.changes import later_than
from leadq.store.connect import begin_write, open_store, store_error
from leadq.store.ids import new_uid
from leadq.store.tables import Journal

AUTOMATIC = "regrade"
"""The verb of what the program does by itself when rules have changed."""
Row = TypeVar("Row", bound=SQLModel)


class Unit:
    """A transaction under way: rows are added, changed and removed through it alone.

    ``conn`` is the same transaction for the hot reads; rows are flushed at once, so that both
    sides see the same.
    """

    def __init__(
        self,
        conn: sqlite3.Connection,
        session: Session,
        verb: str,
        now: datetime,
        owner: str,
        today: date | None = None,
    ) -> None:
        self.today = today or now.date()
        self.conn = conn
        self.session = session
        self.verb = verb
        self.owner = owner or None
        self.moment = now
        self.now = now.astimezone(UTC).isoformat(timespec="seconds")
        self.command = new_uid(now)
        self.keeps_undone = True

    def new_uid(self) -> str:
        """Return a key for a new row."""
        return new_uid(self.moment)

    @contextmanager
    def apart(self, verb: str) -> Iterator[None]:
        """Journal a block as a command of its own, so that undo does not take it for the rep's."""
        verb_before, command_before = self.verb, self.command
        self.verb, self.command = verb, new_uid(self.moment)
        try:
            yield
        finally:
            self.verb, self.command = verb_before, command_before

    def add(self, row: Row) -> Row:
        """Insert a row and journal it."""
        self.session.add(row)
        self.session.flush()
        self._note("insert", row, None)
        return row

    def change(self, row: SQLModel, **values: object) -> bool:
        """Give columns of a row new values and journal the old ones; False if none differs."""
        before = {k: getattr(row, k) for k, v in values.items() if getattr(row, k) != v}
        if not before:
            return False
        for column in before:
            setattr(row, column, values[column])
        if hasattr(row, "updated_at"):
            before["updated_at"] = row.updated_at
            row.updated_at = later_than(row.updated_at, self.now)
        self.session.add(row)
        self.session.flush()
        self._note("update", row, before)
        return True

    def remove(self, row: SQLModel) -> None:
        """Delete a row and journal it whole."""
        self._note("delete", row, row.model_dump())
        self.session.delete(row)
        self.session.flush()

    def _note(self, op: str, row: SQLModel, before: dict[str, Any] | None) -> None:
        key = int(getattr(row, "id", 0) or 0)
        table = str(row.__tablename__)
        self.note_range(op, table, key, key, lead_id=_lead_of(table, row, key), before=before)

    def note_range(
        self,
        op: str,
        table: str,
        first: int,
        last: int,
        lead_id: int | None = None,
        before: dict[str, Any] | None = None,
    ) -> None:
        """Journal a change of the rows from one id to another, both included.

        Whatever was undone before can no longer be redone, save by what the program does itself.
        """
        if self.keeps_undone and self.verb != AUTOMATIC:
            self.conn.execute("DELETE FROM journal WHERE undone = 1")
            self.keeps_undone = False
        text = json.dumps(before, ensure_ascii=False, default=_plain) if before else None
        self.session.add(
            Journal(
                command=self.command,
                verb=self.verb,
                at=self.now,
                day=self.today,
                owner=self.owner,
                tbl=table,
                op=op,
                row_first=first,
                row_last=last,
                lead_id=lead_id,
                before=text,
            )
        )
        self.session.flush()


def _lead_of(table: str, row: SQLModel, key: int) -> int | None:
    return key if table == "lead" else getattr(row, "lead_id", None)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


@contextmanager
def write(
    path: Path, verb: str, now: datetime, owner: str = "", today: date | None = None
) -> Iterator[Unit]:
    """Run a block as one transaction: all of it is in the store afterwards, or nothing.

    ``verb`` names the command in the journal, ``now`` is the instant, ``owner`` who did it,
    ``today`` the day the program believes in.
    Raises StoreError.
    """
    conn = open_store(path, today or now.date())
    engine = create_engine("sqlite://", creator=lambda: conn, poolclass=StaticPool)
    try:
        with Session(engine.execution_options(isolation_level="AUTOCOMMIT")) as session:
            # Connecting makes SQLAlchemy roll back once, so it must have happened before.
            session.connection()
            begin_write(conn)
            try:
                yield Unit(conn, session, verb, now, owner, today)
                session.flush()
                conn.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    conn.execute("ROLLBACK")
                raise
    except DBAPIError as error:
        raise store_error(error.orig or error, path) from error
    except sqlite3.Error as error:
        raise store_error(error, path) from error
    finally:
        engine.dispose()
        conn.close()
