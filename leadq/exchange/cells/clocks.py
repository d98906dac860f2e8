"""The time of day in a cell, and the instants that a zone makes of it."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

_HALF = r"(上午|下午|中午|晚上|凌晨|早上|傍晚|오전|오후|午前|午后)?\s*"
_CLOCK = re.compile(
    _HALF + r"(?<![\d.:])([01]?\d|2[0-3])[:h时点시]\s*([0-5]\d)(?!\d)(?::[0-5]\d(?:[.,]\d+)?)?\s*"
    r"(?:分|분)?\s*(?:([ap])\.?\s?m\.?)?"
)
_DOTTED = re.compile(r"(?<![\d.])(1[0-2]|0?\d)\.([0-5]\d)\.[0-5]\d(?:\.\d+)?\s*([ap])m")
_GERMAN = re.compile(r"(?<![\d.])([01]?\d|2[0-3])\.([0-5]\d)\s*uhr")
_HOUR = re.compile(
    _HALF + r"(?<!\d)([01]?\d|2[0-3])\s*(?:[时点](半|整)?|(시)|([ap])\.?m\.?\b|\s?uhr)"
)
_LATE = frozenset({"下午", "晚上", "傍晚", "오후", "午后", "中午"})
_ZONE = re.compile(
    r"(?P<rest>.*\d:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:\s*[ap]\.?m\.?)?)\s*"
    r"(?:(?:utc|gmt)?\s*(?P<sign>[+-])(?P<h>\d{1,2})(?::?(?P<m>\d{2}))?|(?P<name>[a-z]{1,5}))$"
)
_NAMED = {
    "z": 0, "utc": 0, "gmt": 0, "est": -300, "edt": -240, "cdt": -300, "mst": -420, "mdt": -360,
    "pst": -480, "pdt": -420, "cet": 60, "cest": 120, "bst": 60, "jst": 540, "kst": 540, "ist": 330,
    "hkt": 480, "sgt": 480, "msk": 180, "aest": 600, "aedt": 660,
}  # fmt: skip


def find_clock(words: str) -> str:
    """Return ``HH:MM`` for the time of day in lower-case words; "" without one, or at midnight."""
    for pattern in (_DOTTED, _CLOCK, _GERMAN, _HOUR):
        if found := pattern.search(words):
            break
    else:
        return ""
    groups = found.groups()
    if pattern is _DOTTED:
        hour, minute, half = int(groups[0]), int(groups[1]), groups[2]
    elif pattern is _GERMAN:
        hour, minute, half = int(groups[0]), int(groups[1]), None
    elif pattern is _CLOCK:
        hour, minute, half = int(groups[1]), int(groups[2]), groups[3] or groups[0]
    else:
        hour, minute = int(groups[1]), 30 if groups[2] == "半" else 0
        half = groups[4] or groups[0]
    if half in ("p", "a") and hour == 12:
        hour = 0
    if (half == "p" or half in _LATE) and hour < 12:
        hour += 12 if half != "中午" or hour < 10 else 0
    clock = f"{hour:02d}:{minute:02d}"
    return "" if clock == "00:00" else clock


def split_zone(words: str) -> tuple[str, int | None]:
    """Return the words without their zone, and its minutes east of UTC; None without a zone."""
    found = _ZONE.match(words)
    if found is None:
        return words, None
    if found["name"]:
        # pm belongs to the clock, and what CST means depends on where one is
        minutes = _NAMED.get(found["name"])
        return (found["rest"], minutes) if minutes is not None else (words, None)
    minutes = 60 * int(found["h"]) + int(found["m"] or 0)
    return found["rest"], -minutes if found["sign"] == "-" else minutes


def in_local_time(day: date, clock: str, minutes: int) -> tuple[date, str]:
    """Return the local day and time of an instant of a zone; midnight is a day without a time."""
    if not clock:
        return day, ""
    hour, minute = map(int, clock.split(":"))
    zone = timezone(timedelta(minutes=minutes))
    there = datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)
    here = there.astimezone()
    return here.date(), f"{here:%H:%M}"
