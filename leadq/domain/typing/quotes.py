"""Quotation marks as a Chinese keyboard types them: no shell takes “ ” for quotes, people do."""

from __future__ import annotations

from collections.abc import Sequence

_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "”": "”", "＂": "＂"}


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
    before, opened = _split_option(words[place])
    if not opened or opened[0] not in _PAIRS:
        return words[place], 1
    close, parts = _PAIRS[opened[0]], [opened[1:]]
    for word in words[place + 1 :]:
        if close in parts[-1]:
            break
        parts.append(word)
    whole = " ".join(parts)
    if whole.find(close) != len(whole) - 1 or not whole:
        return words[place], 1
    return f"{before}{whole[:-1]}", len(parts)


def _split_option(word: str) -> tuple[str, str]:
    """Return ``name=`` and what is behind it; "" and the word where it is no option's value."""
    name, equals, value = word.partition("=")
    named = equals and all(char.isalnum() or char in "_-" for char in name)
    return (name + equals, value) if named else ("", word)
