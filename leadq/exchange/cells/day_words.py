"""What one cell says of a day and a time of day, whatever its column proves."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from leadq.domain.typing.days import FIRST_YEAR, LAST_YEAR
from leadq.domain.typing.texts import narrow
from leadq.exchange.cells.clocks import find_clock, split_zone
from leadq.exchange.cells.date_forms import Either, in_plain_words, read_form
from leadq.exchange.cells.day_order import Figures, read_figures
from leadq.exchange.cells.traditional import simplify

_EMPTY = frozenset(
    {"", "-", "--", "\u2014", "\u2013", "/", "n/a", "na", "null", "none", "nil", "无", "暂无"}
) | {"tbd", "tba", "待定", "未定", "0"}
_SERIAL_START = date(1899, 12, 30)
_FIRST_SERIAL = 20_000  # a smaller number is a year, not a day of 1954 or later
_NEVER = re.compile(r"0000-00-00.*")
_MILLISECONDS = re.compile(r"\d{13}", re.ASCII)
_SECONDS = re.compile(r"1\d{9}(?:\.\d+)?", re.ASCII)
_SERIAL = re.compile(r"\d{5,6}(?:\.\d{1,15})?", re.ASCII)
_DAY_SECONDS = 86_400
# Without the time of day behind them the days of a column repeat.
_STAMP = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]\d{2}:\d{2}(?::\d{2})?", re.ASCII)
REMEMBERED, LONGEST_KEPT = 4096, 64
"""How many values are remembered, and how long ones."""


class Said(NamedTuple):
    """What the words of a cell say: the day, or which days it may be, and the time of day."""

    day: date | Either
    clock: str
    zone: int | None = None


def without_clock(text: str) -> str:
    """Return the ISO day in front of a time of day, which changes nothing; else the text."""
    stamp = _STAMP.fullmatch(text)
    return stamp[1] if stamp else text


def read_said(text: str) -> Said | None:
    """Return what a cell says, None for an empty one. Raises ValueError for no day."""
    if len(text) > LONGEST_KEPT:
        return _read_words.__wrapped__(text)
    return _read_words(text)


@lru_cache(maxsize=REMEMBERED)
def figures_of(text: str) -> Figures | None:
    """Return the figures of a cell whose order may be in doubt."""
    return read_figures(plain_words(text))


@lru_cache(maxsize=REMEMBERED)
def _read_words(text: str) -> Said | None:
    words = plain_words(text)
    if words in _EMPTY or _NEVER.fullmatch(words):
        return None
    try:
        found = _read_number(words) or _read_day(words)
    except OverflowError:
        found = None
    days = found.day if found else None
    day = days.pick(None) if isinstance(days, Either) else days
    if found is None or day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"not a date: {text[:40]!r}")
    return found


def _read_day(words: str) -> Said | None:
    """Return what words say, as they are or once they are in plain ones."""
    for attempt in (words, None):
        said = in_plain_words(words) if attempt is None else attempt
        rest, zone = split_zone(said)
        day = read_form(rest) if zone is not None else read_form(said)
        if day is not None:
            behind = rest if zone is not None else said
            return Said(day, find_clock(_behind_day(behind)), zone)
    return None


def _behind_day(words: str) -> str:
    """Return words without the figures of their day, which a clock must not be looked for in."""
    if words[:12].isdigit():
        return f"{words[8:10]}:{words[10:12]}"
    return re.sub(r"^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}", " ", words)


def plain_words(text: str) -> str:
    """Return a text in lower case, narrow and simplified, with single spaces."""
    return " ".join(simplify(narrow(text)).lower().split())


def _read_number(words: str) -> Said | None:
    if _MILLISECONDS.fullmatch(words):
        return _at_instant(int(words) / 1000)
    if _SECONDS.fullmatch(words):
        return _at_instant(float(words))
    if _SERIAL.fullmatch(words):
        whole, _, part = words.partition(".")
        if int(whole) >= _FIRST_SERIAL:
            minutes = round(float(f"0.{part or 0}") * 1440) % 1440
            clock = f"{minutes // 60:02d}:{minutes % 60:02d}" if minutes else ""
            return Said(_SERIAL_START + timedelta(days=int(whole)), clock)
    return None


def _at_instant(seconds: float) -> Said:
    """Return the local day and time of an instant; midnight of UTC stands for its day."""
    there = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    clock = "" if seconds % _DAY_SECONDS == 0 else f"{there:%H:%M}"
    return Said(there.date(), clock, 0)
