"""Where a table is from: what the names of its columns tell, and what countries are called."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache
from typing import Any

from leadq.exchange.columns.header_names import key_of, read_words, simplify_key, word_key

_LEAST_WORDS = 2


def find_regions(headers: Sequence[str]) -> Sequence[str]:
    """Return the countries whose people call columns so, the likeliest first.

    None are told by English names and those in simplified characters.
    """
    whole = "".join(headers)
    if whole.isascii() and not any(map(str.isalpha, whole)):
        return ()
    for letters, regions in _listed()["letters"].items():
        if re.search(letters, whole):
            return tuple(regions)
    keys = {_key(header) for header in headers}
    best: Sequence[str] = ()
    most = _LEAST_WORDS - 1
    for countries, words in _words().items():
        count = len(words & keys)
        if count > most:
            best, most = countries.split(), count
    return best


def names_country(header: str) -> bool:
    """Say whether a column holds countries."""
    return word_key(header) in _country_columns()


@lru_cache(maxsize=1024)
def country_of(name: str) -> str | None:
    """Return the two letters of a country; None for what is none."""
    code = name.strip().upper()
    return code if code in _called().values() else _called().get(word_key(name))


def _key(name: str) -> str:
    """Return the key of a name without accents; other characters count as they are written."""
    key = key_of(name)
    return simplify_key(key) if max(key, default="") < "\u3000" else key


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Set[str]]:
    return {
        countries: frozenset(map(_key, words)) for countries, words in _listed()["words"].items()
    }


@lru_cache(maxsize=1)
def _country_columns() -> Set[str]:
    return frozenset(word_key(name) for name in _listed()["countries"]["names"])


@lru_cache(maxsize=1)
def _called() -> Mapping[str, str]:
    called = _listed()["countries"]["called"]
    return {word_key(name): code for code, names in called.items() for name in names}


def _listed() -> Mapping[str, Any]:
    return read_words("languages.toml")
