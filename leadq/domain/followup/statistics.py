"""Shares with what chance leaves open, and the bands of touches (method §3, §5)."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt
from typing import NamedTuple

from leadq.domain.followup.schedule import LAST_RULE_TOUCH, share_ahead

ENOUGH = 20
"""Closed leads or won deals below this number say too little by themselves (§3, §5)."""
_NORMAL_95 = 1.959963984540054
_FIRST_LATER = 5
LATER = f"{_FIRST_LATER}-{LAST_RULE_TOUCH}"
BEYOND = f"{LAST_RULE_TOUCH + 1}+"
TOUCH_BANDS = ("0", "1", "2", "3", "4", LATER, BEYOND)
"""Contacts as the source counts them: one by one up to the fourth, then up to the twelfth."""


class Rate(NamedTuple):
    """A share in per cent and its Wilson 95 % interval, each with one decimal."""

    share: float
    low: float
    high: float


def rate_of(hits: int, total: int) -> Rate | None:
    """Return the share of hits with its Wilson 95 % interval; None where there is nothing."""
    if total <= 0:
        return None
    share = hits / total
    square = _NORMAL_95 * _NORMAL_95
    middle = (share + square / (2 * total)) / (1 + square / total)
    spread = share * (1 - share) / total + square / (4 * total * total)
    reach = _NORMAL_95 * sqrt(spread) / (1 + square / total)
    low, high = max(0.0, middle - reach), min(1.0, middle + reach)
    return Rate(_per_cent(share), _per_cent(low), _per_cent(high))


def share_of(part: float, whole: float) -> float | None:
    """Return a share in per cent with one decimal; None where there is nothing."""
    return _per_cent(part / whole) if whole else None


def _per_cent(share: float) -> float:
    return round(100 * share, 1)


def touch_band(touches: int) -> str:
    """Return the band that a number of contacts falls into (§5)."""
    if touches > LAST_RULE_TOUCH:
        return BEYOND
    return LATER if touches >= _FIRST_LATER else str(max(0, touches))


def source_share(band: str) -> int:
    """Return the per cent of deals that the source sees in a band of touches (§5)."""
    if band in ("0", BEYOND):
        return 0
    first = _FIRST_LATER if band == LATER else int(band)
    last = LAST_RULE_TOUCH if band == LATER else first
    return share_ahead(first) - share_ahead(last + 1)


def share_given_up(band: str) -> int:
    """Return the per cent of deals that the source sees after so many contacts (§5).

    For the band from 5 to 12 that is the most: the source gives one figure for all of it.
    """
    if band in (LATER, BEYOND):
        return share_ahead(LAST_RULE_TOUCH) if band == LATER else 0
    return share_ahead(int(band) + 1)


def middle_of(counts: Mapping[int, int]) -> float | None:
    """Return the median of values given with how often each occurs; None of nothing."""
    total = sum(counts.values())
    if total <= 0:
        return None
    return (_value_at(counts, (total - 1) // 2) + _value_at(counts, total // 2)) / 2


def _value_at(counts: Mapping[int, int], place: int) -> int:
    value = 0
    for value in sorted(counts):
        place -= counts[value]
        if place < 0:
            break
    return value
