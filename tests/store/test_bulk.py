"""Bulk writes: many rows in one statement, keys that rise, and what may be known already."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import islice
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadq.store import bulk
from leadq.store.arriving import sightings
from leadq.store.arriving.sightings import Sightings
from leadq.store.ids import each_uid, new_uid
from tests.usecases.bring_in import bring_in
from tests.usecases.helpers import make_desk, rows

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TABLES = {
    "lead": "number, name, company, status, tags, extra, owner, created_on, created_at",
    "reach": "id, lead_id, kind, typed, e164, norm",
    "lookup": "lead_id, keys",
    "fact": "id, lead_id, fact, value, noted_on, owner, created_at",
    "followup": 'id, lead_id, on_day, "by", goal, set_by, set_on, slot, state, owner, created_at',
    "outlook": "*",
    "journal": "tbl, op, row_first, row_last",
}


def make_table(count: int) -> str:
    """Return a table of leads, no two alike, some with a need-by day."""
    lines = ["name,phone,email,need by,tags,industry"]
    for n in range(count):
        need_by = f"2027-01-{n % 28 + 1:02d}" if n % 3 else ""
        lines.append(f"N{n},1380013{n:04d},n{n}@x.example,{need_by},{'vip' * (n % 2)},{n}")
    return "\n".join([*lines, ""])


@contextmanager
def open_memory() -> Iterator[sqlite3.Connection]:
    """Open a database with the two columns that are looked through."""
    with closing(sqlite3.connect(":memory:")) as conn:
        conn.execute("CREATE TABLE reach (norm)")
        conn.execute("CREATE TABLE lead (uid)")
        yield conn


@pytest.mark.parametrize("marks", [1, 40, 2000])
def test_rows_land_alike_however_many_go_at_once(
    marks: int, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for most in (marks, 7):
        monkeypatch.setattr(bulk, "_MOST_MARKS", most)
        desk = make_desk(tmp_path_factory.mktemp("store"))
        assert bring_in(desk, make_table(150)).new == 150
        found.append(
            {table: rows(desk, f"SELECT {what} FROM {table}") for table, what in TABLES.items()}
        )
    assert found[0] == found[1]


def test_keys_of_many_rows_rise_and_stay_of_version_7() -> None:
    uids = list(islice(each_uid(NOW), 500))
    assert uids == sorted(set(uids))
    assert all(UUID(uid).version == 7 and str(UUID(uid)) == uid for uid in uids)
    assert {uid[:13] for uid in uids} == {new_uid(NOW)[:13]}
    assert next(each_uid(NOW)) not in uids


@given(st.lists(st.text(max_size=4), max_size=60), st.integers(0, 5))
def test_what_was_seen_is_never_taken_for_new(marks: list[str], at_first: int) -> None:
    with pytest.MonkeyPatch.context() as patch, open_memory() as conn:
        patch.setattr(sightings, "_ASKED_FIRST", at_first)
        patch.setattr(sightings, "_PLACES", 64)
        for norm in ("13800138000", "b@x.cn"):
            conn.execute("INSERT INTO reach VALUES (?)", (norm,))
        conn.execute("INSERT INTO lead VALUES ('u1')")
        seen = Sightings(conn)
        for mark in marks:
            conn.execute("INSERT INTO reach VALUES (?)", (mark,))
            seen.add([mark])
            assert seen.may_know(["no", mark])
            assert all(seen.may_know([one]) for one in ("13800138000", "b@x.cn", "u1"))


def test_most_of_what_is_new_needs_no_look() -> None:
    with open_memory() as conn:
        seen = Sightings(conn)
        answers = [seen.may_know([f"1380013{n:04d}"]) for n in range(3000)]
    assert all(answers[:1000])
    assert sum(answers[1001:]) == 0
