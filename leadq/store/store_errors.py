"""SQLite's errors in our words; damage is said with the backup that could be put back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from leadq.errors import StoreError


@contextmanager
def store_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into a StoreError with one line on what is wrong."""
    try:
        yield
    except sqlite3.Error as error:
        raise store_error(error, path) from error


def store_error(error: BaseException, path: Path) -> StoreError:
    """Return the StoreError that says what a SQLite error means for the user."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    kinds = {
        sqlite3.SQLITE_BUSY: "store_locked",
        sqlite3.SQLITE_LOCKED: "store_locked",
        sqlite3.SQLITE_READONLY: "store_readonly",
        sqlite3.SQLITE_PERM: "store_readonly",
        sqlite3.SQLITE_AUTH: "store_readonly",
        sqlite3.SQLITE_FULL: "store_full",
        sqlite3.SQLITE_CANTOPEN: "store_cannot_open",
        sqlite3.SQLITE_NOTADB: "store_foreign",
        sqlite3.SQLITE_CORRUPT: "store_damaged",
        sqlite3.SQLITE_IOERR: "store_io",
    }
    key = kinds.get(code, "store_failed")
    if key in ("store_damaged", "store_foreign"):
        return damage_error(key, path, str(error))
    said = {"file": str(path), "cause": str(error)}
    if key == "store_locked":
        from leadq.store.care.writer_note import read_writer

        if writer := read_writer(path):
            return StoreError("store_locked_by", hint=key, **said, **writer._asdict())
    return StoreError(key, hint=key, **said)


def damage_error(key: str, path: Path, cause: str = "") -> StoreError:
    """Return the error for a store that is of no use, naming its newest good backup if any."""
    from leadq.store.care.backup_folder import find_good

    good = find_good(path)
    if good is None:
        return StoreError(key, hint=key, file=str(path), cause=cause)
    return StoreError(
        key, hint="store_restore", file=str(path), cause=cause, day=good.day, backup=good.path.name
    )
