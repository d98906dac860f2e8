"""Days as a reader of either language writes them."""

from __future__ import annotations

from datetime import date

from leadq.i18n import text

_NEAR = 7


def as_day(given: date | str) -> date:
    """Return a day given as one or as YYYY-MM-DD."""
    return date.fromisoformat(given) if isinstance(given, str) else given


def short_day(day: date, lang: str, today: date | None = None) -> str:
    """Return ``Fri 27 Nov`` or ``11-27 周五``; the year is added when it is not today's."""
    if today is not None and day.year != today.year:
        return full_day(day, lang)
    shown = bare_day(day, lang)
    return f"{shown} {_weekday(day)}" if lang == "zh" else f"{_weekday(day)} {shown}"


def bare_day(day: date, lang: str, today: date | None = None) -> str:
    """Return ``27 Nov`` or ``11-27``; the year is added when it is not today's."""
    if today is not None and day.year != today.year:
        return plain_day(day, lang)
    return f"{day:%m-%d}" if lang == "zh" else f"{day.day} {_month(day)}"


def full_day(day: date, lang: str) -> str:
    """Return ``Mon 23 Nov 2026`` or ``2026-11-23 周一``."""
    if lang == "zh":
        return f"{day.isoformat()} {_weekday(day)}"
    return f"{_weekday(day)} {day.day} {_month(day)} {day.year}"


def plain_day(day: date, lang: str) -> str:
    """Return ``12 Jan 2027`` or ``2027-01-12``."""
    return day.isoformat() if lang == "zh" else f"{day.day} {_month(day)} {day.year}"


def near_day(day: date, lang: str, today: date) -> str:
    """Return today, tomorrow, a weekday within the coming week, else the short day."""
    ahead = (day - today).days
    if ahead in (0, 1):
        return text(("date.today", "date.tomorrow")[ahead])
    if 0 < ahead < _NEAR:
        return text("date.weekdays_long").split()[day.weekday()]
    return short_day(day, lang, today)


def days_ago(day: date, today: date) -> str:
    """Return how long ago a day was: ``today``, ``1 day ago``, ``95 天前``."""
    days = (today - day).days
    return text("date.today") if days <= 0 else text("date.days_ago", days=days)


def _weekday(day: date) -> str:
    return text("date.weekdays").split()[day.weekday()]


def _month(day: date) -> str:
    return text("date.months").split()[day.month - 1]
