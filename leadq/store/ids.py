"""Keys that travel between stores: UUIDv7 (RFC 9562), ordered by time."""

from __future__ import annotations

import secrets
from datetime import datetime


def new_uid(now: datetime) -> str:
    """Return a UUIDv7 for an instant: 48 bits of milliseconds, the rest random."""
    millis = int(now.timestamp() * 1000) & (1 << 48) - 1
    bits = millis << 80 | 0x7 << 76 | secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)
    digits = f"{bits:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
