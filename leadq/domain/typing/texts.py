"""What is no text: half characters, NUL, names that nobody can see; and full-width characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_UNKNOWN = "\ufffd"
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_UNSEEN_KINDS = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"})
# Letters and marks without a shape of their own: fillers, joiners, selectors, the blank of Braille.
_UNSEEN = frozenset(
    [
        *(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0),
        *range(0x180B, 0x1810),
        *range(0xFE00, 0xFE10),
        *range(0xE0100, 0xE01F0),
    ]
)


def mend(typed: str) -> str:
    """Return a text that can be kept: U+FFFD for every half character and NUL, else as it is.

    No encoding has halves of a character, and many programs take a NUL for the end.
    """
    if typed.isprintable():
        return typed
    return "".join(_UNKNOWN if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in typed)


def is_blank(text: str) -> bool:
    """Say whether nothing of a text could be seen, as if it were empty."""
    return all(unicodedata.category(c) in _UNSEEN_KINDS or ord(c) in _UNSEEN for c in text)


def narrow(text: str) -> str:
    """Return the text with full-width letters, digits, signs and spaces as plain ASCII ones."""
    return text if text.isascii() else text.translate(_NARROW)


def has_any(text: str, words: Iterable[str]) -> bool:
    """Say whether one of some words is in a text; with no generator, since every clause asks."""
    return any(map(text.__contains__, words))
