"""What is worked out of alike answers once is what each lead's newest facts come to."""

from __future__ import annotations

import json
import sqlite3
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadq.domain.grading.facts import Fact, latest
from leadq.usecases.reports import weigh as rooms
from leadq.usecases.reports.answers import known_of
from leadq.usecases.reports.weigh import Weigher

TODAY = date(2026, 11, 23)
TABLE = """
CREATE TABLE fact (id INTEGER PRIMARY KEY, uid TEXT, lead_id INTEGER, fact TEXT, value TEXT,
                   noted_on TEXT, note TEXT, created_at TEXT)
"""
NOTES = st.tuples(
    st.sampled_from(("money", "need", "plan", "other")),
    st.sampled_from(("yes", "no", "unknown", 'a "b"  c')),
    st.integers(0, 2),
    st.integers(0, 2),
    st.integers(0, 99),
)
LEADS = st.lists(st.lists(NOTES, max_size=6), max_size=8)


def like(fact: Fact) -> Fact | None:
    return None if fact.id == "other" else fact._replace(noted_on=date.min)


def values_of(noted: dict[str, Fact]) -> dict[str, str]:
    return {fact.id: fact.value for fact in known_of(noted).values()}


@pytest.mark.parametrize("most", [2, 50_000])
@settings(deadline=None)
@given(leads=LEADS)
def test_the_newest_note_of_each_fact_counts(
    most: int, leads: list[list[tuple[str, str, int, int, int]]]
) -> None:
    weigher = Weigher(
        like, lambda noted: {fact.id: fact.value for fact in known_of(noted).values()}
    )
    with pytest.MonkeyPatch.context() as patch, sqlite3.connect(":memory:") as conn:
        patch.setattr(rooms, "_MOST", most)
        conn.execute(TABLE)
        for lead_id, notes in enumerate(leads):
            expected, noted = note(conn, lead_id, notes)
            assert weigher.of(conn, lead_id, TODAY.isoformat(), noted) == expected
    conn.close()


def note(
    conn: sqlite3.Connection, lead_id: int, notes: list[tuple[str, str, int, int, int]]
) -> tuple[dict[str, str], str]:
    """Write a lead's facts; return what is known of it, and the facts as they are read."""
    rows = [
        (f"{uid}-{lead_id}-{n}", lead_id, fact, value, str(TODAY - timedelta(ago)), "", str(at))
        for n, (fact, value, ago, at, uid) in enumerate(notes)
    ]
    marks = ", ".join("?" * 7)
    conn.executemany(f"INSERT INTO fact VALUES (NULL, {marks})", rows)
    facts = [
        Fact(row[2], row[3], date.fromisoformat(row[4]), seq)
        for seq, row in enumerate(sorted(rows, key=lambda row: (row[6], row[0])))
    ]
    known = {id_: fact.value for id_, fact in latest(facts, TODAY).items() if id_ != "other"}
    return known, json.dumps([f"{row[2]} {row[4]} {row[3]}" for row in rows])
