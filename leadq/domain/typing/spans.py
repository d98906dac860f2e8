"""Finds days and hours in running text (narrow, lower-case), each with its place."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import NamedTuple, TypeVar

from leadq.domain.typing.days import read_day
from leadq.domain.typing.hours import HAN_COUNT, read_count, read_time
from leadq.domain.typing.periods import MONTH_NAMES, PERIODS, Signs
from leadq.domain.typing.texts import has_any


class DaySpan(NamedTuple):
    """A day or a span of days in a text; ``day`` is the one to put down where one is wanted."""

    start: int
    end: int
    first: date
    last: date
    day: date


class TimeSpan(NamedTuple):
    """An hour in a text, ``HH:MM``; ``bound``: its words mean an hour only beside a day."""

    start: int
    end: int
    time: str
    bound: bool


_WEEKDAY = (
    "(?:mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs?|rsday)?|fri(?:day)?"
    "|sat(?:urday)?|sun(?:day)?)(?![a-z])"
)
_DIGITS = "0123456789"
_NUMBER = r"(?:3[01]|[12][0-9]|0?[1-9])"
_MONTH = rf"(?:{MONTH_NAMES})(?![a-z])"
_NO_DAY = "楼线机店院门库地桌仓柜铺车间井坑标段位房"
_HAN_DAYS = (
    ("天昨今明后", r"大前天|前天|昨[天日晚]|今[天日晚早儿]|大后天|后[天儿]|明[天日早晚儿]"),
    ("周期拜", r"(?:下下|[下上本这])?个?(?:周|星期|礼拜)[一二三四五六日天](?![天个年月期])"),
    (
        "月",
        rf"(?:[0-9]{{4}}年|今年|明年|去年)?(?:[0-9]{{1,2}}|{HAN_COUNT})月"
        rf"(?:[0-9]{{1,2}}|{HAN_COUNT})[日号]",
    ),
    ("日号", rf"(?:[下本这]个?月)?(?<![0-9第])(?:{_NUMBER}|{HAN_COUNT})[日号](?![{_NO_DAY}])"),
    ("月", r"(?<![0-9一二三四五六七八九十个上下本这])月[初中底末]"),
    ("日号", r"(?<![0-9.])[0-9]{1,2}[./][0-9]{1,2}[日号]"),
)
_LATIN_DAYS = (
    (
        ("tom", "tmrw", "tmw", "tod", "ton", "yes"),
        r"\b(?:the )?day after tomorrow\b|\b(?:tomorrow|tmrw|tmw|today|tonight|yesterday)\b",
    ),
    (("this ",), r"\bthis (?:morning|afternoon|evening)\b"),
    (
        ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
        rf"\b(?:(?:next|this|last) )?{_WEEKDAY}",
    ),
    (
        _DIGITS,
        rf"(?<![0-9.])(?:the )?{_NUMBER}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? 20[0-9]{{2}})?",
    ),
    (
        _DIGITS,
        rf"\b(?:{MONTH_NAMES})\.? {_NUMBER}(?:st|nd|rd|th)?(?![0-9%:a-z])(?:,? 20[0-9]{{2}})?",
    ),
    (
        ("the ",),
        rf"\bthe {_NUMBER}(?:st|nd|rd|th)\b"
        r"(?! [a-z]*(?:floor|time|one|quarter|visit|call|meeting))",
    ),
)
_ISO = (
    ("-/.", r"(?<![0-9./-])20[0-9]{2}([-/.])[0-9]{1,2}\1[0-9]{1,2}(?![0-9])"),
    (
        "-/",
        r"(?<![0-9./-])(?:1[0-2]|0?[1-9])[-/][0-3]?[0-9]"
        r"(?![0-9./%万千百元块吨米成折年个台天月a-z-])",
    ),
)
# these are words of their own: they mean a time only behind what stands before one
_DOUBTFUL = ("may", "march", "mar", "sun", "sat", "wed")
_BEFORE_A_TIME = (
    r"(?:in|on|by|before|until|till|of|next|end|mid|early|late|this|since|for|from|after)[ -]$"
)
_AFTER_A_DAY = (
    r"(?:s?$|s?[,.;]| (?:arvo|[ap]\.?m|morning|afternoon|evening|night|noon|lunch|at|@|[0-9]))"
)
_NO_PERIOD_AFTER = r"['’]?s? (?:salary|pay|figures|numbers|results|payslip)"
_HOURS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_SPOKEN = "|".join(_HOURS)
_HALVES = "凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|早|晚"
_TIMES = (
    (
        "点时",
        rf"(?<![周期拜])(?P<half>{_HALVES})?\s?(?P<hour>[0-9]{{1,2}}|{HAN_COUNT})[点时]"
        r"(?P<rest>半|一刻|三刻|钟|整|[0-9]{2}分?)?(?![0-9要就儿都数五六七八九万元块%])",
    ),
    (
        ":",
        rf"(?P<half>{_HALVES})?\s?(?<![0-9:])(?P<hour>[0-9]{{1,2}}):(?P<rest>[0-9]{{2}})"
        r"(?!\s?[ap]\.?m)(?![0-9:])",
    ),
    ("m", r"(?<![0-9.:])(?P<clock>[0-9]{1,2}(?:[:.][0-9]{2})?\s?[ap]\.?m\b)\.?"),
    (
        ("at ", "@ ", "around ", "from "),
        r"\b(?:at|@|around|from) (?P<bare>[0-9]{1,2})"
        r"(?![0-9:.%,a-z]| ?(?:k|m|am|pm|percent|per|eur|usd)\b)",
    ),
    (("ish",), r"(?<![a-z0-9.])(?P<bare>[0-9]{1,2})ish\b"),
    (".", r"(?<![a-z0-9.])(?P<dotted>[0-9]{1,2}\.[0-5][05])(?![0-9.%a-z])"),
    (("noon",), r"\b(?P<noon>noon)\b"),
    (
        ("past", "quarter to"),
        rf"\b(?P<past>half past|quarter past|quarter to) (?P<spoken>{_SPOKEN}|[0-9]{{1,2}})\b",
    ),
    (("clock",), rf"\b(?P<spoken>{_SPOKEN}|[0-9]{{1,2}}) o'?clock\b"),
)
_EARLIEST = 7
_Found = TypeVar("_Found", DaySpan, TimeSpan)


def find_days(text: str, today: date, region: str = "CN") -> list[DaySpan]:
    """Return the days that a text names, in order, none within another."""
    text = text.replace("元月", "一月")
    return _apart([*_find_single(text, today, region), *_find_periods(text, today)])


def find_times(text: str) -> list[TimeSpan]:
    """Return the hours that a text names; 3点 and "at 3" are taken for the afternoon."""
    found = []
    for pattern in _compiled(_TIMES, text):
        for match in pattern.finditer(text):
            if span := _read_time(match):
                found.append(span)
    return _apart(found)


def _find_single(text: str, today: date, region: str) -> Iterator[DaySpan]:
    for pattern in _compiled((*_ISO, *_HAN_DAYS, *_LATIN_DAYS), text):
        for match in pattern.finditer(text):
            words = match[0].removeprefix("the ").replace("   ", " ")
            if words.rstrip("stndrh").isdigit():
                words = words.rstrip("stndrh") + "号"
            day = None if _is_doubtful(text, match) else read_day(words, today, region=region)
            if day:
                yield DaySpan(match.start(), match.end(), day, day, day)


def _find_periods(text: str, today: date) -> Iterator[DaySpan]:
    for signs, pattern, read in PERIODS:
        if not has_any(text, signs):
            continue
        edges = "" if signs[0] > "z" else r"\b"
        for match in _compile(rf"{edges}(?:{pattern}){edges}").finditer(text):
            if _is_doubtful(text, match):
                continue
            try:
                period = read(match, today)
            except (ValueError, OverflowError):
                continue
            if period:
                yield DaySpan(match.start(), match.end(), period.first, period.last, period.day)


def _is_doubtful(text: str, match: re.Match[str]) -> bool:
    """Say whether words that look like a time stand where they mean something else."""
    before = text[max(match.start() - 10, 0) : match.start()]
    is_weekday = match[0] in ("sun", "sat", "wed")
    if match[0] in _DOUBTFUL and not (
        re.search(_BEFORE_A_TIME, before)
        or (is_weekday and _compile(_AFTER_A_DAY).match(text, match.end()))
    ):
        return True
    if _compile(_NO_PERIOD_AFTER).match(text, match.end()):
        return True
    # 三年前, 前年前, 一年后: counted years are no feast
    return match[0][0] in "年节" and bool(
        re.search(r"[0-9一二两三四五六七八九十几多前去今明半]$", before)
    )


def _read_time(match: re.Match[str]) -> TimeSpan | None:
    parts = match.groupdict()
    bound = False
    if parts.get("noon"):
        time: str | None = "12:00"
    elif words := parts.get("clock"):
        words = re.sub(r"(?<=[0-9])\.(?=[0-9])", ":", words)
        time = read_time(words.replace(".", "").replace(" ", ""))
    elif bare := parts.get("bare"):
        time, bound = _likely(int(bare), 0), True
    elif spoken := parts.get("spoken"):
        time = _spoken(spoken, parts.get("past") or "")
    elif dotted := parts.get("dotted"):
        time, bound = _likely(*map(int, dotted.split("."))), True
    else:
        rest = (parts["rest"] or "").removesuffix("分")
        minutes = {"半": 30, "一刻": 15, "三刻": 45}.get(rest, int(rest) if rest.isdigit() else 0)
        hour = read_count(parts["hour"])
        half = {"早": "早上", "晚": "晚上"}.get(parts["half"] or "", parts["half"])
        if hour is None:
            return None
        bound = not half and not rest
        time = read_time(f"{half}{hour}:{minutes:02d}") if half else _likely(hour, minutes)
    return TimeSpan(match.start(), match.end(), time, bound) if time else None


def _spoken(words: str, past: str) -> str | None:
    """Return the hour of "half past two", "quarter to 4", "ten o'clock"."""
    hour = int(words) if words.isdigit() else _HOURS.index(words) + 1
    minutes = {"half past": 30, "quarter past": 15, "quarter to": 45}.get(past, 0)
    return _likely(hour - (past == "quarter to"), minutes)


def _likely(hour: int, minutes: int) -> str | None:
    """Return the hour at which somebody is seen: 3 is the afternoon, 9 the morning."""
    hour += 12 if 0 < hour < _EARLIEST else 0
    return f"{hour:02d}:{minutes:02d}" if hour < 24 and minutes < 60 else None


def _compiled(patterns: Iterable[tuple[Signs, str]], text: str) -> Iterator[re.Pattern[str]]:
    return (_compile(pattern) for signs, pattern in patterns if has_any(text, signs))


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _apart(found: list[_Found]) -> list[_Found]:
    """Keep the longest of those that overlap, and put them in order."""
    kept: list[_Found] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if kept and one.start < kept[-1].end:
            if one.end - one.start > kept[-1].end - kept[-1].start:
                kept[-1] = one
            continue
        kept.append(one)
    return kept
