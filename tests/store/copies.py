"""Short ways to write into a store, to look into one, and to spoil it."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

from leadq.store import repo
from leadq.store.care import backup_folder
from leadq.store.unit import open_unit

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


def note(store: Path, key: str) -> None:
    with open_unit(store, "test", NOW) as unit:
        repo.set_meta(unit, key, "x")


def keys(store: Path) -> list[str]:
    with closing(sqlite3.connect(store)) as conn:
        return [row[0] for row in conn.execute("SELECT key FROM meta ORDER BY key")]


def names(store: Path) -> list[str]:
    return sorted(path.name for path in backup_folder.backups_of(store).iterdir())


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def damage(store: Path, page: int = 3) -> None:
    data = bytearray(store.read_bytes())
    data[4096 * page : 4096 * (page + 4)] = bytes(4096 * 4)
    store.write_bytes(bytes(data))
