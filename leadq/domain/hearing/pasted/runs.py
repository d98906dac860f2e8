"""Who somebody is in one run of words: 恒大建材采购经理王强, "Acme Ltd buyer" (§14)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from leadq.domain.hearing.model import Cards
from leadq.domain.hearing.pasted.card_words import words_of

_LONGEST_FIRM = 40
_PLAIN_TITLE = 3
"""Characters of a title that says by itself that a name stands behind: 采购经理, not 采购."""


class NamePatterns(NamedTuple):
    """How people are called, as patterns: 王总, 王强 (whose end a count says), "John Smith"."""

    called: str
    han: str
    latin: str


class RunReader:
    """Takes a run of words to pieces, if firm, job, town and name are all that it says."""

    def __init__(self, cards: Sequence[Cards], names: NamePatterns) -> None:
        self._called = re.compile(names.called)
        self._patterns = [re.compile(one) for one in (*_han(cards, names), *_latin(cards, names))]

    def read(self, words: str) -> Iterator[dict[str, tuple[int, int]]]:
        """Yield the ways to take a run to pieces, likeliest first: where each field stands."""
        for pattern in self._patterns:
            found = pattern.fullmatch(words)
            spans = {field: found.span(field) for field in found.groupdict()} if found else {}
            spans = {field: span for field, span in spans.items() if span[0] >= 0}
            if len(spans) > 1 and self._is_sure(words, spans):
                yield spans

    def _is_sure(self, words: str, spans: dict[str, tuple[int, int]]) -> bool:
        """Say whether a job and a name are told by more than a short word and a surname."""
        if spans.keys() != {"title", "name"} or spans["name"] < spans["title"]:
            return True
        start, end = spans["title"]
        return end - start >= _PLAIN_TITLE or bool(self._called.fullmatch(words[end:]))


def _han(cards: Sequence[Cards], names: NamePatterns) -> Iterator[str]:
    title = f"(?P<title>{words_of(cards, 'titles', True)})"
    town = f"{words_of(cards, 'cities', True)}|{words_of(cards, 'regions', True)}"
    ends = words_of(cards, "firms", True)
    firm = rf"(?P<company>[^\s()（）/、·–—-]{{1,{_LONGEST_FIRM}}}?(?:{ends}))"
    for front in (f"(?:{firm}的?)?", f"(?P<region>{town})市?的?"):
        yield f"{front}(?:{title})?(?P<name>{names.called}|{names.han})?"
        yield f"{front}(?P<name>{names.called}|{names.han}?){title}"


def _latin(cards: Sequence[Cards], names: NamePatterns) -> Iterator[str]:
    title = f"(?P<title>(?i:{words_of(cards, 'titles', False)}))"
    ends = words_of(cards, "firms", False)
    firm = rf"(?P<company>[A-Z0-9][^\n]{{1,{_LONGEST_FIRM}}}? (?i:{ends}))"
    yield f"{title} (?:at|of|with|for) (?P<company>.{{1,{_LONGEST_FIRM}}})"
    yield f"{firm}(?:'s|’s)? {title}(?: (?P<name>{names.latin}))?"
