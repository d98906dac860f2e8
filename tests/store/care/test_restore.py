"""Restoring: all of a backup or nothing of it, and what was there is kept."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from leadq.errors import RefusedError, StoreError
from leadq.store import opening
from leadq.store.care import backup
from leadq.store.care.restore import check_backup, restore_store
from leadq.store.connect import open_store

from ..copies import TODAY, damage, keys, mode, note

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "leadq.db"
    note(path, "first")
    return path


@pytest.fixture
def saved(store: Path, tmp_path: Path) -> Path:
    """A backup of the store as it was before something was written."""
    file = tmp_path / "saved.db"
    backup.write_copy(store, file)
    note(store, "second")
    return file


@POSIX
def test_a_restore_brings_back_all_of_it_and_keeps_what_was_there(store: Path, saved: Path) -> None:
    store.chmod(0o640)
    done = restore_store(store, saved, TODAY)
    assert keys(store) == ["first"]
    assert done.copy is not None
    assert keys(done.copy) == ["first", "second"]
    assert done.copy.name == "leadq-2026-11-23-restore.db"
    assert (mode(store), mode(done.copy)) == (0o640, 0o600)
    assert sorted(path.name for path in store.parent.iterdir()) == [
        "backups",
        "leadq.db",
        saved.name,
    ]


def test_a_reader_that_is_open_sees_the_restored_store(store: Path, saved: Path) -> None:
    with closing(open_store(store)) as reader:
        assert reader.execute("SELECT count(*) FROM meta").fetchone() == (2,)
        restore_store(store, saved, TODAY)
        assert reader.execute("SELECT count(*) FROM meta").fetchone() == (1,)


@pytest.mark.parametrize("lock", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE", "read"])
def test_a_store_in_use_is_not_replaced(
    store: Path, saved: Path, lock: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.02)
    with closing(sqlite3.connect(store, isolation_level=None)) as other:
        if lock == "read":
            other.execute("BEGIN")
            other.execute("SELECT count(*) FROM meta").fetchone()
        else:
            other.execute(lock)
        with pytest.raises(StoreError) as caught:
            restore_store(store, saved, TODAY)
        other.execute("ROLLBACK")
    assert caught.value.key == "store_locked"
    assert keys(store) == ["first", "second"]


def test_nobody_can_write_while_a_store_is_replaced(
    store: Path, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    filled = backup.copy_from

    def look(source: sqlite3.Connection, of: Path, target: Path, **how: bool) -> None:
        filled(source, of, target, **how)
        if of == store:
            with closing(sqlite3.connect(store, timeout=0)) as other:
                try:
                    other.execute("SELECT count(*) FROM meta")
                except sqlite3.OperationalError as error:
                    seen.append(error.sqlite_errorname)

    monkeypatch.setattr(backup, "copy_from", look)
    restore_store(store, saved, TODAY)
    assert seen == ["SQLITE_BUSY"]


DAMAGES: dict[str, Callable[[Path], object]] = {
    "garbage": lambda path: path.write_bytes(b"\xa5" * 9000),
    "zeroed": lambda path: path.write_bytes(bytes(9000)),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:20_000]),
    "emptied": lambda path: path.write_bytes(b""),
    "pages": damage,
    "schema": lambda path: damage(path, 0),
    "one byte": lambda path: path.write_bytes(b"x"),
    "gone": lambda path: path.unlink(),
}


@pytest.mark.parametrize("how", DAMAGES)
def test_a_damaged_store_is_replaced_too(store: Path, saved: Path, how: str) -> None:
    DAMAGES[how](store)
    found = store.read_bytes() if store.exists() else b""
    done = restore_store(store, saved, TODAY)
    assert keys(store) == ["first"]
    assert (done.copy is None) == (not found)
    if done.copy is not None:
        # the header counts changes, copying included
        assert done.copy.read_bytes()[100 : len(found)] == found[100:]
        assert "damaged" in done.copy.name
    note(store, "works again")


def test_work_left_beside_the_damaged_file_does_not_reach_the_restored_one(
    store: Path, saved: Path
) -> None:
    store.write_bytes(b"x")
    for ending in ("-journal", "-wal"):
        store.with_name(store.name + ending).write_bytes(b"\x5a" * 600)
    done = restore_store(store, saved, TODAY)
    assert done.copy is not None
    for ending in ("-journal", "-wal"):
        assert done.copy.with_name(done.copy.name + ending).read_bytes() == b"\x5a" * 600
    assert sorted(path.name for path in store.parent.glob("leadq.db*")) == ["leadq.db"]
    assert keys(store) == ["first"]


def test_another_programs_database_is_not_replaced(saved: Path, tmp_path: Path) -> None:
    other = tmp_path / "music.db"
    with closing(sqlite3.connect(other)) as conn:
        conn.execute("CREATE TABLE song (name)")
        conn.commit()
    before = other.read_bytes()
    with pytest.raises(StoreError) as caught:
        restore_store(other, saved, TODAY)
    assert caught.value.key == "store_foreign"
    assert other.read_bytes() == before


def test_a_link_stays_a_link(store: Path, saved: Path, tmp_path: Path) -> None:
    link = tmp_path / "links" / "leadq.db"
    link.parent.mkdir()
    try:
        link.symlink_to(store)
    except OSError as error:
        pytest.skip(f"no links here: {error}")
    for harm in (DAMAGES["pages"], DAMAGES["garbage"]):
        harm(store)
        restore_store(link, saved, TODAY)
        assert link.is_symlink()
        assert keys(store) == ["first"]


@pytest.mark.parametrize(
    ("harm", "key"),
    [
        (lambda path: path.unlink(), "no_backup"),
        (lambda path: path.write_bytes(b"text" * 500), "backup_foreign"),
        (lambda path: path.write_bytes(b""), "backup_foreign"),
        (lambda path: path.write_bytes(path.read_bytes()[:20_000]), "backup_damaged"),
        (damage, "backup_damaged"),
        (lambda path: header(path, "user_version", 99), "backup_newer"),
        (lambda path: header(path, "application_id", 7), "backup_foreign"),
    ],
)
def test_what_cannot_be_put_back(saved: Path, harm: Callable[[Path], object], key: str) -> None:
    harm(saved)
    before = saved.read_bytes() if saved.exists() else b""
    with pytest.raises(RefusedError) as caught:
        check_backup(saved)
    assert caught.value.key == key
    assert (saved.read_bytes() if saved.exists() else b"") == before


def header(path: Path, field: str, value: int) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.execute(f"PRAGMA {field} = {value}")


def test_a_backup_with_a_row_of_no_lead_is_damaged(saved: Path) -> None:
    with closing(sqlite3.connect(saved)) as conn:
        conn.execute("INSERT INTO lookup VALUES (77, 'x')")
        conn.commit()
    with pytest.raises(RefusedError, match="backup_damaged"):
        check_backup(saved)
