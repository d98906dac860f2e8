"""Guesses the code page of a text that is neither Unicode nor surely Chinese, by its letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Set
from functools import lru_cache
from typing import NamedTuple

from leadq.content.loader import read_packaged

_PAGES = (
    "gb18030", "cp1252", "big5", "cp932", "cp949", "cp1250", "cp1251", "mac-roman", "cp1254",
    "cp1253", "euc-jp", "cp850", "koi8-r", "cp1257", "cp874", "cp1255", "cp1256", "cp866",
)  # fmt: skip
"""What tables of today may be written in, the more usual first."""
_WIDE = {"gb18030": "simplified", "big5": "traditional", "cp932": "japanese", "euc-jp": "japanese",
         "cp949": "korean"}  # fmt: skip
_LEVEL_ONE = {
    "gb18030": ((0xB0, 0xD7),), "big5": ((0xA4, 0xC6),), "cp932": ((0x88, 0x97),),
    "euc-jp": ((0xB0, 0xCF),), "cp949": ((0xB0, 0xC8),),
}  # fmt: skip
"""The first bytes of the usual characters of a code page."""
_CLOSE, _LEAST = 0.15, 0.35
_SURE = 1.0
"""A score that only names of columns that are known, beside usual letters, can reach."""
_MOST_LETTERS = 4000
_NEVER_TOGETHER = ("øí", "øì", "øý", "ìí", "ùý", "õò")
"""Letters that no language has both of: of another code page they are."""
_OTHER_SCRIPTS = ("CYRILLIC", "GREEK", "THAI", "HEBREW", "ARABIC")


class Guess(NamedTuple):
    """A code page, a line as it reads in it, and the pages that are nearly as likely."""

    encoding: str
    sample: str
    others: list[str]


def guess_encoding(data: bytes) -> Guess | None:
    """Return what a text is most likely written in; None if no code page can read it.

    ``data`` is the beginning of a file, cut at the end of a line.
    """
    chinese = _decode(data, "gb18030")
    if chinese is not None and _score(chinese, "gb18030") >= _SURE:
        return Guess("gb18030", "", [])
    readings = {page: text for page in _PAGES if (text := _decode(data, page)) is not None}
    likely = _likely_pages(data)
    scores = {
        page: _score(text, page) + (0.1 if page in likely else 0.0)
        for page, text in readings.items()
    }
    if not scores:
        return None
    best = max(scores, key=lambda page: (round(scores[page], 3), -_PAGES.index(page)))
    if scores[best] < _LEAST:
        return None
    text = readings[best]
    best = next(page for page in _PAGES if readings.get(page) == text)
    others = [
        page
        for page, score in scores.items()
        if page != best and score > scores[best] - _CLOSE and readings[page] != text
    ]
    told = next((line for line in text.splitlines() if not line.isascii()), "")
    return Guess(best, told[:60], others)


def _decode(data: bytes, page: str) -> str | None:
    try:
        return data.decode(page)
    except UnicodeDecodeError:
        return None


def _likely_pages(data: bytes) -> Set[str]:
    """Return the pages in which a text makes no mess, as charset-normalizer judges it."""
    from charset_normalizer import from_bytes

    pages = [page.replace("-", "_") for page in _PAGES]
    return {match.encoding.replace("_", "-") for match in from_bytes(data, cp_isolation=pages)}


def _score(text: str, page: str) -> float:
    """Return how well the letters of a text beyond ASCII suit a code page, at most about 1.5."""
    places = [place for place, char in enumerate(text) if not char.isascii()][:_MOST_LETTERS]
    if not places:
        return 0.0
    weigh = _weigh_wide if page in _WIDE else _weigh_narrow
    told = sum(weigh(text, place, page) for place in places) / len(places)
    odd = 0.2 if page not in _WIDE and any(map(set(text).issuperset, _NEVER_TOGETHER)) else 0.0
    return told - odd + min(0.5, 0.25 * _known_names(text))


def _known_names(text: str) -> int:
    """Return how many names of columns are known that are not in plain letters."""
    from leadq.exchange.columns.header_names import find_field

    first = text.partition("\n")[0].replace(";", ",").replace("\t", ",")
    cells = (cell.strip(' "\r') for cell in first.split(",")[:50])
    return sum(not cell.isascii() and find_field(cell)[0] is not None for cell in cells)


def _weigh_wide(text: str, place: int, page: str) -> float:
    char = text[place]
    kind = unicodedata.category(char)
    if kind in ("Co", "Cn", "Cc"):
        return -1.0
    if kind[0] in "PS":
        return 0.6 if "\u3000" <= char <= "\u303f" or "\uff00" <= char <= "\uffef" else 0.0
    if "\uff00" <= char <= "\uffef" and page != "cp932":
        return 0.3
    if _touches_latin(text, place):
        return -0.5
    if char in _letters()[_WIDE[page]] or "\u3040" <= char <= "\u30fa":
        return 1.0
    if "\uff61" <= char <= "\uff9f":
        return -0.2
    first = char.encode(page)[0]
    usual = any(low <= first <= high for low, high in _LEVEL_ONE[page])
    return 0.45 if usual else 0.1


def _weigh_narrow(text: str, place: int, _page: str) -> float:
    char, listed = text[place], _letters()
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    beside = before.isalpha() or after.isalpha()
    if before.islower() and char.isupper():
        return -0.5
    if char in listed["western"]:
        begins_oddly = char in "ìòîù" and not before.isalpha()
        return -0.3 if before.isdigit() or after.isdigit() else 0.3 if begins_oddly else 0.9
    if char in listed["central"] or char in listed["turkish"]:
        return 0.8
    if char in listed["western_signs"]:
        inside = before.isalpha() and after.isalpha()
        return 0.2 if inside and char not in "’" else 0.7
    if char.isalpha():
        name = unicodedata.name(char, "")
        if name.startswith(_OTHER_SCRIPTS):
            odd = _touches_latin(text, place) or before.isdigit() or after.isdigit()
            return -0.7 if odd else 0.95
        return 0.2
    return -0.6 if beside else 0.0


def _touches_latin(text: str, place: int) -> bool:
    """Say whether a plain letter stands right beside a place."""
    near = text[max(0, place - 1) : place] + text[place + 1 : place + 2]
    return any(char.isascii() and char.isalpha() for char in near)


@lru_cache(maxsize=1)
def _letters() -> Mapping[str, Set[str]]:
    return {
        part: frozenset(letters)
        for part, letters in read_packaged(__file__, "letters.toml").items()
    }
