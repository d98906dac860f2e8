"""Reads the first and the last day of an absence, which people type without saying when."""

from __future__ import annotations

from datetime import date

from leadq.domain.typed import parse_day

_DAYS_IN_WEEK = 7


def parse_absence(first: str, last: str, today: date) -> tuple[date, date]:
    """Return the first and the last day that are meant, the last one seen from the first.

    An absence already under way began on the last such day, where that is nearer than the next.
    Raises UsageError bad_day; the days can still be the wrong way round.
    """
    start, end = parse_day(first, today), parse_day(last, today)
    if start <= end:
        return start, end
    # "mon fri" on a Wednesday is the coming week: its Friday is not this one
    following = parse_day(last, start)
    if 0 <= (following - start).days < _DAYS_IN_WEEK:
        return start, following
    began = parse_day(first, today, past=True)
    return (began if today - began < start - today else start), end
