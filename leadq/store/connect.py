"""Opens the store: settings of SQLite, version check, migrations.

Reads and writes share this door; it needs nothing but the standard library.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, TypeVar

from leadq.errors import StoreError
from leadq.files import make_private
from leadq.store import migrations, opening
from leadq.store.care.stand_in import open_stand_in, remove_left
from leadq.store.meta import MEMBER, read_meta
from leadq.store.store_errors import damage_error, store_errors

if TYPE_CHECKING:
    from datetime import date

_Got = TypeVar("_Got")
_ACTING = "SELECT name FROM sqlite_schema WHERE type IN ('trigger', 'view') LIMIT 1"
_FIRST_PAUSE, _LAST_PAUSE, _PATIENCE = 0.03, 0.001, 2.0
"""Seconds between two looks whether it is one's turn to write: at first, and after a while."""
_UNTOLD = 1.0
"""Seconds for which one waits without a word."""


def open_reader(path: Path, day: date | None = None) -> sqlite3.Connection:
    """Open the store for reading, creating or migrating it first where needed.

    What is read until it is closed is the store of one moment: while a long write keeps everyone
    out, the copy of what stood before that the writer has laid out. Opened read-write with
    query_only, since a read-only open cannot roll back a hot journal. Raises StoreError.
    """
    _check_place(path)
    with store_errors(path):
        return _in_turn(path, lambda: _look_in(path, day))


def let_go(conn: sqlite3.Connection) -> None:
    """Let others write while one reads on for long: each statement sees the store of its moment."""
    if conn.in_transaction:
        conn.execute("COMMIT")
        conn.execute(f"PRAGMA busy_timeout = {int(opening.BUSY_SECONDS * 1000)}")


def _look_in(path: Path, day: date | None) -> sqlite3.Connection:
    """Open the store, or what stands in for it, and hold it as it is.

    Raises sqlite3.OperationalError when the store is in use.
    """
    conn = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        if _hold(conn, path) == migrations.VERSION:
            conn.execute("PRAGMA query_only = ON")
            return conn
    except BaseException as error:
        conn.close()
        stand_in = open_stand_in(path) if _is_busy(error) else None
        if stand_in is None:
            raise
        return stand_in
    conn.close()
    open_store(path, day).close()
    return _look_in(path, day)


def open_store(path: Path, day: date | None = None) -> sqlite3.Connection:
    """Open the store for reading and writing, creating or migrating it first where needed.

    ``day`` names the backup made before a migration; without it none is made. Raises StoreError
    when the store is foreign, newer than this program, damaged or out of reach.
    """
    _check_place(path)
    with store_errors(path):
        conn = sqlite3.connect(path, timeout=opening.BUSY_SECONDS, isolation_level=None)
        try:
            version = _hold(conn, path)
            conn.execute("COMMIT")
            conn.execute("PRAGMA synchronous = EXTRA")
            if version < migrations.VERSION:
                if version and day is not None:
                    opening.tell_migrating(path)
                    from leadq.store.care.backup import keep_copy

                    keep_copy(path, "migrate", day)
                _migrate(conn, path)
        except BaseException:
            conn.close()
            raise
    return conn


def begin_write(conn: sqlite3.Connection, path: Path, by_batches: bool = False) -> None:
    """Begin a transaction that writes, when it is its turn.

    ``by_batches``: no statement writes more than some hundred rows, so that the pages which one
    would be taken back by are kept in memory. Raises sqlite3.OperationalError when the store is
    in use for too long.
    """
    conn.execute("PRAGMA busy_timeout = 0")
    if by_batches:
        # SQLite looks at it when the transaction begins; what is sorted later may go to a file
        conn.execute("PRAGMA temp_store = MEMORY")
    _in_turn(path, lambda: conn.execute("BEGIN IMMEDIATE"))
    if by_batches:
        conn.execute("PRAGMA temp_store = DEFAULT")
    conn.execute(f"PRAGMA busy_timeout = {int(opening.BUSY_SECONDS * 1000)}")
    remove_left(path)


def _in_turn(path: Path, attempt: Callable[[], _Got]) -> _Got:
    """Return what an attempt returns, once the store is not in use.

    SQLite's own waiting looks ever less often, so that in a crowd those who come late go first;
    here those who have waited long look more often. Who waits for long is told what for. Raises
    sqlite3.OperationalError when the store is in use for too long.
    """
    began, waited, told = monotonic(), 0.0, False
    while True:
        try:
            return attempt()
        except sqlite3.OperationalError as error:
            if not _is_busy(error) or waited >= opening.BUSY_SECONDS:
                raise
        pause = max(_LAST_PAUSE, _FIRST_PAUSE * (1 - waited / _PATIENCE))
        sleep(pause)
        # a crowded machine sleeps longer than it was asked to
        waited = max(waited + pause, monotonic() - began)
        if waited > _UNTOLD and not told:
            told = True
            opening.tell_waiting(path)


def _is_busy(error: BaseException) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY


def _check_place(path: Path) -> None:
    """Make the file if there is none; refuse a folder, and what SQLite would write over."""
    try:
        if path.is_dir():
            raise StoreError("store_is_folder", hint="store_is_folder", file=str(path))
        if not path.exists():
            _make_file(path)
        size = path.stat().st_size
        # SQLite takes a file of a single byte for an empty database.
        if size == 1:
            raise damage_error("store_foreign", path)
        if size == 0:
            _refuse_emptied(path)
    except OSError as error:
        raise StoreError(
            "store_cannot_open", hint="store_cannot_open", file=str(path), cause=error.strerror
        ) from error


def _refuse_emptied(path: Path) -> None:
    """Refuse a file without a byte whose backups show that it was a store: it lost everything."""
    error = damage_error("store_emptied", path)
    if error.hint == "store_restore":
        raise error


def _hold(conn: sqlite3.Connection, path: Path) -> int:
    """Begin to read, refuse what is no store of ours, and return its version."""
    conn.execute("PRAGMA trusted_schema = OFF")
    conn.execute("PRAGMA foreign_keys = ON")
    if conn.execute("PRAGMA foreign_keys").fetchone() != (1,):
        raise StoreError("store_failed", hint="store_failed", file=str(path), cause="foreign keys")
    # One look at all of the header: another program may be making the store right now.
    conn.execute("BEGIN")
    version = _read_header(conn, path)
    _check_length(conn, path)
    _refuse_acting(conn, path, version)
    return version


def _check_length(conn: sqlite3.Connection, path: Path) -> None:
    """Refuse a file whose end is missing: SQLite would take the last page for empty."""
    (pages,) = conn.execute("PRAGMA page_count").fetchone()
    (size,) = conn.execute("PRAGMA page_size").fetchone()
    if path.stat().st_size < pages * size:
        raise damage_error("store_damaged", path)


def _refuse_acting(conn: sqlite3.Connection, path: Path, version: int) -> None:
    """Refuse a store with a trigger or a view that leadq has not made: they run by themselves.

    Those of an older version are known by their names: they go before anything is written.
    """
    if conn.execute(_ACTING).fetchone() is not None:
        from leadq.store.team.triggers import list_foreign

        for name in list_foreign(conn, whole=version == migrations.VERSION):
            raise damage_error("store_altered", path, name)
        # ours write JSON, which older SQLite lets no trigger of a schema that is not trusted do
        conn.execute("PRAGMA trusted_schema = ON")


def _read_header(conn: sqlite3.Connection, path: Path) -> int:
    app, version = opening.read_marks(conn)
    if app != opening.APPLICATION_ID:
        (tables,) = conn.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if app or version or tables:
            raise StoreError("store_foreign", hint="store_foreign", file=str(path), cause="")
        return 0
    if version > migrations.VERSION:
        raise StoreError(
            "store_newer",
            hint="store_newer",
            file=str(path),
            version=version,
            known=migrations.VERSION,
        )
    return version


def _migrate(conn: sqlite3.Connection, path: Path) -> None:
    """Bring the store to today's version, each step in a transaction with its version bump.

    A new store is made in one, so that nobody meets it half made and takes it for an old one.
    """
    conn.execute("PRAGMA journal_mode = DELETE")
    reached = 0
    while reached < migrations.VERSION:
        conn.execute("BEGIN IMMEDIATE")
        try:
            remove_left(path)
            version = _read_header(conn, path)
            reached = version + 1 if 0 < version < migrations.VERSION else migrations.VERSION
            if version < reached and conn.execute(_ACTING).fetchone() is not None:
                from leadq.store.team.triggers import disarm

                disarm(conn)
            for step in range(version + 1, reached + 1):
                migrations.load_step(step)(conn)
            if version < reached:
                conn.execute(f"PRAGMA application_id = {opening.APPLICATION_ID}")
                conn.execute(f"PRAGMA user_version = {reached}")
            if version < reached == migrations.VERSION and read_meta(conn, MEMBER) is not None:
                from leadq.store.team.triggers import arm

                arm(conn)
            conn.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                conn.execute("ROLLBACK")
            raise


def _make_file(path: Path) -> None:
    """Create folder and file so that only their owner can read them, whatever the umask."""
    if not path.parent.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(OSError):
            path.parent.chmod(0o700)
    try:
        make_private(path)
    except FileExistsError:
        # another leadq may have been quicker; a link that leads nowhere is no store
        if not path.exists():
            raise
