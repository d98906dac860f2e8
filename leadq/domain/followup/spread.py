"""Spreads steps over working days, so that no morning is flooded (method §5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from leadq.domain.followup.workdays import Calendar


class Spread:
    """Hands out working days from a first one on, none with more than ``per_day`` steps."""

    def __init__(
        self, calendar: Calendar, planned: Mapping[date, int], per_day: int, first: date
    ) -> None:
        self.calendar = calendar
        self.planned = planned
        self.per_day = per_day
        self.day = calendar.on_or_after(first)
        self._room = self._room_of_day()

    def take(self) -> date:
        """Return the next day that has room, and fill one place of it."""
        ((day, _),) = self.share(1)
        return day

    def share(self, count: int) -> Iterator[tuple[date, int]]:
        """Yield the next days that have room for so many steps, with how many each takes."""
        while count:
            while self._room <= 0:
                self.day = self.calendar.after(self.day)
                self._room = self._room_of_day()
            taken = min(self._room, count)
            self._room -= taken
            count -= taken
            yield self.day, taken

    def _room_of_day(self) -> int:
        return self.per_day - self.planned.get(self.day, 0)
