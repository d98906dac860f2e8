"""Puts a backup in the place of the store: all of it, or nothing of it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

from leadq.errors import RefusedError, StoreError
from leadq.files import part_beside, put_in_place, write_beside
from leadq.store import migrations
from leadq.store.care import backup, backup_folder
from leadq.store.care.health import (
    Content,
    count_orphans,
    find_problems,
    read_content,
)
from leadq.store.care.shape import list_altered
from leadq.store.care.stand_in import remove_left
from leadq.store.connect import open_store
from leadq.store.opening import APPLICATION_ID, open_as_it_is
from leadq.store.store_errors import store_error, store_errors

_COMMAND = "restore"
_NAMED = 5
_BEYOND_USE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_BESIDE = ("-journal", "-wal")
"""What SQLite would take for unfinished work of the file in whose place a backup is put."""


class Replaced(NamedTuple):
    """What a restore did: what the store holds now, and the copy of what was there, if any."""

    content: Content
    copy: Path | None


Prepare = Callable[[Path], object]
"""Does to the file, before it takes the store's place, what has to be done."""


def check_backup(file: Path) -> Content:
    """Return what a file would bring back, after a full check that changes nothing.

    Raises RefusedError: is_folder, no_backup, backup_foreign, backup_newer, backup_altered,
    backup_damaged.
    """
    if file.is_dir():
        raise RefusedError("is_folder", hint="no_backup", file=str(file))
    if not file.is_file():
        raise RefusedError("no_backup", hint="no_backup", file=str(file))
    try:
        with closing(open_as_it_is(file)) as conn:
            (app,) = conn.execute("PRAGMA application_id").fetchone()
            (version,) = conn.execute("PRAGMA user_version").fetchone()
            if app != APPLICATION_ID or version < 1:
                raise RefusedError("backup_foreign", hint="no_backup", file=str(file))
            if version > migrations.VERSION:
                raise RefusedError(
                    "backup_newer", hint="store_newer", file=str(file), version=version,
                    known=migrations.VERSION,
                )  # fmt: skip
            if altered := list_altered(conn):
                names = altered[:_NAMED]
                raise RefusedError("backup_altered", hint="no_backup", file=str(file), names=names)
            if find_problems(conn, full=True) or count_orphans(conn):
                raise RefusedError("backup_damaged", hint="no_backup", file=str(file))
            return read_content(conn)
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        key = "backup_foreign" if code == sqlite3.SQLITE_NOTADB else "backup_damaged"
        raise RefusedError(key, hint="no_backup", file=str(file)) from error


def read_present(store: Path) -> Content | None:
    """Return what the store holds now; None when there is none or it cannot be read."""
    try:
        with closing(open_as_it_is(store)) as conn:
            return read_content(conn)
    except sqlite3.Error:
        return None


def restore_store(store: Path, file: Path, day: date, prepare: Prepare | None = None) -> Replaced:
    """Put what a checked file holds into the store, after a copy of what was there.

    An older version is migrated on the way, then it is prepared. No other leadq can write
    meanwhile, and a crash leaves either the old store or the new one. Raises StoreError.
    """
    place = store.resolve()
    try:
        if not place.parent.is_dir():
            backup.make_folder(place.parent)
        with part_beside(place) as part:
            with backup.copy_errors(file, place), closing(open_as_it_is(file)) as source:
                # only whole files stand on either side
                backup.fill_part(source, part)
            open_store(part).close()
            if prepare is not None:
                prepare(part)
            with closing(open_as_it_is(part)) as conn:
                content = read_content(conn)
            with _hold(place) as present:
                copy = _keep(present, store, day) if present else None
                done = present is not None and _fill(present, part, store)
            if not done:
                copy = _exchange(store, place, part, day) or copy
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(
            "restore_failed", hint="restore_failed", file=str(store), reason=reason
        ) from error
    return Replaced(content, copy)


@contextmanager
def _hold(place: Path) -> Iterator[sqlite3.Connection | None]:
    """Lock everyone else out of the store; None when there is no database to lock.

    Raises StoreError when it is another program's, in use or not to be written.
    """
    # SQLite takes a file of a single byte for an empty database.
    if not place.exists() or place.stat().st_size == 1:
        yield None
        return
    with store_errors(place), closing(open_as_it_is(place, "rw")) as conn:
        # in this mode the lock outlives the transaction, which copying into the store needs
        conn.execute("PRAGMA locking_mode = EXCLUSIVE")
        try:
            conn.execute("BEGIN EXCLUSIVE")
            remove_left(place)
            conn.execute("COMMIT")
            conn.execute("PRAGMA synchronous = EXTRA")
            _refuse_foreign(conn, place)
        except sqlite3.DatabaseError as error:
            if _code(error) not in _BEYOND_USE:
                raise
            conn.close()
            yield None
            return
        yield conn


def _refuse_foreign(conn: sqlite3.Connection, place: Path) -> None:
    (app,) = conn.execute("PRAGMA application_id").fetchone()
    (tables,) = conn.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if app != APPLICATION_ID and (app or tables):
        raise StoreError("store_foreign", hint="store_foreign", file=str(place), cause="")


def _keep(present: sqlite3.Connection, store: Path, day: date) -> Path | None:
    """Copy what is replaced into the folder of the backups, be it sound or not."""
    try:
        (tables,) = present.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if not tables:
            return None
        sound = not find_problems(present, full=False)
    except sqlite3.DatabaseError as error:
        if _code(error) not in _BEYOND_USE:
            raise
        sound = False
    backup.make_folder(backup_folder.backups_of(store))
    target = backup_folder.free_place(store, _COMMAND if sound else backup_folder.DAMAGED, day)
    backup.copy_from(present, store, target, check=sound)
    return target


def _fill(present: sqlite3.Connection, part: Path, store: Path) -> bool:
    """Write every page into the store in one transaction; False when it is too damaged for that."""
    try:
        with closing(open_as_it_is(part)) as source:
            source.backup(present)
    except sqlite3.DatabaseError as error:
        if _code(error) in _BEYOND_USE:
            return False
        raise store_error(error, store) from error
    return True


def _exchange(store: Path, place: Path, part: Path, day: date) -> Path | None:
    """Put the part in the place of a file that is no database any more; keep that file too."""
    copy = None
    if place.exists():
        backup.make_folder(backup_folder.backups_of(store))
        copy = backup_folder.free_place(store, backup_folder.DAMAGED, day)
        _copy_bytes(place, copy)
        for left in _beside(place):
            if left.exists():
                _copy_bytes(left, copy.with_name(copy.name + left.name.removeprefix(place.name)))
                left.unlink()
    put_in_place(part, place, replace=True)
    return copy


def _copy_bytes(source: Path, target: Path) -> None:
    with source.open("rb") as whole:
        write_beside(target, lambda stream: shutil.copyfileobj(whole, stream), replace=False)


def _beside(file: Path) -> list[Path]:
    return [file.with_name(file.name + ending) for ending in _BESIDE]


def _code(error: sqlite3.Error) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
