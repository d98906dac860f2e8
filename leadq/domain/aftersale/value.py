"""What a customer is worth: classes, ladder, importance, lifetime value (method §10).

The names are the source's; where it sets no figure, the threshold is our default and said so.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

QUARTER, MONTH, ORDER = "quarter", "month", "order"
MEASURES = (QUARTER, MONTH, ORDER)
CLASSES = ("EI", "EII", "EIII", "EIV")
LADDER = ("potential", "new", "regular", "long_standing", "loyal")
VIP, IMPORTANT, ORDINARY = "vip", "important", "ordinary"
IMPORTANCES = (VIP, IMPORTANT, ORDINARY)
TRANSACTIONAL, RELATIONAL = "transactional", "relational"

TOP_PERCENT, BOTTOM_PERCENT = 20, 30
"""The source's 80/20/30 (§10)."""
PERIODS, BOUGHT_IN = 4, 3
"""Default: who bought in 3 of the last 4 periods is stable."""
REGULAR_TIMES = 3
"""Default: who bought on 3 days is a regular customer."""
LONG_DAYS = 730
"""Default: two years between first and last purchase make a long-standing customer."""
_RHYTHMS = 2
_YEAR_DAYS = 365
_MONTHS = {QUARTER: 3, MONTH: 1}


class Bought(NamedTuple):
    """One purchase; the amount is in the currency's own unit."""

    on: date
    amount: float


@dataclass(frozen=True, slots=True)
class Scale:
    """How customers are measured: the kind of period, how many, how many with a purchase."""

    by: str = QUARTER
    periods: int = PERIODS
    bought_in: int = BOUGHT_IN


@dataclass(frozen=True, slots=True)
class Outlay:
    """What a lifetime value assumes: per cent a year, years, per cent of turnover that is left."""

    discount_percent: float = 10.0
    years: int = 5
    margin_percent: float = 100.0


@dataclass(frozen=True, slots=True)
class Measured:
    """One customer by one measure: contribution, and what speaks for stability.

    ``contribution`` is the mean a period, or the mean of an order. ``bought_in`` of ``periods``
    had a purchase; by order they are the purchases and how many there must be.
    """

    contribution: float
    stable: bool
    bought_in: int
    periods: int


def period_of(day: date, by: str) -> int:
    """Return the number of the quarter or month that a day lies in, counted from year 0."""
    return (day.year * 12 + day.month - 1) // _MONTHS[by]


def first_day(period: int, by: str) -> date:
    """Return the first day of a period as numbered by ``period_of``."""
    year, month = divmod(period * _MONTHS[by], 12)
    return date(year, month + 1, 1)


def measure(purchases: Iterable[Bought], today: date, scale: Scale) -> Measured:
    """Measure one customer's contribution and stability (§10).

    By quarter or month, the running period is the last of those that count: with one to spare,
    a customer does not become unstable on the first day of a quarter. By order, who bought often
    enough is stable as long as the last gap is no longer than twice the usual one.
    """
    past = [one for one in purchases if one.on <= today]
    if scale.by == ORDER:
        return _measure_orders(past, today, scale)
    last = period_of(today, scale.by)
    first = last - scale.periods + 1
    within = [one for one in past if period_of(one.on, scale.by) >= first]
    months = {period_of(one.on, scale.by) for one in within}
    mean = _sum(within) / scale.periods
    return Measured(mean, len(months) >= scale.bought_in, len(months), scale.periods)


def _measure_orders(past: Sequence[Bought], today: date, scale: Scale) -> Measured:
    days = sorted({one.on for one in past})
    mean = _sum(past) / len(past) if past else 0.0
    stable = False
    if len(days) >= max(scale.bought_in, 2):
        usual = (days[-1] - days[0]).days / (len(days) - 1)
        stable = (today - days[-1]).days <= _RHYTHMS * usual
    return Measured(mean, stable, len(days), scale.bought_in)


def classify(measured: Mapping[int, Measured]) -> dict[int, str]:
    """Return the class of each customer: EI, EII, EIII or EIV (§10).

    Contribution is high at or above the mean of all of them, and never when there is none.
    """
    if not measured:
        return {}
    mean = math.fsum(one.contribution for one in measured.values()) / len(measured)
    # the mean of equal sums can come out a hair above them
    least = mean * (1 - 1e-12)
    return {key: _class(one, least) for key, one in measured.items()}


def _class(one: Measured, least: float) -> str:
    if one.contribution > 0 and one.contribution >= least:
        return "EI" if one.stable else "EII"
    return "EIII" if one.stable else "EIV"


def relation_of(purchases: Sequence[Bought], noted: str | None) -> str | None:
    """Return transactional or relational: as noted, else by repeat purchases; None for neither."""
    if noted in (TRANSACTIONAL, RELATIONAL):
        return noted
    times = len({one.on for one in purchases})
    if not times:
        return None
    return RELATIONAL if times >= REGULAR_TIMES else TRANSACTIONAL


def ladder_step(purchases: Sequence[Bought], stable: bool, noted: str | None) -> str:
    """Return how far a customer has come: potential, new, regular, long_standing or loyal (§10).

    Loyal takes more than figures: stable, and noted by the rep as relational.
    """
    days = sorted({one.on for one in purchases})
    if not days:
        return "potential"
    if len(days) < REGULAR_TIMES:
        return "new"
    if (days[-1] - days[0]).days < LONG_DAYS:
        return "regular"
    return "loyal" if stable and noted == RELATIONAL else "long_standing"


class Slice(NamedTuple):
    """Some customers and the per cent of all turnover that they bring."""

    keys: tuple[int, ...]
    percent: float | None


def rank(totals: Mapping[int, float]) -> list[int]:
    """Return customers by what they bring, most first; equal ones in the order of their keys."""
    return sorted(totals, key=lambda key: (-totals[key], key))


def top_slice(totals: Mapping[int, float]) -> Slice:
    """Return the 20 % of the customers that bring the most, rounded, one at least (§10)."""
    ranked = rank(totals)
    count = max(1, (len(ranked) * TOP_PERCENT + 50) // 100)
    return _slice(ranked[:count], totals)


def bottom_slice(totals: Mapping[int, float]) -> Slice:
    """Return the 30 % of the customers that bring the least (§10)."""
    ranked = rank(totals)
    return _slice(ranked[len(ranked) - len(ranked) * BOTTOM_PERCENT // 100 :], totals)


def _slice(keys: Sequence[int], totals: Mapping[int, float]) -> Slice:
    whole = math.fsum(totals.values())
    part = math.fsum(totals[key] for key in keys)
    return Slice(tuple(keys), 100 * part / whole if whole else None)


def importances(totals: Mapping[int, float]) -> dict[int, str]:
    """Return VIP, important or ordinary for each customer (§10; the line between is ours).

    VIP: the 20 % that bring the most. Ordinary: the 30 % that bring the least, and whoever
    brings nothing.
    """
    top, bottom = set(top_slice(totals).keys), set(bottom_slice(totals).keys)
    found = {}
    for key, total in totals.items():
        if total <= 0:
            found[key] = ORDINARY
        elif key in top:
            found[key] = VIP
        else:
            found[key] = ORDINARY if key in bottom else IMPORTANT
    return found


def last_year(purchases: Iterable[Bought], today: date) -> float:
    """Return what was bought in the 365 days that end with a day."""
    return _sum(one for one in purchases if 0 <= (today - one.on).days < _YEAR_DAYS)


def lifetime_value(purchases: Iterable[Bought], today: date, outlay: Outlay) -> float:
    """Return what a customer is worth if every coming year is like the last twelve months (§10).

    What is left of a year's turnover comes at its end and is discounted from there.
    """
    yearly = last_year(purchases, today) * outlay.margin_percent / 100
    growth = 1 + outlay.discount_percent / 100
    return math.fsum(yearly / growth**year for year in range(1, outlay.years + 1))


def _sum(purchases: Iterable[Bought]) -> float:
    return math.fsum(one.amount for one in purchases)
