"""In which order a table writes day, month and year by figures: what its own values prove."""

from __future__ import annotations

from leadq.exchange.cells.date_forms import match_form, match_without_year

Figures = tuple[int, int, str]
"""The first two figures of a day and its year as it is written, "" for none."""


def read_figures(words: str) -> Figures | None:
    """Return the figures of a day, in plain lower-case words, whose order may be in doubt."""
    found = match_form(words) or match_without_year(words)
    parts = found.groupdict() if found else {}
    return (int(parts["a"]), int(parts["b"]), parts.get("y") or "") if parts.get("a") else None


class Evidence:
    """What has been seen of one column, or of all of a file."""

    def __init__(self) -> None:
        self._day_first = 0
        self._month_first = 0
        self._firsts: set[int] = set()
        self._thirds: set[int] = set()
        self._no_year_first = 0
        self._short = 0
        self._short_day_first = 0
        self._short_month_first = 0
        self._only_year_first = 0

    def look(self, figures: Figures, times: int = 1) -> None:
        """Take the figures of one value, which came so many times."""
        first, second, year = figures
        if len(year) == 1:
            self._short += times
            self._only_year_first += times
            return
        if len(year) == 2:
            self._look_short(first, second, int(year), times)
            return
        self._day_first += times * (first > 12 >= second)
        self._month_first += times * (second > 12 >= first)

    def _look_short(self, first: int, second: int, third: int, times: int) -> None:
        self._short += times
        self._firsts.add(first)
        self._thirds.add(third)
        fits_ymd = 1 <= second <= 12 and 1 <= third <= 31
        fits_dmy = 1 <= second <= 12 and 1 <= first <= 31
        fits_mdy = 1 <= first <= 12 and 1 <= second <= 31
        self._no_year_first += times * (not fits_ymd)
        self._only_year_first += times * (fits_ymd and not (fits_dmy or fits_mdy))
        self._short_day_first += times * (fits_dmy and not fits_mdy)
        self._short_month_first += times * (fits_mdy and not fits_dmy)

    @property
    def tells(self) -> bool:
        """Say whether anything has been proved."""
        return self.order is not None or self.year_first is not None

    @property
    def order(self) -> str | None:
        """Return dmy or mdy where values prove it, None while they do not."""
        day_first, month_first = self._day_first, self._month_first
        if self.year_first is False:
            day_first += self._short_day_first
            month_first += self._short_month_first
        if day_first == month_first:
            return None
        return "dmy" if day_first > month_first else "mdy"

    @property
    def year_first(self) -> bool | None:
        """Say whether years of two figures stand first; None where nothing tells.

        Years are few and days are many: whichever place varies more holds the days.
        """
        if self._no_year_first or not self._short:
            return False if self._short else None
        if self._only_year_first:
            return True
        if len(self._thirds) == len(self._firsts):
            return None
        return len(self._thirds) > len(self._firsts)
