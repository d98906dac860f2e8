"""A store is what leadq made: what is missing, foreign or changed is told by its name."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from leadq.errors import RefusedError, StoreError
from leadq.store.care.backup_folder import DAY, Backup, is_good
from leadq.store.care.restore import check_backup
from leadq.store.care.shape import list_altered
from leadq.store.connect import open_store
from leadq.store.opening import APPLICATION_ID, open_as_it_is

VERSIONS = Path(__file__).parents[1] / "versions"
TRIGGER = (
    "CREATE TRIGGER t AFTER INSERT ON touch BEGIN DELETE FROM reach; END",
    ["t"],
)
VIEW = ("CREATE VIEW v AS WITH RECURSIVE n AS (SELECT 1 UNION ALL SELECT 1 FROM n) SELECT 1", ["v"])
ALTERED = (
    TRIGGER,
    VIEW,
    ("DROP TABLE purchase", ["purchase", "purchase_lead"]),
    ("CREATE TABLE foreign_one (a)", ["foreign_one"]),
    ("DROP INDEX reach_norm", ["reach_norm"]),
    ("ALTER TABLE lead ADD COLUMN more TEXT", ["lead"]),
    (
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET"
        " sql = replace(sql, 'length(name) > 0', 'length(name) >= 0')"
        " WHERE name = 'lead'",
        ["lead"],
    ),
)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "leadq.db"
    open_store(path).close()
    return path


def alter(store: Path, script: str) -> None:
    with closing(sqlite3.connect(store)) as conn:
        conn.executescript(script)


def altered(store: Path) -> list[str]:
    with closing(open_as_it_is(store)) as conn:
        return list_altered(conn)


@pytest.mark.parametrize(("script", "names"), ALTERED)
def test_what_is_not_as_leadq_made_it_is_named_and_not_put_back(
    store: Path, script: str, names: list[str]
) -> None:
    assert altered(store) == []
    check_backup(store)
    alter(store, script)
    assert altered(store) == names
    assert not is_good(Backup(store, date(2026, 11, 23), DAY, 1, 1))
    with pytest.raises(RefusedError, match="backup_altered") as caught:
        check_backup(store)
    assert caught.value.params["names"] == names


@pytest.mark.parametrize("script", [TRIGGER[0], VIEW[0]])
def test_what_runs_by_itself_is_never_opened(store: Path, script: str) -> None:
    alter(store, script)
    with pytest.raises(StoreError, match="store_altered"):
        open_store(store)


def test_statistics_and_a_vacuum_change_nothing(store: Path) -> None:
    alter(store, "ANALYZE; VACUUM; CREATE TEMP TABLE mine (a)")
    assert altered(store) == []


@pytest.mark.parametrize("version", sorted(int(file.stem) for file in VERSIONS.glob("*.sql")))
def test_stores_of_every_version_are_as_they_were_made(tmp_path: Path, version: int) -> None:
    kept = VERSIONS / f"{version}.sql"
    with closing(sqlite3.connect(tmp_path / "old.db", isolation_level=None)) as conn:
        conn.executescript(kept.read_text("utf-8"))
        conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        conn.execute(f"PRAGMA user_version = {version}")
        assert list_altered(conn) == []
    open_store(tmp_path / "old.db").close()
    assert altered(tmp_path / "old.db") == []
