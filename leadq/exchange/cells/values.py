"""Several values in one table cell, and back.

Values are joined by ``; ``. A semicolon or backslash inside a value is written with a backslash
in front. Cells of other programs may leave the space out or use the full-width semicolon.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_SPECIAL = r"\\;\uff1b"
_ESCAPED = re.compile(rf"\\([{_SPECIAL}])")
_TO_ESCAPE = re.compile(f"([{_SPECIAL}])")
# one space belongs to the separator; any more belong to the value
_VALUE = re.compile(rf"((?:[^{_SPECIAL}]|\\.|\\\Z)*)(?:[;\uff1b] ?|\Z)", re.DOTALL)


def join_values(values: Iterable[str]) -> str:
    """Return one cell for several values; empty values are left out."""
    return "; ".join(map(escape_value, filter(None, values)))


def escape_value(value: str) -> str:
    """Return a value as it stands among several in one cell."""
    if ";" in value or "\\" in value or "\uff1b" in value:
        return _TO_ESCAPE.sub(r"\\\1", value)
    return value


def split_values(text: str) -> list[str]:
    """Return the values of a cell; the exact inverse of ``join_values``."""
    if not _TO_ESCAPE.search(text):
        return [text] if text else []
    return [_ESCAPED.sub(r"\1", part) for part in _VALUE.findall(text) if part]
