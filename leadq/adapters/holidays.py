"""Public holidays and make-up working days by the holidays library."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from leadq.errors import ConfigError


def public_days(country: str, years: Iterable[int]) -> tuple[frozenset[date], frozenset[date]]:
    """Return a country's days off and its weekend days that are worked instead (调休).

    ``country`` is a two-letter code. A year whose make-up days are not announced yet has none.
    Raises ConfigError bad_country.
    """
    import holidays as library

    wanted = frozenset(years)
    # a day off in January can be paid for in December, and the other way round
    around = {year + shift for year in wanted for shift in (-1, 0, 1)}
    try:
        found = library.country_holidays(country.strip().upper(), years=around)
    except NotImplementedError:
        raise ConfigError("bad_country", hint="bad_country", given=country) from None
    return (
        frozenset(day for day in found if day.year in wanted),
        frozenset(day for day in found.weekend_workdays if day.year in wanted),
    )
