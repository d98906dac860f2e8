"""Likeness of spellings by rapidfuzz: "did you mean", and names that are nearly the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from leadq.domain.leads.duplicates import has_han

_LEAST = 87.0
"""From this likeness on (0 to 100) two names may be one: a slip in eight letters, not in seven."""
_SMALL = 200
_NEIGHBOURS = 20


def nearest(text: str, candidates: Iterable[str], limit: int = 3, cutoff: float = 60) -> list[str]:
    """Return the candidates most like a text, best first, each once; case does not count.

    ``cutoff`` is the least likeness, 0 to 100.
    """
    from rapidfuzz import fuzz, process

    found = process.extract(
        text,
        list(dict.fromkeys(candidates)),
        scorer=fuzz.ratio,
        processor=str.casefold,
        limit=limit,
        score_cutoff=cutoff,
    )
    return [candidate for candidate, _score, _at in found]


def is_near(one: str, other: str) -> bool:
    """Tell whether two names may be one written twice: a slip of the hand lies between them.

    Digits must agree, since they tell branches apart; so must Han characters, save for some
    that one has and the other lacks: 华北 and 华东 are no slip.
    """
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other, score_cutoff=_LEAST) > 0 and _may_be_slip(one, other)


def near_pairs(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of two texts that are nearly the same; a pair can come more than once.

    Many texts are first sorted into small heaps: one slip leaves the first or the second half
    of a name as it was.
    """
    if len(texts) <= _SMALL:
        yield from _near_among(texts, range(len(texts)))
        return
    heaps: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        for half in _halves(text):
            heaps.setdefault(half, []).append(place)
    for heap in heaps.values():
        if len(heap) <= _SMALL:
            yield from _near_among(texts, heap)
            continue
        heap.sort(key=texts.__getitem__)
        for start in range(0, len(heap), _NEIGHBOURS):
            yield from _near_among(texts, heap[start : start + 2 * _NEIGHBOURS])


def _near_among(texts: Sequence[str], places: Sequence[int]) -> Iterator[tuple[int, int]]:
    from rapidfuzz import fuzz, process

    words = [texts[place] for place in places]
    for at, word in enumerate(words[:-1]):
        found = process.extract_iter(word, words[at + 1 :], scorer=fuzz.ratio, score_cutoff=_LEAST)
        for other, _score, distance in found:
            if _may_be_slip(word, other):
                yield places[at], places[at + 1 + distance]


def _halves(text: str) -> set[str]:
    """Return the parts that a text has in common with one that has a slip in the other part."""
    half = len(text) // 2
    less = (len(text) - 1) // 2
    if less < 2:
        return set()
    return {f"<{text[:half]}", f"<{text[:less]}", f">{text[-half:]}", f">{text[-less:]}"}


def _may_be_slip(one: str, other: str) -> bool:
    if _digits(one) != _digits(other):
        return False
    if not (has_han(one) or has_han(other)):
        return True
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return all(char in rest for char in short)


def _digits(text: str) -> list[str]:
    return [char for char in text if char.isdigit()]
