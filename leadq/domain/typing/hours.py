"""Reads times of day as people type them: 14:30, 1430, 3pm, 9点, 下午3点半."""

from __future__ import annotations

import re

HAN_DIGITS = "一二三四五六七八九"
HAN_COUNT = "[一二两三四五六七八九十]{1,3}"
_HALVES = "凌晨|早上|早晨|上午|中午|下午|傍晚|晚上"
_HAN_HOUR = (
    rf"(?:{_HALVES})?\s?(?:[0-9]{{1,2}}:[0-9]{{2}}"
    rf"|(?:[0-9]{{1,2}}|{HAN_COUNT})[点时](?:半|一刻|三刻|[0-9]{{1,2}}分?)?)"
)
CLOCK = rf"[0-9]{{1,2}}(?::[0-9]{{2}})?\s?[ap]m|{_HAN_HOUR}"
"""What can stand right behind a day; any of it is read by ``read_time``."""
_TIME = r"([0-9]{1,2}):([0-9]{2})|([0-9]{2})([0-9]{2})"
_ENGLISH = r"([0-9]{1,2})(?::([0-9]{2}))?\s?([ap])m"
_HAN = (
    rf"({_HALVES})?\s?(?:([0-9]{{1,2}}):([0-9]{{2}})"
    rf"|([0-9]{{1,2}}|{HAN_COUNT})[点时](?:(半|一刻|三刻)|([0-9]{{1,2}})分?)?)"
)
_MINUTES = {"半": 30, "一刻": 15, "三刻": 45}
_LATE = ("下午", "傍晚", "晚上")


def read_time(words: str) -> str | None:
    """Return ``HH:MM`` for a time in plain lower-case words; None for anything else."""
    if found := re.fullmatch(_TIME, words):
        hour, minute = (int(part) for part in found.groups() if part is not None)
    elif found := re.fullmatch(_ENGLISH, words):
        hour, minute = int(found[1]), int(found[2] or 0)
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[3] == "p" else 0)
    elif found := re.fullmatch(_HAN, words):
        count = read_count(found[2] or found[4])
        if count is None:
            return None
        hour = _hour_of(found[1], count)
        minute = _MINUTES[found[5]] if found[5] else int(found[3] or found[6] or 0)
    else:
        return None
    return f"{hour:02d}:{minute:02d}" if 0 <= hour < 24 and minute < 60 else None


def read_count(digits: str) -> int | None:
    """Return a number written in figures, or up to 99 in Han numerals; None for no number."""
    if digits.isascii():
        return int(digits)
    tens, ten, ones = digits.replace("两", "二").rpartition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in tens:
        return None
    most = HAN_DIGITS.index(tens) + 1 if tens else 1
    return (10 * most if ten else 0) + (HAN_DIGITS.index(ones) + 1 if ones else 0)


def _hour_of(half: str | None, hour: int) -> int:
    """Return the hour of 24; -1 where the words contradict the hour or leave the day open."""
    if half in _LATE:
        if hour == 12:
            # twelve in the evening is the end of the day, which has no time of its own
            return -1 if half == "晚上" else 12
        return hour + 12 if hour < 12 else hour
    if half == "中午":
        return hour + 12 if hour < 3 else hour
    return 0 if half == "凌晨" and hour == 12 else hour
