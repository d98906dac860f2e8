"""Public holidays and make-up working days by the holidays library."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from leadq.domain.followup.workdays import DayName
from leadq.errors import ConfigError

_LANGUAGES = (("en_US", "en_GB"), ("zh_CN", "zh_HK", "zh_TW"))
_ASIDE = re.compile(r"\s*[(（][^()（）]*[)）]$")
_LONGEST_BREAK = 5
_USUAL_NAMES = {"Chinese New Year (Spring Festival)": "Spring Festival"}


def public_days(
    country: str, years: Iterable[int]
) -> tuple[Mapping[date, DayName], frozenset[date]]:
    """Return a country's days off with their names, and its weekend days that are worked (调休).

    ``country`` is a two-letter code. A year whose make-up days are not announced yet has none.
    Names are in English and Chinese, or in the nearest language that there is. Raises
    ConfigError bad_country.
    """
    import holidays as library

    wanted = frozenset(years)
    # a day off in January can be paid for in December, and the other way round
    around = {year + shift for year in wanted for shift in (-1, 0, 1)}
    code = country.strip().upper()
    try:
        plain = library.country_holidays(code, years=around)
    except NotImplementedError:  # the library's word for a country that it does not know
        raise ConfigError("bad_country", hint="bad_country", given=country) from None
    english, chinese = (_names(library, code, around, plain, these) for these in _LANGUAGES)
    if not set(_LANGUAGES[1]) & set(plain.supported_languages):
        chinese = english
    days = {day: DayName(english[day], chinese[day]) for day in plain if day.year in wanted}
    return days, frozenset(day for day in plain.weekend_workdays if day.year in wanted)


def _names(
    library: Any, code: str, years: set[int], plain: Any, languages: Iterable[str]
) -> dict[date, str]:
    """Return the name of every day off in the first of the languages that the library has."""
    language = next((one for one in languages if one in plain.supported_languages), None)
    found = library.country_holidays(code, years=years, language=language) if language else plain
    # two holidays on one day are told apart by the library with a semicolon
    names = {day: _short(name.split("; ")[0]) for day, name in found.items()}
    return {day: name or _of_the_break(names, day) or found[day] for day, name in names.items()}


def _short(name: str) -> str:
    """Return a name without what is added in brackets; empty for a day that only makes up."""
    short = _USUAL_NAMES.get(_ASIDE.sub("", name) if name.endswith("(observed)") else name)
    short = short or _ASIDE.sub("", name)
    return "" if short in ("Day off", "休息日") else short


def _of_the_break(names: Mapping[date, str], day: date) -> str:
    """Return the name of the holiday that a make-up day off belongs to: the nearest one before."""
    for shift in (*range(-1, -_LONGEST_BREAK, -1), *range(1, _LONGEST_BREAK)):
        if name := names.get(day + timedelta(days=shift)):
            return name
    return ""
