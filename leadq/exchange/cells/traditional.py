"""Words in traditional characters, compared with lists that are written in simplified ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice, product

from leadq.content.loader import read_packaged

_MOST_FORMS = 64


def simplify(text: str) -> str:
    """Return a text with simplified characters; other scripts stay as they are."""
    return text if text.isascii() else text.translate(_simplified())


def written_forms(word: str) -> Iterator[str]:
    """Yield the ways in which a simplified word may be written, itself among them; not too many."""
    yield from islice(
        map("".join, product(*(_forms().get(char, char) for char in word))), _MOST_FORMS
    )


@lru_cache(maxsize=1)
def _simplified() -> Mapping[int, str]:
    words = read_packaged(__file__, "traditional.toml")
    pairs = zip(words["traditional"], words["simplified"], strict=True)
    return {ord(one): other for one, other in pairs}


@lru_cache(maxsize=1)
def _forms() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for one, simple in _simplified().items():
        found[simple] = found.get(simple, simple) + chr(one)
    return found
