"""The hot reads: they name columns that exist, and find their rows by an index."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from leadq.store.connect import open_store
from leadq.store.read import sql
from leadq.store.read.read_due import DueFilter, read_due, read_next_planned
from leadq.store.read.read_planned import planned_per_day
from leadq.store.schema.tables import SQLModel
from leadq.store.search.filters import Filter
from leadq.store.search.find_leads import SORT_FIELDS, find_leads
from leadq.store.shapes import LeadData

TEXTS = {
    name: text
    for name, text in vars(sql).items()
    if name.isupper() and isinstance(text, str) and text.lstrip().startswith(("SELECT", "WITH"))
}
FILLED = {
    "leads": ":lead",
    "live": "o.live = 1 AND",
    "filters": " AND lower(l.owner) = lower(:owner)",
    "what": "l.id",
    "since": "",
    "tables": sql.FIND_IN["key"],
    "order": "ORDER BY l.number LIMIT :limit",
}
PARAMS = {
    **{"lead": 1, "day": "2026-11-21", "until": "2026-11-21", "owner": "Li", "limit": 5},
    **{
        "number": 1,
        "norm": "1",
        "uid": "1",
        "besides": 0,
        "before": None,
        "text": "x",
        "key": "rules",
    },
    **{"days": "[]", "since": "2026-11-01", "consent": "consent"},
    **{"part": "*x*", "digits": "*1*", "command": "c"},
}
SEARCHES = {
    "LEADS": "SEARCH l USING INTEGER PRIMARY KEY",
    "REACHES": "SEARCH reach USING INDEX reach_lead",
    "OPEN_STEP": "SEARCH followup USING INDEX followup_open",
    "QUEUED_STEPS": "SEARCH followup USING INDEX followup_queued",
    "DUE": "SEARCH o USING INDEX outlook_due",
    "COMING": "SEARCH o USING INDEX outlook_due (next_on>? AND next_on<?)",
    "NO_NEXT": "SEARCH o USING INDEX outlook_no_next",
    "NEXT_PLANNED": "SEARCH o USING INDEX outlook_due",
    "DUE_PROMISES": "SEARCH promise USING COVERING INDEX promise_due",
    "PLANNED_PER_DAY": "SEARCH o USING INDEX outlook_due",
    "NAME": "SEARCH lead USING INTEGER PRIMARY KEY",
    "BY_UID": "SEARCH lead USING COVERING INDEX",
    "OWNED_BY_NORM": "SEARCH r USING INDEX reach_norm",
    "OPEN_BY_NORM": "SEARCH r USING INDEX reach_norm",
    "BY_NUMBER": "SEARCH lead USING COVERING INDEX",
    "BY_NORM": "SEARCH reach USING INDEX reach_norm",
    "FACTS": "SEARCH fact USING INDEX fact_lead",
    "TOUCHES": "SEARCH touch USING INDEX touch_lead",
    "CONTACTS": "SEARCH contact USING INDEX contact_lead",
    "PROMISES": "SEARCH p USING INDEX promise_lead",
    "TIMES": "SEARCH followup USING INDEX followup_open",
    "STANDINGS": "SEARCH l USING INTEGER PRIMARY KEY",
    "OVERRIDE": "SEARCH override USING INDEX override_lead",
    "META": "SEARCH meta USING INDEX",
}


@pytest.fixture
def conn(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    conn = open_store(tmp_path / "leadq.db")
    yield conn
    conn.close()


def plan(conn: sqlite3.Connection, name: str) -> list[str]:
    text = TEXTS[name].format(**FILLED)
    return [row[3] for row in conn.execute(f"EXPLAIN QUERY PLAN {text}", PARAMS)]


@pytest.mark.parametrize("name", TEXTS)
def test_every_read_runs_and_is_portable(conn: sqlite3.Connection, name: str) -> None:
    text = TEXTS[name].format(**FILLED)
    assert conn.execute(text, PARAMS).fetchall() == []
    assert "?" not in text, "parameters have names"
    tables = set(re.findall(r"(?:FROM|JOIN) (\w+)", text)) - {"json_each"}
    assert tables <= set(SQLModel.metadata.tables)


@pytest.mark.parametrize("name", SEARCHES)
def test_a_read_finds_its_rows_by_an_index(conn: sqlite3.Connection, name: str) -> None:
    steps = plan(conn, name)
    assert any(step.startswith(SEARCHES[name]) for step in steps), steps
    assert not any(step.startswith("SCAN") and step != "SCAN w" for step in steps), steps


def test_what_is_due_looks_at_nothing_but_what_is_due(conn: sqlite3.Connection) -> None:
    """The filters must not tempt SQLite away from the day."""
    for filters in ("", FILLED["filters"]):
        text = sql.DUE.format(live=FILLED["live"], filters=filters)
        steps = [row[3] for row in conn.execute(f"EXPLAIN QUERY PLAN {text}", PARAMS)]
        assert steps[0].startswith("SEARCH o USING INDEX outlook_due (next_on<?)"), steps
        assert steps[1].startswith("SEARCH l USING INTEGER PRIMARY KEY"), steps


def test_a_lead_is_read_by_indexes_alone(conn: sqlite3.Connection) -> None:
    steps = plan(conn, "LEADS")
    for wanted in (
        "SEARCH o USING PRIMARY KEY (lead_id=? AND first_day<?)",
        "SEARCH p USING INDEX followup_open",
        "SEARCH s USING PRIMARY KEY (lead_id=? AND first_day>?)",
        "SEARCH t USING COVERING INDEX touch_lead (lead_id=? AND on_day<?)",
        "SEARCH f USING INDEX fact_lead (lead_id=? AND fact=?)",
    ):
        assert any(step.startswith(wanted) for step in steps), (wanted, steps)


def test_the_first_page_of_a_list_reads_no_more_than_that(conn: sqlite3.Connection) -> None:
    steps = search_plan(conn, Filter(limit=5))
    assert steps[0] == "SCAN o USING COVERING INDEX outlook_rank"
    assert "USE TEMP B-TREE FOR ORDER BY" not in steps


def test_the_leads_of_a_grade_and_a_source_are_told_by_indexes_alone(
    conn: sqlite3.Connection,
) -> None:
    steps = search_plan(conn, Filter(grades=("A",), source="fair"))
    assert steps[0] == "SEARCH o USING COVERING INDEX outlook_rank (<expr>=?)"
    assert "SEARCH s USING COVERING INDEX lead_source (source=?)" in steps
    steps = search_plan(conn, Filter(source="fair", sort="number"))
    assert "SEARCH l USING INDEX lead_source (source=?)" in steps


def search_plan(conn: sqlite3.Connection, wanted: Filter) -> list[str]:
    """Return the steps in which SQLite finds the leads that pass a filter."""
    seen: list[str] = []
    conn.set_trace_callback(seen.append)
    find_leads(conn, wanted, date(2026, 11, 21))
    conn.set_trace_callback(None)
    return [row[3] for row in conn.execute(f"EXPLAIN QUERY PLAN {seen[0]}")]


def test_history_is_found_by_its_indexes(conn: sqlite3.Connection) -> None:
    steps = plan(conn, "HISTORY")
    assert any("USING INDEX journal_lead" in step for step in steps), steps
    assert any("USING INDEX journal_rows" in step for step in steps), steps


def test_reads_of_an_empty_store(conn: sqlite3.Connection) -> None:
    today = date(2026, 11, 21)
    wanted = DueFilter(today, today, today, owner="Li", region="north")
    assert read_due(conn, wanted) == []
    assert read_next_planned(conn, wanted) is None
    assert planned_per_day(conn, today) == {}
    for sort in SORT_FIELDS:
        every = Filter(
            text="x",
            grades=("A", "none"),
            statuses=("open", "won"),
            source="fair",
            owner="Li",
            tag="vip",
            profile="loan",
            man="MaN",
            region="north",
            no_next=True,
            sort=sort,
            limit=3,
        )
        assert find_leads(conn, every, today) == []
        assert find_leads(conn, Filter(statuses=(), sort=sort), today) == []


def test_the_reads_name_every_key_of_the_contract() -> None:
    contract = (
        "number id name company phones emails wechat address region source product profile owner"
        " status budget need_by tags note grade grade_best grade_by holds_until recheck man signals"
        " touches created_on last_touch next extra"
    )
    assert set(contract.split()) <= set(LeadData.__annotations__)
