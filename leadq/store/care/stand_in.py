"""What is read while a long write keeps everyone else out of the store: a copy as it stood before.

SQLite writes changed pages into the store itself once they are too many for memory; from then to
the end of the transaction nobody can read there. So none is written before a copy lies beside the
store. It is what was committed last, as long as that transaction lasts, and of no use afterwards:
whoever writes next removes what a writer that was killed has left.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from leadq.files import lie_at, part_beside
from leadq.store import migrations, opening
from leadq.store.care.writer_note import note_writer

_LOOK_EVERY = 500
"""Rows that are changed between two looks at how much is held in memory."""
_LEAST, _MOST = 8 << 20, 96 << 20
"""Bytes of changed pages that are held in memory before there is a copy: a quarter of the store,
within these bounds, so that a large one is not copied for a small change."""
_BEFORE, _BEHIND = ".leadq-", ".part"
_WITHOUT_END = (1 << 30) - 1
_PAGES_KEPT = 500
_ROOM = 4 << 20
"""Bytes of pages that are held besides those that were changed before the copy. SQLite drops every
page at once that it has read while it holds more than its cache is for, and would read the upper
pages of each index again for every row."""
_PATIENCE_MS = 600_000
"""How long a write of many minutes waits for those who still read what was there before it."""


def stand_in_place(store: Path) -> Path:
    """Return where the copy of a store lies; what is left there is swept as any unfinished file."""
    real = store.resolve()
    return real.with_name(f"{_BEFORE}{real.name}{_BEHIND}")


def remove_left(store: Path) -> None:
    """Remove the copy that a writer left who was killed; to be called by who alone may write."""
    place = stand_in_place(store)
    try:
        place.unlink(missing_ok=True)
    except OSError:
        # Windows removes no file that is being read, but it can be emptied
        with suppress(OSError):
            os.truncate(place, 0)


def open_stand_in(store: Path) -> sqlite3.Connection | None:
    """Open the copy to read; None where there is none of this version."""
    where = f"{stand_in_place(store).as_uri()}?mode=ro&immutable=1"
    try:
        conn = sqlite3.connect(where, uri=True, isolation_level=None)
        for pragma in ("trusted_schema = OFF", "query_only = ON"):
            conn.execute(f"PRAGMA {pragma}")
        if opening.read_marks(conn) == (opening.APPLICATION_ID, migrations.VERSION):
            return conn
        conn.close()
    except sqlite3.Error:
        pass
    return None


def is_stand_in(conn: sqlite3.Connection) -> bool:
    """Tell whether what is read is a copy that stands in for a store."""
    (main,) = (row[2] for row in conn.execute("PRAGMA database_list") if row[1] == "main")
    name = Path(main).name
    return name.startswith(_BEFORE) and name.endswith(_BEHIND)


class LongWrite:
    """A transaction that may change much: those who read meanwhile are looked after.

    To be made before it begins, and asked to look now and then.
    """

    def __init__(self, conn: sqlite3.Connection, store: Path, verb: str, began: datetime) -> None:
        self._conn, self._store = conn, store
        self._verb, self._began = verb, began
        self._is_told = False
        self._stack = ExitStack()
        self._next = conn.total_changes + _LOOK_EVERY
        conn.execute(f"PRAGMA cache_spill = {_WITHOUT_END}")

    def look(self) -> None:
        """Lay the copy out, if there is much in memory, and let SQLite write from then on."""
        if self._conn.total_changes < self._next:
            return
        self._next = self._conn.total_changes + _LOOK_EVERY
        self._tell()
        stood = self._store.stat().st_size
        held = self._count_held(stood)
        if held < max(_LEAST, min(stood // 4, _MOST)):
            return
        self._next = sys.maxsize
        # without room for a copy, readers have to wait
        with suppress(OSError, sqlite3.Error):
            self._stack.enter_context(_lay_out(self._store))
        self._conn.execute(f"PRAGMA cache_size = {-(held + _ROOM) // 1024}")
        self._conn.execute(f"PRAGMA cache_spill = {_PAGES_KEPT}")
        self._conn.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")

    def _tell(self) -> None:
        """Say once who writes, to those who wait."""
        if not self._is_told:
            self._is_told = True
            with suppress(OSError):
                self._stack.enter_context(note_writer(self._store, self._verb, self._began))

    def _count_held(self, stood: int) -> int:
        """Return the bytes of the pages that are new, and of those whose old content is kept."""
        (pages,) = self._conn.execute("PRAGMA page_count").fetchone()
        (size,) = self._conn.execute("PRAGMA page_size").fetchone()
        kept = 0
        with suppress(OSError):
            real = self._store.resolve()
            kept = real.with_name(f"{real.name}-journal").stat().st_size
        return int(pages * size) - stood + kept

    def close(self) -> None:
        """Take the copy away, once the transaction has ended."""
        self._stack.close()


@contextmanager
def _lay_out(store: Path) -> Iterator[None]:
    """Keep a copy of what is committed beside the store for a while."""
    from leadq.store.care.backup import fill_part

    place = stand_in_place(store)
    with part_beside(place) as part:
        # SQLite itself must read: to close the file otherwise would let go of its locks
        with closing(opening.open_as_it_is(store)) as source:
            fill_part(source, part)
        with lie_at(part, place):
            yield
