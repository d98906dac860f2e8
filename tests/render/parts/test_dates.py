"""Days as both languages write them."""

from __future__ import annotations

from datetime import date

import pytest

from leadq.i18n import set_language
from leadq.render.parts import dates

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("lang", "day", "short", "bare", "full", "plain"),
    [
        ("en", date(2026, 11, 27), "Fri 27 Nov", "27 Nov", "Fri 27 Nov 2026", "27 Nov 2026"),
        ("zh", date(2026, 11, 27), "11-27 周五", "11-27", "2026-11-27 周五", "2026-11-27"),
        ("en", date(2027, 1, 2), "Sat 2 Jan 2027", "2 Jan 2027", "Sat 2 Jan 2027", "2 Jan 2027"),
        ("zh", date(2027, 1, 2), "2027-01-02 周六", "2027-01-02", "2027-01-02 周六", "2027-01-02"),
    ],
)
def test_days_are_written_so(
    lang: str, day: date, short: str, bare: str, full: str, plain: str
) -> None:
    set_language(lang)
    assert dates.short_day(day, lang, TODAY) == short
    assert dates.bare_day(day, lang, TODAY) == bare
    assert dates.full_day(day, lang) == full
    assert dates.plain_day(day, lang) == plain


def test_without_a_day_to_compare_the_year_is_left_out() -> None:
    assert dates.short_day(date(2030, 5, 1), "en") == "Wed 1 May"
    set_language("zh")
    assert dates.short_day(date(2030, 5, 1), "zh") == "05-01 周三"


@pytest.mark.parametrize(
    ("ahead", "en", "zh"),
    [
        (0, "today", "今天"),
        (1, "tomorrow", "明天"),
        (6, "Sunday", "周日"),
        (7, "Mon 30 Nov", "11-30 周一"),
        (-1, "Sun 22 Nov", "11-22 周日"),
    ],
)
def test_near_days_have_names(ahead: int, en: str, zh: str) -> None:
    day = date.fromordinal(TODAY.toordinal() + ahead)
    assert dates.near_day(day, "en", TODAY) == en
    set_language("zh")
    assert dates.near_day(day, "zh", TODAY) == zh


def test_ages_count_days() -> None:
    assert dates.days_ago(TODAY, TODAY) == "today"
    assert dates.days_ago(date(2026, 11, 22), TODAY) == "1 day ago"
    set_language("zh")
    assert dates.days_ago(date(2026, 8, 20), TODAY) == "95 天前"
