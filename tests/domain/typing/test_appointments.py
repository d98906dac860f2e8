"""Feasts, weeks, and a time behind every day: what people type for an appointment."""

from __future__ import annotations

from datetime import date

import holidays
import pytest

from leadq.domain.typing.festivals import NAMES, feast_in
from leadq.domain.typing.typed import parse_appointment, parse_day
from leadq.errors import UsageError

MONDAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("下周", "2026-12-07"),
        ("月底", "2026-12-31"),
        ("这个月底", "2026-11-30"),
        ("end of month", "2026-12-31"),
        ("end of this month", "2026-11-30"),
        ("月中", "2026-12-15"),
        ("国庆后", "2027-10-08"),
        ("节后", "2027-01-04"),
        ("年后", "2027-02-15"),
        ("年底", "2026-12-31"),
        ("下个月15号", "2026-12-15"),
        ("十二月五号", "2026-12-05"),
        ("Dec 5th", "2026-12-05"),
        ("5 Dec", "2026-12-05"),
        ("5th of December", "2026-12-05"),
        ("1.12", "2026-12-01"),
        ("1.12.", "2026-12-01"),
        ("1.12.2027", "2027-12-01"),
        ("1.12号", "2027-01-12"),
        ("12.25", "2026-12-25"),
        ("1/12", "2027-01-12"),
        ("next week", "2026-12-07"),
        ("end of next month", "2026-12-31"),
        ("in two weeks", "2026-12-14"),
        ("before christmas", "2026-12-24"),
        ("day after tomorrow", "2026-12-02"),
    ],
)
def test_a_day(typed: str, day: str) -> None:
    assert parse_day(typed, MONDAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("region", "day"), [("US", "2027-01-12"), ("CN", "2027-01-12"), ("GB", "2026-12-01")]
)
def test_two_numbers_with_a_slash_follow_the_region(region: str, day: str) -> None:
    assert parse_day("1/12", MONDAY, region=region) == date.fromisoformat(day)
    assert parse_day("1.12", MONDAY, region=region) == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("typed", "day", "time"),
    [
        ("fri 14:30", "2026-12-04", "14:30"),
        ("明天下午3点", "2026-12-01", "15:00"),
        ("10/9 10:00", "2027-10-09", "10:00"),
        ("tomorrow 2pm", "2026-12-01", "14:00"),
        ("12-03T14:30", "2026-12-03", "14:30"),
        ("friday at 2pm", "2026-12-04", "14:00"),
        ("下周 10:00", "2026-12-07", "10:00"),
        ("Dec 5th", "2026-12-05", ""),
    ],
)
def test_a_day_and_a_time(typed: str, day: str, time: str) -> None:
    assert parse_appointment(typed, MONDAY) == (date.fromisoformat(day), time)


@pytest.mark.parametrize("typed", ["", "14:30", "fri 25:00", "soon 3pm"])
def test_no_appointment(typed: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_appointment(typed, MONDAY)
    assert caught.value.key == "bad_day"


@pytest.mark.parametrize("year", range(2024, 2041))
def test_feasts_agree_with_the_calendar(year: int) -> None:
    china = holidays.country_holidays("CN", years=year, observed=False, language="en_US")
    named = {
        "春节": "Chinese New Year",
        "端午": "Dragon Boat",
        "中秋": "Mid-Autumn",
        "清明": "Tomb",
    }
    for name, theirs in named.items():
        feast = feast_in(NAMES[name], year)
        assert feast is not None
        assert theirs in china.get(feast.day, "")


def test_a_feast_beyond_the_table_is_unknown() -> None:
    assert feast_in(NAMES["春节"], 2041) is None
    assert feast_in(NAMES["国庆"], 2041) is not None
