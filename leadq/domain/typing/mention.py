"""Recognises a person in running text: by a name, or by a number however it is spaced."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from unicodedata import normalize

from leadq.domain.typing.texts import narrow

HIDDEN = "***"
"""What stands where somebody was mentioned."""
_SPACES = r"[\s\u200b-\u200f\u2060\ufeff]*"
_BETWEEN_DIGITS = r"[\s().\-/~·_\u2010-\u2015\u2212\u200b-\u200f\u2060\ufeff]{0,3}"
_JOINTS = re.compile(f"{_SPACES[:-2]}{_BETWEEN_DIGITS[1:-5]}+")
_ONE_I = {0x131: "i", 0x307: ""}
_FEW_PARTS = 16
_NOTHING = re.compile("(?!)")
_WHOLE_NUMBER = 7
_LONGEST_CODE = 5
_LONGEST_NAME = 200
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


@dataclass(frozen=True)
class Mention:
    """Words and digits that mean somebody; ``loose`` finds them inside longer words as well.

    ``words`` are names and addresses, in any case and spacing; ``digits`` are national numbers.
    """

    words: Sequence[str] = ()
    digits: Sequence[str] = ()
    loose: bool = False

    @cached_property
    def _parts(self) -> dict[str, list[str]]:
        """Return the patterns of the words and numbers by their characters alone."""
        parts: dict[str, list[str]] = {}
        for word in self.words:
            for form in _forms(word):
                parts.setdefault(_bare(form), []).append(_words_pattern(form, self.loose))
        for digits in self.digits:
            parts.setdefault(digits, []).append(_digits_pattern(digits, self.loose))
        return parts

    @cached_property
    def _lengths(self) -> list[int]:
        return sorted({len(bare) for bare in self._parts})

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return _any_of(self._parts.values())

    def _pattern_for(self, text: str) -> re.Pattern[str]:
        """Return the pattern that finds what a text can mention: of many people, few ones' only."""
        if len(self._parts) <= _FEW_PARTS:
            return self._pattern
        bare = _bare(text)
        found = {""}
        for length in self._lengths:
            found.update(bare[start : start + length] for start in range(len(bare)))
        found &= self._parts.keys()
        return _any_of(self._parts[piece] for piece in found) if found else _NOTHING

    def finds(self, text: str) -> bool:
        """Tell whether a text mentions the person."""
        plain = narrow(text)
        return self._pattern_for(plain).search(plain) is not None

    def is_all_of(self, text: str) -> bool:
        """Tell whether a text is the name or number and nothing else."""
        plain = narrow(text).strip()
        return self._pattern_for(plain).fullmatch(plain) is not None or self._is_number(plain)

    def _is_number(self, text: str) -> bool:
        found = re.sub(r"[^0-9]", "", text)
        if re.search(r"[^\W\d_]", text):
            return False
        return any(
            found.endswith(digits) and len(found) - len(digits) <= _LONGEST_CODE
            for digits in self.digits
        )

    def hide(self, text: str) -> str:
        """Return the text with every mention replaced."""
        hidden, end = [], 0
        # narrowing keeps every character's place
        plain = narrow(text)
        for found in self._pattern_for(plain).finditer(plain):
            hidden += [text[end : found.start()], HIDDEN]
            end = found.end()
        return "".join([*hidden, text[end:]])


def _any_of(parts: Iterable[Sequence[str]]) -> re.Pattern[str]:
    found = sorted(chain.from_iterable(parts), key=len, reverse=True)
    return re.compile("|".join(found), re.IGNORECASE) if found else _NOTHING


def _bare(text: str) -> str:
    """Return a text without what may stand between the characters of a name or number."""
    return _JOINTS.sub("", text).casefold().translate(_ONE_I)


def is_telling(word: str) -> bool:
    """Tell whether a name is long enough not to stand in every other text by chance."""
    plain = "".join(word.split())
    return len(plain) >= (2 if _HAN.search(plain) else 3)


def is_whole_number(digits: str) -> bool:
    """Tell whether digits are enough to mean one subscriber."""
    return len(digits) >= _WHOLE_NUMBER


def _forms(word: str) -> set[str]:
    """Return a word with its accents in one character, and apart."""
    plain = narrow(word)
    if len(plain) <= _LONGEST_NAME:
        plain = "".join(plain.split())
    return {normalize(form, plain) for form in ("NFC", "NFD")} - {""}


def _words_pattern(word: str, loose: bool) -> str:
    # nobody spaces out a whole page
    inside = _SPACES.join(map(re.escape, word)) if len(word) <= _LONGEST_NAME else re.escape(word)
    if loose:
        return inside
    # an address may be the end of a longer one: anna.li@x.com is not li@x.com
    signs = "_.+-" if re.fullmatch(r"[!-~]*[@_0-9][!-~]*", word) else ""
    before = f"(?<![0-9A-Za-z{signs}])" if word[0].isascii() and word[0].isalnum() else ""
    after = "(?![0-9A-Za-z])" if word[-1].isascii() and word[-1].isalnum() else ""
    return f"{before}{inside}{after}"


def _digits_pattern(digits: str, loose: bool) -> str:
    inside = _BETWEEN_DIGITS.join(digits)
    return inside if loose or is_whole_number(digits) else f"(?<![0-9]){inside}(?![0-9])"
