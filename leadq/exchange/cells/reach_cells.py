"""Phone numbers and email addresses in cells that say more: 手机：138…（微信同号）, Ann <a@b.c>."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Set
from functools import lru_cache
from typing import NamedTuple

from leadq.content.loader import read_packaged
from leadq.exchange.cells.nothing import is_same_as_phone
from leadq.exchange.cells.traditional import simplify

_BETWEEN = r" ().\-/~·\u00a0\u2010-\u2015\u2212"
_EXTENSION = r"(?:\s*(?:ext(?:ension)?\.?|x|#|转|轉|分机|分機|;ext=)\s*[:.]?\s*[0-9]{1,7})?"
_NUMBER = re.compile(
    rf"(?<![A-Za-z0-9@._])(?:\+|\(\+?|00)?[0-9][0-9{_BETWEEN}]{{4,}}[0-9](?![A-Za-z0-9@]*@)"
    rf"{_EXTENSION}",
    re.IGNORECASE,
)
_EXTENSION_SIGN = re.compile(r"ext|x|#|转|轉|分机|分機|;", re.IGNORECASE)
_NO_PART = r"\s<>()\[\]{},;，；、。\"'“”：:|"
_ADDRESS = re.compile(rf"[^{_NO_PART}/\\]+@[^{_NO_PART}@]+\.[^{_NO_PART}@]+")
_BARE_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+\.[A-Za-z0-9-]+")
_SIGNS = " \t\r\n,，;；、。.:：|/\\&=\"'“”‘’`*-–—_~()（）[]【】<>《》{}#+!！"
_WORD_SIGNS = re.compile(r"[\s,，;；、。:：|/\\&=\"'“”()（）\[\]【】<>{}]+")
_APART = ("callingCode", "number")
_LEAST_DIGITS, _MOST_DIGITS = 7, 20


def is_bare_address(text: str) -> bool:
    """Tell whether a text is an email address and nothing beside it; it may have a slash."""
    return _BARE_ADDRESS.fullmatch(text) is not None


class Reaches(NamedTuple):
    """What a cell says: the values in it, the words beside them, whether WeChat is the phone."""

    values: list[str]
    words: str
    is_wechat: bool = False


def find_phones(cell: str, split: Callable[[str], list[str]]) -> Reaches:
    """Return the phone numbers of a cell with words in it; ``split`` parts numbers side by side."""
    values: list[str] = []
    words: list[str] = []
    end = 0
    for found in _NUMBER.finditer(cell):
        before = cell[end : found.start()]
        number = _balanced(found.group().strip())
        digits = sum(char.isdecimal() for char in number)
        if digits < _LEAST_DIGITS or _other_number(before):
            continue
        several = split(number) if digits > _MOST_DIGITS - _LEAST_DIGITS else [number]
        values += several
        words.append(before)
        end = found.end()
    if not values:
        return Reaches([], cell)
    return _with_words(values, [*words, cell[end:]], cell)


def without_extension(phone: str) -> str:
    """Return a phone without the extension behind it."""
    return _EXTENSION_SIGN.split(phone, maxsplit=1)[0]


def find_emails(cell: str) -> Reaches:
    """Return the email addresses of a cell with words in it."""
    values = [found.group().rstrip(".,;") for found in _ADDRESS.finditer(cell)]
    if not values:
        return Reaches([], cell)
    return _with_words(values, _ADDRESS.split(cell), cell)


def numbers_with_codes(cell: str) -> list[str]:
    """Return the numbers of a list of JSON that has their countries' codes apart; none of others.

    Twenty writes them so: ``[{"number": "201234567", "callingCode": "+31"}]``.
    """
    try:
        listed = json.loads(cell)
    except (ValueError, RecursionError):
        return []
    listed = listed if isinstance(listed, list) else [listed]
    if not all(isinstance(one, dict) and {*_APART} <= one.keys() for one in listed):
        return []
    parts = [tuple(str(one[key] or "").strip() for key in _APART) for one in listed]
    return [
        number if number[:1] == "+" else f"{code} {number}".strip()
        for code, number in parts
        if number
    ]


def _with_words(values: list[str], words: list[str], cell: str) -> Reaches:
    if cell[:1] in "[{" and '"' in cell:
        # a list of JSON: what stands around the values are its keys
        return Reaches(values, "")
    said = [part for word in words if (part := _telling(word))]
    same = [part for part in said if _is_wechat(part)]
    return Reaches(values, " ".join(part for part in said if part not in same), bool(same))


def _telling(words: str) -> str:
    """Return what words say beyond what every number or address is."""
    bare = words.strip(_SIGNS)
    if _is_wechat(bare):
        return bare
    labels = _listed("labels")
    words_left = (simplify(word.casefold()).strip(".") for word in _WORD_SIGNS.split(bare))
    telling = any(word not in labels and any(map(str.isalnum, word)) for word in words_left)
    return bare if telling else ""


def _is_wechat(words: str) -> bool:
    """Tell whether words behind a number say that it is on WeChat too, and not only what it is."""
    return simplify(words.casefold()) not in _listed("labels") and is_same_as_phone(words)


def _other_number(before: str) -> bool:
    word = simplify(before.rstrip(_SIGNS).casefold())
    return any(word.endswith(one) for one in _listed("other_numbers"))


def _balanced(number: str) -> str:
    """Return a number without a bracket that belongs to the words behind or before it."""
    number = number.rstrip(" (./-~·")
    if number.count("(") < number.count(")"):
        number = number.rstrip(") ")
    return number.lstrip("( ") if number.count("(") > number.count(")") else number


@lru_cache(maxsize=2)
def _listed(part: str) -> Set[str]:
    return frozenset(map(simplify, _words()[part]))


@lru_cache(maxsize=1)
def _words() -> Mapping[str, list[str]]:
    return read_packaged(__file__, "reach_words.toml")
