"""Days that are only roughly said."""

from __future__ import annotations

from datetime import date

import pytest

from leadq.exchange.cells.rough_days import read_rough_day

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("一个月内|1 month|within a month|30天内|ein Monat|un mois", "2026-12-28"),
        ("三个月内|within 3 months|0-3 months|"
         "3 Monate|dans 3 mois|3ヶ月以内|trong 3 tháng", "2027-02-28"),
        ("3-6 months|3~6个月|半年内|6 meses", "2027-05-28"),
        ("2027年3月|2027-03|3/2027|Mar 2027|März 2027|3月份|"
         "3月底|明年3月|end of March 2027|Q1|第一季度|2027Q1", "2027-03-31"),
        ("年底|2026年底|end of year|this year|今年", "2026-12-31"),
        ("12月中旬|mid December", "2026-12-20"),
        ("明年上半年|H1 2027|Q2 2027|2027年第二季度", "2027-06-30"),
        ("本月底|this month", "2026-11-30"),
        ("下个月|next month", "2026-12-31"),
        ("下周|next week", "2026-12-06"),
        ("1-2周|in 2 Wochen|两周内", "2026-12-12"),
        ("ASAP|尽快|随时|sofort|至急", "2026-12-05"),
    ],
)  # fmt: skip
def test_the_last_day_that_is_meant(words: str, day: str) -> None:
    found = {word: read_rough_day(word, TODAY) for word in words.split("|")}
    assert found == dict.fromkeys(found, date.fromisoformat(day))


@pytest.mark.parametrize(
    "words", ["不确定", "6个月以上", "> 6 months", "later", "看情况", "3", "abc", "x" * 50]
)
def test_what_has_no_last_day(words: str) -> None:
    assert read_rough_day(words, TODAY) is None
