"""A laptop of a team in a test: a real store, a desk, its hub, and ways in which a sync breaks."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from leadq.adapters.hub.calls import HubCalls
from leadq.errors import StoreError
from leadq.store.team import outbox
from leadq.store.team.shapes import REACHES, ROWS
from leadq.usecases.care.backup import keep_before
from leadq.usecases.desk import Desk, Hooks
from leadq.usecases.followup.replan import replan_lead
from leadq.usecases.grading.regrade import regrade_all
from leadq.usecases.privacy.away import refuse_erased
from leadq.usecases.team.join import join_team
from leadq.usecases.team.outcome import Confirm, Synced
from leadq.usecases.team.password import write_passwords
from leadq.usecases.team.sync import sync_store

from .server import connect

START = datetime(2026, 11, 23, 8, tzinfo=UTC)
HOOKS = Hooks(keep_before, regrade_all, replan_lead, refuse_erased)
FAULTS = ("before push", "after push", "aborted push", "twice", "within feed", "after feed", "seen")


class Broken(StoreError):
    """The connection is gone."""


class FaultyHub(HubCalls):
    """A hub whose connection breaks once, at a named point; ``after`` counts what got through."""

    def __init__(self, connection: Any, fault: str = "", after: int = 0) -> None:
        super().__init__(connection)
        self.connection, self.fault, self.after = connection, fault, after

    def _break(self, at: str) -> None:
        if self.fault == at:
            raise Broken("hub_failed", hint="hub_failed", cause=at)

    def push(self, *given: Any) -> dict[str, Any]:
        """Send a batch, or be cut off before, after, or while the server aborts."""
        self._break("before push")
        if self.fault == "aborted push":
            with self.connection.transaction(force_rollback=True):
                super().push(*given)
        self._break("aborted push")
        answer = super().push(*given)
        if self.fault == "twice":
            assert super().push(*given) == answer
        self._break("after push")
        return answer

    def feed(self, *given: Any) -> Iterator[tuple[Any, ...]]:
        """Yield what changed, or a part of it."""
        rows = super().feed(*given)
        if self.fault == "within feed":
            yield from islice(rows, self.after)
            rows.close()  # type: ignore[attr-defined]
        self._break("within feed")
        yield from rows
        self._break("after feed")

    def seen(self, *given: Any) -> None:
        """Say how far it has come, or be cut off before."""
        self._break("seen")
        super().seen(*given)


class Laptop:
    """A store in a folder of its own; ``ahead`` is how far its clock is ahead."""

    def __init__(self, folder: Path, name: str, url: str, ahead: timedelta = timedelta()) -> None:
        self.name, self.url, self.ahead = name, url, ahead
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True)
        self.store = folder / "leadq.db"
        self.time = START
        self.pass_time(0)

    def pass_time(self, minutes: int) -> None:
        """Let the clocks go on."""
        self.time += timedelta(minutes=minutes)
        now = self.time + self.ahead
        self.desk = Desk(self.store, None, now.date(), now, HOOKS, me=self.name)

    def join(self, members: tuple[str, ...]) -> None:
        """Join the team."""
        join_team(self.desk, self.url, self.name, members)
        write_passwords(self.store, ["secret"])

    def sync(
        self, fault: str = "", after: int = 0, confirm: Confirm = lambda _one: True
    ) -> Synced | None:
        """Synchronise; None when the connection broke, as ``fault`` says."""
        with connect(self.url) as connection:
            try:
                return sync_store(self.desk, FaultyHub(connection, fault, after), confirm)
            except Broken:
                return None

    def keep_copy(self) -> None:
        """Copy the store, to be put back later."""
        shutil.copyfile(self.store, self.folder / "copy.db")

    def put_back(self) -> bool:
        """Put the copy back; False when there is none."""
        copy = self.folder / "copy.db"
        if copy.exists():
            shutil.copyfile(copy, self.store)
        return copy.exists()

    def ask(self, query: str, *given: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        with closing(sqlite3.connect(self.store)) as conn:
            return conn.execute(query, given).fetchall()

    def rows(self) -> dict[tuple[str, str], dict[str, Any]]:
        """Return every row that travels, as its fields with its lead, by table and key."""
        found: dict[tuple[str, str], dict[str, Any]] = {}
        with closing(sqlite3.connect(self.store)) as conn:
            for table in (*ROWS, REACHES):
                source = "lead" if table == REACHES else table
                uids = [row[0] for row in conn.execute(f'SELECT uid FROM "{source}"')]
                for uid, fields in outbox.read_packed(conn, table, uids).items():
                    found[table, uid] = fields
        return found
