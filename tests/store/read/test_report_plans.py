"""What the reports and a history read: the rows they tell of, found by an index, and no others."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from leadq.store.connect import open_store
from leadq.store.read import read_day, read_reports
from leadq.store.read.read_details import read_history
from leadq.store.read.read_reports import Scope

DAY = date(2026, 11, 23)
Read = Callable[[sqlite3.Connection], object]


@pytest.fixture
def conn(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_store(tmp_path / "leadq.db")) as conn:
        yield conn


def steps_of(conn: sqlite3.Connection, read: Read) -> list[str]:
    """Return the steps of the plans of all that a read asks for."""
    asked: list[str] = []
    conn.set_trace_callback(asked.append)
    found = read(conn)
    if isinstance(found, Iterable):
        list(found)
    conn.set_trace_callback(None)
    assert asked
    return [row[3] for text in asked for row in conn.execute(f"EXPLAIN QUERY PLAN {text}")]


def any_owner(_owner: str | None) -> bool:
    return True


_OWN_ROWS = {"SCAN b"}
"""What a statement has found by an index before, it goes through."""
READS: dict[str, tuple[Read, str]] = {
    "touches of a day": (
        lambda conn: read_day.read_day_touches(conn, DAY, any_owner),
        "SEARCH t USING INDEX touch_day (on_day=?)",
    ),
    "grades of a day": (
        lambda conn: read_day.read_day_grades(conn, DAY, any_owner),
        "SEARCH outlook USING COVERING INDEX outlook_span (first_day=?)",
    ),
    "history": (
        lambda conn: read_history(conn, 1, ("followup", "touch", "fact")),
        "SEARCH followup USING COVERING INDEX followup_lead (lead_id=?)",
    ),
    "grades of all spans": (
        lambda conn: read_reports.count_grades(conn, Scope(DAY)),
        "SEARCH o USING COVERING INDEX outlook_span (first_day<?)",
    ),
    "first day": (
        lambda conn: read_reports.read_first_day(conn, Scope(DAY)),
        "SEARCH o USING COVERING INDEX outlook_span",
    ),
}


@pytest.mark.parametrize("name", READS)
def test_a_read_finds_its_rows_by_an_index(conn: sqlite3.Connection, name: str) -> None:
    read, wanted = READS[name]
    steps = steps_of(conn, read)
    assert wanted in steps
    assert not any(step.startswith("SCAN") for step in set(steps) - _OWN_ROWS), steps


def test_spans_are_counted_in_the_order_of_their_index(conn: sqlite3.Connection) -> None:
    steps = steps_of(conn, lambda conn: read_reports.count_grades(conn, Scope(DAY)))
    assert not any("TEMP B-TREE" in step for step in steps), steps


@pytest.mark.parametrize("analysed", [False, True])
def test_the_spans_of_an_owner_are_found_lead_by_lead(
    conn: sqlite3.Connection, analysed: bool
) -> None:
    """A lead's spans lie beside each other; by their days they would be read here and there."""
    if analysed:
        conn.execute("ANALYZE")
    for read in (read_reports.count_grades, read_reports.count_loads):
        steps = steps_of(conn, lambda conn, read=read: read(conn, Scope(DAY, "Ann")))
        assert not any("outlook_span" in step for step in steps), steps


def test_who_was_spoken_to_is_seen_in_the_index_of_touches(conn: sqlite3.Connection) -> None:
    steps = steps_of(conn, lambda conn: read_reports.count_sources(conn, Scope(DAY)))
    assert "SEARCH t USING COVERING INDEX touch_lead (lead_id=? AND on_day<?)" in steps
