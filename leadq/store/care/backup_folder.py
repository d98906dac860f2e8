"""The backups there are: their names, which are good, which are kept for how long."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from datetime import date
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from leadq.store import migrations
from leadq.store.care.health import find_problems
from leadq.store.care.shape import list_altered
from leadq.store.opening import APPLICATION_ID, open_as_it_is

DAY, MANUAL, DAMAGED = "day", "manual", "damaged"
"""Made at the first write of a day, by hand, of a store that was damaged; else the command's
name: import, merge, migrate, restore."""
_DAYS, _WEEKS, _OTHERS, _NEWEST = 7, 4, 5, 3
_NAME = re.compile(r"(\d{4}-\d\d-\d\d)-([a-z]+)(?:-\d+)?\.db")


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
    start = f"{stem_of(store)}-"
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
    return place_of(store, DAY, day).exists()


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
            known = app == APPLICATION_ID and 0 < version <= migrations.VERSION
            return known and not find_problems(conn, full=False) and not list_altered(conn)
    except sqlite3.Error:
        return False


def has_content(store: Path) -> bool:
    """Tell whether there is anything to back up."""
    try:
        return store.stat().st_size > 0
    except OSError:
        return False


def drop_old(store: Path, today: date, days: int) -> None:
    """Delete the backups that are no longer kept, as long as three good ones stay."""
    backups = list_backups(store)
    dropped = choose_dropped(backups, today, days)
    if not dropped:
        return
    staying = (one for one in backups if one not in dropped and one.day <= today)
    good = sum(1 for _ in islice(filter(is_good, staying), _NEWEST))
    for one in dropped:
        if good < _NEWEST and is_good(one):
            good += 1
            continue
        with suppress(OSError):
            one.path.unlink()


def choose_dropped(backups: Sequence[Backup], today: date, days: int) -> list[Backup]:
    """Return the backups to delete, given all of them, newest first.

    Kept are those of 7 days, the newest of each of 4 weeks and the last 5 made before a command,
    as long as they are no more than ``days`` days old; the newest 3 and those made by hand however
    old they are. One that is dated ahead is left alone and takes nobody's place.
    """
    known = [one for one in backups if one.day <= today]
    fresh = [one for one in known if today.toordinal() - one.day.toordinal() <= days]
    daily = [one for one in fresh if one.kind == DAY]
    weekly: dict[tuple[int, int], Backup] = {}
    for one in daily:
        weekly.setdefault(one.day.isocalendar()[:2], one)
    kept = {
        *daily[:_DAYS],
        *list(weekly.values())[:_WEEKS],
        *[one for one in fresh if one.kind not in (DAY, MANUAL)][:_OTHERS],
        *[one for one in known if one.kind == MANUAL],
        *[one for one in known if one.kind != DAMAGED][:_NEWEST],
    }
    return [one for one in known if one not in kept]


def free_place(store: Path, kind: str, day: date) -> Path:
    """Return a name in the folder that no backup has yet."""
    place, count = place_of(store, kind, day), 1
    while place.exists():
        count += 1
        place = place_of(store, f"{kind}-{count}", day)
    return place


def place_of(store: Path, kind: str, day: date) -> Path:
    """Return where the first backup of a kind and a day stands."""
    return backups_of(store) / f"{stem_of(store)}-{day.isoformat()}-{kind}.db"


def stem_of(store: Path) -> str:
    """Return how the names of a store's backups begin; no two stores of a folder share it."""
    plain = store.name.removesuffix(".db").replace("~", "~~")
    return plain if store.name.endswith(".db") else f"{plain}~"
