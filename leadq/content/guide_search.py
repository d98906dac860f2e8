"""Finds guides by the words a rep types, in either language."""

from __future__ import annotations

import re
from collections.abc import Iterable

from leadq.content.schemas.guide_schema import Guide
from leadq.content.texts import Text

_EXACT, _TITLE, _KEYWORDS, _BODY = 7, 5, 3, 1


def search_guides(guides: Iterable[Guide], text: str, lang: str) -> list[Guide]:
    """Return the guides that hold every word of a text, best first; all of them for no words.

    A title counts more than keywords, keywords more than the body, and between two equal places
    the language in use (``"en"``, ``"zh"``). Latin words are found from their beginning on.
    """
    words = list(dict.fromkeys(text.casefold().split()))
    ranked = []
    for guide in guides:
        total = _total(guide, words, lang)
        if total is not None:
            ranked.append((-total, guide.order, guide.id, guide))
    return [guide for *_, guide in sorted(ranked, key=lambda one: one[:3])]


def _total(guide: Guide, words: Iterable[str], lang: str) -> int | None:
    """Return the score of a guide for all words, None as soon as one is missing."""
    total = 0
    for word in words:
        if not (score := _score(guide, word, lang)):
            return None
        total += score
    return total


def _score(guide: Guide, word: str, lang: str) -> int:
    if word == guide.id.casefold():
        return _EXACT
    # A Latin word inside another one is chance ("man" in "woman"); a Han word is not.
    start = r"(?<![a-z0-9])" if word[0].isascii() else ""
    pattern = re.compile(start + re.escape(word))
    places = ((_TITLE, (guide.title,)), (_KEYWORDS, (guide.keywords,)), (_BODY, _body(guide)))
    for score, texts in places:
        if any(pattern.search(text.pick(lang).casefold()) for text in texts):
            return score + 1
        if any(pattern.search(words.casefold()) for text in texts for words in text):
            return score
    return 0


def _body(guide: Guide) -> tuple[Text, ...]:
    parts = [
        (block.head, *(cell for row in block.rows for cell in row), *block.lines)
        for block in guide.blocks
    ]
    return tuple(text for part in parts for text in part)
