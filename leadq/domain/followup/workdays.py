"""Working days: weekly days off, public holidays and make-up workdays (method §5)."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple

_LONGEST_BREAK = 400


class DayName(NamedTuple):
    """What a public holiday is called in both languages."""

    en: str
    zh: str

    def pick(self, lang: str) -> str:
        """Return the name in a language: ``zh``, else English."""
        return self.zh if lang == "zh" else self.en


LEAVE = DayName("a day of leave", "休假日")
"""What a day in an absence is called."""


class DayOff(NamedTuple):
    """A day that is not worked; ``name`` is why, None for a weekly day off."""

    day: date
    name: DayName | None


class Calendar(NamedTuple):
    """Which days are worked. ``days_off`` holds weekdays, Monday being 0.

    ``holidays`` are the public ones with their names. ``makeup`` are days worked although their
    weekday or a holiday says otherwise (调休). ``away`` are absences, first and last day (§14).
    """

    days_off: frozenset[int] = frozenset({5, 6})
    holidays: Mapping[date, DayName] = MappingProxyType({})
    makeup: frozenset[date] = frozenset()
    away: tuple[tuple[date, date], ...] = ()

    def is_workday(self, day: date) -> bool:
        """Tell whether a day is worked."""
        if self._is_away(day):
            return False
        if day in self.makeup:
            return True
        return day not in self.holidays and day.weekday() not in self.days_off

    def day_off(self, day: date) -> DayOff | None:
        """Return why a day is not worked, None if it is."""
        if self.is_workday(day):
            return None
        return DayOff(day, LEAVE if self._is_away(day) else self.holidays.get(day))

    def on_or_after(self, day: date) -> date:
        """Return the day itself if it is worked, else the next one that is.

        With no working day within 400 days, the day itself.
        """
        for ahead in range(_LONGEST_BREAK):
            candidate = day + timedelta(days=ahead)
            if self.is_workday(candidate):
                return candidate
        return day

    def after(self, day: date) -> date:
        """Return the first working day after a day."""
        return self.on_or_after(day + timedelta(days=1))

    def _is_away(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.away)
