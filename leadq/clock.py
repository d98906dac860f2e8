"""The only reader of a clock: the day the program believes in, and the real time."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from leadq.errors import UsageError

_YEARS = range(1900, 2201)
"""Those of days that are typed: what is planned from one has a day as well."""


def today() -> date:
    """Return LEADQ_TODAY (YYYY-MM-DD) when it is set, else the local day.

    Raises UsageError when LEADQ_TODAY is not a day.
    """
    given = os.environ.get("LEADQ_TODAY", "").strip()
    if not given:
        return date.today()
    try:
        day = date.fromisoformat(given)
    except ValueError:
        day = None
    if day is None or day.isoformat() != given or day.year not in _YEARS:
        raise UsageError("bad_today", hint="bad_today", given=given)
    return day


def now() -> datetime:
    """Return the real moment in UTC, whatever LEADQ_TODAY says: when a row was written."""
    return datetime.now(UTC)


def local_time() -> str:
    """Return the local time of day as HH:MM."""
    return datetime.now().strftime("%H:%M")
