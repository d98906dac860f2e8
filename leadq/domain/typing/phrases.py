"""Reads what is typed for a day as running text is read: 下个月, 后天下午, Tuesday next week."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from leadq.domain.typing.spans import DaySpan, TimeSpan, find_days, find_times

_WEEK = 7
_WITHOUT_MEANING = (
    r"[\s,，、.@]|之前|以前|之内|以内|前|内|的|在|早上|早晨|上午|中午|下午|傍晚|晚上"
    r"|\b(?:by|before|until|till|on|in|at|the|of|morning|afternoon|evening|night|early|late)\b"
)
_DURATION = ("{}后", "in {}")
"""What a length of time alone stands for: 半个月, a week."""
_SOME_DAY = "one day"
"""No length of time, though it begins like one."""


def read_phrase(words: str, today: date, region: str) -> tuple[DaySpan, str] | None:
    """Return the days that plain words name, with the hour ("" without one); None for others.

    Nothing that could mean more may stand beside them. Of a span that has begun, the day to put
    down is its last: Friday of this week.
    """
    if words.strip() == _SOME_DAY:
        return None
    return _read(words, today, region) or next(
        (
            found
            for form in _DURATION
            if (found := _read(form.format(words), today, region)) and found[0].day > today
        ),
        None,
    )


def _read(words: str, today: date, region: str) -> tuple[DaySpan, str] | None:
    days = find_days(words, today, region)
    beside = [time for time in find_times(words) if not any(_meet(time, day) for day in days)]
    places = [(one.start, one.end) for one in days] + [(one.start, one.end) for one in beside]
    rest = words
    for start, end in sorted(places, reverse=True):
        rest = f"{rest[:start]} {rest[end:]}"
    if len(beside) > 1 or re.sub(_WITHOUT_MEANING, "", rest):
        return None
    span = join_days(days) if days else None
    # a day that is not on the weekday beside it is a slip of one or the other
    weekdays = {day.first.weekday() for day in days if day.first == day.last}
    if span is None or len(weekdays) > 1:
        return None
    return _ahead(span, today), beside[0].time if beside else ""


def _meet(time: TimeSpan, day: DaySpan) -> bool:
    return time.start < day.end and day.start < time.end


def _ahead(span: DaySpan, today: date) -> DaySpan:
    if span.first == span.last or not span.day <= today <= span.last:
        return span
    friday = span.first + timedelta(days=4)
    is_week = (span.last - span.first).days == _WEEK - 1 and span.first.weekday() == 0
    return span._replace(day=friday if is_week and today <= friday else span.last)


def join_days(days: Sequence[DaySpan]) -> DaySpan | None:
    """Return the first day; of days side by side what they mean together, if anything."""
    day: DaySpan | None = days[0]
    end = days[0].end
    for after in days[1:]:
        if day is None or after.start - end > 1:
            break
        end = after.end
        day = _together(day, after)
    return day


def _together(day: DaySpan, after: DaySpan) -> DaySpan | None:
    """Return what two days side by side mean: 下周 周二, Tuesday 8 December, 年后 三月份."""
    if day.first <= after.first <= day.last:
        return after
    wide, one = (after, day) if day.first == day.last else (day, after)
    if one.first != one.last:
        return None
    if wide.first == wide.last:
        return after if day.first.weekday() == after.first.weekday() else day
    if (wide.last - wide.first).days != _WEEK - 1:
        return after if wide is after and one.first <= wide.first else None
    inside = wide.first + timedelta(days=(one.first.weekday() - wide.first.weekday()) % _WEEK)
    return one._replace(first=inside, last=inside, day=inside)
