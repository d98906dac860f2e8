"""The tables and the migrations describe the same store."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlmodel import SQLModel

from leadq.store.connect import open_store
from leadq.store.migrations import STEPS, VERSION, load_step
from leadq.store.opening import APPLICATION_ID
from leadq.store.schema import (
    complaint_table,
    erasure_tables,
    purchase_table,
    tables,
    team_tables,
)

TABLES = (
    *("lead", "reach", "lookup", "contact", "fact", "touch", "followup"),
    *("promise", "override", "outlook", "journal", "meta", "erasure", "suppression", "purchase"),
    *("complaint", "sync_dirty", "sync_out", "sync_lost", "sync_gone"),
)
_SAME_TYPE = {"VARCHAR": "TEXT", "FLOAT": "REAL"}


@pytest.fixture
def migrated(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    conn = open_store(tmp_path / "migrated.db")
    yield conn
    conn.close()


@pytest.fixture(scope="module")
def modelled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("modelled") / "modelled.db"
    engine = create_engine(f"sqlite:///{path}")
    SQLModel.metadata.create_all(engine)
    engine.dispose()
    conn = sqlite3.connect(path)
    yield conn
    conn.close()


def columns(conn: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    rows = conn.execute(f'PRAGMA table_xinfo("{table}")').fetchall()
    return [(name, _SAME_TYPE.get(kind, kind), *rest) for _, name, kind, *rest in rows]


def keys(conn: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    return conn.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()


def schema_text(conn: sqlite3.Connection, kind: str, name: str) -> str:
    (text,) = conn.execute(
        "SELECT sql FROM sqlite_schema WHERE type = ? AND name = ?", (kind, name)
    ).fetchone()
    return re.sub(r"(?<=\() | (?=\))", "", " ".join(str(text).split()))


def checks(conn: sqlite3.Connection, table: str) -> list[str]:
    text = schema_text(conn, "table", table)
    return sorted(re.findall(r"CONSTRAINT \w+ CHECK \(.*?\)(?=, |\s*\)(?: WITHOUT ROWID)?$)", text))


def indexes(conn: sqlite3.Connection, table: str) -> dict[str, tuple[object, ...]]:
    found = {}
    for _, name, unique, origin, partial in conn.execute(f'PRAGMA index_list("{table}")'):
        parts = [row[2] for row in conn.execute(f'PRAGMA index_info("{name}")')]
        where = ""
        if partial:
            where = schema_text(conn, "index", name).partition(" WHERE ")[2]
            where = where.replace("live = 1", "live")
        label = name if origin == "c" else f"{origin}:{','.join(parts)}"
        found[label] = (unique, origin, parts, where)
    return found


def test_both_have_the_same_tables(
    migrated: sqlite3.Connection, modelled: sqlite3.Connection
) -> None:
    for conn in (migrated, modelled):
        names = conn.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
        assert {row[0] for row in names} == set(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_the_same_in_both(
    table: str, migrated: sqlite3.Connection, modelled: sqlite3.Connection
) -> None:
    assert columns(migrated, table) == columns(modelled, table)
    assert keys(migrated, table) == keys(modelled, table)
    assert indexes(migrated, table) == indexes(modelled, table)
    assert checks(migrated, table) == checks(modelled, table)
    rowid = [" WITHOUT ROWID" in schema_text(c, "table", table) for c in (migrated, modelled)]
    assert rowid[0] == rowid[1]


def test_the_comparison_sees_checks_and_partial_indexes(migrated: sqlite3.Connection) -> None:
    assert len(checks(migrated, "lead")) == 5
    assert len(checks(migrated, "followup")) == 2
    assert indexes(migrated, "outlook")["outlook_due"] == (
        *(0, "c", ["next_on"], "live AND next_on IS NOT NULL"),
    )
    assert indexes(migrated, "followup")["followup_open"][0] == 1


def test_every_child_row_goes_with_its_lead(migrated: sqlite3.Connection) -> None:
    apart = {"lead", "journal", "meta", "erasure", "suppression"}
    for table in {table for table in TABLES if not table.startswith("sync_")} - apart:
        (key,) = keys(migrated, table)
        assert (key[2], key[3], key[4], key[6]) == ("lead", "lead_id", "id", "CASCADE"), table


def test_version_and_name_stand_in_the_header(migrated: sqlite3.Connection) -> None:
    assert migrated.execute("PRAGMA user_version").fetchone() == (VERSION,) == (len(STEPS),)
    assert migrated.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert APPLICATION_ID.to_bytes(4, "big") == b"ledq"


def test_migrations_never_import_todays_tables() -> None:
    for number in range(1, VERSION + 1):
        source = Path(load_step(number).__code__.co_filename).read_text("utf-8")
        assert "leadq.store.schema" not in source
        assert "sqlmodel" not in source


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("lead", "status", "sleeping"),
        ("lead", "name", ""),
        ("lead", "parked_until", "2026-12-01"),
        ("followup", "state", "late"),
        ("followup", "set_by", "boss"),
        ("override", "grade", "D"),
        ("touch", "outcome", "shouted"),
        ("contact", "role", "cousin"),
        ("promise", "state", "broken"),
        ("reach", "kind", "pigeon"),
        ("purchase", "amount", 0),
        ("purchase", "noted_by", "boss"),
    ],
)
def test_the_store_itself_refuses_what_cannot_be(
    migrated: sqlite3.Connection, table: str, column: str, value: str
) -> None:
    insert(migrated, "lead", id=1)
    if table != "lead":
        insert(migrated, table, lead_id=1)
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        migrated.execute(f'UPDATE "{table}" SET {column} = ?', (value,))


def insert(conn: sqlite3.Connection, table: str, **given: object) -> None:
    """Insert a row that has what it must have."""
    allowed = {
        **{"kind": "phone", "role": "decider", "outcome": "reached", "set_by": "rule"},
        **{"state": "open", "grade": "A", "status": "open", "noted_by": "rep"},
    }
    needed = [row[1] for row in conn.execute(f'PRAGMA table_info("{table}")') if row[3]]
    values = {name: allowed.get(name, "1") for name in needed if name != "id"} | given
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" * len(values))
    conn.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', list(values.values()))


def test_one_open_follow_up_a_lead(migrated: sqlite3.Connection) -> None:
    migrated.execute("PRAGMA foreign_keys = OFF")
    insert(migrated, "followup", uid="1", lead_id=1)
    insert(migrated, "followup", uid="2", lead_id=1, state="done")
    insert(migrated, "followup", uid="3", lead_id=2)
    with pytest.raises(sqlite3.IntegrityError, match=r"UNIQUE.*lead_id"):
        insert(migrated, "followup", uid="4", lead_id=1)


def test_every_table_is_known_to_the_models() -> None:
    assert set(SQLModel.metadata.tables) == set(TABLES)
    assert tables.Lead.__tablename__ == "lead"
    assert erasure_tables.Erasure.__tablename__ == "erasure"
    assert purchase_table.Purchase.__tablename__ == "purchase"
    assert complaint_table.Complaint.__tablename__ == "complaint"
    assert team_tables.SyncDirty.__tablename__ == "sync_dirty"
