"""Indexes that are made once the rows are there are those that were there before."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from leadq.errors import LeadqError
from leadq.store.arriving import late_indexes
from leadq.store.arriving.late_indexes import indexed_late
from tests.usecases.bring_in import bring_in
from tests.usecases.helpers import make_desk

PLANS = ("followup", "outlook")
_ONE = (
    "INSERT INTO followup (uid, lead_id, on_day, by, goal, set_by, set_on, state, created_at,"
    " updated_at) SELECT ? || id, id, '2026-12-01', 'phone', 'x', 'rep', '2026-11-20', 'open', '',"
    " '' FROM lead"
)


def schema(conn: sqlite3.Connection) -> set[tuple[str, str]]:
    """Return the names and texts of all indexes that have one."""
    return set(conn.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'index'"))


def test_the_indexes_are_the_same_afterwards_and_hold_the_rows(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    rows = "".join(f"N{n},2027-01-{n % 28 + 1:02d}\n" for n in range(600))
    with desk.read() as conn:
        before = schema(conn)
    bring_in(desk, f"name,need by\n{rows}")
    with desk.read() as conn:
        assert schema(conn) == before
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert conn.execute("SELECT count(*) FROM followup").fetchone() == (600,)


def test_only_empty_tables_into_which_many_rows_come_lose_their_indexes(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    bring_in(desk, "name\nA\n")
    with desk.write("import") as unit:
        before = schema(unit.conn)
        with indexed_late(unit.conn, PLANS, 10_000):
            assert schema(unit.conn) == before
        with indexed_late(unit.conn, ("touch",), late_indexes._LEAST_ROWS - 1):
            assert schema(unit.conn) == before
        with indexed_late(unit.conn, ("touch",), late_indexes._LEAST_ROWS):
            assert {name for name, _sql in before - schema(unit.conn)} == {
                "touch_day",
                "touch_lead",
            }
        assert schema(unit.conn) == before


def test_a_transaction_that_fails_meanwhile_leaves_the_indexes(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    with desk.read() as conn:
        before = schema(conn)
    with (
        pytest.raises(LeadqError),
        desk.write("import") as unit,
        indexed_late(unit.conn, PLANS, 10_000),
    ):
        raise LeadqError("no_rows")
    with desk.read() as conn:
        assert schema(conn) == before


def test_what_an_index_forbids_is_still_forbidden(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    with desk.write("import") as unit:
        unit.conn.execute("DELETE FROM followup")
    bring_in(desk, "name\nA\n")
    with pytest.raises(LeadqError), desk.write("import") as unit:
        unit.conn.execute("DELETE FROM followup")
        with indexed_late(unit.conn, PLANS, 10_000):
            for key in ("a", "b"):
                unit.conn.execute(_ONE, (key,))
