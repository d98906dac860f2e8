"""Finds what values do not tell of a sheet: formulas without a stored result, merged cells."""

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
_MERGED = re.compile(
    rb"""<(?:\w+:)?mergeCell\s+ref=["']([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})["']"""
)
_LONGEST_MERGE = 80
_MOST_MERGES = 200_000

Merge = tuple[int, int, int]
"""A cell merged downwards: its column from 0, its first and its last row."""


def look_through(part: IO[bytes], most: int) -> tuple[int, list[str], list[Merge]]:
    """Return how many formulas have no result, the first ``most`` cells of them, and merges."""
    count, rest, tail = 0, b"", b""
    cells: list[str] = []
    merges: dict[Merge, None] = {}
    while chunk := part.read(_CHUNK):
        text = rest + chunk
        if b"mergeCell" in tail + chunk:
            for found in _MERGED.finditer(tail + chunk):
                column, first, last = _column(found[1]), int(found[2]), int(found[3])
                if last > first and len(merges) < _MOST_MERGES:
                    merges[column, first, last] = None
        tail = chunk[-_LONGEST_MERGE:]
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
    return count, cells, list(merges)


def _column(letters: bytes) -> int:
    """Return the place of a column from 0: that of B is 1."""
    place = 0
    for letter in letters:
        place = 26 * place + letter - 64
    return place - 1
