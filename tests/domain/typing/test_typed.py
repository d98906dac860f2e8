"""What people type, in both languages, and what must not be taken for it."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadq.domain.typing.amounts import parse_rough_money
from leadq.domain.typing.typed import parse_day, parse_moment, parse_money, parse_time
from leadq.errors import UsageError

SATURDAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-12-01", "2026-12-01"),
        ("2026/12/1", "2026-12-01"),
        ("12-01", "2026-12-01"),
        ("11-20", "2027-11-20"),
        ("11-21", "2026-11-21"),
        ("today", "2026-11-21"),
        (" Tomorrow ", "2026-11-22"),
        ("yesterday", "2026-11-20"),
        ("fri", "2026-11-27"),
        ("Friday", "2026-11-27"),
        ("sat", "2026-11-28"),
        ("+3d", "2026-11-24"),
        ("+2w", "2026-12-05"),
        ("+1m", "2026-12-21"),
        ("+0d", "2026-11-21"),
        ("今天", "2026-11-21"),
        ("明天", "2026-11-22"),
        ("后天", "2026-11-23"),
        ("昨天", "2026-11-20"),
        ("周五", "2026-11-27"),
        ("星期五", "2026-11-27"),
        ("下周一", "2026-11-23"),
        ("下周日", "2026-11-29"),
        ("12月1日", "2026-12-01"),
        ("2026年12月1日", "2026-12-01"),
        ("２０２６－１２－０１", "2026-12-01"),
        ("１２月１日", "2026-12-01"),
        ("27 Nov", "2026-11-27"),
        ("Nov 27, 2026", "2026-11-27"),
        ("3天后", "2026-11-24"),
        ("02-29", "2028-02-29"),
        ("Fri 27 Nov", "2026-11-27"),
        ("Tue 12 Jan 2027", "2027-01-12"),
        ("Fri, Nov 27", "2026-11-27"),
        ("11-27 周五", "2026-11-27"),
        ("2027-01-12 周二", "2027-01-12"),
        ("2027-01-12 星期二", "2027-01-12"),
        ("三天后", "2026-11-24"),
        ("两周后", "2026-12-05"),
        ("两个星期后", "2026-12-05"),
        ("一个月后", "2026-12-21"),
        ("十五天后", "2026-12-06"),
        ("二十天后", "2026-12-11"),
        ("月底", "2026-11-30"),
        ("本月底", "2026-11-30"),
        ("月初", "2026-12-01"),
        ("下月初", "2026-12-01"),
        ("下个月底", "2026-12-31"),
        ("下月末", "2026-12-31"),
        ("24号", "2026-11-24"),
        ("24日", "2026-11-24"),
        ("20号", "2026-12-20"),
        ("31号", "2026-12-31"),
        ("明年1月5日", "2027-01-05"),
        ("12.5", "2027-05-12"),
        ("next monday", "2026-11-23"),
        ("next sat", "2026-11-28"),
        ("this sunday", "2026-11-22"),
        ("3d", "2026-11-24"),
        ("2w", "2026-12-05"),
    ],
)
def test_a_day_for_a_plan(typed: str, day: str) -> None:
    assert parse_day(typed, SATURDAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("12-01", "2025-12-01"),
        ("11-21", "2026-11-21"),
        ("fri", "2026-11-20"),
        ("sat", "2026-11-14"),
        ("周五", "2026-11-20"),
        ("02-29", "2024-02-29"),
        ("3天前", "2026-11-18"),
        ("三天前", "2026-11-18"),
        ("3d", "2026-11-18"),
        ("20号", "2026-11-20"),
        ("24号", "2026-10-24"),
        ("上月底", "2026-10-31"),
        ("月初", "2026-11-01"),
        ("去年12月5日", "2025-12-05"),
        ("11-20 周五", "2026-11-20"),
        ("Fri 20 Nov", "2026-11-20"),
        ("last friday", "2026-11-20"),
        ("2026-12-01", "2026-12-01"),
    ],
)
def test_a_day_that_has_been(typed: str, day: str) -> None:
    assert parse_day(typed, SATURDAY, past=True) == date.fromisoformat(day)


def test_a_month_from_the_31st_ends_with_the_month() -> None:
    assert parse_day("+1m", date(2026, 1, 31)) == date(2026, 2, 28)
    assert parse_day("+1m", date(2026, 12, 31)) == date(2027, 1, 31)
    assert parse_day("+12m", date(2024, 2, 29)) == date(2025, 2, 28)


def test_next_week_counts_from_monday() -> None:
    assert parse_day("下周一", date(2026, 11, 23)) == date(2026, 11, 30)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "soon",
        "13-01",
        "2026-02-30",
        "02-30",
        "+99999d",
        "1800-01-01",
        "٢٠٢٦-12-01",
        "Mon 27 Nov",
        "11-27 周四",
        "0号",
        "32号",
        "十十天后",
        "next",
        "next week 3",
        "月",
        "1 " * 30,
    ],
)
def test_what_is_no_day(typed: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_day(typed, SATURDAY)
    assert (caught.value.key, caught.value.hint) == ("bad_day", "bad_day")
    assert caught.value.params == {"given": typed}


@given(st.text(max_size=12), st.booleans())
def test_any_text_is_a_day_or_a_usage_error(typed: str, past: bool) -> None:
    with suppress(UsageError):
        assert isinstance(parse_day(typed, SATURDAY, past), date)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 6))
def test_a_weekday_lies_within_the_week_on_the_right_side(today: date, weekday: int) -> None:
    word = "一二三四五六日"[weekday]
    ahead, behind = parse_day(f"周{word}", today), parse_day(f"周{word}", today, past=True)
    assert ahead.weekday() == behind.weekday() == weekday
    assert today < ahead <= today + timedelta(days=7)
    assert today - timedelta(days=7) <= behind < today


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_a_date_without_a_year_is_the_nearest(today: date, other: date) -> None:
    typed = f"{other.month}-{other.day}"
    ahead, behind = parse_day(typed, today), parse_day(typed, today, past=True)
    assert behind <= today <= ahead
    assert (ahead.month, ahead.day) == (behind.month, behind.day) == (other.month, other.day)


def test_times() -> None:
    assert [parse_time(t) for t in ("14:30", "9:05", "1430", "１４：３０")] == [
        "14:30",
        "09:05",
        "14:30",
        "14:30",
    ]
    for typed in (
        "24:00",
        "12:60",
        "14pm",
        "0am",
        "25点",
        "9点60",
        "930",
        "晚上12点",
        "十十点",
        "",
    ):
        with pytest.raises(UsageError, match="bad_time"):
            parse_time(typed)


@pytest.mark.parametrize(
    ("typed", "day", "time"),
    [
        ("yesterday 14:30", "2026-11-20", "14:30"),
        ("2026-11-20 09:00", "2026-11-20", "09:00"),
        ("2026-11-20T09:00", "2026-11-20", "09:00"),
        ("昨天14:30", "2026-11-20", "14:30"),
        ("fri 0930", "2026-11-20", "09:30"),
        ("14：30", "2026-11-21", "14:30"),
        ("27 nov 2025", "2025-11-27", ""),
        ("11-20", "2026-11-20", ""),
        ("now", "2026-11-21", "10:11"),
        ("刚才", "2026-11-21", "10:11"),
        ("3pm", "2026-11-21", "15:00"),
        ("12am", "2026-11-21", "00:00"),
        ("yesterday 3:30 pm", "2026-11-20", "15:30"),
        ("9点", "2026-11-21", "09:00"),
        ("下午3点", "2026-11-21", "15:00"),
        ("昨天下午3点半", "2026-11-20", "15:30"),
        ("昨天 晚上八点", "2026-11-20", "20:00"),
        ("20号上午9:30", "2026-11-20", "09:30"),
        ("11-20 周五 14:30", "2026-11-20", "14:30"),
        ("周五中午12点一刻", "2026-11-20", "12:15"),
        ("昨天凌晨12点05分", "2026-11-20", "00:05"),
        ("昨天中午1点", "2026-11-20", "13:00"),
    ],
)
def test_moments(typed: str, day: str, time: str) -> None:
    assert parse_moment(typed, SATURDAY, "10:11") == (date.fromisoformat(day), time)


@pytest.mark.parametrize("typed", ["", "yesterday 25:00", "noon", "2026-11-2009:00", "14:30 fri"])
def test_what_is_no_moment(typed: str) -> None:
    with pytest.raises(UsageError, match="bad_moment"):
        parse_moment(typed, SATURDAY, "10:11")


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("500000", 500000),
        ("500,000", 500000),
        ("500k", 500000),
        ("1.5m", 1500000),
        ("50万", 500000),
        ("50w", 500000),
        ("1.2亿", 120000000),
        ("¥500000", 500000),
        ("￥50万元", 500000),
        ("５０万", 500000),
        ("0", 0),
        ("99.5", 99.5),
        ("1000000000000000", 10**15),
    ],
)
def test_money(typed: str, amount: float) -> None:
    read = parse_money(typed)
    assert read == amount
    assert type(read) is type(amount)


@pytest.mark.parametrize(
    "typed", ["", "-5", "nan", "inf", "1e5", "1,5", "500,00", ".", "1.2.3", "9" * 30, "面议", "万"]
)
def test_what_is_no_money(typed: str) -> None:
    with pytest.raises(UsageError, match="bad_money"):
        parse_money(typed)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("50万", 500000),
        ("60万左右", 600000),
        ("大概60万吧", 600000),
        ("约 60万", 600000),
        ("60来万", 600000),
        ("60万以内", 600000),
        ("50-60万", 500000),
        ("六七十万", 600000),
        ("六十万", 600000),
        ("一百二十万左右", 1200000),
        ("about 60k", 60000),
        ("~60,000", 60000),
        ("60-70k", 60000),
        ("up to 1.2 million", 1200000),
    ],
)
def test_money_that_is_only_about_right(typed: str, amount: float) -> None:
    read = parse_rough_money(typed)
    assert read == amount
    assert type(read) is type(amount)


@pytest.mark.parametrize(
    "typed",
    ["", "-5", "面议", "万", "左右", "about", "60万 70万", "3台60万", "一百二十", "1,5", "约"],
)
def test_what_is_no_money_even_roughly(typed: str) -> None:
    with pytest.raises(UsageError, match="bad_money"):
        parse_rough_money(typed)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("+20天", "2026-12-11"),
        ("20天", "2026-12-11"),
        ("3周", "2026-12-12"),
        ("两周后", "2026-12-05"),
        ("-2天", "2026-11-19"),
        ("+1个月", "2026-12-21"),
    ],
)
def test_steps_in_chinese(typed: str, day: str) -> None:
    assert parse_day(typed, SATURDAY) == date.fromisoformat(day)
