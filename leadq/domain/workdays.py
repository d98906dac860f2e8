"""Working days: weekly days off, public holidays and make-up workdays (method §5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

_LONGEST_BREAK = 60


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked. ``days_off`` holds weekdays, Monday being 0.

    ``makeup`` are days worked although their weekday or a holiday says otherwise (调休).
    """

    days_off: frozenset[int] = frozenset({5, 6})
    holidays: frozenset[date] = frozenset()
    makeup: frozenset[date] = frozenset()

    def is_workday(self, day: date) -> bool:
        """Tell whether a day is worked."""
        if day in self.makeup:
            return True
        return day not in self.holidays and day.weekday() not in self.days_off

    def on_or_after(self, day: date) -> date:
        """Return the day itself if it is worked, else the next one that is.

        With no working day within 60 days, the day itself.
        """
        for ahead in range(_LONGEST_BREAK):
            candidate = day + timedelta(days=ahead)
            if self.is_workday(candidate):
                return candidate
        return day

    def after(self, day: date) -> date:
        """Return the first working day after a day."""
        return self.on_or_after(day + timedelta(days=1))
