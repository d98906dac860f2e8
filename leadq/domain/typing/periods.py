"""Reads spans of time as people name them: next week, 下个月底, before Christmas, 国庆后."""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from leadq.domain.typing.festivals import NAMES, Feast, day_after, next_feast, next_holiday
from leadq.domain.typing.hours import HAN_COUNT, read_count
from leadq.domain.typing.texts import has_any

_SHORT = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_NAMES = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
)
_COUNT = rf"[0-9]{{1,3}}|{HAN_COUNT}"
_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "a couple of": 2, "couple of": 2,
}  # fmt: skip
_WORD_COUNT = "a couple of|couple of|" + "|".join(word for word in _WORDS if " " not in word)
_HAN_FEASTS = sorted((name for name in NAMES if name[0] > "z"), key=len, reverse=True)
_LATIN_FEASTS = sorted((name for name in NAMES if name[0] <= "z"), key=len, reverse=True)
_FEASTS, _ENGLISH_FEASTS = "|".join(_HAN_FEASTS), "|".join(_LATIN_FEASTS)
_WHICH = {
    "上上": -2, "上": -1, "last": -1, "这": 0, "本": 0, "this": 0, "the": 0, "": 0, "下": 1,
    "next": 1, "下下": 2,
}  # fmt: skip
_YEARS = {"今年": 0, "明年": 1, "后年": 2}
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}
_SEASONS = {"开春": 3, "春": 5, "夏": 8, "秋": 11}
_EARLY = ("初", "上旬", "start", "beginning", "early")
_MIDDLE = ("中", "mid", "middle")
_LATE = ("下旬", "late")
_END = ("底", "末", "end")


class Period(NamedTuple):
    """Days from ``first`` to ``last``; ``day`` is the one put down where one day is wanted."""

    first: date
    last: date
    day: date
    exact: bool = True


def add_months(day: date, months: int) -> date:
    """Move by months; the 31st becomes the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    after = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (after - timedelta(days=1)).day))


def read_period(words: str, today: date) -> Period | None:
    """Return a span of time that has a day of its own (年底, next week); None for any other."""
    for signs, pattern, read in PERIODS:
        if has_any(words, signs) and (found := re.fullmatch(pattern, words)):
            period = read(found, today)
            if period and period.exact:
                return period
    return None


def _months(first: date, count: int, part: str | None) -> Period:
    """Return whole months, or their beginning, middle or end."""
    last = add_months(first, count) - timedelta(days=1)
    if part in _EARLY:
        return Period(first, first + timedelta(days=9), first)
    if part in _MIDDLE:
        middle = first + (last - first) // 2 if count > 1 else first.replace(day=15)
        return Period(middle, middle, middle)
    if part == "中旬":
        return Period(first.replace(day=11), first.replace(day=20), first.replace(day=11))
    if part in _LATE:
        return Period(last.replace(day=21), last, last.replace(day=21))
    return Period(last, last, last) if part in _END else Period(first, last, first, exact=False)


def _week(found: re.Match[str], today: date) -> Period:
    weeks, part = _WHICH[found["which"] or ""], found["part"]
    monday = today + timedelta(days=7 * weeks - today.weekday())
    sunday = monday + timedelta(days=6)
    if part in ("末", "底", "end"):
        end = monday + timedelta(days=4 + (part == "末"))
        return Period(end, sunday, end)
    return Period(monday, sunday, monday, exact=weeks > 0)


def _weekend(found: re.Match[str], today: date) -> Period:
    saturday = today + timedelta(days=7 * _WHICH[found["which"]] - today.weekday() + 5)
    return Period(saturday, saturday + timedelta(days=1), saturday)


def _relative_month(found: re.Match[str], today: date) -> Period:
    return _months(add_months(today.replace(day=1), _WHICH[found["which"] or ""]), 1, found["part"])


def _named_month(found: re.Match[str], today: date) -> Period | None:
    parts = found.groupdict()
    name = parts.get("name")
    month = _SHORT.index(name[:3]) + 1 if name else read_count(parts["month"]) or 0
    if not 1 <= month <= 12:
        return None
    year = parts.get("year") or ""
    if year in _YEARS:
        first = date(today.year + _YEARS[year], month, 1)
    elif year:
        first = date(int(year), month, 1)
    else:
        first = date(today.year + (month < today.month), month, 1)
    return _months(first, 1, parts.get("part") or parts.get("early"))


def _year(found: re.Match[str], today: date) -> Period:
    parts = found.groupdict()
    which = parts.get("year") or ""
    year = today.year + _YEARS.get(which, _WHICH.get(which, 0))
    part = parts.get("part")
    if part in ("上半年", "下半年"):
        return _months(date(year, 7 if part[0] == "下" else 1, 1), 6, None)
    part = {"年底": "底", "年末": "底", "年初": "初", "年中": "中"}.get(part or "", part)
    return _months(date(year, 1, 1), 12, part)


def _quarter(found: re.Match[str], today: date) -> Period:
    parts = found.groupdict()
    number = _QUARTERS.get(found["quarter"]) or int(found["quarter"])
    years = _YEARS.get(parts.get("year") or "", 0)
    first = date(today.year + years, 3 * number - 2, 1)
    if not years and add_months(first, 3) <= today:
        first = first.replace(year=first.year + 1)
    return _months(first, 3, parts.get("part"))


def _season(found: re.Match[str], today: date) -> Period:
    month = _SEASONS[found["season"]]
    years = _YEARS.get(found["year"] or "", int(month < today.month))
    return _months(date(today.year + years, month, 1), 1, None)


def _ahead(found: re.Match[str], today: date) -> Period | None:
    """Read "in two weeks", 三天后, and "within two weeks", 三天内, which ends on that day."""
    parts = found.groupdict()
    words = parts["count"]
    half = words == "半" or bool(parts.get("half"))
    count = 0 if words == "半" else _WORDS.get(words) or read_count(words)
    if count is None:
        return None
    unit = parts["unit"].removeprefix("个")
    if unit[0] in "月m":
        day = add_months(today, count) + timedelta(days=15 * half)
    elif unit[0] in "年y":
        day = add_months(today, 12 * count + 6 * half)
    else:
        days = {"周": 7, "星": 7, "礼": 7, "w": 7, "f": 14}
        day = today + timedelta(days=count * days.get(unit[0], 1))
    is_within = (parts.get("within") or "") in ("内", "里", "within")
    return Period(today if is_within else day, day, day)


def _feast(found: re.Match[str], today: date) -> Period | None:
    parts = found.groupdict()
    if parts["feast"] == "年" and not (parts.get("way") or parts.get("done")):
        return None
    feast = next_feast(NAMES[parts["feast"]], today)
    return _around(feast, parts.get("way") or parts.get("done") or "", today)


def _holiday(found: re.Match[str], today: date) -> Period | None:
    feast = next_holiday(today) if found["feast"] == "节" else next_feast(NAMES["年"], today)
    return _around(feast, found["way"], today)


def _around(feast: Feast | None, way: str, today: date) -> Period | None:
    if feast is None:
        return None
    if way in ("前", "before", "by"):
        eve = feast.day - timedelta(days=1)
        return Period(min(today, eve), eve, eve)
    if way in ("后", "过后", "过完", "过了", "after"):
        day = day_after(feast)
        return Period(day, day, day)
    return Period(feast.day, feast.last, feast.day)


Signs = Sequence[str]
"""Of which one is in every text that a pattern reads: most patterns are not even compiled."""
_Reader = Callable[[re.Match[str], date], Period | None]
_PART = "(?P<part>初|上旬|中旬|中|下旬|底|末)?"
_UNIT = "(?P<unit>day|week|fortnight|month|year)"
_OF = r"(?P<part>end|start|beginning|middle|mid)(?: |-)(?:of )?"
PERIODS: tuple[tuple[Signs, str, _Reader], ...] = (
    ("周期拜", r"(?P<which>上上|下下|[上这本下])个?(?:周|星期|礼拜)(?P<part>[末底])?", _week),
    (("周末",), r"(?P<which>)周(?P<part>末)", _week),
    ("月", rf"(?P<which>上上|下下|[上这本下])个?月份?{_PART}", _relative_month),
    (
        "月",
        rf"(?:(?P<year>今年|明年|后年|[0-9]{{4}}(?=年))年?)?(?P<month>{_COUNT})月份?{_PART}",
        _named_month,
    ),
    ("年", r"(?P<year>今年|明年|后年)?(?P<part>年底|年末|年初|年中|上半年|下半年)", _year),
    ("年", r"(?P<year>今年|明年|后年)(?P<part>[初中底末])?", _year),
    (
        ("季度",),
        r"(?P<year>今年|明年|后年)?(?:第)?(?P<quarter>[一二三四1-4])季度(?P<part>[初底末])?",
        _quarter,
    ),
    ("春夏秋", r"(?P<year>今年|明年|后年)?(?P<season>开春|[春夏秋](?=天))天?", _season),
    (
        "内里后",
        rf"(?P<count>{_COUNT}|半)(?:个)?(?P<half>半)?(?P<unit>天|日|周|星期|礼拜|月|年)(?P<within>之内|以内|内|里|之后|以后|后)",
        _ahead,
    ),
    (
        "过",
        rf"(?:再)?过(?P<count>{_COUNT}|半)(?:个)?(?P<half>半)?(?P<unit>天|周|星期|礼拜|月|年)",
        _ahead,
    ),
    (
        _HAN_FEASTS,
        rf"(?:今年|明年)?(?P<done>过完|过了)?(?P<feast>{_FEASTS})(?:节|假期|长假)?(?:之|以)?(?P<way>前|过后|后|过完)?",
        _feast,
    ),
    ("年节", r"(?P<feast>[年节])(?:之|以)?(?P<way>[前后])", _holiday),
    (("week",), r"(?P<which>this|next|last) week(?P<part>)?", _week),
    (("weekend",), r"(?P<which>this|next|last|the) weekend", _weekend),
    (
        ("week",),
        r"(?:the )?(?P<part>end|start|beginning|middle) of (?P<which>this|next|the)? ?week",
        _week,
    ),
    (("month",), r"(?P<which>this|next|last) month(?P<part>)?", _relative_month),
    (("month",), rf"(?:the )?{_OF}(?P<which>this|next|the)? ?month", _relative_month),
    (("month",), r"month(?:-| )(?P<part>end)(?P<which>)", _relative_month),
    (("year",), r"(?P<year>this|next|last) year", _year),
    (("year",), rf"(?:the )?{_OF}(?P<year>this|next|the)? ?year", _year),
    (("year",), r"year(?:-| )(?P<part>end)", _year),
    (
        _SHORT,
        rf"(?:the )?(?:{_OF}|(?P<early>early|mid|late)(?: |-))?"
        rf"(?P<name>{MONTH_NAMES})(?:,? (?P<year>20[0-9]{{2}}))?",
        _named_month,
    ),
    (
        "q",
        rf"(?:the )?(?:{_OF})?(?:q|(?:the )?(?=[a-z1-4]+ quarter))"
        r"(?P<quarter>[1-4]|first|second|third|fourth)(?: quarter)?",
        _quarter,
    ),
    (
        ("in",),
        r"(?P<within>in|within|inside)(?: the next)? "
        rf"(?P<count>[0-9]{{1,3}}|{_WORD_COUNT}) {_UNIT}s?(?:'? time)?",
        _ahead,
    ),
    (
        ("from ",),
        rf"(?P<count>[0-9]{{1,3}}|{_WORD_COUNT}) {_UNIT}s? (?:from now|from today)",
        _ahead,
    ),
    (
        _LATIN_FEASTS,
        rf"(?:(?P<way>before|after|by|over) )?(?:the )?(?P<feast>{_ENGLISH_FEASTS})",
        _feast,
    ),
)
"""Patterns over plain lower-case words, each with what reads its match."""
