"""What people type: days, times, moments and money turned into values, in English and Chinese."""

from __future__ import annotations

import re
from datetime import date, timedelta

from leadq.domain.typing.hours import CLOCK, HAN_COUNT, read_count, read_time
from leadq.errors import UsageError

FIRST_YEAR, LAST_YEAR = 1900, 2200
MOST_MONEY = 10**15

_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}

_NEAR_DAYS = {
    "today": 0, "tomorrow": 1, "yesterday": -1,
    "今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2, "大后天": 3,
    "昨天": -1, "昨日": -1, "前天": -2, "大前天": -3,
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
_MONTH = "(?P<name>" + "|".join(_MONTHS) + ")[a-z]*"

# Patterns stay texts: re keeps what it compiles, and a start that reads no date compiles none.
_HAN_WEEKDAY = r"(下下|下|上|本|这|)个?(?:周|星期|礼拜)([一二三四五六日天])"
_STEP = r"([+-]?)([0-9]{1,5})\s*([dwmy])"
_HAN_STEP = rf"([0-9]{{1,5}}|{HAN_COUNT})\s*(天|周|个?星期|个?礼拜|个?月|年)(?:之|以)?(后|前)"
_HAN_UNITS = {"天": "d", "周": "w", "星期": "w", "礼拜": "w", "月": "m", "年": "y"}
_MONTH_END = r"(上|本|这|下|)个?月([初底末])"
_DAY_OF_MONTH = r"(?:本月|这个?月)?([0-9]{1,2})[日号]"
_NEAR_YEARS = {"去年": -1, "今年": 0, "明年": 1, "后年": 2}
_DATES = (
    r"(?P<y>[0-9]{4})(?P<sep>[-/.])(?P<m>[0-9]{1,2})(?P=sep)(?P<d>[0-9]{1,2})",
    r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})",
    r"(?P<m>[0-9]{1,2})[-/.](?P<d>[0-9]{1,2})",
    r"(?:(?P<y>[0-9]{4})\s*年\s*)?(?P<m>[0-9]{1,2})\s*月\s*(?P<d>[0-9]{1,2})\s*[日号]?",
    rf"(?P<d>[0-9]{{1,2}})\s*{_MONTH}(?:\s+(?P<y>[0-9]{{4}}))?",
    rf"{_MONTH}\s*(?P<d>[0-9]{{1,2}})(?:,?\s+(?P<y>[0-9]{{4}}))?",
)
_DAY_AND_TIME = (
    rf"(?P<day>.*?)(?:(?:\s+|(?<=[0-9])t|(?<![0-9]))(?P<clock>{CLOCK})|\s+(?P<plain>[0-9]{{4}}))"
)
_LONGEST = 40
_NOW = ("now", "just now", "现在", "刚才", "刚刚")

_UNITS = {
    "": 1, "k": 10**3, "千": 10**3, "w": 10**4, "万": 10**4, "萬": 10**4,
    "m": 10**6, "百万": 10**6, "千万": 10**7, "亿": 10**8, "億": 10**8,
}  # fmt: skip
_MONEY = (
    r"(?:[¥￥$€£]|rmb|cny|usd|eur|gbp)?\s*"
    r"(?:(?P<plain>[0-9]{1,20})|(?P<grouped>[0-9]{1,3}(?:[, ][0-9]{3}){1,6})|(?=\.[0-9]))"
    r"(?:\.(?P<cents>[0-9]{1,9}))?\s*"
    r"(?P<unit>百万|千万|[kwm千万萬亿億]|)\s*(?:元|块|rmb|cny|usd|eur|gbp)?"
)


def narrow(text: str) -> str:
    """Return the text with full-width letters, digits, signs and spaces as plain ASCII ones."""
    return text if text.isascii() else text.translate(_NARROW)


def parse_day(text: str, today: date, past: bool = False) -> date:
    """Return the day a person means; ``past`` reads an open one as the last, else as the next.

    A weekday is never today itself; a date without a year may be. Raises UsageError bad_day.
    """
    day = _read_day(_plain(text), today, past)
    if day is None:
        raise UsageError("bad_day", hint="bad_day", given=text)
    return day


def parse_time(text: str) -> str:
    """Return ``HH:MM`` for ``9:30``, ``1430``, ``3pm``, ``下午3点``. Raises UsageError bad_time."""
    time = read_time(_plain(text))
    if time is None:
        raise UsageError("bad_time", hint="bad_time", given=text)
    return time


def parse_moment(text: str, today: date, now: str) -> tuple[date, str]:
    """Return the day and the ``HH:MM`` ("" without one) at which something happened.

    Days are read as past ones; a bare time is today's; "now" is today at ``now``.
    Raises UsageError bad_moment.
    """
    words = _plain(text)
    if words in _NOW:
        return today, now
    if time := read_time(words):
        return today, time
    # the whole comes first, since "27 nov 2026" ends like a time
    if day := _read_day(words, today, past=True):
        return day, ""
    if found := re.fullmatch(_DAY_AND_TIME, words):
        day = _read_day(found["day"].strip(), today, past=True)
        time = read_time(found["clock"] or found["plain"])
        if day and time:
            return day, time
    raise UsageError("bad_moment", hint="bad_moment", given=text)


def parse_money(text: str) -> float | int:
    """Return an amount of money in the currency's own unit; whole amounts as int.

    Reads ``500000``, ``500,000``, ``500k``, ``1.5m``, ``50万``, ``¥1.2亿``.
    Raises UsageError bad_money for anything else, negative or beyond 10^15.
    """
    found = re.fullmatch(_MONEY, _plain(text))
    if not found:
        raise UsageError("bad_money", hint="bad_money", given=text)
    whole = re.sub(r"[, ]", "", found["plain"] or found["grouped"] or "0")
    cents = found["cents"] or ""
    scale: int = 10 ** len(cents)
    # whole numbers all the way: 1.2 times 10^8 in floats is not 120000000
    amount: int = int(whole + cents) * _UNITS[found["unit"]]
    if amount > MOST_MONEY * scale:
        raise UsageError("bad_money", hint="bad_money", given=text)
    return amount // scale if amount % scale == 0 else amount / scale


def _plain(text: str) -> str:
    """Return the words in one form; of what is too long to mean a day, nothing."""
    words = " ".join(narrow(text).lower().split())
    return words if len(words) <= _LONGEST else ""


def _read_day(words: str, today: date, past: bool) -> date | None:
    try:
        day = (
            _near_day(words, today)
            or _weekday(words, today, past)
            or _step(words, today, past)
            or _calendar_day(words, today, past)
            or _part_of_month(words, today, past)
            or _named_weekday(words, today, past)
        )
    except (ValueError, OverflowError):
        return None
    return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else None


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
    return _add_months(today, count * (12 if unit == "y" else 1))


def _add_months(day: date, months: int) -> date:
    """Move by months; the 31st becomes the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    after = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (after - timedelta(days=1)).day))


def _part_of_month(words: str, today: date, past: bool) -> date | None:
    """Read 月底, 下月初, and 24号 as the next or the last such day."""
    if found := re.fullmatch(_MONTH_END, words):
        which, part = found.groups()
        months = {"上": -1, "下": 1}.get(which, 0)
        if not which and part == "初" and not past and today.day > 1:
            months = 1
        first = _add_months(today.replace(day=1), months)
        return first if part == "初" else _add_months(first, 1) - timedelta(days=1)
    if not (found := re.fullmatch(_DAY_OF_MONTH, words)):
        return None
    wanted = int(found[1])
    for months in range(3):
        month = _add_months(today.replace(day=1), -months if past else months)
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


def parse_promise(typed: str, today: date) -> tuple[str, date | None]:
    """Return a promise and its day from "TEXT @ DATE"; without a day, None. Raises UsageError.

    An @ that stands alone must be followed by a day; inside a word, as in an address, it need not.
    """
    plain = typed.replace("＠", "@").strip()
    words, at, day = plain.rpartition("@")
    if not at:
        return plain, None
    try:
        return words.strip(), parse_day(day.strip(), today)
    except UsageError:
        if not words or words.endswith(" ") or day.startswith(" "):
            raise
        return plain, None
