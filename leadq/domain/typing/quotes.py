"""Quotation marks as a Chinese keyboard types them: no shell takes “ ” for quotes, people do."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "”": "”", "＂": "＂"}
_OPENED = re.compile(r"(?s)([\w-]*=)?([“‘「『”＂])(.*)")


def join_quoted(words: Sequence[str]) -> list[str]:
    """Return the words of a line with what stands between such marks as one word without them.

    Marks that are not closed, or that close inside a word, are text and stay.
    """
    joined: list[str] = []
    place = 0
    while place < len(words):
        taken, count = _take(words, place)
        joined.append(taken)
        place += count
    return joined


def unquote(typed: str) -> str:
    """Return a text without the one pair of marks around it, if it stands in such."""
    text = typed.strip()
    if len(text) > 1 and text[0] in _PAIRS and text.find(_PAIRS[text[0]], 1) == len(text) - 1:
        return text[1:-1].strip()
    return typed


def _take(words: Sequence[str], place: int) -> tuple[str, int]:
    opened = _OPENED.fullmatch(words[place])
    if opened is None:
        return words[place], 1
    before, close = opened[1] or "", _PAIRS[opened[2]]
    parts = [opened[3]]
    for word in words[place + 1 :]:
        if close in parts[-1]:
            break
        parts.append(word)
    whole = " ".join(parts)
    if whole.find(close) != len(whole) - 1 or not whole:
        return words[place], 1
    return f"{before}{whole[:-1]}", len(parts)
