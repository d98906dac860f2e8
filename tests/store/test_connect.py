"""Opening the store: what is refused, what is made, who may read it."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from leadq.errors import ExitCode, StoreError
from leadq.store import opening, repo
from leadq.store.connect import begin_write, open_reader, open_store
from leadq.store.migrations import VERSION
from leadq.store.store_errors import store_error
from leadq.store.unit import open_unit

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
NOBODY = 65534
NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


def refused(path: Path) -> StoreError:
    with pytest.raises(StoreError) as caught:
        open_store(path)
    assert caught.value.exit_code == ExitCode.STORE
    assert caught.value.params["file"] == str(path)
    assert caught.value.hint
    return caught.value


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "leadq.db"
    open_store(path).close()
    return path


@contextmanager
def as_nobody() -> Iterator[None]:
    """Let rights of files hold even where the tests run as root."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Return a folder that nobody can enter as well."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@POSIX
def test_a_new_store_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "leadq.db"
    before = os.umask(0)
    try:
        open_store(path).close()
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@POSIX
def test_a_folder_that_was_there_keeps_its_rights(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    open_store(tmp_path / "leadq.db").close()
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_settings_of_a_connection(store: Path) -> None:
    with closing(open_store(store)) as conn:
        pragmas = {
            name: conn.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("foreign_keys", "synchronous", "journal_mode", "busy_timeout")
        }
    assert pragmas == {
        "foreign_keys": 1,
        "synchronous": 3,
        "journal_mode": "delete",
        "busy_timeout": 10_000,
    }


def test_a_write_by_batches_takes_back_a_statement_and_sorts_in_a_file(store: Path) -> None:
    with closing(open_store(store)) as conn:
        begin_write(conn, store, by_batches=True)
        assert conn.in_transaction
        assert conn.execute("PRAGMA temp_store").fetchone() == (0,)
        insert = "INSERT INTO meta (key, value) VALUES "
        conn.execute(f"{insert} ('first', '1')")
        rows = ", ".join(f"('{n}', '{'x' * 100}')" for n in range(1000))
        with pytest.raises(sqlite3.IntegrityError):
            conn.execute(f"{insert} {rows}, ('first', '2')")
        kept = "SELECT key FROM meta WHERE key IN ('first', '0', '999')"
        assert conn.execute(kept).fetchall() == [("first",)]
        conn.execute("ROLLBACK")
        assert conn.execute(kept).fetchall() == []


def test_a_reader_cannot_write(store: Path) -> None:
    with closing(open_reader(store)) as conn:
        assert conn.execute("PRAGMA foreign_keys").fetchone() == (1,)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            conn.execute("DELETE FROM lead")


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    with closing(open_store(path)) as conn:
        assert conn.execute("PRAGMA user_version").fetchone() == (VERSION,)


@pytest.mark.parametrize("size", [1, 2, 15, 16, 99, 100, 511, 512, 4096, 10_000])
def test_garbage_is_refused_untouched(tmp_path: Path, size: int) -> None:
    path = tmp_path / "letters.txt"
    path.write_bytes(b"x" * size)
    assert refused(path).key == "store_foreign"
    assert path.read_bytes() == b"x" * size


def test_another_programs_database_is_refused_untouched(tmp_path: Path) -> None:
    for statement in ("CREATE TABLE t (x)", "PRAGMA user_version = 1", "PRAGMA application_id = 7"):
        path = tmp_path / f"{len(statement)}.db"
        with closing(sqlite3.connect(path)) as conn:
            conn.execute(statement)
            conn.commit()
        before = path.read_bytes()
        assert refused(path).key == "store_foreign", statement
        assert path.read_bytes() == before


def test_a_newer_store_is_refused_untouched(store: Path) -> None:
    with closing(sqlite3.connect(store)) as conn:
        conn.execute(f"PRAGMA user_version = {VERSION + 1}")
    before = store.read_bytes()
    error = refused(store)
    assert (error.key, error.params["version"]) == ("store_newer", VERSION + 1)
    assert store.read_bytes() == before


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path).key == "store_is_folder"


def test_a_damaged_store_is_named_so(store: Path) -> None:
    data = bytearray(store.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    store.write_bytes(bytes(data))
    assert refused(store).key == "store_damaged"


def test_a_cut_header_is_named_so(store: Path) -> None:
    data = store.read_bytes()
    store.write_bytes(data[:50] + b"\xff" * 20 + data[70:])
    assert refused(store).key in ("store_damaged", "store_foreign", "store_newer")


def test_a_path_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert refused(tmp_path / "file" / "leadq.db").key == "store_cannot_open"
    assert refused(tmp_path / ("x" * 300)).key == "store_cannot_open"


@POSIX
def test_a_read_only_store_can_be_read_and_says_why_it_cannot_be_written(open_folder: Path) -> None:
    path = open_folder / "leadq.db"
    open_store(path).close()
    path.chmod(0o444)
    with as_nobody():
        with closing(open_reader(path)) as conn:
            assert conn.execute("SELECT count(*) FROM lead").fetchone() == (0,)
        with pytest.raises(StoreError) as caught, open_unit(path, "test", NOW) as unit:
            repo.set_meta(unit, "key", "value")
    assert caught.value.key == "store_readonly"


@POSIX
def test_an_older_store_that_cannot_be_written_is_refused(open_folder: Path) -> None:
    path = open_folder / "leadq.db"
    path.touch()
    path.chmod(0o444)
    with as_nobody():
        assert refused(path).key == "store_readonly"


@POSIX
def test_a_store_out_of_reach(open_folder: Path) -> None:
    inside = open_folder / "closed"
    inside.mkdir(0o700)
    path = inside / "leadq.db"
    open_store(path).close()
    with as_nobody():
        if os.access(inside, os.X_OK, effective_ids=True):
            inside.chmod(0)
        assert refused(path).key == "store_cannot_open"
        assert refused(inside / "deeper" / "leadq.db").key == "store_cannot_open"
    inside.chmod(0o700)


def test_a_locked_store_says_so(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.02)
    with closing(sqlite3.connect(store, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert refused(store).key == "store_locked"
        other.execute("ROLLBACK")
    open_store(store).close()


def test_a_reader_is_not_stopped_by_a_writer_at_work(store: Path) -> None:
    with closing(sqlite3.connect(store, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO meta VALUES ('a', 'b')")
        with closing(open_reader(store)) as conn:
            assert conn.execute("SELECT count(*) FROM meta").fetchone() == (0,)
        other.execute("ROLLBACK")


@pytest.mark.parametrize(
    ("code", "key"),
    [
        (sqlite3.SQLITE_BUSY, "store_locked"),
        (sqlite3.SQLITE_LOCKED, "store_locked"),
        (sqlite3.SQLITE_READONLY, "store_readonly"),
        (sqlite3.SQLITE_READONLY | 8 << 8, "store_readonly"),
        (sqlite3.SQLITE_FULL, "store_full"),
        (sqlite3.SQLITE_CANTOPEN, "store_cannot_open"),
        (sqlite3.SQLITE_NOTADB, "store_foreign"),
        (sqlite3.SQLITE_CORRUPT, "store_damaged"),
        (sqlite3.SQLITE_IOERR | 10 << 8, "store_io"),
        (sqlite3.SQLITE_CONSTRAINT, "store_failed"),
    ],
)
def test_what_sqlite_says_in_our_words(code: int, key: str) -> None:
    error = sqlite3.OperationalError("said")
    error.sqlite_errorcode = code
    found = store_error(error, Path("a.db"))
    assert (found.key, found.hint) == (key, key)
    assert found.params == {"file": "a.db", "cause": "said"}


def test_a_full_disk_says_so(store: Path) -> None:
    with closing(open_store(store)) as conn:
        (pages,) = conn.execute("PRAGMA page_count").fetchone()
        conn.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(sqlite3.OperationalError) as caught:
            conn.execute("INSERT INTO meta VALUES ('long', hex(zeroblob(100000)))")
    assert store_error(caught.value, store).key == "store_full"
