"""The card as it was known on a past day is the card that was shown on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadq.errors import RefusedError, UsageError
from leadq.render.card.card_data import show_json
from leadq.usecases.aftersale.purchase import note_purchase
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import park_lead, reopen_lead, win_lead
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.followup.plan import StepWish, plan_next, snooze_step
from leadq.usecases.followup.promise import keep_promises
from leadq.usecases.grading.grade import clear_grade, override_grade
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.leads.edit import Change, edit_lead, set_contact
from leadq.usecases.leads.lead_card import read_lead_card

from ..helpers import FOR_A, FOR_B, add, day, later, make_desk


def shown(desk: Desk, **more: Any) -> dict[str, Any]:
    return show_json(read_lead_card(desk, "1", **more), every=True)


def _talk(desk: Desk, days_ago: int = 0) -> None:
    said = Contacted(later(desk, -days_ago).today, by="phone", said="a talk", objection="dear")
    said.promises = [("the quote", later(desk, 3).today)]
    log_touch(desk, "1", said)


def _quietly(act: Callable[[Desk], object]) -> Callable[[Desk], None]:
    def done(desk: Desk) -> None:
        try:
            act(desk)
        except RefusedError:
            return

    return done


ACTS: dict[str, Callable[[Desk], object]] = {
    "learn": lambda desk: note_facts(desk, "1", {**FOR_B, "likes": "tea"}),
    "learn more": lambda desk: note_facts(desk, "1", {**FOR_A, "likes": "fishing"}),
    "talk": _talk,
    "talk of a day before": lambda desk: _talk(desk, 2),
    "plan": lambda desk: plan_next(desk, "1", StepWish(later(desk, 4).today, "10:00", by="visit")),
    "snooze": lambda desk: snooze_step(desk, "1", StepWish(later(desk, 6).today, reason="away")),
    "keep": lambda desk: keep_promises(desk, "1", [1]),
    "person": lambda desk: set_contact(desk, "1", "Lee", "approver", None, desk.today.isoformat()),
    "edit": lambda desk: edit_lead(desk, "1", Change(fields={"note": desk.today.isoformat()})),
    "by hand": lambda desk: override_grade(desk, "1", "C", "a feeling"),
    "by rule": lambda desk: clear_grade(desk, "1"),
    "park": lambda desk: park_lead(desk, "1", later(desk, 3).today),
    "win": lambda desk: win_lead(desk, "1", 500),
    "buy": lambda desk: note_purchase(desk, "1", 700, None),
    "reopen": lambda desk: reopen_lead(desk, "1"),
}


@settings(max_examples=12)
@given(acts=st.lists(st.tuples(st.integers(0, 2), st.sampled_from(list(ACTS))), max_size=8))
def test_a_past_card_is_the_one_of_its_day(
    acts: list[tuple[int, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    desk = make_desk(tmp_path_factory.mktemp("days"))
    add(desk, "王建国", {})
    number, cards = 0, {}
    for wait, name in acts:
        for one in range(number, number + wait):
            cards[one] = shown(later(desk, one))
        number += wait
        _quietly(ACTS[name])(later(desk, number))
    cards[number] = shown(later(desk, number))
    last = later(desk, number + 5)
    for one, card in cards.items():
        then = shown(last, on=day(one))
        assert then == card, f"day {one} of {acts}"


def test_what_was_noted_later_is_invisible(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    add(desk, "王建国", {"likes": "tea"})
    week = later(desk, 7)
    note_facts(week, "1", {"likes": "fishing", "habits": "early"})
    _talk(week, 5)
    then = shown(week, on=day(3))
    assert [(one["id"], one["value"]) for one in then["facts"]] == [("likes", "tea")]
    assert (then["talks"], then["promises"], then["talks_total"]) == ([], [], 0)


def test_a_day_ahead_and_one_before_the_lead_are_refused(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    add(desk, "王建国", {})
    with pytest.raises(UsageError):
        read_lead_card(desk, "1", on=day(1))
    with pytest.raises(RefusedError):
        read_lead_card(later(desk, 3), "1", on=day(-1))
