"""Makes backups of the store: whole and checked, or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date
from pathlib import Path

from leadq.errors import StoreError
from leadq.files import list_left, part_beside, put_in_place
from leadq.store.care.backup_folder import DAY, backups_of, free_place, place_of
from leadq.store.care.health import find_problems
from leadq.store.opening import open_as_it_is
from leadq.store.store_errors import damage_error, store_error, store_errors

_OF_THE_STORE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_BUSY)


def keep_copy(store: Path, kind: str, day: date) -> Path:
    """Back the store up into its folder and return the file.

    Raises StoreError: backup_failed when it cannot be written, else what is wrong with the store.
    """
    try:
        target = place_of(store, kind, day) if kind == DAY else free_place(store, kind, day)
        make_folder(target.parent)
    except OSError as error:
        raise failure(backups_of(store), error) from error
    write_copy(store, target)
    return target


def write_copy(store: Path, target: Path, *, full: bool = False, replace: bool = True) -> None:
    """Copy the store to a file, which is there afterwards whole and checked, or not at all.

    Raises StoreError as ``keep_copy`` does.
    """
    with store_errors(store), closing(open_as_it_is(store, "rw")) as source:
        copy_from(source, store, target, full=full, replace=replace)


def copy_from(
    source: sqlite3.Connection, store: Path, target: Path, *, full: bool = False,
    check: bool = True, replace: bool = True,
) -> None:  # fmt: skip
    """Copy what an open store holds to a file; as ``write_copy``, or unchecked."""
    with copy_errors(store, target), part_beside(target) as part:
        fill_part(source, part)
        problems = _look_through(part, full) if check else []
        if problems:
            raise damage_error("store_damaged", store, problems[0])
        put_in_place(part, target, replace=replace)


@contextmanager
def copy_errors(source: Path, target: Path) -> Iterator[None]:
    """Turn errors into a StoreError: what is wrong with the source, else with the place."""
    try:
        yield
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _OF_THE_STORE:
            raise store_error(error, source) from error
        raise failure(target, error) from error
    except OSError as error:
        raise failure(target, error) from error


def _look_through(part: Path, full: bool) -> list[str]:
    with closing(open_as_it_is(part)) as copy:
        return find_problems(copy, full=full)


def fill_part(source: sqlite3.Connection, part: Path) -> None:
    """Copy every page into an empty file. Raises sqlite3.Error."""
    with closing(sqlite3.connect(part, isolation_level=None)) as copy:
        # a copy that is broken off is thrown away, so it needs no journal of its own
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute("PRAGMA synchronous = OFF")
        # backup() would wait for ever for a lock; this waits as long as any command does
        source.execute("BEGIN")
        try:
            source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            source.backup(copy)
        finally:
            with suppress(sqlite3.Error):
                source.execute("ROLLBACK")


def list_left_of(store: Path) -> list[Path]:
    """Return what killed writers left where files with people's data are written.

    Those are the folders of the store, of the file that its name may only lead to, and of its
    backups, and the one the user stands in.
    """
    places = (store.parent.absolute(), store.resolve().parent, backups_of(store).absolute())
    folders = dict.fromkeys((*places, Path.cwd()))
    return [left for folder in folders for left in list_left(folder)]


def make_folder(folder: Path) -> None:
    """Make the folder of the backups, for its owner only. Raises OSError."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def failure(target: Path, error: BaseException) -> StoreError:
    """Return the error for a backup that could not be written."""
    reason = getattr(error, "strerror", None) or str(error)
    return StoreError("backup_failed", hint="backup_failed", file=str(target), reason=reason)
