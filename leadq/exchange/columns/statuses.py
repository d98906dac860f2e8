"""What a status means: 4 - Won, 成交(已付款), Closed Lost – Price, Gewonnen, ✅ 成交."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from leadq.domain.leads.duplicates import has_han
from leadq.domain.leads.status import LEFT, STATUSES
from leadq.domain.typing.texts import narrow
from leadq.exchange.cells.traditional import simplify
from leadq.exchange.columns.header_names import key_of, read_words, word_key

_CUT = re.compile(
    r"\s*(?:[-–—=]+>|→|>|:|：|;|；|\||/|\(|（|\[|【|,|，|。|(?<=\s)[-–—]+(?=\s)|[-–—]+)\s*"
)
_NUMBERED = re.compile(r"^\s*(?:\d+\s*[-.、):：]*|[a-z]\s*[.)、])\s*(?=\D)")
_MARKS = re.compile(r"[)）\]】]+|\(?\d+\s*%\)?")
_LONGEST = 200
"""Nothing longer is a status; to look through pages of text for one would take for ever."""
_REMEMBERED = 256
_CLOSED = ("lost", "dropped", LEFT)


class Status(NamedTuple):
    """What a word means, and what it says besides: why a lead was lost."""

    status: str
    reason: str = ""


@lru_cache(maxsize=_REMEMBERED)
def read_status(text: str) -> Status | None:
    """Return what a status word means; None for one that nobody knows."""
    if len(text) > _LONGEST:
        return None
    exact = _known().get(key_of(text))
    if exact:
        return Status(exact)
    words = _NUMBERED.sub("", _without_pictures(narrow(text)).strip(), count=1)
    parts = [bare for part in _CUT.split(words) if (bare := _MARKS.sub(" ", part).strip())]
    if not parts:
        return None
    whole = " ".join(parts)
    told = _known().get(word_key(whole))
    if told:
        return Status(told)
    for place, part in enumerate(parts):
        status = _known().get(word_key(part)) or (_find_inside(part) if place == 0 else None)
        if status:
            rest = ("、" if has_han(words) else ", ").join(parts[place + 1 :])
            return Status(status, rest if status in _CLOSED else "")
    found = _find_inside(whole)
    return Status(found) if found else None


def _find_inside(words: str) -> str | None:
    """Return what the longest known word among others means; words denied before do not count."""
    for pattern in _patterns():
        found = pattern.search(f" {simplify(words.casefold())} ")
        if found:
            return _known().get(word_key(found["word"]))
    return None


def _without_pictures(text: str) -> str:
    """Return a text without emoji and other signs that are no letters."""
    return "".join(
        " " if unicodedata.category(char) in ("So", "Sk", "Cf", "Mn") and ord(char) > 0x7F else char
        for char in unicodedata.normalize("NFC", text)
    )


@lru_cache(maxsize=1)
def _known() -> Mapping[str, str]:
    """Return all words by their keys; those of the programs' own lists come first."""
    found: dict[str, str] = {}
    further = read_words("status_words.toml")["words"]
    for listed in (read_words("aliases.toml")["statuses"], further):
        for status in STATUSES:
            for word in listed[status]:
                found.setdefault(key_of(word), status)
                found.setdefault(word_key(word), status)
    return found


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return what finds words among others: spaced ones whole, and those of two signs and more."""
    further = read_words("status_words.toml")["words"]
    listed = (read_words("aliases.toml")["statuses"], further)
    words = {
        simplify(word.casefold()) for part in listed for status in STATUSES for word in part[status]
    }
    denied = [simplify(one.casefold()) for one in further["not"]]
    spaced = [word for word in words if _is_spaced(word) and len(word) > 2]
    dense = [word for word in words if not _is_spaced(word) and len(word) > 1]
    spaced_not = "".join(rf"(?<!\b{re.escape(one)} )" for one in denied if _is_spaced(one))
    dense_not = "".join(f"(?<!{re.escape(one)})" for one in denied if not _is_spaced(one))
    return (
        re.compile(rf"{spaced_not}(?<![^\W_])(?P<word>{_longest_first(spaced)})(?![^\W_]|['’])"),
        re.compile(rf"{dense_not}(?P<word>{_longest_first(dense)})"),
    )


def _longest_first(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _is_spaced(word: str) -> bool:
    return not any("\u3040" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff" for char in word)
