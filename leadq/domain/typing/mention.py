"""Recognises a person in running text: by a name, or by a number however it is spaced."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from unicodedata import normalize

from leadq.domain.typing.typed import narrow

HIDDEN = "***"
"""What stands where somebody was mentioned."""
_SPACES = r"[\s\u200b-\u200f\u2060\ufeff]*"
_BETWEEN_DIGITS = r"[\s().\-/~·_\u2010-\u2015\u2212\u200b-\u200f\u2060\ufeff]{0,3}"
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
    def _pattern(self) -> re.Pattern[str]:
        parts = [_words_pattern(form, self.loose) for word in self.words for form in _forms(word)]
        parts += [_digits_pattern(digits, self.loose) for digits in self.digits]
        return re.compile("|".join(sorted(parts, key=len, reverse=True)) or "(?!)", re.IGNORECASE)

    def finds(self, text: str) -> bool:
        """Tell whether a text mentions the person."""
        return self._pattern.search(narrow(text)) is not None

    def is_all_of(self, text: str) -> bool:
        """Tell whether a text is the name or number and nothing else."""
        plain = narrow(text).strip()
        return self._pattern.fullmatch(plain) is not None or self._is_number(plain)

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
        for found in self._pattern.finditer(narrow(text)):
            hidden += [text[end : found.start()], HIDDEN]
            end = found.end()
        return "".join([*hidden, text[end:]])


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
