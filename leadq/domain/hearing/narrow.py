"""Looks for words in one text before any pattern does, since nothing else can match."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from leadq.domain.hearing.keys import SLOT_SIGNS, spell_out
from leadq.domain.hearing.model import Hearing, Mark, Rule
from leadq.domain.typing.texts import has_any, narrow

if TYPE_CHECKING:
    from leadq.domain.hearing.patterns import Pattern

_LATIN = "[A-Za-z]{2}"
_SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\t": " "})
_UNSEEN = r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]"
_OWN_SIGNS = r"[\ue000-\ue00f]"
_Stated = TypeVar("_Stated", Rule, Mark)


def make_plain(text: str) -> str:
    """Return a text as long and in small plain letters; what cannot be seen becomes a space."""
    plain = _lower(narrow(text).translate(_SAME))
    if not plain.isprintable():
        plain = re.sub(_OWN_SIGNS, " ", re.sub(_UNSEEN, " ", plain))
    return plain


def _lower(text: str) -> str:
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    # a few letters grow when they become small; they stay as they are
    return "".join(small if len(small := sign.lower()) == 1 else sign for sign in text)


def _is_han(sign: str) -> bool:
    return "\u3400" <= sign <= "\u9fff"


def languages_of(text: str) -> tuple[str, ...]:
    """Return the languages in which a text may say something, by its letters."""
    # a class of all Han characters takes longer to compile than most texts to read
    has_han = not text.isascii() and any(map(_is_han, text))
    found = ("zh",) if has_han else ()
    return (*found, "en") if re.search(_LATIN, text) else found


def narrow_to(hearing: Hearing, plain: str) -> Hearing:
    """Return rules that read this plain text as the whole ones do, and are compiled far sooner.

    What compiling costs is the words that are looked for. Patterns of which the keys tell that
    they cannot hold are left out, with them the rules and marks that have no other.
    """
    may_hold = _MayHold(hearing, plain)
    rules = _sayable(hearing.rules, may_hold)
    if not rules:
        return hearing._replace(rules=())
    told = hearing.grammar
    grammar = told._replace(
        splits=_held(told.splits, plain),
        negations=_held(told.negations, plain),
        fixed=_held(told.fixed, plain),
        light=_held(told.light, plain),
        behind=_held(told.behind, plain),
        objects=_held(told.objects, plain),
        quotes=_held(told.quotes, plain),
        subjects=_held_of_each(told.subjects, plain),
        alike={},
        marks=_sayable(told.marks, may_hold),
    )
    words = _held_of_each(hearing.words, plain)
    return hearing._replace(words=words, grammar=grammar, rules=rules)


def rules_for(hearing: Hearing, plain: str) -> tuple[Rule, ...]:
    """Return the rules of which a plain text may hold a pattern, with those patterns alone."""
    return _sayable(hearing.rules, _MayHold(hearing, plain))


def may_say(hearing: Hearing, plain: str, wanted: Collection[str]) -> bool:
    """Say whether one of some facts (``id=value``) could come of a plain text.

    The contrary of a rule's value needs a word that negates.
    """
    negating = (*hearing.grammar.negations, *hearing.grammar.behind)
    is_negated = bool(_held(negating, plain))
    may_hold = _MayHold(hearing, plain)
    return any(
        f"{rule.field}={value}" in wanted and any(map(may_hold, rule.say))
        for rule in hearing.rules
        for value in ((rule.value, rule.contrary) if is_negated else (rule.value,))
    )


def may_say_at_a_glance(hearing: Hearing, text: str, wanted: Collection[str]) -> bool:
    """Say of a text as it was written what ``may_say`` says, before days and sums are looked for.

    Any may be in it then. Of a text with a word that is read as another one no more is known.
    """
    plain = make_plain(text)
    alike = (other for others in hearing.grammar.alike.values() for other in others)
    if any(_stem(other) in plain for other in alike):
        return True
    return may_say(hearing, plain + "".join(SLOT_SIGNS.values()), wanted)


class _MayHold(dict[str, bool]):
    """By a part's key whether a text has it; says of a pattern whether all its parts have one."""

    def __init__(self, hearing: Hearing, plain: str) -> None:
        super().__init__()
        self._hearing, self._plain = hearing, plain

    def __call__(self, source: str) -> bool:
        return all(any(map(self.__getitem__, part)) for part in self._hearing.keys.get(source, ()))

    def __missing__(self, key: str) -> bool:
        if key[:1] == "{":
            words = spell_out((key,), self._hearing.lang, self._hearing.words)
            found = has_any(self._plain, words)
        else:
            found = key in self._plain
        self[key] = found
        return found


def _sayable(stated: tuple[_Stated, ...], may_hold: _MayHold) -> tuple[_Stated, ...]:
    held = [(one, tuple(filter(may_hold, one.say))) for one in stated]
    return tuple([one._replace(say=say) for one, say in held if say])


def _held_of_each(words: Mapping[str, tuple[str, ...]], plain: str) -> dict[str, tuple[str, ...]]:
    return {name: _held(several, plain) for name, several in words.items()}


def _held(words: Iterable[str], plain: str) -> tuple[str, ...]:
    """Return the words that a text may hold; those made of other classes stay."""
    return tuple([one for one in words if one[:1] == "{" or _stem(one) in plain])


def _stem(word: str) -> str:
    """Return the part of a word that is always written so: apostrophes may be left out."""
    return word.partition("'")[0].removesuffix("~")


class HeldKeys:
    """Which of a text's spans hold which words; a word is looked for once in the whole text."""

    def __init__(self, plain: str, spans: Sequence[tuple[int, int]]) -> None:
        self._plain, self._spans = plain, spans
        self._starts = [start for start, _end in spans]
        self._has: dict[str, bool] = {}
        self._known: dict[str, tuple[int, ...]] = {"": tuple(range(len(spans)))}

    def holding(self, pattern: Pattern) -> Sequence[int]:
        """Return the spans, in order, that may hold a pattern.

        A pattern that has no keys at all may hold anywhere: the empty key is in every text.
        """
        for keys in pattern.each_part():
            if not any(map(self._is_there, keys)):
                return ()
        return self.places([key for key in pattern.keys if self._is_there(key)] or ("",))

    def _is_there(self, key: str) -> bool:
        found = self._has.get(key)
        if found is None:
            found = self._has[key] = key in self._plain
        return found

    def places(self, keys: Sequence[str]) -> Sequence[int]:
        """Return the spans, in order, that hold one of some words; the empty one is in all."""
        if len(keys) == 1:
            return self._of(keys[0])
        return sorted({place for key in keys for place in self._of(key)})

    def _of(self, key: str) -> tuple[int, ...]:
        if key not in self._known:
            self._known[key] = tuple(self._look_for(key))
        return self._known[key]

    def _look_for(self, key: str) -> Iterator[int]:
        at = self._plain.find(key)
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            end = self._spans[place][1] if place >= 0 else 0
            if at + len(key) <= end:
                yield place
                at = end - len(key)
            at = self._plain.find(key, at + 1)
