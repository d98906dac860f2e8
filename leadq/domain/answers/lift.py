"""Which answers preceded wins, with what chance leaves open (method §3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from leadq.domain.followup.statistics import ENOUGH, Rate, rate_of

ABOVE, BELOW = "above", "below"
Answer = tuple[str, str]
"""The id of a fact and its value."""


class Lift(NamedTuple):
    """How leads with an answer ended, beside all that were closed.

    ``rate`` is None below 20 closed leads, and so is ``times``: the win rate as a multiple of
    everybody's. ``stands``: above or below, where the whole interval is on one side of it.
    """

    fact: str
    answer: str
    closed: int
    won: int
    rate: Rate | None
    times: float | None
    stands: str | None


def measure_lift(counts: Mapping[Answer, tuple[int, int]], base: Rate | None) -> list[Lift]:
    """Return every answer with its win rate: what stands out first, best first; few ones last.

    ``counts`` holds the closed leads and the won ones by answer; ``base`` the rate of all.
    """
    found = [_measure(*answer, *counted, base) for answer, counted in counts.items()]
    return sorted(found, key=_order)


def _measure(fact: str, answer: str, closed: int, won: int, base: Rate | None) -> Lift:
    rate = rate_of(won, closed) if closed >= ENOUGH else None
    if rate is None or base is None:
        return Lift(fact, answer, closed, won, rate, None, None)
    stands = ABOVE if rate.low > base.share else BELOW if rate.high < base.share else None
    times = round(rate.share / base.share, 2) if base.share else None
    return Lift(fact, answer, closed, won, rate, times, stands)


def _order(one: Lift) -> tuple[object, ...]:
    share = one.rate.share if one.rate else 0
    return one.rate is None, one.stands is None, -share, -one.closed, one.fact, one.answer
