"""Recording touches: what was due is done, and the next step follows (method §5)."""

from __future__ import annotations

from typing import Any

import pytest

from leadq.errors import LeadqError, RefusedError, UsageError
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import lose_lead, park_lead, win_lead
from leadq.usecases.followup.log import Contacted, Logged, log_touch
from leadq.usecases.followup.plan import StepWish, plan_next
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.leads.lead_card import read_lead_card

from ..helpers import ALL_NO, FOR_A, FOR_B, FOR_C, add, day, iso, later, rows


def log(desk: Desk, number: str, ago: int = 0, **said: Any) -> Logged:
    return log_touch(desk, number, Contacted(later(desk, -ago).today, **said))


def next_of(desk: Desk, number: str) -> tuple[str, str, str] | None:
    step = read_lead_card(desk, number).lead["next"]
    return (step["on"], step["by"], step["goal"]) if step else None


def states(desk: Desk) -> list[tuple[str, str, str]]:
    return rows(desk, "SELECT on_day, set_by, state FROM followup ORDER BY id")


@pytest.mark.parametrize(
    ("facts", "days", "by", "goal"),
    [
        (FOR_A, 2, "visit", "@decide"),
        (FOR_B, 4, "phone", "@advance"),
        (FOR_C, 14, "phone", "@keep_warm"),
        ({"money": "no", "authority": "no", "need": "yes"}, 30, "phone", "@cultivate"),
        ({}, 1, "phone", "@finish_questions"),
    ],
)
def test_the_next_step_follows_the_grade(
    desk: Desk, facts: dict[str, str], days: int, by: str, goal: str
) -> None:
    number = add(desk, facts=facts)
    on = later(desk, 7)
    lead = log(on, number).lead
    assert lead["next"] is not None
    assert lead["next"]["on"] == desk.calendar.on_or_after(later(on, days).today).isoformat()
    assert (lead["next"]["by"], lead["next"]["goal"]) == (by, goal)


def test_what_was_due_is_done(desk: Desk) -> None:
    number = add(desk, facts=FOR_B)
    log(later(desk, 4), number)
    assert states(desk)[-2:] == [(iso(1), "rule", "done"), (iso(8), "rule", "open")]


def test_an_overdue_step_is_done_as_well(desk: Desk) -> None:
    number = add(desk, facts=FOR_B)
    log(later(desk, 15), number)
    assert next_of(later(desk, 15), number) == (iso(21), "phone", "@advance")


def test_everything_said_is_kept(desk: Desk) -> None:
    number = add(desk)
    logged = log(
        desk,
        number,
        time="09:30",
        by="visit",
        said=" likes the JS220 ",
        objection="price",
        promises=[("the quote", day(2)), (" a call ", None)],
    )
    assert (logged.by, logged.outcome, logged.touch_number) == ("visit", "reached", 1)
    (touch,) = read_lead_card(desk, number).touches
    assert touch[1:7] == ("visit", "reached", iso(0), "09:30", "likes the JS220", "price")
    assert [(p.text, p.due_on) for p in logged.promises] == [
        *(("a call", iso(1)), ("the quote", iso(2))),
    ]
    assert logged.dated == (2,), "what no day was said for is due on the next working day"
    assert logged.lead["last_touch"] == iso(0)


def test_the_channel_is_the_planned_one_unless_said(desk: Desk) -> None:
    number = add(desk, facts=FOR_A)
    assert log(desk, number).by == "visit"
    assert log(desk, number, by="sms").by == "sms"
    lose_lead(desk, number, "gone")
    assert log(desk, number).by == "phone"


def test_touches_are_numbered_and_the_share_ahead_is_told(desk: Desk) -> None:
    number = add(desk)
    told = []
    for n in range(14):
        logged = log(later(desk, n), number)
        told.append((logged.touch_number, logged.share_ahead))
    assert told == [
        *[(1, 98), (2, 95), (3, 90)],
        *[(n, 80) for n in range(4, 12)],
        *[(n, 0) for n in range(12, 15)],
    ]
    assert read_lead_card(later(desk, 14), number).touch_number == 15


def test_no_answer_is_tried_three_times_and_then_the_cadence(desk: Desk) -> None:
    number = add(desk, facts=FOR_C)
    days, goals = [], []
    for n in (1, 2, 3, 4):
        lead = log(later(desk, n), number, outcome="no_answer", by="wechat").lead
        assert lead["next"] is not None
        days.append(lead["next"]["on"])
        goals.append((lead["next"]["by"], lead["next"]["goal"]))
    assert days == [iso(2), iso(3), iso(4), iso(18)]
    assert goals == [("wechat", "@try_again")] * 3 + [("phone", "@keep_warm")]
    card = read_lead_card(later(desk, 5), number)
    assert (card.lead["touches"], card.touch_number) == (0, 1)
    assert card.lead["last_touch"] == iso(4)


def test_an_answer_starts_the_tries_anew(desk: Desk) -> None:
    number = add(desk, facts=FOR_C)
    for outcome in ("no_answer",) * 3 + ("reached",):
        log(desk, number, outcome=outcome)
    assert next_of(desk, number) == (iso(14), "phone", "@keep_warm")
    log(desk, number, outcome="no_answer")
    assert next_of(desk, number) == (iso(1), "phone", "@try_again")


def test_a_refusal_is_a_contact(desk: Desk) -> None:
    number = add(desk, facts=FOR_C)
    logged = log(desk, number, outcome="declined")
    assert (logged.touch_number, logged.lead["touches"]) == (1, 1)
    assert next_of(desk, number) == (iso(14), "phone", "@keep_warm")


def test_a_day_of_the_reps_own_stays(desk: Desk) -> None:
    number = add(desk, facts=FOR_B)
    lead = log(desk, number, next_on=day(5), goal="bring the quote").lead
    assert lead["next"] is not None
    assert (lead["next"]["on"], lead["next"]["goal"]) == (iso(5), "bring the quote")
    assert day(5).weekday() == 5, "days that people type are taken as they are"
    note_facts(later(desk, 1), number, FOR_A)
    assert next_of(later(desk, 1), number) == (iso(5), "phone", "bring the quote")
    log(later(desk, 5), number)
    assert states(desk)[-2] == (iso(5), "rep", "done")
    assert next_of(later(desk, 5), number) == (iso(7), "visit", "@decide")


def test_a_message_does_not_end_the_visit_of_the_day(desk: Desk) -> None:
    number = add(desk, "A", FOR_A)
    plan_next(desk, number, StepWish(desk.today, by="visit", time="15:00"))
    log(desk, number, by="wechat")
    found = read_lead_card(desk, number).lead["next"]
    assert found and (found["on"], found["time"]) == (iso(0), "15:00")
    log(desk, number, by="visit")
    found = read_lead_card(desk, number).lead["next"]
    assert found and found["on"] > iso(0)


def test_a_goal_alone_keeps_the_day_of_the_cadence(desk: Desk) -> None:
    number = add(desk, facts=FOR_B)
    log(desk, number, goal="bring the quote")
    assert next_of(desk, number) == (iso(4), "phone", "bring the quote")
    assert states(desk)[-1][1] == "rule"


def test_today_is_a_day_for_a_next_step(desk: Desk) -> None:
    assert log(desk, add(desk), next_on=day(0)).lead["next"]["on"] == iso(0)  # type: ignore[index]


def test_a_touch_logged_late_counts_from_its_day(desk: Desk) -> None:
    number, friday = add(desk, facts=FOR_C), later(desk, 4)
    log(friday, number, ago=2)
    assert next_of(friday, number) == (iso(16), "phone", "@keep_warm")
    assert read_lead_card(friday, number).lead["last_touch"] == iso(2)


def test_a_late_touch_never_plans_for_the_past(desk: Desk) -> None:
    number, later_on = add(desk, facts=FOR_A), later(desk, 12)
    log(later_on, number, ago=11)
    assert next_of(later_on, number) == (iso(14), "visit", "@decide")  # Saturday, moved on


def test_the_newest_touch_decides_whatever_the_order_of_logging(desk: Desk) -> None:
    number, friday = add(desk, facts=FOR_C), later(desk, 4)
    log(friday, number)
    log(friday, number, ago=3, outcome="no_answer")
    assert next_of(friday, number) == (iso(18), "phone", "@keep_warm")


def test_promises_are_kept_one_by_one(desk: Desk) -> None:
    number = add(desk)
    first = log(desk, number, promises=[("the quote", day(2)), ("a photo", day(1))]).promises
    assert [p.text for p in first] == ["a photo", "the quote"]
    left = log(later(desk, 1), number, kept=[first[0].id]).promises
    assert [p.text for p in left] == ["the quote"]
    with pytest.raises(RefusedError) as caught:
        log(later(desk, 2), number, kept=[first[0].id])
    assert caught.value.key == "no_promise"
    assert read_lead_card(desk, number).lead["touches"] == 1


def test_another_leads_promise_cannot_be_kept(desk: Desk) -> None:
    promise = log(desk, add(desk), promises=[("the quote", None)]).promises[0]
    with pytest.raises(RefusedError):
        log(desk, add(desk, "Li"), kept=[promise.id])
    assert rows(desk, "SELECT state FROM promise") == [("open",)]


@pytest.mark.parametrize(
    ("said", "kind", "key"),
    [
        ({"ago": -1}, UsageError, "touch_in_future"),
        ({"next_on": day(-1)}, UsageError, "plan_in_past"),
        ({"promises": [("the quote", day(-1))]}, UsageError, "plan_in_past"),
        ({"promises": [("  ", day(1))]}, UsageError, "promise_empty"),
        ({"kept": [7]}, RefusedError, "no_promise"),
    ],
)
def test_refused_means_nothing_was_logged(
    desk: Desk, said: dict[str, Any], kind: type[LeadqError], key: str
) -> None:
    number = add(desk)
    with pytest.raises(kind) as caught:
        log(desk, number, said="x", **said)
    assert caught.value.key == key
    assert rows(desk, "SELECT count(*) FROM touch") == [(0,)]
    assert [state for *_, state in states(desk)] == ["open"]


def test_man_all_no_gets_no_next_step_unless_the_rep_wants_one(desk: Desk) -> None:
    number = add(desk, facts=ALL_NO)
    assert log(desk, number).lead["next"] is None
    assert log(desk, number, next_on=day(30)).lead["next"]["on"] == iso(30)  # type: ignore[index]


def test_a_parked_lead_stays_parked_until_its_day(desk: Desk) -> None:
    number = add(desk, facts=FOR_C)
    park_lead(desk, number, day(10))
    lead = log(later(desk, 3), number).lead
    assert (lead["status"], lead["next"], lead["touches"]) == ("parked", None, 1)
    with pytest.raises(RefusedError) as caught:
        log(later(desk, 3), number, next_on=day(5))
    assert caught.value.key == "not_open"


def test_a_parked_lead_that_is_back_is_open_again(desk: Desk) -> None:
    number = add(desk, facts=FOR_C)
    park_lead(desk, number, day(10))
    back = later(desk, 11)
    assert next_of(back, number) == (iso(10), "phone", "@unpark")
    lead = log(back, number).lead
    assert (lead["status"], lead["parked_until"]) == ("open", None)
    assert rows(desk, "SELECT status FROM lead") == [("open",)]
    assert next_of(back, number) == (iso(25), "phone", "@keep_warm")


def test_after_the_deal_a_touch_leaves_the_delivery(desk: Desk) -> None:
    number = add(desk, facts=FOR_B)
    win_lead(desk, number, 5.0)
    lead = log(desk, number, said="delivered", promises=[("spare parts", day(3))]).lead
    assert (lead["status"], lead["touches"]) == ("won", 1)
    assert lead["next"] is not None and lead["next"]["on"] == day(7).isoformat()
    lead = log(desk, number, next_on=day(5), goal="bring the parts").lead
    assert lead["next"] is not None and lead["next"]["on"] == day(5).isoformat()
    assert lead["next"]["goal"] == "bring the parts"


def test_a_touch_does_not_undo_what_was_planned_in_time(desk: Desk) -> None:
    """The step keeps its day when only facts are noted after the touch."""
    number = add(desk, facts=FOR_B)
    log(desk, number)
    plan_next(desk, number, StepWish(day(9)))
    note_facts(desk, number, {"pain": "yes"})
    assert next_of(desk, number) == (iso(9), "phone", "@advance")
