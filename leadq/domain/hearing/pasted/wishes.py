"""What a pasted message asks for, and where: product, address and region in running text (§14)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from leadq.domain.hearing.model import Cards, Proposal
from leadq.domain.hearing.pasted.card_words import words_of

_HAN = "[\u3400-\u9fff]"
_HAN_COUNT = "(?:[0-9]{1,5}|[一二两三四五六七八九十百几]{1,3})"
_HAN_THING = r"(?P<thing>[\u3400-\u9fffA-Za-z0-9.+-]{2,12}?)"
_LATIN_COUNT = (
    r"(?:(?:a|an|the|your|another|one|two|three|four|five|six|ten|some|[0-9]{1,4})"
    r"(?: (?:new|used|second-hand))?)"
)
_LATIN_THING = r"(?P<thing>[a-z0-9][\w/-]{0,24}(?: [a-z0-9][\w/-]{1,24}){0,3}?)"
_LATIN_END = (
    r"(?=$|[^\w ]| (?:for|from|to|before|by|next|this|in|at|on|near|with|and|or|asap|please|is|are"
    r"|that|which|of|as|when|because|under|around|about|today|tomorrow|urgently|if|we|i|he|she)\b)"
)
_STREET = r"(?P<address>[0-9]{1,5}[a-z]?(?: [A-Z][\w'’.-]{1,20}){1,4})"
_HAN_SITE = r"(?P<address>[\u3400-\u9fff0-9A-Za-z-]{2,30})"


class Passage(NamedTuple):
    """Running text, and where it begins in the message."""

    text: str
    start: int


def find_wishes(passages: Sequence[Passage], cards: Sequence[Cards]) -> Iterator[Proposal]:
    """Yield products, addresses and regions, in the order of the text; the first of each counts.

    A wish names a short thing: what goes on longer than a name does is left alone.
    """
    wishes = [*_han_wishes(cards), *_latin_wishes(cards)]
    empty = {word for one in cards for word in one.no_things}
    sites, cities = _sites(cards), _cities(cards)
    places = {place for one in cards for place in one.places}
    for passage in passages:
        for pattern in wishes:
            for found in pattern.finditer(passage.text):
                if not _is_empty(found["thing"], empty):
                    yield _field("product", found, "thing", passage.start)
        for pattern in sites:
            site = pattern.search(passage.text)
            if site and _names_place(site["address"], places):
                yield _field("address", site, "address", passage.start)
        for pattern in cities:
            region = pattern.search(passage.text)
            if region:
                yield _field("region", region, "region", passage.start)


def _field(field: str, found: re.Match[str], group: str, start: int) -> Proposal:
    words = found[group]
    return Proposal("field", field, words, words, f"card/{field}", start + found.start(group))


def _han_wishes(cards: Sequence[Cards]) -> Iterator[re.Pattern[str]]:
    """Of 要 only with a count and a measure: 要一台, of 想买 without either."""
    measure = f"(?:{words_of(cards, 'measures', True)})"
    count = f"(?:{_HAN_COUNT}{measure}|(?:个|{measure})(?={_HAN}))"
    end = f"(?=$|[^\u3400-\u9fffA-Za-z0-9.+-]|{words_of(cards, 'behind_things', True)}"
    end += f"|{_HAN_COUNT}{measure})"
    asks, takes = words_of(cards, "asks", True), words_of(cards, "takes", True)
    own = "(?:你们|你)?(?:家|公司)?的?"
    front = f"(?<![不没别未])(?:(?:{asks}){own}{count}?|(?:{takes}){count})"
    yield re.compile(front + _HAN_THING + end)
    yield re.compile(f"对{own}{_HAN_THING}(?:很|挺|比较)?(?:感|有)兴趣")


def _latin_wishes(cards: Sequence[Cards]) -> Iterator[re.Pattern[str]]:
    asks, takes = words_of(cards, "asks", False), words_of(cards, "takes", False)
    count = f"(?:{_LATIN_COUNT} )"
    front = rf"(?<!not )(?<!n't )\b(?:(?:{asks}) {count}?|(?:{takes}) {count})"
    yield re.compile(front + _LATIN_THING + _LATIN_END, re.IGNORECASE)


def _sites(cards: Sequence[Cards]) -> list[re.Pattern[str]]:
    han = rf"(?:{words_of(cards, 'sites', True)}){_HAN_SITE}"
    latin = rf"(?i:\b(?:{words_of(cards, 'sites', False)})) {_STREET}"
    return [re.compile(han), re.compile(latin)]


def _cities(cards: Sequence[Cards]) -> list[re.Pattern[str]]:
    """A town that somebody is in or from, or that begins what stands there; no firm, no street."""
    lands = f"(?:{words_of(cards, 'regions', True)})?"
    town = f"(?P<region>{words_of(cards, 'cities', True)})"
    front, behind = "(?:在|住|是|来自|位于|[发送到]到?)", "(?=市|的|这边|那边|这里|开|做|有|$)"
    other = "(?!路|街|大道|银行|公司|集团)"
    return [re.compile(front + lands + town + other), re.compile(f"^{lands}{town}{behind}")]


def _is_empty(thing: str, empty: Collection[str]) -> bool:
    words = thing.lower().split()
    if words and thing.isascii():
        return words[0] in empty or words[-1] in empty
    return any(word in thing for word in empty if not word.isascii())


def _names_place(words: str, places: Collection[str]) -> bool:
    if words.isascii():
        return any(word in places for word in words.lower().split())
    return any(place in words[1:] for place in places if not place.isascii())
