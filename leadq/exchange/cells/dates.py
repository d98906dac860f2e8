"""Dates as other programs export them; the order of day and month is settled for the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from leadq.domain.typing.typed import parse_day
from leadq.errors import UsageError
from leadq.exchange.cells.clocks import find_clock, in_local_time
from leadq.exchange.cells.date_forms import (
    Either,
    custom_of,
    match_without_year,
)
from leadq.exchange.cells.day_order import Evidence
from leadq.exchange.cells.day_words import (
    LONGEST_KEPT,
    REMEMBERED,
    Said,
    figures_of,
    plain_words,
    read_said,
    without_clock,
)

# A number of a spreadsheet has no zero at its end: 12.10 is kept as 12.1.
_TWO_FIGURES = re.compile(r"\d{1,2}\.0\d", re.ASCII)
_ONE_FIGURE = re.compile(r"\d{1,2}\.[123]", re.ASCII)
_LONGEST_SHORT = len("12.05")


class DateColumn:
    """The dates of one column; what is seen of it, or of its file, decides which comes first.

    Show it every value with ``look``, then ``read`` them; or give ``look_through``, which does so
    when the first value comes that could be meant several ways, and most columns have none.
    ``file`` is what all columns of a table prove together; without proof the custom of ``region``
    decides, else the sign: 4/5/2021 is month-first, 4.5.2021 and 4-5-2021 are day-first.
    ``order`` (dmy, mdy, ymd) insists. Given ``today``, a day without a year is read as typed ones
    are: as the next such day, or with ``past`` as the last; ``in_numbers`` says that 12.1 may have
    been typed as 12.10.
    """

    def __init__(
        self,
        values: Iterable[str] = (),
        look_through: Callable[[], None] | None = None,
        today: date | None = None,
        past: bool = False,
        file: Evidence | None = None,
        region: str = "",
        order: str | None = None,
        in_numbers: bool = False,
    ) -> None:
        self._today = today
        self._past = past
        self._own = Evidence()
        self._file = file
        self._custom = custom_of(region) if region else None
        self._wanted = order
        self._look_through = look_through
        self.known: dict[str, date | None] = {}
        """What cells have been read as."""
        self.guessed: tuple[str, str] | None = None
        """The first value that nothing proved the order of, and the order it was read in."""
        self._in_numbers = in_numbers
        self._two_figures = False
        self.may_lack_zero: str | None = None
        """The first value that may have ended in a zero, which nothing told."""
        for value in values:
            self.look(value)

    @property
    def day_first(self) -> bool | None:
        """True or False once the values tell it; None while they do not."""
        order = self._proved()
        return None if order is None else order == "dmy"

    def look(self, text: str, times: int = 1) -> None:
        """Take one value, which came so many times, as evidence of the order, of the column's and
        of its file's."""
        if len(text) <= _LONGEST_SHORT and "." in text and _TWO_FIGURES.fullmatch(text):
            self._two_figures = True
        figures = figures_of(text) if len(text) <= LONGEST_KEPT else None
        if figures is None:
            return
        self._own.look(figures, times)
        if self._file is not None:
            self._file.look(figures, times)

    def read(self, text: str, past: bool | None = None) -> date | None:
        """Return the date, None for an empty cell. Raises ValueError for anything else.

        ``past`` says of this one cell what the column says of all.
        """
        known = self.known
        if text in known:
            return known[text]
        try:
            found = read_said(without_clock(text))
        except ValueError:
            if self._today is None:
                raise
            return self._read_short(text, self._today, self._past if past is None else past)
        day = None if found is None else self._settle(found, text)[0]
        if len(text) <= LONGEST_KEPT:
            if len(known) == REMEMBERED:
                known.clear()
            known[text] = day
        return day

    def read_time(self, text: str) -> str:
        """Return the ``HH:MM`` of a cell that ``read`` has read; "" where it has none."""
        try:
            found = read_said(text)
        except ValueError:
            return find_clock(plain_words(text))
        return "" if found is None else self._settle(found, text)[1]

    def _settle(self, found: Said, text: str) -> tuple[date, str]:
        day = found.day
        if isinstance(day, Either):
            day = day.pick(self._order_of(day, text))
        if found.zone is None:
            return day, found.clock
        return in_local_time(day, found.clock, found.zone)

    def _proved(self) -> str | None:
        if self._look_through is not None:
            look_through, self._look_through = self._look_through, None
            look_through()
        if self._wanted:
            return self._wanted
        return self._own.order or (self._file.order if self._file else None)

    def _order_of(self, either: Either, text: str) -> str:
        """Return the order of a value that can be meant several ways; notes it if it is a guess."""
        proved = self._proved()
        if self._wanted:
            return self._wanted
        if either.ymd is not None:
            order, sure = self._order_of_short(either, proved)
        else:
            order, sure = proved, proved is not None
        if order is None:
            custom = self._custom if either.sign != "." else None
            order = custom if custom in ("dmy", "mdy") else either.suggested
        if not sure and self.guessed is None:
            self.guessed = (text, order)
        return order

    def _order_of_short(self, either: Either, proved: str | None) -> tuple[str | None, bool]:
        """Settle a value whose year has two figures, which may stand first."""
        told = self._own.year_first
        if told is None and self._file is not None:
            told = self._file.year_first
        if told is None and proved is None:
            told = self._custom == "ymd" and self._is_nearer(either)
            return ("ymd", False) if told else (None, False)
        if told and self._custom != "ymd" and proved is None and (either.dmy or either.mdy):
            # elsewhere it would be odd: 26.11.20 may well be of 2020
            return ("ymd", False) if self._is_nearer(either) else (None, False)
        return ("ymd", True) if told else (proved, proved is not None)

    def _is_nearer(self, either: Either) -> bool:
        """Tell whether the day with its year in front is nearer to today than the others."""
        if self._today is None or either.ymd is None:
            return self._custom == "ymd"
        others = [day for day in (either.dmy, either.mdy) if day is not None]
        away = abs(either.ymd - self._today)
        return all(away <= abs(day - self._today) for day in others)

    def _read_short(self, text: str, today: date, past: bool) -> date:
        """Return a day without a year. Raises ValueError for others."""
        if "." in text and _ONE_FIGURE.fullmatch(text):
            text = self._with_zero(text)
        found = match_without_year(plain_words(text))
        if found is None:
            raise ValueError(f"not a date: {text[:40]!r}")
        try:
            parts = found.groupdict()
            month, day = (parts[name] for name in (("m", "d") if "m" in parts else ("a", "b")))
            if "a" in parts and self._has_day_first(int(month), int(day), parts, text):
                month, day = day, month
            return parse_day(f"{month}月{day}日", today, past)
        except UsageError:
            if self.guessed is not None and self.guessed[0] == text:
                self.guessed = None
            raise ValueError(f"not a date: {text[:40]!r}") from None

    def _with_zero(self, text: str) -> str:
        """Return 12.10 for 12.1 where the column writes all its figures by two: 12.05."""
        self._proved()
        if self._two_figures:
            return f"{text}0"
        if self._in_numbers and self.may_lack_zero is None:
            self.may_lack_zero = text
        return text

    def _has_day_first(
        self, first: int, second: int, parts: Mapping[str, str | None], text: str
    ) -> bool:
        """Settle 4/5 and 4.5; a dot behind both, as in 4.5., stands behind a day first."""
        if first > 12 or second > 12:
            return first > 12
        proved = self.day_first
        if proved is not None:
            return proved
        told = self._custom == "dmy" or parts["dot"] is not None
        if parts["sep"] == "." and self.guessed is None:
            self.guessed = (text, "dmy" if told else "mdy")
        return told


def read_date(text: str, day_first: bool | None = None) -> date | None:
    """Return the date of a cell, without its time of day; None for an empty cell.

    Reads ISO, Chinese, English and other forms, spreadsheet serial numbers, seconds and
    milliseconds since 1970; an instant of a zone is a local day. ``day_first`` settles 4/5/2021.
    Raises ValueError outside the years 1900 to 2200 too.
    """
    order = None if day_first is None else "dmy" if day_first else "mdy"
    return DateColumn(order=order).read(text)
