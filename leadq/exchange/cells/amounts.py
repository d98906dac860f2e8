"""Amounts of money as people write them; what a dot means is settled for the column."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from leadq.content.loader import read_packaged
from leadq.domain.typing.han import DIGITS, SCALES, read_han
from leadq.domain.typing.texts import narrow
from leadq.domain.typing.typed import MOST_MONEY, parse_money
from leadq.errors import UsageError
from leadq.exchange.cells.traditional import simplify

_LONGEST, _REMEMBERED = 64, 4096
_RANGE = (
    r"(?:\s*(?:-|–|—|~|～|/|to|bis|à|a|至|到|、)\s*|\s+(?:and|und|et|y|e|en|och|og|i|tot|al|do)\s+)"
)
_SPACES = re.compile(r"(?<=\d)[\s\u00a0\u202f'’](?=\d{3}(?!\d))")
# One sign before three figures: thousands in one place, decimals in another.
_EITHER = re.compile(r"[^.,]*?(?<![\d.,])[1-9]\d{0,2}([.,])\d{3}[^\d.,]*")
_COMMA_PROOF = re.compile(
    r".*\d(?:\.\d{3})+,\d|.*\d\.\d{3}\.\d{3}|[^.]*\d,(?:\d{1,2}|\d{4,})(?!\d)[^.,]*$"
)
_DOT_PROOF = re.compile(
    r".*\d(?:,\d{3})+\.\d|.*\d,\d{3},\d{3}|[^,]*\d\.(?:\d{1,2}|\d{4,})(?!\d)[^.,]*$"
)
_HAN_NUMBER = "[零〇一二两三四五六七八九十百千]+"


class Amount(NamedTuple):
    """An amount, of a range the lower one; whether it was one, or only about so much."""

    value: float | int
    is_range: bool = False
    is_rough: bool = False


class AmountColumn:
    """The amounts of one column; its values, or the ``region``, tell what 2.500 is.

    ``look_through`` shows it every value, with ``look``, when the first one comes that could be
    meant two ways. ``plain`` takes amounts as leadq itself writes them.
    """

    def __init__(
        self,
        look_through: Callable[[], None] | None = None,
        region: str = "",
        plain: bool = False,
    ) -> None:
        self._plain = plain
        self._known: dict[str, Amount] = {}
        self._look_through = look_through
        self._comma = self._dot = 0
        self._region_has_comma = region.upper() in _words()["regions"]["comma"] if region else False
        self.guessed: str | None = None
        """The first value that nothing in the column told how to read."""

    def look(self, text: str, times: int = 1) -> None:
        """Take one value, which came so many times, as evidence."""
        if len(text) <= _LONGEST:
            plain = _SPACES.sub("", narrow(text))
            self._comma += times * (_COMMA_PROOF.match(plain) is not None)
            self._dot += times * (_DOT_PROOF.match(plain) is not None)

    def read(self, text: str) -> Amount:
        """Return the amount. Raises UsageError bad_money for what is none."""
        known = self._known.get(text)
        if known is None:
            if len(self._known) == _REMEMBERED:
                self._known.clear()
            known = self._known[text] = self._parse(text)
        return known

    def _parse(self, text: str) -> Amount:
        if self._plain or (text.isascii() and text.isdigit()):
            return Amount(parse_money(text))
        if len(text) > _LONGEST:
            raise UsageError("bad_money", hint="bad_money", given=text)
        either = _EITHER.fullmatch(_SPACES.sub("", narrow(text)).lower())
        comma = self._has_comma(either, text) if either else None
        if not comma:
            try:
                return Amount(parse_money(text))
            except UsageError:
                pass
        found = _read(text, comma)
        if found is None or found.value > MOST_MONEY:
            raise UsageError("bad_money", hint="bad_money", given=text)
        return found

    def _has_comma(self, either: re.Match[str], text: str) -> bool:
        """Say whether the comma stands before the cents, as the column or the region tells."""
        if self._look_through is not None:
            look_through, self._look_through = self._look_through, None
            look_through()
        if self._comma != self._dot:
            return self._comma > self._dot
        told = self._region_has_comma or (either[1] == "." and "€" in text)
        if self.guessed is None and (told or either[1] == "."):
            self.guessed = text
        return told


def _read(text: str, comma: bool | None) -> Amount | None:
    words, rough = _stripped(" ".join(simplify(narrow(text)).lower().split()))
    words = _SPACES.sub("", words)
    found = re.fullmatch(rf"{_part('low')}(?:{_RANGE}{_part('high')})?", words)
    if found is None:
        return None
    han = read_han(found["low"]) if found["low"][0] in (*DIGITS, *SCALES) else None
    low = han.value if han else _number(found["low"], comma)
    if low is None:
        return None
    units = _words()["units"]
    unit = found["low_unit"] or found["high_unit"] or ""
    value = low * units[unit] if unit else low
    high = found["high"]
    whole = round(value) if abs(value - round(value)) < 1e-6 else value
    return Amount(whole, high is not None or (han is not None and han.is_range), rough)


def _part(name: str) -> str:
    units = "|".join(map(re.escape, sorted(_words()["units"], key=len, reverse=True)))
    return rf"(?P<{name}>\d[\d.,]*|\.\d+|{_HAN_NUMBER})\s*(?P<{name}_unit>{units})?"


def _number(written: str, comma: bool | None) -> float | None:
    """Return a number; where it shows by itself what its signs mean, ``comma`` is not asked."""
    if not written[0].isascii():
        return None
    digits = written.rstrip(".,")
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return float(digits)
    sign, behind = digits[last], len(digits) - last - 1
    other = "," if sign == "." else "."
    cents: bool | None
    if other in digits:
        cents = True
    elif digits.count(sign) > 1:
        cents = False
    else:
        cents = behind != 3 or (comma if sign == "," else comma is False)
    grouped = digits.replace(other, "")
    whole = grouped.replace(sign, "." if cents else "")
    if not cents and not re.fullmatch(r"\d{1,3}(?:[.,]\d{2,3})*[.,]\d{3}", digits):
        return None
    try:
        return float(whole)
    except ValueError:
        return None


def _stripped(words: str) -> tuple[str, bool]:
    """Return an amount without its currency and without words for about, and whether it had any."""
    rough = False
    pattern = _surroundings()
    while found := pattern.match(words) or pattern.search(words):
        if found.start() not in (0,) and found.end() != len(words):
            break
        rough = rough or found["around_front"] is not None or found["around_back"] is not None
        words = (words[: found.start()] + words[found.end() :]).strip(" :：,，")
    # a currency may stand behind each end of a range
    return _inner_currency().sub(r"\1", words), rough


@lru_cache(maxsize=1)
def _surroundings() -> re.Pattern[str]:
    currencies, around = (
        "|".join(
            rf"(?<![a-z]){re.escape(word)}(?![a-z])" if word.isalpha() else re.escape(word)
            for word in sorted(_words()["words"][part], key=len, reverse=True)
        )
        for part in ("currencies", "around")
    )
    return re.compile(
        rf"^(?:{currencies}|(?P<around_front>{around}))\s*"
        rf"|\s*(?:{currencies}|(?P<around_back>{around}))$"
    )


@lru_cache(maxsize=1)
def _inner_currency() -> re.Pattern[str]:
    currencies = _any_of(_words()["words"]["currencies"])
    return re.compile(
        rf"(?:(?<![a-z])(?:{currencies})\s*)?({_RANGE})(?:(?:{currencies})(?![a-z])\s*)?"
    )


def _any_of(words: Any) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    return read_packaged(__file__, "amount_words.toml")
