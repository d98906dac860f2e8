"""Every command can be taken back, step by step, and done again."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadq.errors import RefusedError
from leadq.store import unit
from leadq.usecases.aftersale.purchase import note_purchase
from leadq.usecases.care.undo import list_undoable, redo_last, undo_last
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import drop_lead, park_lead, win_lead
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.followup.plan import StepWish, plan_next, snooze_step
from leadq.usecases.grading.grade import clear_grade, override_grade
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.importing.import_file import import_file
from leadq.usecases.importing.import_order import Order
from leadq.usecases.leads.add import NewLead, add_lead
from leadq.usecases.leads.edit import Change, edit_lead, set_contact

from ..bring_in import bring_in
from ..helpers import FOR_A, FOR_B, add, day, later, rows
from ..state import read_state
from ..whole import bring, records, work_elsewhere, write_whole

TABLE = (
    "姓名,手机号,需求时间,备注\n赵一,13911110001,2026-12-20,甲\n钱二,13911110002,,乙\n孙三,,,丙\n"
)


def do_everything(desk: Desk, folder: Path) -> list[object]:
    """Return one of each command that changes the store, as calls to be made in this order."""
    table = folder / "leads.csv"
    table.write_text(TABLE, encoding="utf-8")
    promise = ("报价", day(3))
    return [
        lambda: add_lead(desk, NewLead("王建国", phones=["13800138000"], need_by=day(80))),
        lambda: note_facts(desk, "1", FOR_B, note="说的"),
        lambda: log_touch(desk, "1", Contacted(desk.today, said="hi", promises=[promise])),
        lambda: import_file(desk, Order(table), lambda _r, _t: table),
        lambda: edit_lead(desk, "1", Change({"name": "王二"}, phones=["13900001111"], tags=["x"])),
        lambda: override_grade(desk, "1", "C", "sure"),
        lambda: clear_grade(desk, "1"),
        lambda: plan_next(desk, "2", StepWish(day(9), time="10:00", place="工地", goal="看车")),
        lambda: snooze_step(desk, "2", StepWish(day(12), reason="忙")),
        lambda: set_contact(desk, "2", "李总", "approver", "13911112222", None),
        lambda: set_contact(desk, "2", "李总", "decider", None, "副总"),
        lambda: park_lead(desk, "2", day(30)),
        lambda: drop_lead(desk, "3", "不要"),
        lambda: win_lead(desk, "1", 500000),
    ]


def test_everything_is_taken_back_and_done_again(desk: Desk, tmp_path: Path) -> None:
    with desk.read():
        pass
    states = [read_state(desk)]
    for act in do_everything(desk, tmp_path):
        act()  # type: ignore[operator]
        states.append(read_state(desk))
    for state in reversed(states[:-1]):
        undo_last(desk)
        assert read_state(desk) == state
    for state in states[1:]:
        redo_last(desk)
        assert read_state(desk) == state


def test_what_is_taken_back_is_named(desk: Desk) -> None:
    number = add(desk, "王建国")
    log_touch(desk, number, Contacted(desk.today))
    taken = undo_last(desk)
    assert (taken.command.verb, taken.lead) == ("log", "王建国")
    taken = undo_last(desk)
    assert (taken.command.verb, taken.command.leads, taken.lead) == ("add", 1, "王建国")


def test_nothing_to_take_back(desk: Desk) -> None:
    with pytest.raises(RefusedError, match="nothing_to_undo"):
        undo_last(desk)
    add(desk)
    undo_last(desk)
    with pytest.raises(RefusedError, match="nothing_to_undo"):
        undo_last(desk)


def test_something_new_ends_what_can_be_done_again(desk: Desk) -> None:
    number = add(desk)
    log_touch(desk, number, Contacted(desk.today))
    undo_last(desk)
    note_facts(desk, number, {"money": "yes"})
    with pytest.raises(RefusedError, match="nothing_to_redo"):
        redo_last(desk)
    assert [one.command.verb for one in list_undoable(desk, 9)] == ["fact", "add"]


def test_the_list_shows_the_newest_first_and_marks_what_was_undone(desk: Desk) -> None:
    number = add(desk)
    log_touch(desk, number, Contacted(desk.today))
    undo_last(desk)
    listed = [(one.command.verb, one.command.undone) for one in list_undoable(desk, 9)]
    assert listed == [("log", True), ("add", False)]
    assert len(list_undoable(desk, 1)) == 1


def test_a_later_day_takes_back_too(desk: Desk) -> None:
    number = add(desk, facts=FOR_A)
    before = read_state(desk, ("outlook",))
    log_touch(desk, number, Contacted(desk.today))
    undo_last(later(desk, 5))
    assert read_state(desk, ("outlook",)) == before


def test_what_the_program_did_by_itself_is_left_alone(desk: Desk) -> None:
    number = add(desk, facts=FOR_A)
    other = later(desk, 1, days_off=("fri",))
    log_touch(other, number, Contacted(other.today))
    assert other.regraded == 1
    assert undo_last(other).command.verb == "log"
    assert undo_last(other).command.verb == "fact"


def test_what_a_file_adds_to_old_and_new_leads_comes_back_whole(desk: Desk) -> None:
    add(desk, "Wang", phones=["13800000001"])
    note_facts(desk, "1", {"money": "yes"})
    log_touch(desk, "1", Contacted(desk.today, promises=[("quote", None)]))
    note_purchase(desk, "1", 7.0, desk.today)
    file = write_whole(desk, work_elsewhere(records(desk), 1))
    before = read_state(desk)
    bring(desk, file, update=True)
    stood = read_state(desk)
    grown = {table: len(stood[table]) - len(before[table]) for table in ("fact", "touch", "lead")}
    assert grown == {"fact": 2, "touch": 2, "lead": 1}
    undo_last(desk)
    assert read_state(desk) == before
    redo_last(desk)
    assert read_state(desk) == stood


def test_a_large_import_is_taken_back_and_done_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unit, "_MOST_ROWS", 3)
    before = read_state(desk)
    bring_in(desk, "name,phone\n" + "".join(f"L{n},{13800000000 + n}\n" for n in range(10)))
    stood = read_state(desk)
    assert len(rows(desk, "SELECT * FROM journal WHERE tbl = 'lead'")) == 4
    undo_last(desk)
    assert read_state(desk) == before
    redo_last(desk)
    assert read_state(desk) == stood
