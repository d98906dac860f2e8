"""What stands in a cell and says nothing: N/A, 暂无, 00000000000, none@none.com."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from functools import lru_cache
from itertools import product

from leadq.content.loader import read_packaged
from leadq.domain.fields import MONIES
from leadq.domain.typing.texts import narrow
from leadq.exchange.cells.traditional import simplify, written_forms

_NAMES = frozenset({"name", "company", "first_name", "middle_name", "last_name"})
_PEOPLE = frozenset({"first_name", "middle_name", "last_name"})
_SHORT = 5
_ZERO = frozenset({"0", "0.0", "00"})
# Words that answer a question of such a column, or stand for a state.
_ANSWERS = frozenset({"note", "tags", "next_goal", "reason", "product"})
_ONE_DIGIT = re.compile(r"\+?(?:86|1)?([0-9])\1{6,}")
_RUNS = re.compile(
    r"(?:\+?86|\+?1)?(?:0?123456789?0?1?2?3?|1234567|12345678|9876543210?|12312312312?3?|11223344556?6?)"
)
_ZEROS = re.compile(r"(?:\+?86)?1[3-9][0-9]0{8}")


def is_nothing(text: str, field: str) -> bool:
    """Tell whether a cell of a field says that there is nothing."""
    if not text:
        return False
    words = _words_of(field)
    return (
        text in words
        or text.casefold() in words
        or (not text.isascii() and simplify(narrow(text).casefold()) in words)
    )


def is_salutation(text: str) -> bool:
    """Tell whether a text only says how somebody is addressed: Mr, Dr., 先生."""
    return simplify(text.casefold()) in _listed()["salutations"]


def written_nothings(fields: Iterable[str]) -> Set[str]:
    """Return the words for nothing of some fields as they are mostly written, to find them fast."""
    found: set[str] = set()
    for word in frozenset().union(*map(_words_of, fields)):
        found |= {word, word.upper(), word.title(), word.capitalize()}
        found.add(word[:1] + word[1:].capitalize())
        if not word.isascii():
            found.update(written_forms(word))
        elif len(word) <= _SHORT:
            found.update(map("".join, product(*((c, c.upper()) for c in word))))
    return found


def is_filler_phone(text: str) -> bool:
    """Tell whether a number was typed only to fill a field: 0000000, 12345678."""
    digits = re.sub(r"[^0-9+]", "", text)
    return any(sign.fullmatch(digits) for sign in (_ONE_DIGIT, _RUNS, _ZEROS))


def is_filler_email(text: str) -> bool:
    """Tell whether an address was typed only to fill a field: none@none.com."""
    return text.casefold() in filler_emails()


@lru_cache(maxsize=1)
def filler_emails() -> Set[str]:
    """Return the addresses that are typed only to fill a field, in lower case."""
    return _listed()["emails"]


def is_same_as_phone(text: str) -> bool:
    """Tell whether a WeChat name only says that it is the phone number."""
    if text[:1] not in _same_starts():
        return False
    bare = re.sub(r"[\s()（）\[\]【】,，.。:：!！]", "", text)
    return not {simplify(one.casefold()) for one in (text, bare)}.isdisjoint(
        _listed()["same_as_phone"]
    )


@lru_cache(maxsize=1)
def _same_starts() -> Set[str]:
    starts = {form for word in _listed()["same_as_phone"] for form in written_forms(word[0])}
    return frozenset(starts | set(map(str.upper, starts)) | set("（([【 "))


@lru_cache(maxsize=64)
def _words_of(field: str) -> Set[str]:
    listed = _listed()
    if field in _NAMES:
        return listed["any"] - (listed["kept_in_names"] if field in _PEOPLE else frozenset())
    words = listed["any"] | listed["words"]
    if field in MONIES:
        return words - _ZERO
    if field == "status":
        return words - {"none", "no", "false", "n", "无", "暂无", "没有", "空"}
    if field in _ANSWERS:
        return words - {"no", "false", "n", "0", "x", "?", "??", "？"}
    return words | listed["owner"] if field == "owner" else words


@lru_cache(maxsize=1)
def _listed() -> Mapping[str, Set[str]]:
    return {
        part: frozenset(simplify(word.casefold()) for word in words)
        for part, words in read_packaged(__file__, "nothing.toml").items()
    }
