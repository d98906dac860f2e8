"""What the name of a column means: as it is known, or once what decorates it is taken off."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import lru_cache
from typing import Any

from leadq.content.loader import read_packaged
from leadq.domain.typing.texts import narrow
from leadq.exchange.cells.traditional import simplify

_ALIASES = ("aliases.toml", "more_aliases.toml", "foreign_aliases.toml")
"""The names of columns, the surest first: what stands in one file wins over those after it."""
_LONGEST_NAME = 1000
_FURTHER = 10_000
"""How much further down a list a name stands that was found only by taking something off."""
_REPEATED = re.compile(r" ?\([0-9]+\)$")
_REMARK = re.compile(r"[(\[【{<][^()\[\]【】{}<>]*[)\]】}>]")
_MARKS = re.compile(r"^[\s*＊★☆✱✳·•#]+|[\s*＊★☆✱✳:：?？]+$")
_QUESTION_NUMBER = re.compile(
    r"^(?:q(?:uestion)?\s*\d+\s*[_.:、)\-\s]|\d+\s*[._、．)：:]|第\d+题)\s*"
)
_PARTS = re.compile(r"\s*(?:->|→|>|/|\||::|：|:|\.|·|__|(?<=\s)[-–—](?=\s))\s*")
_HAN_PARTS = re.compile(r"[-–—_]")
_DIGITS = re.compile("[0-9]+")


def key_of(text: str) -> str:
    """Return a name without case, width, spaces, punctuation and the (2) of a repeated one."""
    plain = _REPEATED.sub("", " ".join(narrow(text[:_LONGEST_NAME]).split()))
    return "".join(c for c in plain.casefold() if c.isalnum())


def bare_key(header: str) -> str:
    """Return what the name of a column is compared by once what decorates it is taken off."""
    return word_key(_undecorated(header))


def find_field(header: str) -> tuple[str | None, int]:
    """Return the field that the name of a column stands for, and how far down its list it is.

    ``aside`` is that of columns which are known to fill none.
    """
    known = field_table()
    for further, key in _keys_of(header):
        if key in known:
            field, rank = known[key]
            return field, rank + (_FURTHER if further else 0)
    return None, 0


def is_given(header: str) -> bool:
    """Say whether a name is that of the first one where the family's has a column of its own."""
    return bare_key(header) in _word_keys("given")


def needed_beside(header: str) -> Set[str] | None:
    """Return the keys of columns one of which must be there for a name to mean anything."""
    return _beside().get(bare_key(header))


def simplify_key(key: str) -> str:
    """Return a key with simplified characters and without accents."""
    if key.isascii():
        return key
    simple = simplify(key).replace("联络", "联系")
    bare = "".join(c for c in unicodedata.normalize("NFKD", simple) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare)


def word_key(text: str) -> str:
    """Return what a word of a list is compared by, in whatever characters it is written."""
    return simplify_key(key_of(text))


@lru_cache(maxsize=1)
def field_table() -> Mapping[str, tuple[str, int]]:
    """Return all names of columns by their keys: the field and the place in its list."""
    found: dict[str, tuple[str, int]] = {}
    for place, file in enumerate(_ALIASES):
        aliases = read_words(file)
        listed = [*aliases["fields"].items()]
        listed += [("aside", aliases["aside"]["names"])] if "aside" in aliases else []
        for field, names in listed:
            for rank, name in enumerate(names):
                key = key_of(name)
                same = found.get(simplify_key(key), ("", 0))
                meaning = same if same[0] == field else (field, rank + place * 1000)
                found.setdefault(key, meaning)
    for key, meaning in list(found.items()):
        found.setdefault(simplify_key(key), meaning)
    return found


@lru_cache(maxsize=8)
def read_words(file: str) -> Mapping[str, Any]:
    """Return a file of names and words that lies beside this one."""
    return read_packaged(__file__, file)


def _keys_of(header: str) -> Iterator[tuple[bool, str]]:
    """Yield the keys a name can be known by, the surest first, and whether something was cut."""
    key = key_of(header)
    yield False, key
    if not key:
        return
    yield False, simplify_key(key)
    plain = _undecorated(header)
    bare = key_of(plain)
    for one in (bare, simplify_key(bare)):
        yield False, one
        yield False, _DIGITS.sub("", one)
    yield from ((True, found) for found in _parted(plain))
    asked = _unasked(plain)
    if asked != bare:
        yield True, asked
        yield True, simplify_key(asked)


def _undecorated(header: str) -> str:
    """Return a name without remarks in brackets, stars, colons and the number of a question."""
    text = " ".join(narrow(header[:_LONGEST_NAME]).split()).casefold()
    text = _REMARK.sub(" ", _REPEATED.sub("", text))
    return _MARKS.sub("", _QUESTION_NUMBER.sub("", _MARKS.sub("", text.strip()))).strip()


def _parted(plain: str) -> Iterator[str]:
    """Yield what is left of a path once its groups are gone: Contact / Phone, Owner / Name."""
    groups, endings = _word_keys("groups"), _word_keys("endings")
    for cut in (_PARTS, _HAN_PARTS):
        parts = [key for part in cut.split(plain) if (key := word_key(part))]
        if len(parts) < 2:
            continue
        if parts[-1] in endings:
            yield _DIGITS.sub("", "".join(parts[:-1]))
            yield _DIGITS.sub("", parts[-2])
        while len(parts) > 1 and _DIGITS.sub("", parts[0]) in groups:
            del parts[0]
            yield _DIGITS.sub("", "".join(parts))


def _unasked(plain: str) -> str:
    """Return the key of what a question asks for: 请输入您的手机号, What is your name?"""
    words, plain = read_words("header_words.toml"), simplify(plain)
    for front in sorted(words["asked"], key=len, reverse=True):
        front = simplify(front.casefold())
        spaced = front + " " if front.isascii() else front
        if plain.startswith(spaced):
            plain = plain[len(spaced) :]
            break
    for behind in sorted(words["behind"], key=len, reverse=True):
        if plain.endswith(behind):
            plain = plain.removesuffix(behind)
            break
    for word, meaning in words["within"].items():
        plain = plain.replace(word, meaning)
    return key_of(plain)


@lru_cache(maxsize=4)
def _word_keys(part: str) -> Set[str]:
    words: Sequence[str] = read_words("header_words.toml")[part]
    return set(map(word_key, words))


@lru_cache(maxsize=1)
def _beside() -> Mapping[str, Set[str]]:
    beside = read_words("aliases.toml")["beside"]
    return {word_key(name): set(map(word_key, others)) for name, others in beside.items()}
