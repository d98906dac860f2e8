"""Bars and sparklines of characters, for a terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from leadq.render.parts.text import stdout_can

_LEVELS = "▁▂▃▄▅▆▇█"
_PLAIN_LEVELS = "12345678"
_BLOCK, _PLAIN_BLOCK = _LEVELS[-1], "#"


def block_cells() -> int:
    """Return how many cells a block takes: consoles of the GB encodings draw it in two."""
    encoding = (getattr(sys.stdout, "encoding", None) or "ascii").lower()
    return 2 if encoding.startswith(("gb", "cp936")) else 1


def draw_bar(value: float | None, most: float, cells: int) -> str:
    """Return a bar for a value; anything above nothing gets at least one block."""
    if not value or value < 0 or most <= 0:
        return ""
    blocks = max(1, cells // block_cells())
    sign = _BLOCK if stdout_can(_BLOCK) else _PLAIN_BLOCK
    return sign * max(1, round(blocks * min(value, most) / most))


def draw_spark(values: Sequence[float]) -> str:
    """Return one sign a value, the higher the more; nothing at all is a dot."""
    levels = _LEVELS if stdout_can(_LEVELS) else _PLAIN_LEVELS
    most = max(values, default=0)
    if most <= 0:
        return "." * len(values)
    step = len(levels) - 1
    return "".join(levels[round(step * max(0, value) / most)] if value else "." for value in values)
