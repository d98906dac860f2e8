"""Finds content by what it is called in either language; a refusal names the nearest three."""

from __future__ import annotations

from collections.abc import Iterable

from leadq.content.texts import Named, Text
from leadq.domain.typing.tokens import chinese_word, fold_word
from leadq.errors import RefusedError

_MOST = 3
_LIKE = 0.6
_SIGNS = str.maketrans("", "", " _-")


def find_named(typed: str, known: Iterable[Named]) -> str | None:
    """Return the id of the first that a word names: by its id, else by its label."""
    word, all_known = _plain(typed), list(known)
    if not word:
        return None
    by_id = (one.id for one in all_known if _plain(one.id) == word)
    by_label = (one.id for one in all_known if word in _names(one)[1:])
    return next(by_id, None) or next(by_label, None)


def meant_by(kind: str, typed: str, known: Iterable[tuple[str, Text]]) -> str:
    """Return the id that a word names. Raises RefusedError ``unknown_<kind>``."""
    all_known = [Named(*one) for one in known]
    meant = find_named(typed, all_known)
    if meant is None:
        raise unknown_named(kind, typed, all_known)
    return meant


def in_words(tokens: Iterable[str]) -> list[Named]:
    """Return tokens with what they are called in Chinese."""
    return [Named(one, Text(one, chinese_word(one) or one)) for one in tokens]


def nearest_named(typed: str, known: Iterable[Named]) -> tuple[Named, ...]:
    """Return up to three whose id or label is like a word, or holds it, the most alike first."""
    from difflib import get_close_matches

    word = _plain(typed)
    homes: dict[str, Named] = {}
    for one in known:
        for name in _names(one):
            homes.setdefault(name, one)
    close = get_close_matches(word, homes, n=2 * _MOST, cutoff=_LIKE)
    holding = [name for name in homes if word and word in name]
    found = dict.fromkeys(homes[name] for name in [*close, *holding])
    return tuple(found)[:_MOST]


def unknown_named(kind: str, typed: str, known: Iterable[Named], script: str = "") -> RefusedError:
    """Return the refusal ``unknown_<kind>`` of a word, with what is near it.

    ``script``: where the facts stand that could have been meant, if they do not tell it.
    """
    all_known = list(known)
    near = nearest_named(typed, all_known)
    key = f"unknown_{kind}"
    params = {kind: typed, "near": near, "allowed": [one.id for one in all_known]}
    return RefusedError(key, hint=key, **params, **({"script": script} if script else {}))


def _names(one: Named) -> list[str]:
    return [_plain(one.id), _plain(one.label.en), _plain(one.label.zh)]


def _plain(word: str) -> str:
    return fold_word(word).translate(_SIGNS)
