"""The words that stand on cards of all languages, as patterns that match any of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from leadq.domain.hearing.model import Cards


def any_of(words: Collection[str]) -> str:
    """Return a pattern of any of some words, the longest first; of nothing if there are none."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"


def words_of(cards: Sequence[Cards], name: str, han: bool) -> str:
    """Return a pattern of any word that cards have under a name, Chinese or not."""
    return any_of({word for one in cards for word in getattr(one, name) if word.isascii() != han})
