"""Whatever is understood as a day in running text can be typed where a day is wanted."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from leadq.domain.typing.phrases import join_days
from leadq.domain.typing.spans import find_days
from leadq.domain.typing.typed import parse_appointment, parse_day, parse_last_day
from leadq.errors import UsageError

MONDAY = date(2026, 11, 30)
HAN = st.builds(
    "{}{}".format,
    st.one_of(
        st.sampled_from(
            (
                *(
                    "今天",
                    "明天",
                    "后天",
                    "大后天",
                    "这周",
                    "本周",
                    "下周",
                    "下下周",
                    "周末",
                    "下周末",
                ),
                *("这个月底", "下个月", "下个月底", "下下个月", "下月中旬", "12月", "十二月底"),
                *("明年三月", "年底", "明年", "明年初", "下半年", "三季度", "开春", "年后", "节后"),
                *("国庆后", "春节前", "元旦"),
            )
        ),
        st.builds(
            "{}{}".format,
            st.sampled_from(("", "下", "下下", "这")),
            st.sampled_from(("周一", "周三", "星期五", "礼拜天")),
        ),
        st.builds(
            "{}{}{}".format,
            st.sampled_from("半一两三十"),
            st.sampled_from(("个月", "年")),
            st.sampled_from("后内"),
        ),
        st.builds("{}{}后".format, st.integers(1, 30), st.sampled_from("天周")),
    ),
    st.sampled_from(("", "", "上午", "下午", "前", "之前", "下午3点", "9:30")),
)
LATIN = st.builds(
    "{}{}{}".format,
    st.sampled_from(("", "", "by ", "before ", "on ")),
    st.one_of(
        st.sampled_from((
            "tomorrow", "the day after tomorrow", "friday", "next wed", "this week", "next week",
            "tuesday next week", "end of next week", "this weekend", "next month", "next year",
            "end of this month", "mid december", "december", "the 5th",
            "early march", "q1", "in two weeks", "in a month", "within three days", "christmas",
            "two weeks from now", "5th of december",
        )),
        st.builds("in {} {}s".format, st.integers(2, 30), st.sampled_from(("day", "week"))),
    ),
    st.sampled_from(("", "", " morning", " afternoon", " 3pm", " at 10:30")),
)  # fmt: skip


@settings(deadline=None)
@example("周末", date(2026, 5, 3))
@example("end of this week", date(2026, 5, 2))
@given(words=st.one_of(HAN, LATIN), today=st.dates(date(2026, 1, 1), date(2029, 12, 31)))
def test_what_is_heard_as_a_day_can_be_typed_as_one(words: str, today: date) -> None:
    spans = find_days(words, today)
    heard = join_days(spans) if spans else None
    assert heard is not None, words
    day, _hour = parse_appointment(words, today)
    with suppress(UsageError):
        # a word of its own, as in a list: "5th" alone, is not the same as in running text
        assert parse_day(words, today) == day
    if heard.first == heard.last or heard.day > today:
        assert day == heard.day
    else:
        # a span that has begun: what is left of it
        assert today <= day <= max(today, heard.last) or heard.last < today
    assert parse_last_day(words, today) == (heard.last if heard.first < heard.last else day)


@pytest.mark.parametrize(
    ("typed", "day", "hour"),
    [
        ("下个月", "2026-12-01", ""),
        ("next month", "2026-12-01", ""),
        ("半个月", "2026-12-15", ""),
        ("半个月后", "2026-12-15", ""),
        ("a week", "2026-12-07", ""),
        ("后天下午", "2026-12-02", ""),
        ("下周三下午两点", "2026-12-09", "14:00"),
        ("下周 周二", "2026-12-08", ""),
        ("this week", "2026-12-04", ""),
        ("end of next week", "2026-12-11", ""),
        ("周五前", "2026-12-04", ""),
        ("by friday 3pm", "2026-12-04", "15:00"),
    ],
)
def test_a_day_as_people_say_it(typed: str, day: str, hour: str) -> None:
    assert parse_appointment(typed, MONDAY) == (date.fromisoformat(day), hour)


@pytest.mark.parametrize("typed", ["下周三 李总", "friday or monday", "5台", "周五后"])
def test_what_may_mean_more_is_no_day(typed: str) -> None:
    with pytest.raises(UsageError):
        parse_appointment(typed, MONDAY)


def test_month_end_planned_on_its_own_day_is_the_next_one() -> None:
    assert parse_day("月底", MONDAY) == parse_day("end of the month", MONDAY) == date(2026, 12, 31)
    assert parse_day("月底", MONDAY, past=True) == parse_day("这个月底", MONDAY) == MONDAY


def test_what_is_needed_in_a_span_is_needed_by_its_end() -> None:
    assert parse_last_day("下个月", MONDAY) == date(2026, 12, 31)
    assert parse_last_day("next week", MONDAY) == date(2026, 12, 13)
    assert parse_last_day("12-20", MONDAY) == date(2026, 12, 20)


def test_no_coming_day_is_read_for_what_has_happened() -> None:
    with pytest.raises(UsageError):
        parse_day("下个月", MONDAY, past=True)
