"""When the rules change, every open lead is graded again, once (method §13)."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import lose_lead, park_lead
from leadq.usecases.followup.due import list_due
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.leads.lead_card import read_lead_card

from ..helpers import FOR_B, FOR_C, add, add_reached, day, later, make_desk, rows

GENERAL = Path(__file__).parents[3] / "leadq" / "content" / "profiles" / "general.toml"


@pytest.fixture
def own(tmp_path: Path) -> Desk:
    """Return a desk with a content folder that is still empty."""
    desk = make_desk(tmp_path, content_dir=tmp_path / "content")
    for name, facts in (("b", FOR_B), ("c", FOR_C), ("lost", FOR_B), ("parked", FOR_B)):
        add_reached(desk, name, facts)
    lose_lead(desk, "lost", "price")
    park_lead(desk, "parked", day(9))
    return desk


def relax(desk: Desk) -> None:
    """Let talks that only compare be enough for A, in a profile of the user's own."""
    assert desk.content_dir is not None
    folder = desk.content_dir / "profiles"
    folder.mkdir(parents=True, exist_ok=True)
    rules = GENERAL.read_text("utf-8").replace(
        'A = { engagement = ["bargaining"] }', 'A = { engagement = ["comparing", "bargaining"] }'
    )
    (folder / "general.toml").write_text(rules, "utf-8")


def test_a_read_grades_again_once_and_says_so(own: Desk) -> None:
    relax(own)
    first = later(own, 1)
    assert read_lead_card(first, "b").lead["grade"] == "A"
    assert first.regraded == 3, "those that are open or parked"
    assert read_lead_card(first, "c").lead["grade"] == "C"
    assert first.regraded == 3
    second = later(own, 1)
    assert read_lead_card(second, "b").lead["grade"] == "A"
    assert second.regraded == 0


def test_steps_follow_the_new_grades(own: Desk) -> None:
    relax(own)
    lead = read_lead_card(later(own, 1), "b").lead
    assert lead["next"] is not None
    assert (lead["next"]["on"], lead["next"]["by"]) == (day(3).isoformat(), "visit")
    assert [i.lead["number"] for i in list_due(later(own, 3)).items] == [1]
    back = read_lead_card(later(own, 9), "parked").lead
    assert (back["grade"], back["status"]) == ("A", "open")


def test_a_write_grades_again_in_its_own_transaction(own: Desk) -> None:
    relax(own)
    desk = later(own, 1)
    with pytest.raises(Exception, match="unknown_fact"):
        note_facts(desk, "c", {"mony": "yes"})
    assert rows(own, "SELECT grade FROM outlook WHERE live AND lead_id = 1") == [("B",), (None,)]
    again = later(own, 1)
    note_facts(again, "c", {"pain": "yes"})
    assert again.regraded == 3
    assert read_lead_card(later(own, 1), "b").lead["grade"] == "A"


def test_the_days_before_keep_their_grades(own: Desk) -> None:
    relax(own)
    read_lead_card(later(own, 5), "b")
    spans = rows(own, "SELECT first_day, until_day, grade FROM outlook WHERE lead_id = 1")
    assert [span for span in spans if span[1] < day(5).isoformat()] == [
        (day(0).isoformat(), day(4).isoformat(), "B"),
    ]


def test_working_days_are_rules_too(own: Desk) -> None:
    other = later(own, 1, days_off=("sun",))
    read_lead_card(other, "b")
    assert other.regraded == 3


def test_nothing_changes_by_itself(own: Desk) -> None:
    for days in range(4):
        desk = later(own, days)
        list_due(desk)
        note_facts(desk, "b", {"pain": "yes"})
        assert desk.regraded == 0


def test_an_empty_store_has_nothing_to_grade(tmp_path: Path) -> None:
    desk = make_desk(tmp_path, content_dir=tmp_path / "content")
    list_due(desk)
    relax(desk)
    list_due(desk)
    add(desk)
    assert desk.regraded == 0
