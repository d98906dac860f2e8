"""Steps set by hand, put off, and moved by time (method §5)."""

from __future__ import annotations

import pytest

from leadq.errors import RefusedError, UsageError
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import drop_lead, park_lead
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.followup.plan import StepWish, plan_next, snooze_step
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.leads.lead_card import read_lead_card

from ..helpers import ALL_NO, FOR_A, FOR_B, FOR_C, add, add_reached, day, iso, later, rows


def step(desk: Desk, number: str) -> dict[str, str | None]:
    found = read_lead_card(desk, number).lead["next"]
    assert found is not None
    return dict(found)  # type: ignore[arg-type]


def test_a_step_with_everything(desk: Desk) -> None:
    number = add(desk)
    wish = StepWish(day(6), "14:30", " at the site ", "visit", " show the JS220 ")
    assert plan_next(desk, number, wish)["next"] == {
        **{"on": iso(6), "by": "visit", "goal": "show the JS220"},
        **{"time": "14:30", "place": "at the site"},
    }


def test_what_is_not_said_stays_as_planned(desk: Desk) -> None:
    number = add(desk, facts=FOR_A)
    plan_next(desk, number, StepWish(day(6), by="wechat"))
    assert step(desk, number)["goal"] == "@decide"
    plan_next(desk, number, StepWish(day(7), goal="bring the quote"))
    now = step(desk, number)
    assert (now["on"], now["by"], now["goal"]) == (iso(7), "wechat", "bring the quote")


def test_a_step_set_by_hand_stays_whatever_the_grade_does(desk: Desk) -> None:
    number = add(desk, facts=FOR_C)
    plan_next(desk, number, StepWish(day(20)))
    for facts in (FOR_A, FOR_B, FOR_C, ALL_NO):
        note_facts(later(desk, 1), number, facts)
        assert step(later(desk, 1), number)["on"] == iso(20)


def test_man_all_no_can_be_planned_by_hand(desk: Desk) -> None:
    number = add(desk, facts=ALL_NO)
    assert plan_next(desk, number, StepWish(day(3)))["next"] is not None
    now = step(desk, number)
    assert (now["by"], now["goal"]) == ("phone", "")


def test_putting_off_keeps_channel_and_goal_and_the_reason(desk: Desk) -> None:
    number = add(desk, facts=FOR_A)
    snooze_step(desk, number, StepWish(day(8), reason=" on leave "))
    now = step(desk, number)
    assert (now["on"], now["by"], now["goal"]) == (iso(8), "visit", "@decide")
    assert rows(desk, "SELECT state, reason FROM followup ORDER BY id")[-2:] == [
        *(("moved", "on leave"), ("open", None)),
    ]


def test_refusals(desk: Desk) -> None:
    number = add(desk)
    for run, key in (
        (lambda: plan_next(desk, number, StepWish(day(-1))), "plan_in_past"),
        (lambda: snooze_step(desk, number, StepWish(day(-1), reason="later")), "plan_in_past"),
        (lambda: snooze_step(desk, number, StepWish(day(1), reason="  ")), "reason_needed"),
    ):
        with pytest.raises(UsageError) as caught:
            run()
        assert caught.value.key == key
    drop_lead(desk, number, "no use")
    with pytest.raises(RefusedError) as refused:
        plan_next(desk, number, StepWish(day(1)))
    assert refused.value.key == "not_open"


def test_a_parked_lead_has_no_step_until_its_day(desk: Desk) -> None:
    number = add(desk)
    park_lead(desk, number, day(10))
    with pytest.raises(RefusedError):
        snooze_step(later(desk, 9), number, StepWish(day(12), reason="later"))
    lead = snooze_step(later(desk, 10), number, StepWish(day(12), reason="later"))
    assert (lead["status"], lead["parked_until"]) == ("open", None)
    assert lead["next"] is not None and lead["next"]["goal"] == "@unpark"


def test_time_brings_a_step_of_the_program_nearer_and_it_stays_there(desk: Desk) -> None:
    far = {**FOR_A, "need_by": iso(95)}
    number = add_reached(desk, facts=far)
    assert step(desk, number)["on"] == iso(14)
    risen = later(desk, 5)
    assert read_lead_card(risen, number).lead["grade"] == "B"
    assert step(risen, number)["on"] == iso(9)
    # writing something else on a later day does not lose the move
    for days in (6, 10, 12):
        note_facts(later(desk, days), number, {"pain": "yes" if days % 4 else "no"})
        assert step(later(desk, days), number)["on"] == iso(9), days


def test_a_touch_after_a_rise_counts_from_the_touch(desk: Desk) -> None:
    number = add(desk, facts={**FOR_A, "need_by": iso(95)})
    log_touch(later(desk, 10), number, Contacted(day(10)))
    assert step(later(desk, 10), number)["on"] == iso(14)
    log_touch(later(desk, 15), number, Contacted(day(15)))
    assert step(later(desk, 15), number)["on"] == iso(21)  # Saturday and Sunday skipped


def test_time_moves_no_step_of_the_rep(desk: Desk) -> None:
    number = add(desk, facts={**FOR_A, "need_by": iso(95)})
    plan_next(desk, number, StepWish(day(40)))
    for days in (5, 39, 65):
        assert step(later(desk, days), number)["on"] == iso(40)


def test_without_a_day_that_of_the_step_stands(desk: Desk) -> None:
    number = add(desk, facts=FOR_A)
    plan_next(desk, number, StepWish(day(6), place="the site"))
    plan_next(desk, number, StepWish(None, time="14:30"))
    now = step(desk, number)
    assert (now["on"], now["time"], now["place"]) == (iso(6), "14:30", "the site")
    plan_next(desk, number, StepWish(None, by="wechat"))
    now = step(desk, number)
    assert (now["on"], now["time"], now["by"]) == (iso(6), "14:30", "wechat")


def test_a_day_that_has_gone_by_does_not_stand(desk: Desk) -> None:
    number = add(desk, facts=FOR_A)
    plan_next(desk, number, StepWish(day(1)))
    with pytest.raises(UsageError):
        plan_next(later(desk, 5), number, StepWish(None, time="14:30"))


def test_where_nothing_is_planned_a_day_is_needed(desk: Desk) -> None:
    number = add(desk, facts=ALL_NO)
    with pytest.raises(UsageError, match="no_day_stands"):
        plan_next(desk, number, StepWish(None, time="14:30"))
