"""The follow-up schedule (method §5)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from leadq.domain.followup.schedule import (
    LAST_RULE_TOUCH,
    Step,
    Touch,
    program_goal,
    propose_step,
    share_ahead,
    step_after_touch,
    tries_in_a_row,
)
from leadq.domain.followup.workdays import Calendar

from ..helpers import TODAY, rules_of, small_rules

EVERY_DAY = Calendar(frozenset())
WORKDAYS = Calendar()


@pytest.mark.parametrize(
    ("profile", "slot", "days", "by"),
    [
        ("general", "A", 2, "visit"),
        ("general", "B", 4, "phone"),
        ("equipment", "A", 2, "visit"),
        ("equipment", "B", 4, "phone"),
        ("loan", "A", 2, "visit"),
        ("loan", "B", 3, "wechat"),
        ("realestate", "C", 14, "phone"),
        ("retail", "cultivate", 30, "wechat"),
        ("bank", "ungraded", 1, "phone"),
    ],
)
def test_intervals_count_calendar_days(profile: str, slot: str, days: int, by: str) -> None:
    step = propose_step(rules_of(profile), slot, TODAY, EVERY_DAY)
    assert step is not None
    assert (step.on, step.by) == (TODAY + timedelta(days), by)
    assert step.goal.startswith("@")


def test_only_the_day_it_falls_on_moves_to_a_working_day() -> None:
    thursday = date(2026, 11, 26)
    rules = rules_of("equipment")
    assert propose_step(rules, "A", thursday, WORKDAYS) == Step(
        date(2026, 11, 30), "visit", "@decide"
    )
    on_days = [propose_step(rules, "B", TODAY + timedelta(n), WORKDAYS) for n in range(7)]
    assert [step.on.isoformat()[5:] for step in on_days if step] == [
        *("11-27", "11-30", "11-30", "11-30", "12-01", "12-02", "12-03")
    ]


def test_not_graded_yet_is_the_next_working_day() -> None:
    step = propose_step(rules_of("general"), "ungraded", date(2026, 11, 27), WORKDAYS)
    assert step == Step(date(2026, 11, 30), "phone", "@finish_questions")


def test_no_slot_no_step() -> None:
    rules, touch = rules_of("general"), Touch(TODAY, "no_answer")
    assert propose_step(rules, None, TODAY, WORKDAYS) is None
    assert step_after_touch(rules, None, touch, 1, "phone", WORKDAYS) is None


def test_three_tries_on_the_next_working_day_then_the_cadence() -> None:
    rules, friday = rules_of("general"), date(2026, 11, 27)
    touch = Touch(friday, "no_answer")
    for tries in (1, 2, 3):
        step = step_after_touch(rules, "C", touch, tries, "wechat", WORKDAYS)
        assert step == Step(date(2026, 11, 30), "wechat", "@try_again")
    fourth = step_after_touch(rules, "C", touch, 4, "wechat", WORKDAYS)
    assert fourth == Step(date(2026, 12, 11), "phone", "@keep_warm")


def test_a_contact_or_a_refusal_keeps_the_cadence() -> None:
    for outcome in ("reached", "declined"):
        step = step_after_touch(small_rules(), "B", Touch(TODAY, outcome), 0, "sms", WORKDAYS)
        assert step == Step(TODAY + timedelta(4), "phone", "@advance")


def test_the_number_of_tries_is_the_profiles() -> None:
    rules = small_rules(no_answer_tries=1)
    step = step_after_touch(rules, "C", Touch(TODAY, "no_answer"), 2, "sms", WORKDAYS)
    assert step is not None and step.goal == "@advance"


def test_tries_count_back_to_the_last_contact() -> None:
    outcomes = ("no_answer", "reached", "no_answer", "no_answer")
    touches = [Touch(TODAY, outcome, seq) for seq, outcome in enumerate(outcomes)]
    assert tries_in_a_row(touches) == tries_in_a_row(reversed(touches)) == 2
    late = Touch(TODAY - timedelta(1), "reached", 9)
    assert tries_in_a_row([*touches, late]) == 2
    assert tries_in_a_row([]) == 0


@pytest.mark.parametrize(
    ("coming", "ahead"),
    [
        *[(1, 100), (2, 98), (3, 95), (4, 90)],
        *[(touch, 80) for touch in range(5, LAST_RULE_TOUCH + 1)],
        *[(13, 0), (50, 0)],
    ],
)
def test_share_of_deals_at_the_coming_touch_or_later(coming: int, ahead: int) -> None:
    assert share_ahead(coming) == ahead


def test_the_eighty_per_cent_end_with_follow_up_eleven() -> None:
    assert LAST_RULE_TOUCH == 11 + 1


def test_goals_of_the_program_are_marked_once() -> None:
    assert program_goal("decide") == program_goal("@decide") == "@decide"
