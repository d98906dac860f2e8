"""Dates as other programs export them; the order of day and month is settled for a column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from leadq.domain.typing.typed import FIRST_YEAR, LAST_YEAR, narrow, parse_day
from leadq.errors import UsageError

_EMPTY = frozenset(
    {"", "-", "--", "\u2014", "\u2013", "/", "n/a", "na", "null", "none", "nil", "无", "暂无"}
) | {"tbd", "tba", "待定", "未定"}
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
_WITHOUT_YEAR = tuple(
    re.compile(form + _TAIL, re.ASCII)
    for form in (
        r"(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]?",
        r"(?P<a>\d{1,2})[-/](?P<b>\d{1,2})",
    )
)
_NEVER = re.compile(r"0000-00-00.*")
_MILLISECONDS = re.compile(r"\d{13}", re.ASCII)
_SERIAL = re.compile(r"\d{5,6}(?:\.\d{1,15})?", re.ASCII)
# A time of day behind an ISO day changes nothing; without it, the days of a column repeat.
_STAMP = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]\d{2}:\d{2}(?::\d{2})?", re.ASCII)
_REMEMBERED, _LONGEST_KEPT = 4096, 64


class _Either(NamedTuple):
    """What can be meant two ways: each of them, and which the sign between the numbers suggests."""

    day_first: date
    month_first: date
    suggested: bool

    def pick(self, day_first: bool | None) -> date:
        """Return the day as its column is written, else as the sign suggests."""
        by_day = self.suggested if day_first is None else day_first
        return self.day_first if by_day else self.month_first


class DateColumn:
    """The dates of one column; what is seen of it decides whether the day comes first.

    Show it every value with ``look``, then ``read`` them; or give ``look_through``, which does so
    when the first value comes that could be meant two ways, and most columns have none. Without a
    telling value, 4/5/2021 is month-first, 4.5.2021 and 4-5-2021 are day-first.
    Given ``today``, a day without a year is read as typed ones are: as the next such day, or with
    ``past`` as the last; 4/5 is month-first unless the column tells otherwise.
    """

    def __init__(
        self,
        values: Iterable[str] = (),
        look_through: Callable[[], None] | None = None,
        today: date | None = None,
        past: bool = False,
    ) -> None:
        self._today = today
        self._past = past
        self._day_first = 0
        self._month_first = 0
        self._look_through = look_through
        self._read: dict[str, date | None] = {}
        for value in values:
            self.look(value)

    @property
    def day_first(self) -> bool | None:
        """True or False once the values tell it; None while they do not."""
        if self._look_through is not None:
            look_through, self._look_through = self._look_through, None
            look_through()
        if self._day_first == self._month_first:
            return None
        return self._day_first > self._month_first

    def look(self, text: str) -> None:
        """Take one value as evidence of the column's order."""
        weigh = _weigh if len(text) <= _LONGEST_KEPT else _weigh.__wrapped__
        day_first, month_first = weigh(text)
        self._day_first += day_first
        self._month_first += month_first

    def read(self, text: str, past: bool | None = None) -> date | None:
        """Return the date, None for an empty cell. Raises ValueError for anything else.

        ``past`` says of this one cell what the column says of all.
        """
        known = self._read
        if text in known:
            return known[text]
        try:
            found = _read(text)
        except ValueError:
            if self._today is None:
                raise
            return self._read_short(text, self._today, self._past if past is None else past)
        if isinstance(found, _Either):
            return found.pick(self.day_first)
        if len(text) <= _LONGEST_KEPT:
            if len(known) == _REMEMBERED:
                known.clear()
            known[text] = found
        return found

    def _read_short(self, text: str, today: date, past: bool) -> date:
        """Return a day without a year. Raises ValueError for anything else."""
        found = _match(_plain(text), _WITHOUT_YEAR)
        if found is None:
            raise ValueError(f"not a date: {text[:40]!r}")
        parts = found.groupdict()
        month, day = (parts[name] for name in (("m", "d") if "m" in parts else ("a", "b")))
        if "a" in parts and (int(month) > 12 or (int(day) <= 12 and self.day_first)):
            month, day = day, month
        try:
            return parse_day(f"{month}/{day}", today, past)
        except UsageError:
            raise ValueError(f"not a date: {text[:40]!r}") from None


@lru_cache(maxsize=_REMEMBERED)
def _weigh(text: str) -> tuple[bool, bool]:
    """Return whether a value speaks for the day first, and for the month first."""
    words = _plain(text)
    found = _match(words) or _match(words, _WITHOUT_YEAR)
    parts = found.groupdict() if found else {}
    if not parts.get("a"):
        return False, False
    first, second = int(parts["a"]), int(parts["b"])
    return first > 12 >= second, second > 12 >= first


def read_date(text: str, day_first: bool | None = None) -> date | None:
    """Return the date of a cell, without its time of day; None for an empty cell.

    Reads ISO, Chinese and English forms, spreadsheet serial numbers and milliseconds since 1970
    (UTC). ``day_first`` settles 4/5/2021. Raises ValueError outside the years 1900 to 2200 too.
    """
    found = _read(text)
    return found.pick(day_first) if isinstance(found, _Either) else found


def _read(text: str) -> date | _Either | None:
    stamp = _STAMP.fullmatch(text)
    if len(text) > _LONGEST_KEPT:
        return _read_words.__wrapped__(text)
    return _read_words(stamp[1] if stamp else text)


@lru_cache(maxsize=_REMEMBERED)
def _read_words(text: str) -> date | _Either | None:
    words = _plain(text)
    if words in _EMPTY or _NEVER.fullmatch(words):
        return None
    try:
        found = _read_number(words) or _read_form(words)
    except OverflowError:
        found = None
    day = found.day_first if isinstance(found, _Either) else found
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"not a date: {text[:40]!r}")
    return found


def _plain(text: str) -> str:
    return " ".join(narrow(text).lower().split())


def _read_number(words: str) -> date | None:
    if _MILLISECONDS.fullmatch(words):
        return _EPOCH + timedelta(days=int(words) // _DAY_MILLISECONDS)
    if _SERIAL.fullmatch(words):
        serial = int(words.partition(".")[0])
        if serial >= _FIRST_SERIAL:
            return _SERIAL_START + timedelta(days=serial)
    return None


def _match(words: str, patterns: Sequence[re.Pattern[str]] = _PATTERNS) -> re.Match[str] | None:
    for pattern in patterns:
        if found := pattern.fullmatch(words):
            return found
    return None


def _read_form(words: str) -> date | _Either | None:
    found = _match(words)
    if not found:
        return None
    parts = found.groupdict()
    year = int(parts["y"])
    if len(parts["y"]) == 2:
        year += 2000 if year < 70 else 1900
    if parts.get("a"):
        return _order(year, int(parts["a"]), int(parts["b"]), parts["sep"])
    name = parts.get("name")
    month = _MONTHS.index(name[:3]) + 1 if name else int(parts["m"])
    return date(year, month, int(parts["d"]))


def _order(year: int, first: int, second: int, separator: str) -> date | _Either:
    """Return the day; a value that can only be meant one way needs no decision."""
    if first > 12 or second > 12:
        month, day = (second, first) if first > 12 else (first, second)
        return date(year, month, day)
    return _Either(date(year, second, first), date(year, first, second), separator != "/")
