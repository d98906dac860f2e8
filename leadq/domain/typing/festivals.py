"""The feasts of the Chinese calendar that people date things by: 国庆后, 节后, before Christmas."""

from datetime import date, timedelta
from typing import NamedTuple

_NEW_YEAR, _SPRING, _QINGMING, _LABOUR = "new_year", "spring", "qingming", "labour"
_DRAGON, _MOON, _NATIONAL, _CHRISTMAS = "dragon_boat", "mid_autumn", "national", "christmas"
NAMES = {
    "元旦": _NEW_YEAR, "new year": _NEW_YEAR, "new years": _NEW_YEAR, "new year's": _NEW_YEAR,
    "春节": _SPRING, "过年": _SPRING, "年": _SPRING, "chinese new year": _SPRING,
    "lunar new year": _SPRING, "spring festival": _SPRING, "cny": _SPRING,
    "清明": _QINGMING, "五一": _LABOUR, "劳动节": _LABOUR, "labour day": _LABOUR,
    "labor day": _LABOUR, "端午": _DRAGON, "中秋": _MOON, "国庆": _NATIONAL, "十一": _NATIONAL,
    "national day": _NATIONAL, "圣诞": _CHRISTMAS, "christmas": _CHRISTMAS, "xmas": _CHRISTMAS,
}  # fmt: skip
_HOLIDAYS = (_NEW_YEAR, _SPRING, _QINGMING, _LABOUR, _DRAGON, _MOON, _NATIONAL)
_FIXED = {
    _NEW_YEAR: ((1, 1), (1, 1)),
    _LABOUR: ((5, 1), (5, 5)),
    _NATIONAL: ((10, 1), (10, 7)),
    _CHRISTMAS: ((12, 25), (12, 26)),
}
_FIRST_YEAR = 2024
# The days of the moon: the new year, the dragon boats and mid-autumn, from 2024 on.
_MOON_DAYS = (
    "0210 0610 0917", "0129 0531 1006", "0217 0619 0925", "0206 0609 0915", "0126 0528 1003",
    "0213 0616 0922", "0203 0605 0912", "0123 0624 1001", "0211 0612 0919", "0131 0601 0908",
    "0219 0620 0927", "0208 0610 0916", "0128 0530 1004", "0215 0618 0924", "0204 0607 0913",
    "0124 0527 1002", "0212 0614 0920",
)  # fmt: skip
_MOON_FEASTS = (_SPRING, _DRAGON, _MOON)


class Feast(NamedTuple):
    """The days off of one feast, both included; ``day`` is the feast itself."""

    first: date
    day: date
    last: date


def feast_in(name: str, year: int) -> Feast | None:
    """Return a feast (a value of NAMES) of a year; None beyond the table of the moon."""
    if name in _FIXED:
        first, last = (date(year, *day) for day in _FIXED[name])
        return Feast(first, first, last)
    if name == _QINGMING:
        day = date(year, 4, 4 if year % 4 < 2 else 5)
        return Feast(day, day, day)
    if not 0 <= year - _FIRST_YEAR < len(_MOON_DAYS):
        return None
    digits = _MOON_DAYS[year - _FIRST_YEAR].split()[_MOON_FEASTS.index(name)]
    day = date(year, int(digits[:2]), int(digits[2:]))
    if name != _SPRING:
        return Feast(day, day, day)
    return Feast(day - timedelta(days=1), day, day + timedelta(days=6))


def next_feast(name: str, today: date) -> Feast | None:
    """Return the feast of this year, or of the next when it is over."""
    for year in (today.year, today.year + 1):
        feast = feast_in(name, year)
        if feast and feast.last >= today:
            return feast
    return None


def next_holiday(today: date) -> Feast | None:
    """Return the public holiday that comes next, or that it is now: what 节前 and 节后 mean."""
    feasts = [feast for name in _HOLIDAYS if (feast := next_feast(name, today))]
    return min(feasts, default=None)


def day_after(feast: Feast) -> date:
    """Return the first day from Monday to Friday after the days off."""
    day = feast.last + timedelta(days=1)
    return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)
