"""What the manager is to know: the day's sheet, and what is overdue too long."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadq.content.folders import BUILTIN
from leadq.content.glimpses import built_in_patience
from leadq.content.library import open_library
from leadq.usecases.care.undo import undo_last
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import drop_lead, lose_lead, park_lead, reopen_lead, win_lead
from leadq.usecases.followup.due import list_due
from leadq.usecases.followup.escalate import Escalation
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.followup.plan import StepWish, plan_next
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.reports.day_report import DaySheet, report_day, report_overdue

from ..helpers import FOR_A, FOR_B, FOR_C, add, day, iso, later, make_desk


def numbers(found: list[tuple[object, object]]) -> list[int]:
    return [lead["number"] for lead, _what in found]  # type: ignore[index]


def late_marks(desk: Desk) -> dict[int, bool]:
    return {item.lead["number"]: item.escalated for item in list_due(desk).items}


def graded(desk: Desk) -> None:
    """Add one lead of each grade, one without, one to be cultivated, all due on Monday."""
    for facts in (FOR_A, FOR_B, FOR_C, None, {"money": "no", "authority": "yes", "need": "no"}):
        plan_next(desk, add(desk, facts=facts), StepWish(day(0)))


def test_each_grade_has_its_own_patience(desk: Desk) -> None:
    graded(desk)
    none = dict.fromkeys(range(1, 6), False)
    assert late_marks(later(desk, 2)) == none
    assert late_marks(later(desk, 3)) == {**none, 1: True}
    assert late_marks(later(desk, 5)) == {**none, 1: True}
    assert late_marks(later(desk, 6)) == {**none, 1: True, 2: True}
    assert late_marks(later(desk, 14)) == {**none, 1: True, 2: True}
    assert late_marks(later(desk, 15)) == dict.fromkeys(range(1, 6), True)


def test_no_built_in_trade_is_less_patient_than_what_is_looked_up(desk: Desk) -> None:
    library = open_library(None)
    patience = [library.profile(id_).rules.overdue_days for id_ in library.profile_ids()]
    assert Escalation(desk).least <= min(min(days.values()) for days in patience)


def test_what_is_looked_up_is_what_each_trade_allows() -> None:
    library = open_library(None)
    for id_ in library.profile_ids():
        assert built_in_patience(id_) == library.profile(id_).rules.overdue_days
    for unknown in ("nobody", "../plays/general", ""):
        assert built_in_patience(unknown) == library.profile("general").rules.overdue_days


def test_no_trade_is_read_while_nothing_is_late(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    graded(desk)
    soon = later(desk, 2)
    soon.__dict__.pop("library", None)
    list_due(soon)
    assert "library" not in soon.__dict__


def test_a_trade_of_the_rep_can_be_less_patient(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    (folder / "profiles").mkdir(parents=True)
    text = (BUILTIN / "profiles" / "general.toml").read_text("utf-8")
    text = text.replace("A = 2\nB = 5\nC = 14", "A = 0\nB = 1\nC = 14")
    (folder / "profiles" / "general.toml").write_text(text, "utf-8")
    desk = make_desk(tmp_path, content_dir=folder)
    graded(desk)
    assert late_marks(later(desk, 1)) == {1: True, 2: False, 3: False, 4: False, 5: False}
    (folder / "profiles" / "general.toml").write_text("version = 1", "utf-8")
    assert late_marks(later(desk, 3))[1] is True


def test_a_promise_is_escalated_like_a_follow_up(desk: Desk) -> None:
    number = add(desk, facts=FOR_A)
    promised = [("quote", day(0))]
    log_touch(desk, number, Contacted(day(0), promises=promised, next_on=day(40)))
    (item,) = list_due(later(desk, 30)).items
    assert (item.pick.kind, item.pick.group, item.escalated) == ("promise", "overdue", True)
    assert report_overdue(later(desk, 30)) == [item]


def test_the_managers_list_goes_rep_by_rep(desk: Desk) -> None:
    for owner, facts in (("Bob", FOR_C), ("bob", FOR_A), ("Ann", FOR_B), (None, FOR_A)):
        plan_next(desk, add(desk, facts=facts, owner=owner), StepWish(day(0)))
    plan_next(desk, add(desk, owner="Ann"), StepWish(day(20)))
    managers = later(desk, 15, me="Ann")
    assert [item.lead["number"] for item in report_overdue(managers)] == [3, 2, 1, 4]
    assert [item.lead["number"] for item in report_overdue(managers, "BOB")] == [2, 1]
    assert all(item.escalated for item in report_overdue(managers))
    assert report_overdue(desk) == []


@pytest.fixture
def sheet(desk: Desk) -> DaySheet:
    """A Tuesday's work on five leads of Monday."""
    for name in ("One", "Two", "Three", "Four", "Five"):
        add(desk, name, FOR_C)
    log_touch(desk, "1", Contacted(day(0), promises=[("old", day(1))], next_on=day(1)))
    plan_next(desk, "4", StepWish(day(0)))
    plan_next(desk, "5", StepWish(day(1)))
    tuesday = later(desk, 1)
    said = Contacted(day(1), "14:30", "visit", "reached", "likes it", "too dear")
    said.promises, said.kept, said.next_on, said.goal = [("new", day(9))], [1], day(2), "quote"
    log_touch(tuesday, "1", said)
    log_touch(tuesday, "2", Contacted(day(1), outcome="no_answer"))
    note_facts(tuesday, "2", {**FOR_B})
    lose_lead(tuesday, "3", "price")
    add(tuesday, "Six")
    return report_day(tuesday)


def test_the_sheet_holds_the_days_work(sheet: DaySheet) -> None:
    assert (sheet.day, sheet.then) == (day(1), day(2))
    ((first, touch),), ((second, tried),) = sheet.contacts, sheet.tries
    assert (first["number"], touch.by, touch.time, touch.said) == (1, "visit", "14:30", "likes it")
    assert first["next"] is not None and first["next"]["on"] == iso(2)
    assert (second["number"], tried.outcome) == (2, "no_answer")
    assert [(lead["number"], mark.text) for lead, mark in sheet.made] == [(1, "new")]
    assert [(lead["number"], mark.text) for lead, mark in sheet.kept] == [(1, "old")]
    ((moved, move),) = sheet.grades
    assert (moved["number"], move.before, move.after) == (2, "C", "B")
    assert [(lead["number"], verb) for lead, verb in sheet.endings] == [(3, "lose")]
    assert [lead["number"] for lead in sheet.new] == [6]
    assert [item.lead["number"] for item in sheet.left] == [5]
    assert [item.lead["number"] for item in sheet.overdue] == [4]
    assert [item.lead["number"] for item in sheet.coming] == [2, 1, 6]


def test_a_sheet_of_another_day(sheet: DaySheet, desk: Desk) -> None:
    again = report_day(later(desk, 8), day(1))
    assert (numbers(again.contacts), numbers(again.tries)) == ([1], [2])
    assert (numbers(again.grades), numbers(again.endings)) == ([2], [3])
    monday = report_day(later(desk, 8), day(0))
    assert numbers(monday.contacts) == [1]
    assert [lead["number"] for lead in monday.new] == [1, 2, 3, 4, 5]
    assert (monday.kept, monday.endings, monday.grades) == ([], [], [])


def test_only_one_reps_day(desk: Desk) -> None:
    add(desk, "of Ann", owner="Ann")
    add(desk, "of Bob", owner="Bob")
    for number in ("1", "2"):
        log_touch(desk, number, Contacted(day(0), promises=[("it", None)]))
    win_lead(desk, "2", 500.0)
    anns = report_day(desk, owner="ANN")
    assert (numbers(anns.contacts), numbers(anns.made), anns.endings) == ([1], [1], [])
    assert [lead["number"] for lead in anns.new] == [1]
    assert numbers(report_day(later(desk, 0, me="Bob")).endings) == [2]
    assert numbers(report_day(desk).contacts) == [1, 2]


def test_who_made_the_call_counts(desk: Desk) -> None:
    add(desk, "of Ann", owner="Ann")
    log_touch(later(desk, 0, me="Bob"), "1", Contacted(day(0)))
    assert numbers(report_day(desk, owner="Bob").contacts) == [1]
    assert report_day(desk, owner="Ann").contacts == []


def test_what_was_undone_did_not_happen(desk: Desk) -> None:
    add(desk)
    drop_lead(desk, "1", "no")
    undo_last(desk)
    assert report_day(desk).endings == []
    park_lead(desk, "1", day(5))
    reopen_lead(desk, "1")
    assert [verb for _lead, verb in report_day(desk).endings] == ["reopen"]


def test_on_a_friday_monday_comes_next(desk: Desk) -> None:
    friday = later(desk, 4)
    for on in (4, 5, 7, 8):
        plan_next(friday, add(friday, f"on {on}"), StepWish(day(on)))
    sheet = report_day(friday)
    assert sheet.then == day(7)
    assert [item.lead["name"] for item in sheet.coming] == ["on 5", "on 7"]


def test_an_empty_day(desk: Desk) -> None:
    sheet = report_day(desk)
    assert (sheet.contacts, sheet.new, sheet.left, sheet.coming) == ([], [], [], [])
