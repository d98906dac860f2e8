"""Finds the formulas of a sheet that have no stored result: who reads values finds nothing."""

from __future__ import annotations

import re
from typing import IO

_CHUNK = 1 << 20
_CELL = re.compile(
    rb"<(?:\w+:)?c(?=[\s>])([^<>]*)>\s*<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>\s*|<(?:\w+:)?v>\s*</(?:\w+:)?v>\s*)?</(?:\w+:)?c>"
)
"""No two parts of it can take the same text, so that a broken sheet is not gone over for ever."""
_PLACE = re.compile(rb"""\br=["']([A-Z]+[0-9]+)["']""")
_END = b"c>"


def find_without_value(part: IO[bytes], most: int) -> tuple[int, list[str]]:
    """Return how many formulas have no result, and the first ``most`` cells they stand in."""
    count, rest = 0, b""
    cells: list[str] = []
    while chunk := part.read(_CHUNK):
        text = rest + chunk
        whole = text.rfind(_END) + len(_END)
        if whole < len(_END):
            # no cell ends here; what is longer than any formula is none
            rest = text[-_CHUNK:]
            continue
        rest = text[whole:]
        if b"<f" not in text and b":f" not in text:
            continue
        for found in _CELL.finditer(text, 0, whole):
            count += 1
            place = _PLACE.search(found[1])
            if place and len(cells) < most:
                cells.append(place[1].decode())
    return count, cells
