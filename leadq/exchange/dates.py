"""Dates as other programs export them; the order of day and month is settled for a column."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from leadq.domain.typed import FIRST_YEAR, LAST_YEAR, narrow

_EMPTY = frozenset(
    {"", "-", "--", "\u2014", "\u2013", "/", "n/a", "na", "null", "none", "nil", "无", "暂无"}
)
_SERIAL_START = date(1899, 12, 30)
_EPOCH = date(1970, 1, 1)
_DAY_MILLISECONDS = 86_400_000
_FIRST_SERIAL = 20_000  # a smaller number is a year, not a day of 1954 or later

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
_ZONE = r"(?:\s*(?:z|[a-z]{2,5}|(?:utc|gmt)?[+-]\d{1,2}(?::?\d{2})?))?"
_CLOCK = rf"\d{{1,2}}:\d{{2}}(?::\d{{2}}(?:[.,]\d{{1,9}})?)?(?:\s*[ap]\.?m\.?)?{_ZONE}"
_HAN_CLOCK = r"\d{1,2}\s*[时点:]\s*(?:\d{1,2}\s*分?\s*)?(?::?\d{1,2}\s*秒?)?"
_DAYTIME = r"(?:上午|下午|中午|晚上|凌晨|早上)?"
_HAN_WEEKDAY = r"(?:\s*\(?(?:星期|周)[一二三四五六日天]\)?)?"
_GAP = r"(?:[\s,]+|\s*t|(?<=[日号])|(?=[\u4e00-\u9fff]))\s*"
_TAIL = rf"{_HAN_WEEKDAY}(?:{_GAP}{_DAYTIME}\s*(?:{_CLOCK}|{_HAN_CLOCK}))?"

_FORMS = (
    r"(?P<y>\d{4})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})",
    r"(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]?",
    rf"{_WEEKDAY}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s-]*{_MONTH}[\s,-]*(?P<y>\d{{4}}|\d{{2}})",
    rf"{_WEEKDAY}{_MONTH}[\s-]*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s,-]+(?P<y>\d{{4}}|\d{{2}})",
    r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d{2})",
    r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})",
)
_PATTERNS = tuple(re.compile(form + _TAIL, re.ASCII) for form in _FORMS)


class DateColumn:
    """The dates of one column; what is seen of it decides whether the day comes first.

    Show it every value with ``look``, then ``read`` them. Without a telling value, 4/5/2021 is
    month-first, 4.5.2021 and 4-5-2021 are day-first.
    """

    def __init__(self, values: Iterable[str] = ()) -> None:
        self._day_first = 0
        self._month_first = 0
        for value in values:
            self.look(value)

    @property
    def day_first(self) -> bool | None:
        """True or False once the values tell it; None while they do not."""
        if self._day_first == self._month_first:
            return None
        return self._day_first > self._month_first

    def look(self, text: str) -> None:
        """Take one value as evidence of the column's order."""
        found = _match(_plain(text))
        parts = found.groupdict() if found else {}
        if parts.get("a"):
            first, second = int(parts["a"]), int(parts["b"])
            self._day_first += first > 12 >= second
            self._month_first += second > 12 >= first

    def read(self, text: str) -> date | None:
        """Return the date, None for an empty cell. Raises ValueError for anything else."""
        return read_date(text, self.day_first)


def read_date(text: str, day_first: bool | None = None) -> date | None:
    """Return the date of a cell, without its time of day; None for an empty cell.

    Reads ISO, Chinese and English forms, spreadsheet serial numbers and milliseconds since 1970
    (UTC). ``day_first`` settles 4/5/2021. Raises ValueError outside the years 1900 to 2200 too.
    """
    words = _plain(text)
    if words in _EMPTY or re.fullmatch(r"0000-00-00.*", words):
        return None
    try:
        day = _read_number(words) or _read_form(words, day_first)
    except OverflowError:
        day = None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"not a date: {text[:40]!r}")
    return day


def _plain(text: str) -> str:
    return " ".join(narrow(text).lower().split())


def _read_number(words: str) -> date | None:
    if re.fullmatch(r"\d{13}", words, re.ASCII):
        return _EPOCH + timedelta(days=int(words) // _DAY_MILLISECONDS)
    if re.fullmatch(r"\d{5,6}(?:\.\d{1,15})?", words, re.ASCII):
        serial = int(words.partition(".")[0])
        if serial >= _FIRST_SERIAL:
            return _SERIAL_START + timedelta(days=serial)
    return None


def _match(words: str) -> re.Match[str] | None:
    for pattern in _PATTERNS:
        if found := pattern.fullmatch(words):
            return found
    return None


def _read_form(words: str, day_first: bool | None) -> date | None:
    found = _match(words)
    if not found:
        return None
    parts = found.groupdict()
    year = int(parts["y"])
    if len(parts["y"]) == 2:
        year += 2000 if year < 70 else 1900
    if parts.get("a"):
        month, day = _order(int(parts["a"]), int(parts["b"]), parts["sep"], day_first)
    else:
        name = parts.get("name")
        month = _MONTHS.index(name[:3]) + 1 if name else int(parts["m"])
        day = int(parts["d"])
    return date(year, month, day)


def _order(first: int, second: int, separator: str, day_first: bool | None) -> tuple[int, int]:
    """Return month and day; a value that can only be meant one way needs no decision."""
    if first > 12 or second > 12:
        return (second, first) if first > 12 else (first, second)
    if day_first is None:
        day_first = separator != "/"
    return (second, first) if day_first else (first, second)
