"""Why a step is not on the day that the schedule names; Chinese holidays and make-up days."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from leadq.domain.followup.workdays import DayName, DayOff
from leadq.usecases.desk import Desk
from leadq.usecases.followup.days_off import explain_day
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.followup.plan import StepWish, plan_next
from leadq.usecases.followup.spread import move_away, spread_backlog
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.leads.lead_card import read_lead_card

from ..helpers import FOR_A, FOR_B, FOR_C, add, add_reached, day, later, make_desk

NATIONAL_DAY = DayName("National Day", "国庆节")
FOR_OCTOBER = {"need_by": "2026-10-15"}


def china(folder: Path, today: date) -> Desk:
    return make_desk(folder, today, holidays="CN")


def next_day(desk: Desk, number: str = "1") -> tuple[str, DayOff | None]:
    lead = read_lead_card(desk, number).lead
    assert lead["next"] is not None
    return lead["next"]["on"], explain_day(desk, lead)


@pytest.mark.parametrize(
    ("today", "facts", "on", "off"),
    [
        # four days after 29 September lie in the week of National Day
        (date(2026, 9, 29), FOR_B, "2026-10-08", date(2026, 10, 3)),
        (date(2026, 9, 30), FOR_A, "2026-10-08", date(2026, 10, 2)),
        (date(2026, 10, 2), FOR_B, "2026-10-08", date(2026, 10, 6)),
        # Saturday 10 October and Sunday 20 September are worked instead
        (date(2026, 10, 8), FOR_A, "2026-10-10", None),
        (date(2026, 9, 18), FOR_A, "2026-09-20", None),
        # Sunday 11 October is an ordinary one
        (date(2026, 10, 9), FOR_A, "2026-10-12", date(2026, 10, 11)),
    ],
)
def test_the_week_of_national_day(
    tmp_path: Path, today: date, facts: dict[str, str], on: str, off: date | None
) -> None:
    desk = china(tmp_path, today)
    add_reached(desk, facts={**facts, **FOR_OCTOBER})
    found, why = next_day(desk)
    assert found == on
    name = None if off == date(2026, 10, 11) else NATIONAL_DAY
    assert why == (DayOff(off, name) if off else None)


def test_the_calendar_of_2026_is_the_published_one(tmp_path: Path) -> None:
    calendar = china(tmp_path, date(2026, 1, 5)).calendar
    worked = {day for day in calendar.makeup if day.year == 2026}
    assert worked == {
        *(date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28)),
        *(date(2026, 5, 9), date(2026, 9, 20), date(2026, 10, 10)),
    }
    assert all(calendar.is_workday(day) for day in worked)
    off = [date(2026, 2, n) for n in range(15, 24)] + [date(2026, 10, n) for n in range(1, 8)]
    assert not [day for day in off if calendar.is_workday(day)]
    assert calendar.holidays[date(2026, 2, 20)].pick("zh") == "春节"
    assert calendar.holidays[date(2026, 2, 20)].pick("en") == "Spring Festival"


def test_without_holidays_only_the_weekend_counts(desk: Desk) -> None:
    add_reached(desk, facts=FOR_C)
    assert next_day(desk) == ("2026-12-07", None)
    thursday = later(desk, 3)
    add_reached(thursday, "Thursday", FOR_A)
    assert next_day(thursday, "2") == ("2026-11-30", DayOff(day(5), None))


def test_the_step_after_a_touch_counts_from_the_touch(desk: Desk) -> None:
    number = add(desk, facts=FOR_B)
    thursday = later(desk, 3)
    log_touch(thursday, number, Contacted(day(2)))
    # Wednesday and four days is a Sunday
    assert next_day(thursday) == ("2026-11-30", DayOff(day(6), None))


def test_the_next_try_is_explained_too(desk: Desk) -> None:
    number = add(desk, facts=FOR_B)
    friday = later(desk, 4)
    log_touch(friday, number, Contacted(friday.today, outcome="no_answer"))
    assert next_day(friday) == ("2026-11-30", DayOff(day(5), None))


def test_a_day_off_that_the_rep_chose_is_named(desk: Desk) -> None:
    number = add(desk)
    plan_next(desk, number, StepWish(day(5)))
    assert next_day(desk) == (day(5).isoformat(), DayOff(day(5), None))
    plan_next(desk, number, StepWish(day(7)))
    assert next_day(desk) == (day(7).isoformat(), None)


def test_what_was_spread_or_put_off_has_another_reason(desk: Desk) -> None:
    add(desk)
    move_away(desk, day(0), day(4), 5)
    assert next_day(desk) == (day(7).isoformat(), None)
    spread_backlog(later(desk, 9), 5)
    assert next_day(later(desk, 9)) == (day(9).isoformat(), None)


def test_no_step_needs_no_reason(desk: Desk) -> None:
    number = add(desk, facts={"money": "no", "authority": "no", "need": "no"})
    assert explain_day(desk, read_lead_card(desk, number).lead) is None


def test_a_step_that_a_rise_brought_nearer_is_not_explained_wrongly(desk: Desk) -> None:
    number = add(desk, facts={**FOR_A, "need_by": day(40).isoformat()})
    note_facts(desk, number, {"pain": "yes"})
    risen = later(desk, 11)
    lead = read_lead_card(risen, number).lead
    assert lead["grade"] == "A"
    assert explain_day(risen, lead) is None
