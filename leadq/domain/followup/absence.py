"""Reads the first and the last day of an absence, which people type without saying when."""

from __future__ import annotations

from datetime import date, timedelta

from leadq.domain.typing.typed import parse_day

_DAYS_IN_WEEK = 7
_ONE_DAY = timedelta(days=1)


def parse_absence(first: str, last: str, today: date, region: str = "CN") -> tuple[date, date]:
    """Return the first and the last day that are meant, the last one seen from the first.

    An absence already under way began on the last such day, where that is nearer than the next.
    Raises UsageError bad_day; the days can still be the wrong way round.
    """

    def read(typed: str, on: date, past: bool = False) -> date:
        return parse_day(typed, on, past, region)

    start, end = read(first, today), read(last, today)
    if start <= end:
        return start, end
    # "mon fri" on a Wednesday is the coming week: its Friday is not this one
    following = read(last, start)
    is_soon = (start - today).days <= _DAYS_IN_WEEK
    # "+3d" moves along with the day it is counted from, a weekday does not
    is_counted = read(last, start + _ONE_DAY) == following + _ONE_DAY
    if is_soon and not is_counted and 0 <= (following - start).days < _DAYS_IN_WEEK:
        return start, following
    began = read(first, today, past=True)
    return (began if today - began < start - today else start), end
