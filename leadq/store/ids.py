"""Keys that travel between stores: UUIDv7 (RFC 9562), ordered by time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from os import urandom

_HEAD = 24
"""The characters in front of the last group, which holds 48 bits."""


_MILLISECOND = timedelta(milliseconds=1)
_START = datetime(1970, 1, 1, tzinfo=UTC)


def behind(moment: datetime, uid: str) -> datetime:
    """Return a moment whose keys are above those of the moment of one that was given out before.

    A clock may stand still, or be set back.
    """
    try:
        last = _START + int(uid[:8] + uid[9:13], 16) * _MILLISECOND
    except (ValueError, OverflowError):
        return moment
    return moment if moment - last >= _MILLISECOND else last + _MILLISECOND


def new_uid(now: datetime) -> str:
    """Return a UUIDv7 for an instant: 48 bits of milliseconds, the rest random."""
    millis = (now - _START) // _MILLISECOND & (1 << 48) - 1
    bits = millis << 80 | int.from_bytes(urandom(10))
    bits = bits & ~(0xF << 76) & ~(0b11 << 62) | 0x7 << 76 | 0b10 << 62
    digits = f"{bits:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def each_uid(now: datetime) -> Iterator[str]:
    """Yield UUIDv7 for many rows of one instant, each above the one before (RFC 9562, 6.2).

    An index grows by them at its end alone. Where they start is random, in the lower half.
    """
    head = new_uid(now)[:_HEAD]
    for number in count(int.from_bytes(urandom(6)) >> 1):
        yield head + number.to_bytes(6).hex()
