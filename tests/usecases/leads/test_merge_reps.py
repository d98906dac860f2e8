"""Three reps' tables become one manager's store, again and again, and nothing is there twice."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from leadq.domain.words import AFTER_SLOTS
from leadq.store.care.health import count_orphans, count_strays
from leadq.usecases.care.undo import redo_last, undo_last
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import lose_lead, win_lead
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.followup.plan import StepWish, plan_next
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.leads.edit import Change, edit_lead

from ..bring_in import stored
from ..helpers import ALL_YES, add, day, iso, later, make_desk, rows
from ..state import read_state
from ..whole import TABLES, bring, take_table

REPS = ("张三", "Li", "Wu")


@pytest.fixture
def reps(tmp_path: Path) -> list[Desk]:
    """Return three reps' desks, each with two leads that were worked on."""
    desks = []
    for place, name in enumerate(REPS):
        folder = tmp_path / f"rep{place}"
        folder.mkdir()
        desk = make_desk(folder, me=name)
        one = add(desk, f"{name} one", phones=[f"1380000000{place}"], facts=ALL_YES)
        add(desk, f"{name} two", emails=[f"two{place}@x.cn"], need_by=day(20))
        log_touch(desk, one, Contacted(desk.today, said=f"{name} called", next_on=day(3)))
        desks.append(desk)
    return desks


@pytest.fixture
def manager(tmp_path: Path) -> Desk:
    folder = tmp_path / "manager"
    folder.mkdir()
    return make_desk(folder, me="Boss")


def tables_of(desk: Desk) -> Iterator[Path]:
    return (take_table(desk, what) for what in TABLES)


def collect(manager: Desk, reps: list[Desk], **order: Any) -> None:
    for rep in reps:
        for file in tables_of(rep):
            result = bring(manager, file, **order)
            assert result.rejected == [], file


def table_rows(desk: Desk, table: str, columns: str) -> list[tuple[Any, ...]]:
    return rows(
        desk,
        f"SELECT l.uid, t.uid, {columns} FROM {table} t JOIN lead l ON l.id = t.lead_id"
        " ORDER BY l.uid, t.uid",
    )


COLUMNS = {
    "touch": 't."by", t.outcome, t.on_day, t.at_time, t.said, t.objection, t.owner, t.created_at',
    "fact": "t.fact, t.value, t.note, t.noted_on, t.owner, t.created_at",
    "followup": (
        't.on_day, t.at_time, t.place, t."by", t.goal, t.set_by, t.set_on, t.slot, t.state,'
        " t.reason, t.owner, t.created_at, t.updated_at"
    ),
}


def test_everything_of_every_rep_is_there_once(manager: Desk, reps: list[Desk]) -> None:
    collect(manager, reps)
    for table, columns in COLUMNS.items():
        wanted = sorted(row for rep in reps for row in table_rows(rep, table, columns))
        assert sorted(table_rows(manager, table, columns)) == wanted, table
    before = read_state(manager)
    collect(manager, reps)
    collect(manager, reps, update=True)
    assert read_state(manager) == before


def test_the_order_of_the_tables_does_not_matter(manager: Desk, reps: list[Desk]) -> None:
    (rep, *_rest) = reps
    leads, touches, followups, facts = tables_of(rep)
    for file in (leads, facts, followups, touches):
        bring(manager, file)
    for table, columns in COLUMNS.items():
        assert table_rows(manager, table, columns) == table_rows(rep, table, columns)


def test_what_belongs_to_nobody_here_is_rejected(manager: Desk, reps: list[Desk]) -> None:
    result = bring(manager, take_table(reps[0], "touches"))
    assert [one.reason.key for one in result.rejected] == ["row_without_lead"]
    assert result.brought["touches"].new == 0


def find(desk: Desk, name: str) -> dict[str, Any]:
    return next({**lead} for lead in stored(desk) if lead["name"] == name)


def test_the_newer_change_of_each_field_stands(manager: Desk, reps: list[Desk]) -> None:
    collect(manager, reps)
    first = reps[0]
    number = str(find(manager, "张三 one")["number"])
    rep, boss = later(first, 1), later(manager, 2)
    edit_lead(rep, "1", Change({"company": "older", "region": "杭州"}, phones=["13911112222"]))
    edit_lead(boss, number, Change({"company": "newer", "source": "展会"}))
    rep = later(rep, 2)
    edit_lead(rep, "1", Change({"budget": 7.0}, need_by=day(30)))
    boss = later(boss, 2)
    seen = bring(boss, take_table(rep, "leads"))
    assert (seen.newer, seen.updated, seen.conflicts) == (1, 0, [])
    result = bring(boss, take_table(rep, "leads"), update=True)
    assert (result.known, result.updated, result.newer) == (2, 1, 0)
    lead = find(boss, "张三 one")
    wanted = {
        "company": "newer", "region": "杭州", "source": "展会", "budget": 7, "need_by": iso(30),
        "phones": ["+8613800000000", "+8613911112222"],
    }  # fmt: skip
    assert {name: lead[name] for name in wanted} == wanted
    (conflict,) = result.conflicts
    assert conflict[2:] == ("company", "newer", "older", False)
    again = bring(boss, take_table(rep, "leads"), update=True)
    assert (again.updated, len(again.conflicts)) == (0, 1)
    # and back: the rep takes what the manager has newer
    back = bring(rep, take_table(boss, "leads"), update=True)
    mine = find(rep, "张三 one")
    assert {name: mine[name] for name in wanted} == wanted
    assert [one.theirs for one in back.conflicts] == [True]


def test_a_need_by_day_comes_with_the_leads_and_is_no_second_fact(
    manager: Desk, reps: list[Desk]
) -> None:
    rep = reps[0]
    bring(manager, take_table(rep, "leads"))
    note_facts(later(rep, 1), "2", {"need_by": iso(40)})
    rep = later(rep, 1)
    boss = later(manager, 1)
    bring(boss, take_table(rep, "leads"), update=True)
    assert find(boss, "张三 two")["need_by"] == iso(40)
    bring(boss, take_table(rep, "facts"), update=True)
    assert table_rows(boss, "fact", COLUMNS["fact"]) == table_rows(rep, "fact", COLUMNS["fact"])


def test_who_was_cleared_stays_so(manager: Desk, reps: list[Desk]) -> None:
    collect(manager, reps)
    rep, boss = later(reps[0], 1), later(manager, 1)
    number = str(find(boss, "张三 two")["number"])
    edit_lead(rep, "1", Change(clear=["phones", "need_by"]))
    edit_lead(boss, number, Change(clear=["emails"]))
    bring(boss, take_table(rep, "leads"), update=True)
    assert find(boss, "张三 one")["phones"] == []
    assert find(boss, "张三 two")["emails"] == []


@pytest.mark.parametrize("with_steps", [False, True])
def test_a_status_comes_with_what_it_asks_for(
    manager: Desk, reps: list[Desk], with_steps: bool
) -> None:
    collect(manager, reps)
    rep, boss = later(reps[0], 1), later(manager, 2)
    lose_lead(rep, "1", "price")
    win_lead(rep, "2", 500)
    for file in tables_of(rep) if with_steps else [take_table(rep, "leads")]:
        bring(boss, file, update=True)
    lost, won = find(boss, "张三 one"), find(boss, "张三 two")
    assert (lost["status"], lost["reason"], lost["next"]) == ("lost", "price", None)
    assert (won["status"], won["amount"]) == ("won", 500)
    slots = rows(
        boss, "SELECT slot FROM followup WHERE state = 'open' AND slot NOT IN ('ungraded')"
    )
    assert [slot for (slot,) in slots if slot in AFTER_SLOTS] == [
        "delivery" if with_steps else "revisit"
    ]


def test_of_two_steps_the_newer_one_stays_open(manager: Desk, reps: list[Desk]) -> None:
    collect(manager, reps)
    rep, boss = later(reps[0], 1), later(manager, 2)
    plan_next(rep, "1", StepWish(day(9), goal="theirs"))
    number = str(find(boss, "张三 one")["number"])
    plan_next(boss, number, StepWish(day(12), goal="ours"))
    bring(boss, take_table(rep, "followups"), update=True)
    step = find(boss, "张三 one")["next"]
    assert (step["on"], step["goal"]) == (iso(12), "ours")
    plan_next(later(rep, 2), "1", StepWish(day(15), goal="theirs again"))
    boss = later(boss, 2)
    bring(boss, take_table(rep, "followups"), update=True)
    step = find(boss, "张三 one")["next"]
    assert (step["on"], step["goal"]) == (iso(15), "theirs again")
    states = rows(boss, "SELECT state, count(*) FROM followup GROUP BY 1 ORDER BY 1")
    assert dict(states)["open"] == 6


def test_one_file_can_be_taken_back(manager: Desk, reps: list[Desk]) -> None:
    for rep in reps[:2]:
        collect(manager, [rep])
    rep, boss = later(reps[0], 1), later(manager, 1)
    log_touch(rep, "1", Contacted(rep.today, said="again", next_on=day(8)))
    edit_lead(rep, "1", Change({"company": "new"}))
    note_facts(rep, "1", {"money": "no"})
    for file in tables_of(rep):
        before = read_state(boss)
        bring(boss, file, update=True)
        after = read_state(boss)
        assert after != before
        undo_last(boss)
        assert read_state(boss) == before
        redo_last(boss)
        assert read_state(boss) == after
    with boss.read() as conn:
        assert (count_orphans(conn), count_strays(conn)) == (0, 0)


def test_a_dry_run_and_a_strict_one_leave_nothing(manager: Desk, reps: list[Desk]) -> None:
    bring(manager, take_table(reps[0], "leads"))
    before = read_state(manager)
    result = bring(manager, take_table(reps[0], "touches"), dry_run=True)
    assert (result.landed, result.brought["touches"].new) == (False, 1)
    mixed = manager.store.with_name("mixed.csv")
    mixed.write_text(
        "姓名,跟进时间,跟进记录\n张三 one,2026-11-20,谈过\nnobody,2026-11-20,x\n", "utf-8"
    )
    result = bring(manager, mixed, what="touches", strict=True)
    assert (result.landed, len(result.rejected)) == (False, 1)
    assert read_state(manager) == before


def test_the_same_customer_with_two_reps_stays_two_leads(manager: Desk, reps: list[Desk]) -> None:
    one, other = reps[:2]
    add(other, f"{one.me} one", phones=["138 0000 0000"])
    collect(manager, [one])
    result = bring(manager, take_table(other, "leads"))
    assert (result.new, result.known, result.clashes) == (3, 0, 1)
    bring(manager, take_table(other, "touches"))
    nobodys = make_desk(other.store.parent)
    mine = make_desk(manager.store.parent, me="")
    assert bring(mine, take_table(nobodys, "leads")).clashes == 0


def test_the_same_customer_of_one_rep_is_known(manager: Desk, reps: list[Desk]) -> None:
    add(manager, "张三 one", phones=["13800000000"], owner="张三")
    result = bring(manager, take_table(reps[0], "leads"))
    assert (result.new, result.known, result.clashes) == (1, 1, 0)


def test_a_masked_table_changes_nothing(manager: Desk, reps: list[Desk]) -> None:
    from leadq.exchange.tables.csv_write import write_csv_file
    from leadq.usecases.exporting.export import open_sheet

    from ..bring_in import EVERY

    rep = later(reps[0], 1)
    edit_lead(rep, "1", Change(phones=["13911112222"]))
    collect(manager, [rep])
    file = rep.store.with_name("masked.csv")
    with rep.read() as conn:
        sheet = open_sheet(conn, rep, "leads", EVERY, mask=True)
        write_csv_file(file, sheet.columns, sheet.rows)
    bring(later(manager, 1), file, update=True)
    assert find(manager, "张三 one")["phones"] == ["+8613800000000", "+8613911112222"]


def edit_cells(file: Path, place: int, **cells: str) -> None:
    """Change cells of one row of a table, as somebody does in a spreadsheet."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        table = list(csv.reader(opened))
    for column, value in cells.items():
        table[place][table[0].index(column)] = value
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows(table)


def test_what_was_edited_in_the_table_itself_is_told_and_not_taken(
    manager: Desk, reps: list[Desk]
) -> None:
    rep = later(reps[0], 1)
    edit_lead(rep, "1", Change({"budget": 5.0}, need_by=day(30)))
    collect(manager, reps)
    boss = later(manager, 2)
    file = take_table(rep, "leads")
    edit_cells(file, 1, budget="900", need_by=iso(40), region="杭州")
    edit_cells(file, 2, name="somebody", need_by="2027-03-03")
    assert bring(boss, file).edited == []
    result = bring(boss, file, update=True)
    assert (result.conflicts, result.updated) == ([], 1)
    assert [one[1:] for one in result.edited] == [
        ("张三 one", "budget", 5.0, 900.0),
        ("张三 one", "need_by", iso(30), iso(40)),
        ("张三 two", "name", "张三 two", "somebody"),
        ("张三 two", "need_by", iso(20), "2027-03-03"),
    ]
    one = find(boss, "张三 one")
    assert (one["budget"], one["need_by"], one["region"]) == (5, iso(30), "杭州")
    # an older value under its own stamp was not edited in the file
    edit_lead(later(boss, 1), str(one["number"]), Change({"budget": 6.0}))
    again = bring(later(boss, 2), take_table(rep, "leads"), update=True)
    assert (again.edited, len(again.conflicts)) == ([], 1)


def test_a_next_step_edited_in_the_table_is_counted(manager: Desk, reps: list[Desk]) -> None:
    collect(manager, reps)
    file = take_table(reps[0], "leads")
    assert bring(manager, file, update=True).remarks == []
    edit_cells(file, 1, next_on=iso(9))
    before = read_state(manager)
    assert bring(manager, file).remarks == []
    result = bring(manager, file, update=True)
    assert [(one.key, one.params) for one in result.remarks] == [("other_steps", {"count": 1})]
    assert read_state(manager) == before
