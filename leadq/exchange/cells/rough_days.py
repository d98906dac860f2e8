"""Days that are only roughly said, in a column of a file: read as the last day that is meant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from leadq.content.loader import read_packaged
from leadq.domain.typing.days import LAST_YEAR
from leadq.domain.typing.periods import add_months
from leadq.domain.typing.texts import narrow
from leadq.domain.typing.typed import parse_day
from leadq.errors import UsageError
from leadq.exchange.cells.date_forms import full_year, in_plain_words
from leadq.exchange.cells.traditional import simplify

_LONGEST = 40
_SOON_DAYS = 7
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(?:(20\d\d|\d\d)\s*(?:年|년)?|(今年|本年|明年|来年|后年|this year|next year)的?)"
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}
_QUARTER = (
    r"(?:q([1-4])|([1-4])q|t([1-4])|quý ([1-4])|第?([一二三四1-4])\s*季度?|第([1-4一二三四])四半期|"
    r"([1-4])\.? ?quartal|([1-4])(?:st|nd|rd|th) quarter|([1-4])분기)"
)
_HALF = (
    r"(?:(上半年|h1|first half)|(下半年|h2|second half)|(年中|mid ?year)|"
    r"(年底|年末|年尾|岁末|end of (?:the )?year|eoy|year end)|"
    r"(年初|年头|beginning of (?:the )?year))"
)
_PART_BEFORE = (
    r"(?:(end(?: of)?|late|ende|fin|fin de|finales de)|"
    r"(early|beginning of|anfang|début)|(mid|middle of|mitte))?"
)
_MONTH_PART = r"(?:(底|末|下旬|月底|月末)|(初|上旬)|(中|中旬))?"
_RANGE = r"\s*(?:-|–|—|~|～|to|bis|à|a|至|到|,|、)\s*"


def read_rough_day(text: str, today: date) -> date | None:
    """Return the last day of what a cell roughly says: 一个月内, Q1, 2027-03; None for others.

    A part of a year without one is the next that ends on ``today`` or later. Else it may be a day
    as people type it, counted from today: 下周五, tomorrow.
    """
    if len(text) > _LONGEST:
        return None
    words = " ".join(simplify(narrow(text)).lower().split()).strip(" .。!！?？")
    if words in _words()["soon"]["words"]:
        return today + timedelta(days=_SOON_DAYS)
    try:
        day = (
            _span(words, today)
            or _near_period(words, today)
            or _quarter(words, today)
            or _part_of_year(words, today)
            or _month(words, today)
        )
        if day is None and re.search(r"[^\W\d_]", words):
            day = parse_day(words, today)
    except (ValueError, OverflowError, UsageError):
        return None
    return day if day is not None and day.year <= LAST_YEAR else None


def _span(words: str, today: date) -> date | None:
    """Read 一个月内, within 3 months, 3-6 months, 30 days."""
    found = _span_pattern().fullmatch(words)
    if found is None:
        return None
    behind = found["behind"] or ""
    unit, number = _units()[found["unit"]], found["high"] or found["low"]
    # 3月 and 3日 are days of the calendar unless something says that they are spans
    if found["unit"] in ("月", "日", "年", "周", "일", "ngày", "tháng", "năm") and not (
        behind or found["before"] or found["high"] or number in ("半", "half", "half a")
    ):
        return None
    counted = _words()["numbers"].get(number)
    count = float(number) if counted is None else float(counted)
    if unit == "d":
        return today + timedelta(days=round(count))
    if unit == "w":
        return today + timedelta(days=round(7 * count))
    months = {"m": 1, "q": 3, "y": 12}[unit] * count
    whole = int(months)
    return add_months(today, whole) + timedelta(days=round(30 * (months - whole)))


def _near_period(words: str, today: date) -> date | None:
    """Read 本月, 下个月, this quarter, end of next month as their last day."""
    if re.fullmatch(
        r"(?:本|这|当)个?月底?|this month|eom|end of (?:the )?month|月底|月末|月内", words
    ):
        return _month_end(today.year, today.month)
    if re.fullmatch(r"下个?月(?:底|末|内)?|(?:end of )?next month|来月", words):
        return _month_end_after(today, 1)
    if re.fullmatch(r"下下个?月", words):
        return _month_end_after(today, 2)
    if re.fullmatch(r"(?:本|这)个?(?:周|星期|礼拜)内?|this week", words):
        return today + timedelta(days=6 - today.weekday())
    if re.fullmatch(r"下个?(?:周|星期|礼拜)内?|next week", words):
        return today + timedelta(days=13 - today.weekday())
    if re.fullmatch(r"(?:本|这个?)季度|this quarter|eoq|end of (?:the )?quarter|季度末", words):
        return _quarter_end(today.year, (today.month - 1) // 3 + 1)
    if re.fullmatch(r"下个?季度|next quarter", words):
        return _quarter_end(today.year, (today.month - 1) // 3 + 2)
    return None


def _quarter(words: str, today: date) -> date | None:
    found = re.fullmatch(rf"{_YEAR}?[\s/-]*{_QUARTER}[\s/-]*(?:of )?{_YEAR}?", words)
    if found is None:
        return None
    groups = found.groups()
    which = next(group for group in groups[2:-2] if group)
    number = _QUARTERS.get(which) or int(which)
    year = _year_of(groups[0] or groups[-2], groups[1] or groups[-1], today)
    return _coming(lambda at: _quarter_end(at, number), year, today)


def _part_of_year(words: str, today: date) -> date | None:
    """Read 年底, 明年上半年, H1 2027, 2027年, next year."""
    if found := re.fullmatch(rf"{_YEAR}", words):
        if found[1] and len(found[1]) == 2:
            return None
        return date(_year_of(found[1], found[2], today) or today.year, 12, 31)
    found = re.fullmatch(rf"{_YEAR}?[\s/-]*{_HALF}[\s/-]*(?:of )?{_YEAR}?", words)
    if found is None:
        return None
    year = _year_of(found[1] or found[8], found[2] or found[9], today)
    ends = ((6, 30), (12, 31), (6, 30), (12, 31), (1, 31))
    month, day = next(end for end, group in zip(ends, found.groups()[2:7], strict=True) if group)
    return _coming(lambda at: date(at, month, day), year, today)


def _month(words: str, today: date) -> date | None:
    """Read 2027-03, 2027年3月, 3月底, Mar 2027, Ende März."""
    plain = in_plain_words(words)
    found = re.fullmatch(rf"{_YEAR}\s*[-/.]?\s*(\d{{1,2}})\s*月?份?{_MONTH_PART}", plain)
    if found and not (found[1] and len(found[1]) == 2 and "月" not in plain):
        year = _year_of(found[1], found[2], today)
        return _in_month(year or today.year, int(found[3]), found.groups()[3:])
    if found := re.fullmatch(rf"(\d{{1,2}})\s*月份?{_MONTH_PART}", plain):
        month = int(found[1])
        return _coming(lambda at: _in_month(at, month, found.groups()[1:]), None, today)
    if found := re.fullmatch(r"(\d{1,2})[-/.](20\d\d)", plain):
        return _month_end(int(found[2]), int(found[1]))
    if found := re.fullmatch(rf"{_PART_BEFORE}[\s-]*{_NAMED}[\s,'’-]*(?:(20\d\d)|(\d\d))?", plain):
        month = _MONTHS.index(found[4]) + 1
        year = int(found[5] or 0) or (full_year(found[6]) if found[6] else None)
        return _coming(lambda at: _in_month(at, month, found.groups()[:3]), year, today)
    return None


def _year_of(figures: str | None, words: str | None, today: date) -> int | None:
    if figures:
        return full_year(figures)
    if words:
        after = {"明": 1, "来": 1, "n": 1, "后": 2}
        return today.year + after.get(words[0], 0)
    return None


def _coming(day_in: Any, year: int | None, today: date) -> date:
    """Return the day in a year, or in the first year in which it does not lie behind."""
    if year is not None:
        found: date = day_in(year)
        return found
    this: date = day_in(today.year)
    return this if this >= today else day_in(today.year + 1)


def _in_month(year: int, month: int, parts: tuple[str | None, ...]) -> date:
    _end, early, middle = parts
    if early:
        return date(year, month, 10)
    return date(year, month, 20) if middle else _month_end(year, month)


def _month_end(year: int, month: int) -> date:
    return add_months(date(year, month, 1), 1) - timedelta(days=1)


def _month_end_after(today: date, months: int) -> date:
    later = add_months(today.replace(day=1), months)
    return _month_end(later.year, later.month)


def _quarter_end(year: int, quarter: int) -> date:
    return _month_end(year + (quarter - 1) // 4, 3 * ((quarter - 1) % 4 + 1))


@lru_cache(maxsize=1)
def _span_pattern() -> re.Pattern[str]:
    numbers = rf"\d{{1,3}}|{_any_of(_words()['numbers'])}"
    before, behind = (_any_of(_words()["within"][part]) for part in ("before", "behind"))
    return re.compile(
        rf"(?P<before>{before})?\s*(?:the )?(?P<low>{numbers})"
        rf"(?:{_RANGE}(?P<high>{numbers}))?[\s-]*(?P<unit>{_any_of(_units())})\.?"
        rf"\s*(?P<behind>{behind})?"
    )


def _any_of(words: Any) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@lru_cache(maxsize=1)
def _units() -> Mapping[str, str]:
    return {word: unit for unit, words in _words()["units"].items() for word in words}


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    return read_packaged(__file__, "rough_words.toml")
