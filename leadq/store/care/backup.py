"""Backups of the store: made whole or not at all, checked, and kept for a while."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from leadq.errors import StoreError
from leadq.files import list_left, part_beside, put_in_place
from leadq.store import connect, migrations
from leadq.store.care.health import find_problems, open_as_it_is

DAY, MANUAL, DAMAGED = "day", "manual", "damaged"
"""Made at the first write of a day, by hand, of a store that was damaged; else the command's
name: import, merge, migrate, restore."""
_DAYS, _WEEKS, _OTHERS = 7, 4, 5
_NAME = re.compile(r"(\d{4}-\d\d-\d\d)-([a-z]+)(?:-\d+)?\.db")
_OF_THE_STORE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_BUSY)


class Backup(NamedTuple):
    """A backup in the folder: ``day`` is the one its name says, ``size`` in bytes, ``made`` in
    nanoseconds as the file system counts them."""

    path: Path
    day: date
    kind: str
    size: int
    made: int


def backups_of(store: Path) -> Path:
    """Return the folder of a store's backups, beside it, so that stores never mix."""
    return store.parent / "backups"


def list_backups(store: Path) -> list[Backup]:
    """Return the backups of a store, newest first; a folder that cannot be read has none."""
    found = sorted(_read_names(store), key=lambda one: (one.day, one.made))
    return found[::-1]


def _read_names(store: Path) -> Iterator[Backup]:
    start = f"{_stem(store)}-"
    files: list[Path] = []
    with suppress(OSError):
        files = list(backups_of(store).iterdir())
    for path in files:
        name = _NAME.fullmatch(path.name.removeprefix(start))
        if not path.name.startswith(start) or name is None:
            continue
        with suppress(OSError, ValueError):
            about = path.stat()
            day = date.fromisoformat(name[1])
            yield Backup(path, day, name[2], about.st_size, about.st_mtime_ns)


def has_day(store: Path, day: date) -> bool:
    """Tell whether the first write of a day has already been followed by its backup."""
    return _place(store, DAY, day).exists()


def find_good(store: Path) -> Backup | None:
    """Return the newest backup that opens, is whole and can be put back by this program."""
    return next((one for one in list_backups(store) if is_good(one)), None)


def is_good(backup: Backup) -> bool:
    """Tell whether a backup can be put back."""
    if backup.kind == DAMAGED:
        return False
    try:
        with closing(open_as_it_is(backup.path)) as conn:
            (app,) = conn.execute("PRAGMA application_id").fetchone()
            (version,) = conn.execute("PRAGMA user_version").fetchone()
            known = app == connect.APPLICATION_ID and 0 < version <= migrations.VERSION
            return known and not find_problems(conn, full=False)
    except sqlite3.Error:
        return False


def has_content(store: Path) -> bool:
    """Tell whether there is anything to back up."""
    try:
        return store.stat().st_size > 0
    except OSError:
        return False


def keep_copy(store: Path, kind: str, day: date) -> Path:
    """Back the store up into its folder and return the file.

    Raises StoreError: backup_failed when it cannot be written, else what is wrong with the store.
    """
    try:
        target = _place(store, kind, day) if kind == DAY else free_place(store, kind, day)
        make_folder(target.parent)
    except OSError as error:
        raise failure(backups_of(store), error) from error
    write_copy(store, target)
    return target


def write_copy(store: Path, target: Path, *, full: bool = False, replace: bool = True) -> None:
    """Copy the store to a file, which is there afterwards whole and checked, or not at all.

    Raises StoreError as ``keep_copy`` does.
    """
    with connect.store_errors(store), closing(open_as_it_is(store, "rw")) as source:
        source.execute(f"PRAGMA busy_timeout = {int(connect.BUSY_SECONDS * 1000)}")
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
            raise connect.damage_error("store_damaged", store, problems[0])
        put_in_place(part, target, replace=replace)


@contextmanager
def copy_errors(source: Path, target: Path) -> Iterator[None]:
    """Turn errors into a StoreError: what is wrong with the source, else with the place."""
    try:
        yield
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _OF_THE_STORE:
            raise connect.store_error(error, source) from error
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

    Those are the folders of the store and its backups, and the one the user stands in.
    """
    folders = dict.fromkeys((store.parent.absolute(), backups_of(store).absolute(), Path.cwd()))
    return [left for folder in folders for left in list_left(folder)]


def make_folder(folder: Path) -> None:
    """Make the folder of the backups, for its owner only. Raises OSError."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def failure(target: Path, error: BaseException) -> StoreError:
    """Return the error for a backup that could not be written."""
    reason = getattr(error, "strerror", None) or str(error)
    return StoreError("backup_failed", hint="backup_failed", file=str(target), reason=reason)


def drop_old(store: Path, today: date, days: int) -> None:
    """Delete the backups that are no longer kept, and what broken-off ones left behind."""
    backups = list_backups(store)
    for backup in choose_dropped(backups, today, days):
        with suppress(OSError):
            backup.path.unlink()


def choose_dropped(backups: Sequence[Backup], today: date, days: int) -> list[Backup]:
    """Return the backups to delete, given all of them, newest first.

    Kept are those of 7 days, the newest of each of 4 weeks, the last 5 made before a command,
    and those made by hand; none that is more than ``days`` days old.
    """
    fresh = [one for one in backups if today.toordinal() - one.day.toordinal() <= days]
    daily = [one for one in fresh if one.kind == DAY]
    weekly: dict[tuple[int, int], Backup] = {}
    for one in daily:
        weekly.setdefault(one.day.isocalendar()[:2], one)
    kept = {
        *daily[:_DAYS],
        *list(weekly.values())[:_WEEKS],
        *[one for one in fresh if one.kind not in (DAY, MANUAL)][:_OTHERS],
        *[one for one in fresh if one.kind == MANUAL],
    }
    return [one for one in backups if one not in kept]


def free_place(store: Path, kind: str, day: date) -> Path:
    """Return a name in the folder that no backup has yet."""
    place, count = _place(store, kind, day), 1
    while place.exists():
        count += 1
        place = _place(store, f"{kind}-{count}", day)
    return place


def _place(store: Path, kind: str, day: date) -> Path:
    return backups_of(store) / f"{_stem(store)}-{day.isoformat()}-{kind}.db"


def _stem(store: Path) -> str:
    return store.name.removesuffix(".db")
