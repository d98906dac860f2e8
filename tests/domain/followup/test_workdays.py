"""Working days (method §5)."""

from __future__ import annotations

from datetime import date, timedelta

from leadq.domain.followup.workdays import Calendar, DayName, DayOff

SATURDAY, SUNDAY, MONDAY = date(2026, 10, 10), date(2026, 10, 11), date(2026, 10, 12)
NATIONAL_DAY = DayName("National Day", "国庆节")
WEEK = [date(2026, 10, 1) + timedelta(n) for n in range(7)]


def test_monday_to_friday_is_the_default() -> None:
    week = [MONDAY + timedelta(n) for n in range(7)]
    assert [Calendar().is_workday(day) for day in week] == [True] * 5 + [False] * 2


def test_a_day_off_moves_to_the_next_working_day() -> None:
    calendar = Calendar()
    assert calendar.on_or_after(SATURDAY) == MONDAY
    assert calendar.on_or_after(MONDAY) == MONDAY
    assert calendar.after(MONDAY) == MONDAY + timedelta(1)
    assert calendar.after(date(2026, 10, 9)) == MONDAY


def test_make_up_days_are_worked_although_they_are_days_off() -> None:
    national_week = Calendar(
        holidays=dict.fromkeys(WEEK, NATIONAL_DAY), makeup=frozenset({SATURDAY})
    )
    assert national_week.on_or_after(WEEK[0]) == date(2026, 10, 8)
    assert national_week.is_workday(SATURDAY) and not national_week.is_workday(SUNDAY)
    assert national_week.after(date(2026, 10, 9)) == SATURDAY
    both = Calendar(holidays={SATURDAY: NATIONAL_DAY}, makeup=frozenset({SATURDAY}))
    assert both.is_workday(SATURDAY)


def test_other_days_off() -> None:
    friday_off = Calendar(frozenset({4}))
    assert friday_off.on_or_after(date(2026, 10, 9)) == SATURDAY
    assert Calendar(frozenset()).on_or_after(SUNDAY) == SUNDAY


def test_without_any_working_day_the_day_itself_stays() -> None:
    never = Calendar(frozenset(range(7)))
    assert never.on_or_after(MONDAY) == MONDAY
    assert never.after(MONDAY) == MONDAY + timedelta(1)


def test_a_day_off_says_why() -> None:
    calendar = Calendar(holidays=dict.fromkeys(WEEK, NATIONAL_DAY), makeup=frozenset({SATURDAY}))
    assert calendar.day_off(WEEK[0]) == DayOff(WEEK[0], NATIONAL_DAY)
    assert calendar.day_off(SUNDAY) == DayOff(SUNDAY, None)
    assert calendar.day_off(SATURDAY) is None
    assert calendar.day_off(MONDAY) is None
    assert [NATIONAL_DAY.pick(lang) for lang in ("en", "zh", "fr")] == [
        *("National Day", "国庆节", "National Day")
    ]
