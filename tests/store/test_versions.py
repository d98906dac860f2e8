"""Stores of every version there was: what they hold goes over, whole."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from leadq.errors import StoreError
from leadq.render.care import waits
from leadq.store import connect, migrations
from leadq.store.care.backup_folder import list_backups
from leadq.store.connect import open_store

Run = Callable[..., Any]
VERSIONS = Path(__file__).parent / "versions"
TODAY = date(2026, 11, 23)


@pytest.fixture
def store(filled: Path) -> Path:
    return filled


def contents(conn: sqlite3.Connection) -> dict[str, list[dict[str, Any]]]:
    tables = conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    found = {}
    for (table,) in tables.fetchall():
        rows = conn.execute(f'SELECT * FROM "{table}"')
        names = [column[0] for column in rows.description]
        found[table] = sorted((dict(zip(names, row, strict=True)) for row in rows), key=repr)
    return found


def load(version: int, path: Path) -> dict[str, list[dict[str, Any]]]:
    """Make a store as it was at a version, and return what is in it."""
    with closing(sqlite3.connect(path)) as conn:
        conn.executescript((VERSIONS / f"{version}.sql").read_text(encoding="utf-8"))
        return contents(conn)


KEPT = sorted(int(path.stem) for path in VERSIONS.iterdir())


def test_there_is_a_store_of_every_older_version() -> None:
    assert set(range(1, migrations.VERSION)) <= set(KEPT)


@pytest.mark.parametrize("version", KEPT)
def test_a_store_of_an_older_version_keeps_all_it_holds(version: int, run: Run, home: Path) -> None:
    old = load(version, home / "leadq.db")
    assert run("due").code == 0
    with closing(open_store(home / "leadq.db")) as conn:
        assert conn.execute("PRAGMA user_version").fetchone() == (migrations.VERSION,)
        new = contents(conn)
    for table, rows in old.items():
        if table in ("meta", "outlook"):
            continue
        kept = [{name: row[name] for name in rows[0]} for row in new[table]] if rows else []
        assert sorted(kept, key=repr) == rows, table
    assert run("doctor", "--fix").code == 0
    assert run("doctor").out.count("√") >= 9
    assert {"王建国", "Denson", "O'Neil"} <= {one["name"] for one in listed(run)}
    assert (list_backups(home / "leadq.db") == []) == (version == migrations.VERSION)


def test_where_nobody_may_write_the_schema_the_words_are_asked_as_before(tmp_path: Path) -> None:
    def ignore(action: int, name: str | None, value: str | None, *_where: object) -> int:
        locked = (action, name, value) == (sqlite3.SQLITE_PRAGMA, "writable_schema", "ON")
        return sqlite3.SQLITE_IGNORE if locked else sqlite3.SQLITE_OK

    load(13, tmp_path / "leadq.db")
    with closing(sqlite3.connect(tmp_path / "leadq.db", isolation_level=None)) as conn:
        conn.set_authorizer(ignore)
        migrations.load_step(14)(conn)
        (rule,) = conn.execute("SELECT sql FROM sqlite_schema WHERE name = 'reach'").fetchone()
        assert "kind IN ('phone', 'email', 'wechat')" in rule
        with pytest.raises(sqlite3.IntegrityError):
            conn.execute("UPDATE reach SET kind = 'fax'")


def listed(run: Run) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("list", "--status", "all", "--json").out)
    return found


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Give the program a version more, whose step runs a statement."""

    def plan(statement: str) -> None:
        steps = {migrations.VERSION + 1: lambda conn: conn.execute(statement)}
        known = migrations.load_step
        monkeypatch.setattr(migrations, "load_step", lambda n: steps.get(n) or known(n))
        monkeypatch.setattr(migrations, "VERSION", migrations.VERSION + 1)

    return plan


def test_a_migration_is_backed_up_before(store: Path, next_version: Callable[[str], None]) -> None:
    with closing(open_store(store)) as conn:
        before = contents(conn)
    next_version("ALTER TABLE lead ADD COLUMN colour TEXT")
    open_store(store, TODAY).close()
    (kept,) = list_backups(store)
    assert (kept.kind, kept.day) == ("migrate", TODAY)
    with closing(sqlite3.connect(kept.path)) as conn:
        assert conn.execute("PRAGMA user_version").fetchone() == (migrations.VERSION - 1,)
        assert contents(conn) == before
    open_store(store, TODAY).close()
    assert len(list_backups(store)) == 1


def test_of_a_big_store_it_is_said_why_one_waits(
    run: Run, store: Path, next_version: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waits, "LONG_MIGRATION", store.stat().st_size)
    next_version("ALTER TABLE lead ADD COLUMN colour TEXT")
    first, second = run("due"), run("due")
    assert "Once only: the store (0 MiB) is backed up" in first.err
    assert (second.code, second.err) == (0, "")


def test_of_a_small_store_nothing_is_said(
    run: Run, store: Path, next_version: Callable[[str], None]
) -> None:
    next_version("ALTER TABLE lead ADD COLUMN colour TEXT")
    assert run("due").err == ""


def test_a_migration_that_fails_changes_nothing(
    store: Path, next_version: Callable[[str], None]
) -> None:
    before = store.read_bytes()
    next_version("ALTER TABLE nothing ADD COLUMN colour TEXT")
    with pytest.raises(StoreError):
        open_store(store, TODAY)
    assert store.read_bytes() == before


def test_no_migration_without_a_backup(store: Path, next_version: Callable[[str], None]) -> None:
    before = store.read_bytes()
    (store.parent / "backups").write_text("in its place")
    next_version("ALTER TABLE lead ADD COLUMN colour TEXT")
    with pytest.raises(StoreError) as caught:
        open_store(store, TODAY)
    assert caught.value.key == "backup_failed"
    assert store.read_bytes() == before


def test_of_two_migrations_at_once_one_wins(
    store: Path, next_version: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second one arrives when the first has looked at the version and not yet begun."""
    next_version("ALTER TABLE lead ADD COLUMN colour TEXT")
    migrate, arrived = connect._migrate, []

    def let_another_pass(conn: sqlite3.Connection, path: Path) -> None:
        if not arrived:
            arrived.append(True)
            open_store(path, TODAY).close()
        migrate(conn, path)

    monkeypatch.setattr(connect, "_migrate", let_another_pass)
    with closing(open_store(store, TODAY)) as conn:
        columns = [row[1] for row in conn.execute("PRAGMA table_info(lead)")]
        assert conn.execute("PRAGMA user_version").fetchone() == (migrations.VERSION,)
    assert columns.count("colour") == 1


def test_an_older_backup_is_migrated_on_its_way_back(
    run: Run, store: Path, next_version: Callable[[str], None]
) -> None:
    run("backup", "old.db")
    next_version("ALTER TABLE lead ADD COLUMN colour TEXT")
    assert run("restore", "old.db", "--yes").code == 0
    with closing(sqlite3.connect(store)) as conn:
        assert conn.execute("PRAGMA user_version").fetchone() == (migrations.VERSION,)
        assert conn.execute("SELECT count(colour), count(*) FROM lead").fetchone() == (0, 60)
    with closing(sqlite3.connect("old.db")) as conn:
        assert conn.execute("PRAGMA user_version").fetchone() == (migrations.VERSION - 1,)
