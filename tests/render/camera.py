"""A phone's camera: takes a picture of a screen and reads the QR codes on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import zxingcpp

CELL_WIDTH, CELL_HEIGHT = 6, 12
Cell = tuple[str, int, int]
"""A character, the grey of its ink and of its ground: 0 is black, 255 white."""


def read_screen(rows: Iterable[Sequence[Cell]], ground: int) -> list[str]:
    """Return the texts of the codes on a screen whose own ground is so bright."""
    image = [_border(ground)] * CELL_HEIGHT
    for row in rows:
        cells = [*[(" ", ground, ground)] * 4, *row]
        for height in range(CELL_HEIGHT):
            shades = (_shade(cell, upper=height < CELL_HEIGHT // 2) for cell in cells)
            image.append(b"".join(bytes([shade]) * CELL_WIDTH for shade in shades))
    image.append(_border(ground))
    width = max(map(len, image))
    whole = b"".join(line.ljust(width, bytes([ground])) for line in image)
    picture = memoryview(whole).cast("B", (len(image), width))
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def _border(ground: int) -> bytes:
    return bytes([ground])


def _shade(cell: Cell, *, upper: bool) -> int:
    sign, ink, ground = cell
    return ink if sign == "█" or sign == ("▀" if upper else "▄") else ground
