"""Days, hours and sums found in running text, and what is none of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadq.domain.typing import spans
from leadq.domain.typing.amounts import find_money
from leadq.domain.typing.periods import PERIODS
from leadq.domain.typing.spans import find_days, find_times
from leadq.domain.typing.texts import has_any

MONDAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("周五去工地", "周五", "2026-12-04", "2026-12-04"),
        ("下个月要", "下个月", "2026-12-01", "2026-12-31"),
        ("下个月15号交房", "下个月15号", "2026-12-15", "2026-12-15"),
        ("两周内要", "两周内", "2026-11-30", "2026-12-14"),
        ("年前要用上", "年前", "2026-11-30", "2027-02-05"),
        ("国庆后进场", "国庆后", "2027-10-08", "2027-10-08"),
        ("三月份开工", "三月份", "2027-03-01", "2027-03-31"),
        ("下月中旬进场", "下月中旬", "2026-12-11", "2026-12-20"),
        ("明年一季度", "明年一季度", "2027-01-01", "2027-03-31"),
        ("by the end of january", "the end of january", "2027-01-31", "2027-01-31"),
        ("within two weeks", "within two weeks", "2026-11-30", "2026-12-14"),
        ("before christmas", "before christmas", "2026-11-30", "2026-12-24"),
        ("in march he wins", "march", "2027-03-01", "2027-03-31"),
        ("on dec 5th", "dec 5th", "2026-12-05", "2026-12-05"),
        ("12/5 10:00", "12/5", "2026-12-05", "2026-12-05"),
        ("the 15th", "the 15th", "2026-12-15", "2026-12-15"),
        ("the day after tomorrow", "the day after tomorrow", "2026-12-02", "2026-12-02"),
    ],
)
def test_a_day_in_a_text(text: str, words: str, first: str, last: str) -> None:
    (day,) = find_days(text, MONDAY)
    assert text[day.start : day.end] == words
    assert (day.first.isoformat(), day.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "三年前买过", "让他再便宜3个点", "3号楼", "三点要求", "we march on", "he may come",
        "a mar on the paint", "50/60", "1.5", "第3号机", "24/7", "周一鸣这个月"[:1],
    ],
)  # fmt: skip
def test_what_is_no_day(text: str) -> None:
    assert find_days(text, MONDAY) == []


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("下午三点", "15:00"), ("明天3点", "15:00"), ("上午9点半", "09:30"), ("at 2pm", "14:00"),
        ("2:30 pm", "14:30"), ("14:30", "14:30"), ("at 10", "10:00"), ("at 3", "15:00"),
        ("noon", "12:00"), ("晚上8点", "20:00"),
    ],
)  # fmt: skip
def test_an_hour_in_a_text(text: str, time: str) -> None:
    assert [one.time for one in find_times(text)] == [time]


@pytest.mark.parametrize(
    ("text", "amount", "sure"),
    [
        ("预算80万", 800000, True), ("一百二十万", 1200000, True), ("八十万左右", 800000, True),
        ("30多万", 300000, True), ("$1.2m", 1200000, True), ("120k", 120000, True),
        ("200,000", 200000, True), ("50 thousand", 50000, True), ("一百二万", 1200000, True),
        ("50-60万", 500000, True), ("50到60万", 500000, True), ("8万到10万", 80000, True),
        ("六七十万", 600000, True), ("七八万", 70000, True), ("两三百万", 2000000, True),
        ("四十到五十万", 400000, True), ("一百万到一百五十万", 1000000, True),
        ("80k to 100k", 80000, True), ("80-100k", 80000, True), ("1-2 million", 1000000, True),
        ("in 2026", 2026, False), ("3 machines", 3, False), ("1.2亿", 120000000, True),
    ],
)  # fmt: skip
def test_a_sum_in_a_text(text: str, amount: float, sure: bool) -> None:
    (found,) = find_money(text)
    assert (found.amount, found.sure) == (amount, sure)


@pytest.mark.parametrize("text", ["JS220", "5%", "3kg", "10:30", "第一百万", "220-5"])
def test_what_is_no_sum(text: str) -> None:
    assert [one for one in find_money(text.lower()) if one.sure] == []


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_looked_through(text: str) -> None:
    plain = text.lower()
    for one in (*find_days(plain, MONDAY), *find_times(plain), *find_money(plain)):
        assert 0 <= one.start < one.end <= len(plain)


PATTERNS = (
    *spans._HAN_DAYS, *spans._LATIN_DAYS, *spans._ISO, *spans._TIMES,
    *((signs, pattern) for signs, pattern, _read in PERIODS),
)  # fmt: skip


@pytest.mark.parametrize(("signs", "pattern"), PATTERNS)
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_whatever_a_pattern_reads_holds_one_of_its_signs(
    signs: Sequence[str], pattern: str, data: st.DataObject
) -> None:
    text = data.draw(st.from_regex(pattern))
    assert has_any(text, signs) or not re.search(pattern, text)
