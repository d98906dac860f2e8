"""Won, lost, dropped, parked and open again (method §5)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from leadq.errors import RefusedError, UsageError
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import (
    Closed,
    drop_lead,
    lose_lead,
    park_lead,
    reopen_lead,
    win_lead,
)
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.followup.plan import StepWish, plan_next
from leadq.usecases.leads.lead_card import read_lead_card

from ..helpers import ALL_NO, FOR_B, FOR_C, add, add_reached, day, iso, later, rows

End = Callable[[Desk, str], Closed]
ENDS: dict[str, End] = {
    "won": lambda desk, number: win_lead(desk, number, 9.5),
    "lost": lambda desk, number: lose_lead(desk, number, " price "),
    "dropped": lambda desk, number: drop_lead(desk, number, " no use "),
}


@pytest.mark.parametrize("status", ENDS)
def test_an_end_cancels_the_step(desk: Desk, status: str) -> None:
    number = add(desk, facts=FOR_B)
    closed = ENDS[status](desk, number)
    assert (closed.before, closed.lead["status"]) == ("open", status)
    assert (closed.lead["next"] is None) == (status != "won")
    assert ("cancelled",) in rows(desk, "SELECT state FROM followup")
    wanted = {"won": (9.5, None), "lost": (None, "price"), "dropped": (None, "no use")}[status]
    assert (closed.lead["amount"], closed.lead["reason"]) == wanted
    with pytest.raises(RefusedError) as caught:
        ENDS[status](desk, number)
    assert caught.value.key == f"already_{status}"


@pytest.mark.parametrize("status", ENDS)
def test_open_again_with_a_step(desk: Desk, status: str) -> None:
    number = add_reached(desk, facts=FOR_B)
    ENDS[status](desk, number)
    lead = reopen_lead(later(desk, 7), number).lead
    assert (lead["status"], lead["amount"], lead["reason"]) == ("open", None, None)
    assert lead["next"] is not None and lead["next"]["on"] == iso(11)
    with pytest.raises(RefusedError) as caught:
        reopen_lead(later(desk, 7), number)
    assert caught.value.key == "already_open"


def test_open_again_without_a_step_when_man_is_all_no(desk: Desk) -> None:
    number = add(desk, facts=ALL_NO)
    drop_lead(desk, number, "no use")
    assert reopen_lead(desk, number).lead["next"] is None


@pytest.mark.parametrize(
    ("touches", "ahead"), [(0, None), (1, 98), (2, 95), (3, 90), (4, 80), (11, 80), (12, None)]
)
def test_giving_up_says_what_still_lies_ahead(desk: Desk, touches: int, ahead: int | None) -> None:
    number = add(desk)
    for _ in range(touches):
        log_touch(desk, number, Contacted(desk.today))
    log_touch(desk, number, Contacted(desk.today, outcome="no_answer"))
    assert drop_lead(desk, number, "no use").share_ahead == ahead


def test_only_giving_up_says_so(desk: Desk) -> None:
    talked = add(desk)
    log_touch(desk, talked, Contacted(desk.today))
    assert lose_lead(desk, talked, "price").share_ahead == 98
    assert drop_lead(desk, talked, "是同行").share_ahead is None
    assert win_lead(desk, add(desk, "Li"), None).share_ahead is None
    assert park_lead(desk, add(desk, "Zhao"), day(3)).share_ahead is None


def test_one_end_can_follow_another(desk: Desk) -> None:
    number = add(desk)
    lose_lead(desk, number, "price")
    closed = win_lead(desk, number, 3)
    assert (closed.before, closed.lead["status"], closed.lead["amount"]) == ("lost", "won", 3)
    assert closed.lead["reason"] is None


def test_reasons_and_days_are_needed(desk: Desk) -> None:
    number = add(desk)
    for run, key in (
        (lambda: lose_lead(desk, number, " "), "reason_needed"),
        (lambda: drop_lead(desk, number, ""), "reason_needed"),
        (lambda: park_lead(desk, number, day(-1)), "plan_in_past"),
        (lambda: park_lead(desk, number, day(0)), "park_today"),
    ):
        with pytest.raises(UsageError) as caught:
            run()
        assert caught.value.key == key
    assert read_lead_card(desk, number).lead["status"] == "open"


def test_parked_until_a_day_and_due_on_it(desk: Desk) -> None:
    number = add(desk, facts=FOR_C)
    lead = park_lead(desk, number, day(10)).lead
    assert (lead["status"], lead["parked_until"], lead["next"]) == ("parked", iso(10), None)
    assert read_lead_card(later(desk, 9), number).lead["status"] == "parked"
    back = read_lead_card(later(desk, 10), number).lead
    assert back["status"] == "open"
    assert back["next"] is not None
    assert (back["next"]["on"], back["next"]["goal"]) == (iso(10), "@unpark")


def test_parked_again_for_longer(desk: Desk) -> None:
    number = add(desk)
    park_lead(desk, number, day(10))
    assert park_lead(desk, number, day(20)).lead["parked_until"] == iso(20)
    assert read_lead_card(later(desk, 12), number).lead["status"] == "parked"
    assert rows(desk, "SELECT count(*) FROM followup WHERE state = 'open'") == [(1,)]


def test_open_again_before_its_day(desk: Desk) -> None:
    number = add_reached(desk, facts=FOR_B)
    park_lead(desk, number, day(10))
    closed = reopen_lead(later(desk, 1), number)
    assert (closed.before, closed.lead["parked_until"]) == ("parked", None)
    assert closed.lead["next"] is not None
    assert (closed.lead["next"]["on"], closed.lead["next"]["goal"]) == (iso(7), "@advance")


def test_parking_sets_the_reps_step_aside(desk: Desk) -> None:
    number = add(desk)
    plan_next(desk, number, StepWish(day(3), goal="bring the quote"))
    park_lead(desk, number, day(10))
    assert rows(desk, "SELECT state FROM followup ORDER BY id")[-2:] == [("moved",), ("open",)]


def test_a_parked_lead_can_be_won(desk: Desk) -> None:
    number = add(desk)
    park_lead(desk, number, day(10))
    lead = win_lead(desk, number, None).lead
    assert (lead["status"], lead["parked_until"]) == ("won", None)
    assert read_lead_card(later(desk, 30), number).lead["status"] == "won"
