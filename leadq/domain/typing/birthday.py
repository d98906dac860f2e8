"""Birthdays: a day of the year, with or without the year, and when it comes round next."""

from __future__ import annotations

import re
from datetime import date

from leadq.domain.typing.typed import parse_day
from leadq.errors import UsageError

_NO_YEAR = r"(?:--)?(\d{1,2})[-月](\d{1,2})[日号]?"
_BY_CUSTOM = r"\d{1,2}[/.]\d{1,2}\.?"
_LEAP = 2000


def parse_birthday(text: str, today: date, region: str = "CN") -> str:
    """Return ``YYYY-MM-DD``, or ``--MM-DD`` where no year was given. Raises UsageError."""
    if re.fullmatch(_BY_CUSTOM, text.strip()):
        return f"--{parse_day(text, today, region=region):%m-%d}"
    found = re.fullmatch(_NO_YEAR, text.strip())
    if found is None:
        day = parse_day(text, today, past=True, region=region)
        if day > today:
            raise UsageError("bad_birthday", hint="bad_birthday", given=text)
        return day.isoformat()
    try:
        # any leap year will do: the 29th of February is a birthday too
        day = date(_LEAP, int(found[1]), int(found[2]))
    except ValueError as error:
        raise UsageError("bad_birthday", hint="bad_birthday", given=text) from error
    return f"--{day:%m-%d}"


def next_birthday(stored: str, today: date) -> date | None:
    """Return when a birthday comes round next, today included; None for what is no birthday.

    The 29th of February is kept on the 28th in a year that has none.
    """
    month, _, day = stored.removeprefix("--")[-5:].partition("-")
    if not (month.isdigit() and day.isdigit()):
        return None
    try:
        return next(
            coming
            for year in (today.year, today.year + 1)
            if (coming := _in_year(year, int(month), int(day))) >= today
        )
    except ValueError:
        return None


def _in_year(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        if (month, day) != (2, 29):
            raise
        return date(year, 2, 28)
