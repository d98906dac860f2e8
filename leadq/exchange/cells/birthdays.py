"""Birthdays as address books and programs write them, with a year and without."""

from __future__ import annotations

import re
from datetime import date

from leadq.domain.typing.birthday import parse_birthday
from leadq.errors import UsageError
from leadq.exchange.cells.dates import DateColumn

BIRTHDAY = "birthday"
_YEARLESS = re.compile(r"(?:--|1604-?)(\d{2})-?(\d{2})(?:T.*)?")
"""As address cards write it; 1604 is the year that telephones put where nobody gave one."""
_HAS_YEAR = re.compile(r"\d{4}|\d{1,2}\D+\d{1,2}\D+\d{2}|[a-z]{3}.*\d.*\d{2}", re.IGNORECASE)


def read_birthday(given: str, column: DateColumn, today: date) -> str:
    """Return ``YYYY-MM-DD``, or ``--MM-DD`` without a year. Raises ValueError for what is none."""
    try:
        if found := _YEARLESS.fullmatch(given):
            return parse_birthday(f"{found[1]}-{found[2]}", today)
        day = column.read(given, True)
    except UsageError as error:
        raise ValueError(str(error)) from None
    if day is None or day > today:
        raise ValueError(f"no birthday: {given[:40]!r}")
    return day.isoformat() if _HAS_YEAR.search(given) else f"--{day:%m-%d}"
