"""What people type: days, times, moments and money turned into values, in English and Chinese."""

from __future__ import annotations

import re
from datetime import date, timedelta

from leadq.domain.typing.days import read_day
from leadq.domain.typing.hours import CLOCK, read_time
from leadq.domain.typing.phrases import read_phrase
from leadq.domain.typing.quotes import unquote
from leadq.domain.typing.spans import find_days
from leadq.domain.typing.texts import narrow
from leadq.errors import UsageError

MOST_MONEY = 10**15

_DAY_AND_TIME = (
    rf"(?P<day>.*?)(?:(?:\s+|(?<=[0-9])t|(?<![0-9]))(?P<clock>{CLOCK})|\s+(?P<plain>[0-9]{{4}}))"
)
_LONGEST = 40
_PART_OF_MONTH = (
    r"月[初中底末]|(?:the )?(?:end|start|beginning|middle) of (?:the )?month|month[- ]end"
)
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


def parse_day(text: str, today: date, past: bool = False, region: str = "CN") -> date:
    """Return the day a person means; ``past`` reads an open one as the last, else as the next.

    A weekday is never today itself, nor is 月底 as a plan; a date without a year may be. 1/12 is
    read by the custom of ``region``. An hour may follow, which no day needs. Raises UsageError
    bad_day.
    """
    found = _day_and_time(_plain(text), today, past, region)
    if found is None:
        raise UsageError("bad_day", hint="bad_day", given=text)
    return found[0]


def parse_last_day(text: str, today: date, region: str = "CN") -> date:
    """Return the day by which something is needed: of a span its last. Raises UsageError bad_day.

    What is typed and what is heard mean the same: "next month" is up to its end.
    """
    day, words = parse_day(text, today, region=region), _plain(text)
    named = read_phrase(words, today, region)
    return named[0].last if named and named[0].first < named[0].last else day


def parse_time(text: str) -> str:
    """Return ``HH:MM`` for ``9:30``, ``1430``, ``3pm``, ``下午3点``. Raises UsageError bad_time."""
    time = read_time(_plain(text))
    if time is None:
        raise UsageError("bad_time", hint="bad_time", given=text)
    return time


def parse_appointment(text: str, today: date, region: str = "CN") -> tuple[date, str]:
    """Return the coming day and the ``HH:MM`` ("" without one) of ``fri 14:30``, ``明天下午3点``.

    Raises UsageError bad_day.
    """
    found = _day_and_time(_plain(text), today, False, region)
    if found is None:
        raise UsageError("bad_day", hint="bad_day", given=text)
    return found


def parse_moment(text: str, today: date, now: str, region: str = "CN") -> tuple[date, str]:
    """Return the day and the ``HH:MM`` ("" without one) at which something happened.

    Days are read as past ones; a bare time is today's; "now" is today at ``now``.
    Raises UsageError bad_moment.
    """
    words = _plain(text)
    if words in _NOW:
        return today, now
    if time := read_time(words):
        return today, time
    if found := _day_and_time(words, today, True, region):
        return found
    raise UsageError("bad_moment", hint="bad_moment", given=text)


def _day_and_time(words: str, today: date, past: bool, region: str) -> tuple[date, str] | None:
    # the whole comes first, since "27 nov 2026" ends like a time
    if day := read_day(words, today, past, region):
        if day == today and not past and re.fullmatch(_PART_OF_MONTH, words):
            # like a weekday, 月底 planned on the last of the month is the next one
            day = read_day(words, today + timedelta(days=1), past, region)
        return (day, "") if day else None
    if found := re.fullmatch(_DAY_AND_TIME, words):
        day = read_day(found["day"].strip(" ,@").removesuffix(" at"), today, past, region)
        time = read_time(found["clock"] or found["plain"])
        if day and time:
            return day, time
    named = read_phrase(words, today, region) if words else None
    if named is None:
        return None
    span, hour = named
    if past and span.day > today:
        return None
    return span.day, hour


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


def parse_promise(typed: str, today: date, region: str = "CN") -> tuple[str, date | None]:
    """Return a promise and its day: from "TEXT @ DATE", else the first one its words name (§14).

    None where they name no day to come. An @ that stands alone must be followed by a day; inside
    a word, as in an address, it need not. Raises UsageError.
    """
    plain = unquote(typed.replace("＠", "@").strip())
    words, at, day = plain.rpartition("@")
    if at:
        try:
            return unquote(words).strip(), parse_day(unquote(day).strip(), today, region=region)
        except UsageError:
            if not words or words.endswith(" ") or day.startswith(" "):
                raise
    return plain, _promised_day(plain, today, region)


def _promised_day(words: str, today: date, region: str) -> date | None:
    named = find_days(narrow(words).lower(), today, region)
    return next((one.day for one in named if one.day >= today), None)
