"""A write is one transaction, and every change of a row stands in the journal."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from leadq.domain.followup.schedule import Step
from leadq.domain.grading.outlook import Span
from leadq.errors import RefusedError, StoreError
from leadq.store import opening, repo
from leadq.store.care.undo import Touched, undo_command
from leadq.store.connect import open_store
from leadq.store.ids import new_uid
from leadq.store.repo_values import ReachValue
from leadq.store.statements import AUTOMATIC
from leadq.store.unit import Unit, open_unit

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 23)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "leadq.db"


def add(unit: Unit, name: str = "Wang") -> int:
    fields = {"name": name, "profile": "general", "tags": ["vip"]}
    return repo.insert_lead(unit, fields, TODAY)[0]


def rows(store: Path, statement: str) -> list[tuple[Any, ...]]:
    with closing(open_store(store)) as conn:
        return conn.execute(statement).fetchall()


def journal(store: Path) -> list[tuple[str, str, int | None, Any]]:
    found = rows(store, "SELECT tbl, op, lead_id, before FROM journal ORDER BY id")
    return [(tbl, op, lead, without_stamp(old)) for tbl, op, lead, old in found]


def without_stamp(before: str | None) -> Any:
    if before is None:
        return None
    return {name: old for name, old in json.loads(before).items() if name != "updated_at"}


def contents(store: Path) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(store)) as conn:
        return list(conn.iterdump())  # type: ignore[arg-type]


@pytest.mark.parametrize("trouble", [RuntimeError, RefusedError, KeyboardInterrupt, SystemExit])
def test_all_or_nothing(store: Path, trouble: type[BaseException]) -> None:
    with open_unit(store, "add", NOW) as unit:
        lead_id = add(unit)
    before = contents(store)
    with pytest.raises(trouble), open_unit(store, "edit", NOW) as unit:
        add(unit, "Li")
        repo.change_lead(unit, lead_id, name="Zhao")
        repo.set_meta(unit, "key", "value")
        repo.set_lookup(unit, lead_id, "zhao")
        raise trouble("stop")
    assert contents(store) == before
    with open_unit(store, "edit", NOW) as unit:
        assert repo.change_lead(unit, lead_id, name="Zhao")


def test_what_the_store_refuses_leaves_nothing_either(store: Path) -> None:
    with pytest.raises(StoreError) as caught, open_unit(store, "add", NOW) as unit:
        add(unit)
        add(unit, "")
    assert caught.value.key == "store_failed"
    assert rows(store, "SELECT count(*) FROM lead") == [(0,)]


def test_foreign_keys_hold_in_a_write(store: Path) -> None:
    with pytest.raises(StoreError), open_unit(store, "log", NOW) as unit:
        repo.insert_promise(unit, 77, "a quote", None)


def test_both_sides_of_a_unit_see_the_same(store: Path) -> None:
    with open_unit(store, "add", NOW) as unit:
        lead_id = add(unit)
        assert unit.conn.execute("SELECT name FROM lead").fetchall() == [("Wang",)]
        repo.set_lookup(unit, lead_id, "wang")
        repo.change_lead(unit, lead_id, name="Li")
        assert unit.conn.execute("SELECT name FROM lead").fetchall() == [("Li",)]


def test_a_second_writer_is_told_to_wait(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.02)
    with open_unit(store, "add", NOW) as unit:
        add(unit)
        with pytest.raises(StoreError) as caught, open_unit(store, "add", NOW):
            raise AssertionError("two writers at once")
    assert caught.value.key == "store_locked"
    assert rows(store, "SELECT count(*) FROM lead") == [(1,)]


def test_a_change_is_journalled_with_what_stood_before(store: Path) -> None:
    with open_unit(store, "add", NOW, "Li Na") as unit:
        lead_id = add(unit)
    with open_unit(store, "edit", NOW + timedelta(hours=1), "Li Na") as unit:
        assert repo.change_lead(unit, lead_id, name="Zhao", company=None, budget=5.0, tags=["vip"])
        assert not repo.change_lead(unit, lead_id, name="Zhao")
    assert journal(store) == [
        ("lead", "insert", lead_id, None),
        ("lead", "update", lead_id, {"name": "Wang", "budget": None, "changed": "{}"}),
    ]
    told = rows(store, "SELECT verb, at, owner, row_first, row_last FROM journal ORDER BY id")
    assert told == [
        ("add", "2026-11-23T09:30:00+00:00", "Li Na", lead_id, lead_id),
        ("edit", "2026-11-23T10:30:00+00:00", "Li Na", lead_id, lead_id),
    ]
    assert rows(store, "SELECT updated_at FROM lead") == [("2026-11-23T10:30:00+00:00",)]


def test_one_command_has_one_id(store: Path) -> None:
    for verb in ("add", "add"):
        with open_unit(store, verb, NOW) as unit:
            lead_id = add(unit)
            repo.insert_fact(unit, lead_id, "money", "yes", "", TODAY)
    commands = [row[0] for row in rows(store, "SELECT command FROM journal ORDER BY id")]
    assert commands[0] == commands[1] != commands[2] == commands[3]


def test_every_kind_of_row_is_journalled(store: Path) -> None:
    with open_unit(store, "all", NOW) as unit:
        lead_id = add(unit)
        phone = ReachValue("phone", "138 0013 8000", "+8613800138000", "8613800138000")
        repo.insert_reaches(unit, lead_id, [phone])
        repo.insert_contact(unit, lead_id, name="Boss", role="approver")
        repo.insert_fact(unit, lead_id, "money", "yes", "said so", TODAY)
        repo.insert_touch(unit, lead_id, by="phone", outcome="reached", on_day=TODAY)
        repo.plan_step(unit, lead_id, Step(TODAY, "phone", "@advance"), "rule", "done")
        repo.insert_promise(unit, lead_id, "a quote", TODAY)
        repo.set_override(unit, lead_id, "A", "knows the boss", TODAY)
    tables = ("lead", "reach", "contact", "fact", "touch", "followup", "promise", "override")
    assert journal(store) == [(table, "insert", lead_id, None) for table in tables]


def test_a_removed_row_is_journalled_whole(store: Path) -> None:
    old = ReachValue("email", "A@b.cn", None, "a@b.cn")
    with open_unit(store, "add", NOW) as unit:
        lead_id = add(unit)
        assert repo.set_reaches(unit, lead_id, "email", [old])
        assert not repo.set_reaches(unit, lead_id, "email", [old])
        assert repo.set_reaches(unit, lead_id, "email", [])
    table, op, lead, before = journal(store)[-1]
    assert (table, op, lead) == ("reach", "delete", lead_id)
    assert before == {"id": 1, "lead_id": lead_id, **old._asdict()}


def test_replacing_and_closing_a_step(store: Path) -> None:
    with open_unit(store, "next", NOW) as unit:
        lead_id = add(unit)
        step = Step(TODAY, "phone", "@advance")
        repo.plan_step(unit, lead_id, step, "rule", "done")
        repo.plan_step(unit, lead_id, Step(TODAY + timedelta(5), "visit", "x"), "rep", "moved")
        repo.close_step(unit, lead_id, "cancelled", "gone")
        repo.close_step(unit, lead_id, "done")
    assert rows(store, "SELECT on_day, set_on, state, reason FROM followup ORDER BY id") == [
        ("2026-11-23", "2026-11-23", "moved", None),
        ("2026-11-28", "2026-11-23", "cancelled", "gone"),
    ]
    followups = [entry for entry in journal(store) if entry[0] == "followup"]
    assert [entry[3] for entry in followups] == [
        *(None, {"state": "open"}, None),
        {"state": "open", "reason": None},
    ]


def test_only_one_override_stands(store: Path) -> None:
    with open_unit(store, "grade", NOW) as unit:
        lead_id = add(unit)
        assert not repo.clear_override(unit, lead_id)
        repo.set_override(unit, lead_id, "A", "first", TODAY)
        repo.insert_fact(unit, lead_id, "money", "yes", "", TODAY)
        repo.set_override(unit, lead_id, "B", "second", TODAY)
    wanted = [("A", 1), ("B", 0)]
    assert rows(store, "SELECT grade, cleared FROM override ORDER BY id") == wanted


def test_numbers_go_on_and_uids_are_unique(store: Path) -> None:
    for _ in range(3):
        with open_unit(store, "add", NOW) as unit:
            add(unit)
    found = rows(store, "SELECT number, uid FROM lead ORDER BY number")
    assert [number for number, _ in found] == [1, 2, 3]
    assert len({uid for _, uid in found}) == 3


def test_uids_are_version_seven_and_ordered_by_time() -> None:
    uids = [new_uid(NOW + timedelta(milliseconds=n)) for n in range(50)]
    pattern = r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
    assert all(re.fullmatch(pattern, uid) for uid in uids)
    assert uids == sorted(uids)
    assert len({new_uid(NOW) for _ in range(500)}) == 500


def span(first: int, until: int | None, grade: str | None) -> Span:
    days = [TODAY + timedelta(n) if n is not None else None for n in (first, until)]
    return Span(
        first=days[0] or TODAY,
        until=days[1],
        status="open",
        grade=grade,
        grade_best=grade,
        grade_by="rule",
        man="MAN",
        signals=3,
        next_on=TODAY,
        recheck=None,
    )


def spans_after(store: Path, *writes: tuple[int, list[Span]]) -> list[tuple[Any, ...]]:
    with open_unit(store, "test", NOW) as unit:
        lead_id = add(unit)
        for today, spans in writes:
            repo.write_outlook(unit, lead_id, TODAY + timedelta(today), spans)
    found = rows(store, "SELECT first_day, until_day, grade, live FROM outlook ORDER BY first_day")
    return [(first[5:], until[5:], grade, live) for first, until, grade, live in found]


def test_days_gone_by_stay_as_history(store: Path) -> None:
    foreseen = [span(0, 9, "B"), span(10, 19, "A"), span(20, None, None)]
    assert spans_after(store, (0, foreseen), (15, [span(15, None, "C")])) == [
        ("11-23", "12-02", "B", 0),
        ("12-03", "12-07", "A", 0),
        ("12-08", "12-31", "C", 1),
    ]


def test_a_span_that_goes_on_is_not_cut(store: Path) -> None:
    foreseen = [span(0, 9, "B"), span(10, None, "A")]
    again = [span(15, 19, "A"), span(20, None, "C")]
    assert spans_after(store, (0, foreseen), (15, again)) == [
        ("11-23", "12-02", "B", 0),
        ("12-03", "12-12", "A", 1),
        ("12-13", "12-31", "C", 1),
    ]


def test_writing_twice_on_a_day_leaves_the_last(store: Path) -> None:
    writes = [(0, [span(0, None, grade)]) for grade in ("A", "B")]
    assert spans_after(store, *writes) == [("11-23", "12-31", "B", 1)]


def ranges(store: Path) -> list[tuple[Any, ...]]:
    return rows(store, "SELECT tbl, op, row_first, row_last FROM journal ORDER BY id")


def test_rows_that_follow_each_other_are_one_range(store: Path) -> None:
    with open_unit(store, "import", NOW, "Li Na") as unit:
        lead_id = add(unit)
        said = [("money", "yes", TODAY.isoformat(), lead_id, unit.new_uid()) for _ in range(3)]
        columns = ("fact", "value", "noted_on", "lead_id", "uid")
        assert unit.insert_many("fact", columns, said[:2]) == range(1, 3)
        assert unit.insert_many("fact", columns, [(*said[2][:4], unit.new_uid())]) == range(3, 4)
        assert unit.insert_many("fact", columns, []) == range(0)
    assert ranges(store) == [("lead", "insert", 1, 1), ("fact", "insert", 1, 3)]
    assert rows(store, "SELECT DISTINCT owner, created_at FROM fact") == [
        ("Li Na", "2026-11-23T09:30:00+00:00")
    ]


def test_columns_that_are_alike_in_all_rows_are_given_once(store: Path) -> None:
    columns = ("fact", "value", "note", "noted_on", "lead_id")
    with open_unit(store, "import", NOW, "Li Na") as unit:
        lead_id = add(unit)
        said = [("money", value, None, TODAY.isoformat(), lead_id) for value in ("yes", "no")]
        taken: list[str] = []
        unit.conn.set_trace_callback(taken.append)
        unit.insert_many("fact", ("uid", *columns), [(unit.new_uid(), *one) for one in said])
        unit.conn.set_trace_callback(None)
    assert rows(store, f"SELECT {', '.join(columns)} FROM fact ORDER BY id") == said
    (insert,) = [one for one in taken if one.startswith('INSERT INTO "fact"')]
    names = insert.partition("(")[2].partition(")")[0].split(", ")
    # those that differ stand behind the others
    assert names[-3:] == ['"id"', '"uid"', '"value"']


def test_a_range_ends_before_what_rests_on_it(store: Path) -> None:
    with open_unit(store, "import", NOW) as unit:
        lead_id = add(unit)
        rest = {"noted_on": TODAY.isoformat(), "lead_id": lead_id, "fact": "money"}
        old, new = unit.append(
            "fact", [{**rest, "value": value, "uid": unit.new_uid()} for value in ("yes", "no")]
        )
        assert unit.change("fact", new, value="unknown")
        unit.append("reach", [{"lead_id": lead_id, "kind": "email", "typed": "a", "norm": "a"}])
        repo.insert_promise(unit, lead_id, "a quote", None)
        unit.remove("fact", old)
        (third,) = unit.append("fact", [{**rest, "value": "no", "uid": unit.new_uid()}])
    assert third == new + 1
    assert ranges(store)[1:] == [
        ("fact", "insert", old, new),
        ("fact", "update", new, new),
        ("reach", "insert", 1, 1),
        ("promise", "insert", 1, 1),
        ("fact", "delete", old, old),
        ("fact", "insert", third, third),
    ]


def test_a_record_that_cannot_be_leaves_no_range(store: Path) -> None:
    bad = [{"lead_id": 77, "kind": "email", "typed": "a", "norm": "a"}]
    with open_unit(store, "import", NOW) as unit:
        lead_id = add(unit)
        with pytest.raises(RefusedError), unit.whole_or_nothing():
            unit.append("reach", [{**bad[0], "lead_id": lead_id}])
            unit.append("reach", bad)
        with unit.whole_or_nothing():
            unit.append("reach", [{**bad[0], "lead_id": lead_id, "norm": "b"}])
    assert ranges(store)[1:] == [("reach", "insert", 1, 1)]
    assert rows(store, "SELECT norm FROM reach") == [("b",)]


def test_only_what_was_undone_is_forgotten(store: Path) -> None:
    for name in ("Wang", "Li"):
        with open_unit(store, "add", NOW) as unit:
            add(unit, name)
    with open_unit(store, "undo", NOW) as unit:
        command = rows(store, "SELECT command FROM journal WHERE id = 2")[0][0]
        undo_command(unit, command, Touched(unit.conn))
        with unit.apart(AUTOMATIC):
            repo.insert_fact(unit, 1, "money", "yes", "", TODAY)
    assert rows(store, "SELECT tbl, undone FROM journal ORDER BY id") == [
        *(("lead", 0), ("lead", 1), ("fact", 0)),
    ]
    with open_unit(store, "add", NOW) as unit:
        add(unit, "Zhao")
    told = rows(store, "SELECT tbl, verb, undone FROM journal ORDER BY id")
    assert told == [("lead", "add", 0), ("fact", AUTOMATIC, 0), ("lead", "add", 0)]
