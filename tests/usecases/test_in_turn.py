"""Results that are too long to hold are read part by part, and say the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadq.store.search.filters import Filter
from leadq.usecases.care.undo import undo_last
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import lose_lead
from leadq.usecases.followup.due import list_due
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.followup.plan import StepWish, plan_next
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.in_turn import InTurn, Pairs
from leadq.usecases.leads.browse import list_leads, read_facts_of
from leadq.usecases.reports.day_report import report_day, report_overdue
from tests.usecases.helpers import FOR_A, FOR_B, FOR_C, add, later, make_desk

DAYS = 40
READS: dict[str, Callable[[Desk], Sequence[Any]]] = {
    "due": lambda desk: list_due(desk, within=9).items,
    "due then": lambda desk: list_due(desk, later(desk, -DAYS + 2).today, within=9).items,
    "list": lambda desk: list_leads(desk, Filter()).leads,
    "overdue": report_overdue,
    "new": lambda desk: report_day(desk, later(desk, -DAYS).today).new,
    "contacts": lambda desk: report_day(desk, later(desk, -DAYS).today).contacts,
    "endings": lambda desk: report_day(desk, later(desk, -DAYS).today).endings,
    "grades": lambda desk: report_day(desk, later(desk, -DAYS + 1).today).grades,
    "left": lambda desk: report_day(desk, later(desk, -DAYS + 1).today).left,
    "coming": lambda desk: report_day(desk, later(desk, -DAYS).today).coming,
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Leads of two reps with steps at hours of the next day; some weeks later all are late."""
    desk = make_desk(tmp_path)
    for number, owner in enumerate(("Ann", "Bob", "Ann", "Bob", "Ann", "Bob"), 1):
        add(desk, f"Lead {number}", FOR_C if number % 2 else FOR_B, owner=owner)
    for number in "123":
        wish = StepWish(later(desk, 1).today, time=f"1{4 - int(number)}:15", by="visit")
        plan_next(desk, number, wish)
    for number in "456":
        log_touch(desk, number, Contacted(desk.today, said="dear", next_on=later(desk, 1).today))
    lose_lead(desk, "4", "price")
    lose_lead(desk, "5", "price")
    tomorrow = later(desk, 1)
    for number in "12":
        note_facts(tomorrow, number, FOR_A)
    return later(desk, DAYS)


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leadq.usecases.in_turn.LONG", 1)


@pytest.mark.parametrize("name", READS)
def test_what_is_read_in_turn_is_what_is_read_at_once(
    desk: Desk, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = READS[name](desk)
    assert len(at_once) > 1
    monkeypatch.setattr("leadq.usecases.in_turn.LONG", 1)
    in_turn = READS[name](desk)
    assert isinstance(in_turn, InTurn) and not isinstance(at_once, InTurn)
    assert len(in_turn) == len(at_once)
    assert list(in_turn) == list(at_once) == [in_turn[n] for n in range(len(in_turn))]
    assert in_turn[:2] == list(at_once[:2])


def test_appointments_clash_in_a_long_list_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = make_desk(tmp_path)
    for hour in ("10:00", "10:20", "15:00"):
        plan_next(desk, add(desk), StepWish(desk.today, time=hour, by="visit"))
    add(desk)
    known = list_due(desk).clashes
    assert [[item.lead["number"] for item in pair] for pair in known] == [[1, 2]]
    monkeypatch.setattr("leadq.usecases.in_turn.LONG", 1)
    assert list_due(desk).clashes == known


@pytest.mark.usefixtures("long")
def test_others_write_while_a_long_list_is_read(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    for _one in range(4):
        add(desk)
    reading = iter(list_leads(desk, Filter(sort="number")).leads)
    assert next(reading)["number"] == 1
    lose_lead(desk, "3", "price")
    undo_last(desk)
    add(desk)
    assert [lead["number"] for lead in reading] == [2, 3, 4]


@pytest.mark.usefixtures("long")
def test_a_lead_that_is_gone_meanwhile_is_left_out(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    for _one in range(3):
        add(desk)
    listed, due = list_leads(desk, Filter(sort="number")).leads, list_due(later(desk, DAYS)).items
    sheet = report_day(desk)
    undo_last(desk)
    assert [lead["number"] for lead in listed] == [1, 2]
    assert [item.lead["number"] for item in due] == [1, 2]
    assert [lead["number"] for lead in sheet.new] == [1, 2]


@pytest.mark.usefixtures("long")
def test_facts_come_with_a_long_list(desk: Desk) -> None:
    listed = list_leads(desk, Filter()).leads
    known = {lead["number"]: facts for lead, facts in read_facts_of(desk, listed)}
    assert known.keys() == {1, 2, 3, 6}
    assert {one.fact.id for one in known[1]} == FOR_A.keys()


@given(lists=st.lists(st.tuples(st.text(max_size=2), st.lists(st.integers(), max_size=4))))
def test_pairs_are_what_they_would_be_in_one_list(lists: list[tuple[str, list[int]]]) -> None:
    whole, pairs = [(name, key) for name, keys in lists for key in keys], Pairs(lists)
    assert list(pairs) == whole
    assert [pairs[start : start + 3] for start in range(len(whole))] == [
        whole[start : start + 3] for start in range(len(whole))
    ]
