"""Reads a day as people name it, in English and Chinese, from words that mean nothing else."""

from __future__ import annotations

import re
from datetime import date, timedelta

from leadq.domain.typing.hours import HAN_COUNT, read_count
from leadq.domain.typing.periods import add_months, read_period

FIRST_YEAR, LAST_YEAR = 1900, 2200

_NEAR_DAYS = {
    "today": 0, "tonight": 0, "tomorrow": 1, "tmrw": 1, "tmw": 1, "day after tomorrow": 2,
    "this morning": 0, "this afternoon": 0, "this evening": 0, "yesterday": -1,
    "今天": 0, "今日": 0, "今晚": 0, "今早": 0, "今儿": 0, "明天": 1, "明日": 1, "明早": 1,
    "明晚": 1, "明儿": 1, "后天": 2, "后儿": 2, "大后天": 3, "昨天": -1, "昨日": -1, "昨晚": -1,
    "前天": -2, "大前天": -3,
}  # fmt: skip
_WEEKDAYS = {
    "mon": 0, "monday": 0, "tue": 1, "tues": 1, "tuesday": 1, "wed": 2, "wednesday": 2,
    "thu": 3, "thur": 3, "thurs": 3, "thursday": 3, "fri": 4, "friday": 4,
    "sat": 5, "saturday": 5, "sun": 6, "sunday": 6,
}  # fmt: skip
_HAN_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_HAN_WEEK_NAMES = ("周", "星期", "礼拜")
_ENGLISH_WEEKS = {"last": -7, "this": 0, "next": 7}
_HAN_WEEKS = {"": None, "这": 0, "本": 0, "下": 1, "下下": 2, "上": -1}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<name>" + "|".join(_MONTHS) + r")[a-z]*\.?"

# Patterns stay texts: re keeps what it compiles, and a start that reads no date compiles none.
_HAN_WEEKDAY = r"(下下|下|上|本|这|)个?(?:周|星期|礼拜)([一二三四五六日天])"
_STEP = r"([+-]?)([0-9]{1,5})\s*([dwmy]|天|周|个?星期|个?礼拜|个月)"
_HAN_STEP = rf"([0-9]{{1,5}}|{HAN_COUNT})\s*(天|周|个?星期|个?礼拜|个?月|年)(?:之|以)?(后|前)"
_HAN_UNITS = {"天": "d", "周": "w", "星期": "w", "礼拜": "w", "月": "m", "年": "y"}
_MONTH_PART = r"(上|本|这|下|)个?月([初中底末])"
_DAY_OF_MONTH = rf"(?:(?:本|这|(下))个?月)?([0-9]{{1,2}}|{HAN_COUNT})[日号]"
_NEAR_YEARS = {"去年": -1, "今年": 0, "明年": 1, "后年": 2}
_DATES = (
    r"(?P<y>[0-9]{4})(?P<sep>[-/.])(?P<m>[0-9]{1,2})(?P=sep)(?P<d>[0-9]{1,2})",
    r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})",
    r"(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})",
    r"(?P<m>[0-9]{1,2})[./](?P<d>[0-9]{1,2})[日号]",
    r"(?:(?P<y>[0-9]{4})\s*年\s*)?(?P<m>[0-9]{1,2})\s*月\s*(?P<d>[0-9]{1,2})\s*[日号]?",
    rf"(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?\s*(?:of )?{_MONTH}(?:,?\s+(?P<y>[0-9]{{4}}))?",
    rf"{_MONTH}\s*(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<y>[0-9]{{4}}))?",
)
_TWO_NUMBERS = r"(?P<one>[0-9]{1,2})(?P<sep>[./])(?P<two>[0-9]{1,2})(?:(?P=sep)(?P<y>[0-9]{4})|\.)?"
# Where 1/12 is the twelfth of January; elsewhere it is the first of December.
_MONTH_FIRST = frozenset({"CN", "US", "PH", "JP", "KR", "TW", "CA", "MN", "HU", "LT"})
_HAN_DATE = rf"({HAN_COUNT})月({HAN_COUNT})[日号]?"


def read_day(words: str, today: date, past: bool = False, region: str = "CN") -> date | None:
    """Return the day that plain lower-case words mean, None if they mean none.

    ``past`` reads an open one as the last, else as the next. 1/12 is read by the custom of a
    region (a country's two letters); 1.12 is the first of December.
    """
    try:
        day = (
            _near_day(words, today)
            or _weekday(words, today, past)
            or _step(words, today, past)
            or _calendar_day(words, today, past)
            or _two_numbers(words, today, past, region)
            or _part_of_month(words, today, past)
            or _named_weekday(words, today, past)
            or _whole_period(words, today, past)
        )
    except (ValueError, OverflowError):
        return None
    return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else None


def _whole_period(words: str, today: date, past: bool) -> date | None:
    period = read_period(words, today)
    if period is None:
        return None
    # of one that has begun, what is left, as in running text
    return period.last if not past and period.day < today <= period.last else period.day


def _two_numbers(words: str, today: date, past: bool, region: str) -> date | None:
    """Read 1.12., 1/12 and 1.12.2026; the other way round where there is no such month."""
    found = re.fullmatch(_TWO_NUMBERS, words)
    if not found:
        return None
    one, two = int(found["one"]), int(found["two"])
    month_first = found["sep"] == "/" and region in _MONTH_FIRST
    month, day = (one, two) if month_first else (two, one)
    if month > 12:
        month, day = day, month
    if found["y"]:
        return date(int(found["y"]), month, day)
    return _nearest_year(month, day, today, past) if 1 <= month <= 12 else None


def _near_day(words: str, today: date) -> date | None:
    days = _NEAR_DAYS.get(words)
    return None if days is None else today + timedelta(days=days)


def _weekday(words: str, today: date, past: bool) -> date | None:
    found = re.fullmatch(_HAN_WEEKDAY, words)
    wanted = _HAN_WEEKDAYS[found[2]] if found else _WEEKDAYS.get(words)
    if wanted is None:
        return None
    weeks = _HAN_WEEKS[found[1]] if found else None
    if weeks is not None:
        return today + timedelta(days=wanted - today.weekday() + 7 * weeks)
    if past:
        return today - timedelta(days=(today.weekday() - wanted - 1) % 7 + 1)
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _step(words: str, today: date, past: bool) -> date | None:
    if found := re.fullmatch(_STEP, words):
        sign, number, unit = found.groups()
        unit = _HAN_UNITS.get(unit.removeprefix("个"), unit)
        back = sign == "-" or (past and not sign)
    elif found := re.fullmatch(_HAN_STEP, words):
        number, unit, way = found.groups()
        unit, back = _HAN_UNITS[unit.removeprefix("个")], way == "前"
    else:
        return None
    steps = read_count(number)
    if steps is None:
        return None
    count = -steps if back else steps
    if unit in "dw":
        return today + timedelta(days=count * (7 if unit == "w" else 1))
    return add_months(today, count * (12 if unit == "y" else 1))


def _part_of_month(words: str, today: date, past: bool) -> date | None:
    """Read 月底, 月中, 下月初, and 24号 as the next or the last such day."""
    if found := re.fullmatch(_MONTH_PART, words):
        which, part = found.groups()
        months = {"上": -1, "下": 1}.get(which, 0)
        gone = {"初": 1, "中": 15}.get(part, 31) < today.day
        if not which and gone and not past:
            months = 1
        first = add_months(today.replace(day=1), months)
        if part == "中":
            return first.replace(day=15)
        return first if part == "初" else add_months(first, 1) - timedelta(days=1)
    if not (found := re.fullmatch(_DAY_OF_MONTH, words)):
        return None
    wanted = read_count(found[2]) or 0
    if found[1]:
        return add_months(today.replace(day=1), 1).replace(day=wanted)
    for months in range(3):
        month = add_months(today.replace(day=1), -months if past else months)
        day = month + timedelta(days=wanted - 1)
        if wanted and day.month == month.month and (day <= today if past else day >= today):
            return day
    return None


def _named_weekday(words: str, today: date, past: bool) -> date | None:
    """Read a day as the program prints it, its weekday in front or behind, and "next fri"."""
    front, _, rest = words.partition(" ")
    if front in _ENGLISH_WEEKS and rest in _WEEKDAYS:
        if front == "last":
            return _weekday(rest, today, past=True)
        return today + timedelta(days=_WEEKDAYS[rest] - today.weekday() + _ENGLISH_WEEKS[front])
    wanted = _WEEKDAYS.get(front.rstrip(","))
    if wanted is None:
        rest, _, last = words.rpartition(" ")
        wanted = _HAN_WEEKDAYS.get(last[-1:]) if last[:-1] in _HAN_WEEK_NAMES else None
    if wanted is None:
        return None
    day = _calendar_day(rest, today, past)
    # a day that is not on that weekday is a slip of one or the other
    return day if day is not None and day.weekday() == wanted else None


def _calendar_day(words: str, today: date, past: bool) -> date | None:
    if words[:2] in _NEAR_YEARS:
        words = f"{today.year + _NEAR_YEARS[words[:2]]:04d}年{words[2:].strip()}"
    if han := re.fullmatch(_HAN_DATE, words):
        month, day = read_count(han[1]) or 0, read_count(han[2]) or 0
        return _nearest_year(month, day, today, past) if month <= 12 else None
    for pattern in _DATES:
        if not (found := re.fullmatch(pattern, words)):
            continue
        parts = found.groupdict()
        month = _MONTHS.index(parts["name"]) + 1 if parts.get("name") else int(parts["m"])
        if parts.get("y"):
            return date(int(parts["y"]), month, int(parts["d"]))
        return _nearest_year(month, int(parts["d"]), today, past)
    return None


def _nearest_year(month: int, day: int, today: date, past: bool) -> date | None:
    """Return the next (or last) such day, today included; 29 February waits for its leap year."""
    step = -1 if past else 1
    # 1896 to 1904 is the longest stretch without a leap day
    for year in range(today.year, today.year + 9 * step, step):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= today if past else found >= today:
            return found
    return None
