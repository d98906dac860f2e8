"""Rules narrowed to one text: of all words only those it holds, since nothing else can match."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from leadq.domain.hearing.model import Hearing


def narrow_to(hearing: Hearing, plain: str) -> Hearing:
    """Return rules that read this plain text as the whole ones do, and are compiled far sooner.

    What compiling costs is the words that are looked for; the rules themselves stay.
    """
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
    )
    return hearing._replace(words=_held_of_each(hearing.words, plain), grammar=grammar)


def _held_of_each(words: Mapping[str, tuple[str, ...]], plain: str) -> dict[str, tuple[str, ...]]:
    return {name: _held(several, plain) for name, several in words.items()}


def _held(words: Iterable[str], plain: str) -> tuple[str, ...]:
    """Return the words that a text may hold; those made of other classes stay."""
    return tuple([one for one in words if one[:1] == "{" or _stem(one) in plain])


def _stem(word: str) -> str:
    """Return the part of a word that is always written so: apostrophes may be left out."""
    return word.partition("'")[0].removesuffix("~")
