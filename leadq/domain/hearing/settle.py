"""Of everything that was understood, keeps what holds together: one value of each thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from leadq.domain.hearing.model import Proposal

_RISING = {"engagement": ("none", "comparing", "bargaining")}
_SEVERAL = ("promise", "objection")
_MOST = 50
_HAN = "[\u3400-\u9fff]"
# where a point ends no phrase: at 3 p.m. to sign, with Mr. Li
_SHORT = r"(?<=[A-Za-z]\.[A-Za-z])\. (?=[a-z])|(?<=\b(?:Mr|Ms|Dr))\. |(?<=\bMrs)\. "
_PHRASE_END = re.compile(
    rf"(?:(?!{_HAN} | {_HAN}|  |(?!{_SHORT})[.:] )[^\n\t,，;；:：。!！?？、…|｜()（）“”\"])*"
    rf"(?:{_HAN}(?= ))?"
)
_LONGEST_REST = 32


def settle(found: Sequence[Proposal]) -> list[Proposal]:
    """Return the proposals in the order of the text, without repeats or what gainsays itself.

    Of matches on the same words the longest counts. A fact with two values is left out, save
    where the further one includes the nearer (comparing, bargaining).
    """
    by_thing: dict[tuple[str, str], list[Proposal]] = {}
    for one in found:
        by_thing.setdefault((one.kind, one.field), []).append(one)
    settled: list[Proposal] = []
    for (kind, field), several in by_thing.items():
        kept = _longest(several)
        settled += _distinct(kept) if kind in _SEVERAL else _one_of(field, kept)
    return sorted(_without_echoes(settled), key=lambda one: (one.start, one.kind, one.field))


def whole_steps(text: str, found: Iterable[Proposal]) -> list[Proposal]:
    """Return what was understood, each step with the whole phrase that tells it.

    A rule knows where a step's words begin, but not what for: 来工地看机|器, come by | to sign.
    """
    several = list(found)
    starts = [one.start for one in several]
    return [_whole_step(text, one, starts) if one.kind == "next" else one for one in several]


def _whole_step(text: str, one: Proposal, starts: Sequence[int]) -> Proposal:
    end = one.start + len(one.words)
    rest = _PHRASE_END.match(text, end)
    last = min([rest.end() if rest else end, *(start for start in starts if start >= end)])
    if not text.startswith(one.words, one.start) or last - end > _LONGEST_REST:
        return one
    return one._replace(words=text[one.start : last].rstrip())


def _longest(several: Sequence[Proposal]) -> list[Proposal]:
    """Keep the longest of those that overlap, in order; of steps the one that says most."""
    kept: list[Proposal] = []
    for one in sorted(several, key=lambda one: (one.start, -len(one.words))):
        if not kept or not _overlap(kept[-1], one):
            kept.append(one)
        else:
            longer = max(kept[-1], one, key=_telling)
            kept[-1] = longer._replace(place=kept[-1].place or one.place)
    return kept


def _telling(one: Proposal) -> tuple[int, int]:
    return len(one.value.split()) if one.kind == "next" else 0, len(one.words)


def _overlap(one: Proposal, other: Proposal) -> bool:
    return one.start < other.start + len(other.words) and other.start < one.start + len(one.words)


def _distinct(several: Iterable[Proposal]) -> list[Proposal]:
    by_words: dict[str, Proposal] = {}
    for one in several:
        by_words.setdefault(one.words, one)
    return list(by_words.values())[:_MOST]


def _one_of(field: str, several: Sequence[Proposal]) -> list[Proposal]:
    values = {one.value for one in several}
    if len(values) == 1:
        return [several[0]]
    if field in _RISING:
        rising = _RISING[field]
        return [max(several, key=lambda one: rising.index(one.value))]
    if several[0].kind in ("next", "field"):
        return [several[0]]
    return []


def _without_echoes(found: list[Proposal]) -> list[Proposal]:
    """Leave out a step on a promise's words, and an obstacle that is only an objection's worry."""
    promised = [one for one in found if one.kind == "promise"]
    minded = [one for one in found if one.kind == "objection"]
    return [
        one
        for one in found
        if not (one.kind == "next" and any(_overlap(one, other) for other in promised))
        and not (one.field == "obstacle" and any(_lies_in(one, other) for other in minded))
    ]


def _lies_in(one: Proposal, other: Proposal) -> bool:
    end = other.start + len(other.words)
    return other.start <= one.start and one.start + len(one.words) <= end
