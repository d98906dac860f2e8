"""A note is dated and kept, and no contact; what is taken of it is one step with it."""

from __future__ import annotations

import pytest

from leadq.errors import UsageError
from leadq.usecases.care.undo import undo_last
from leadq.usecases.desk import Desk
from leadq.usecases.hearing.hear import hear_of_lead
from leadq.usecases.hearing.note import NOTED_KINDS, note_text
from leadq.usecases.leads.lead_card import read_lead_card

from ..helpers import FOR_B, add, later, rows

TEXT = "钱够了，老婆不同意，答应周五给报价"


def take_all(desk: Desk, number: str, text: str) -> None:
    heard = hear_of_lead(desk, number, text, desk.today, NOTED_KINDS)
    note_text(desk, number, text, [one.proposal for one in heard.things])


def test_each_note_stays_and_none_is_a_contact(desk: Desk) -> None:
    number = add(desk, facts=FOR_B)
    before = read_lead_card(desk, number).lead
    note_text(desk, number, "他弟弟开了个采石场")
    note_text(later(desk, 1), number, " has a new boss ")
    assert rows(desk, "SELECT value, noted_on FROM fact WHERE fact = 'remark' ORDER BY id") == [
        ("他弟弟开了个采石场", "2026-11-23"),
        ("has a new boss", "2026-11-24"),
    ]
    after = read_lead_card(desk, number)
    assert after.touches == []
    same = ("touches", "last_touch", "next", "grade", "man", "signals", "recheck", "holds_until")
    assert [after.lead[key] for key in same] == [before[key] for key in same]  # type: ignore[literal-required]


def test_what_is_taken_is_dated_and_said(desk: Desk) -> None:
    number = add(desk, facts={"obstacle": "no"})
    take_all(desk, number, TEXT)
    card = read_lead_card(desk, number)
    found = {one.fact.id: (one.fact.value, one.fact.note, one.by) for one in card.facts}
    assert found["obstacle"] == ("yes", "老婆不同意", "said")
    assert found["remark"] == (TEXT, "", "rep")
    (promise,) = card.promises
    assert promise.due_on == "2026-11-27"


def test_a_note_with_all_that_was_taken_is_one_step(desk: Desk) -> None:
    number = add(desk)
    kept = rows(desk, "SELECT fact, value FROM fact")
    take_all(desk, number, TEXT + "，周四下午三点去工地")
    assert read_lead_card(desk, number).lead["next"]["place"] == "工地"  # type: ignore[index]
    undo_last(desk)
    assert rows(desk, "SELECT fact, value FROM fact") == kept
    assert rows(desk, "SELECT * FROM promise") == []


def test_an_empty_note_is_refused(desk: Desk) -> None:
    number = add(desk)
    with pytest.raises(UsageError):
        note_text(desk, number, " \n")
