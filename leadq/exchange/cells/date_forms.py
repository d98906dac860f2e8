"""The forms in which other programs and languages write a day by figures and names of months."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple

from leadq.content.loader import read_packaged

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
_ZONE = r"(?:\s*(?:z|[a-z]{2,5}|(?:utc|gmt)?[+-]\d{1,2}(?::?\d{2})?))?"
_CLOCK = rf"\d{{1,2}}:\d{{2}}(?::\d{{2}}(?:[.,]\d{{1,9}})?)?(?:\s*[ap]\.?m\.?)?{_ZONE}"
_DOTTED = r"\d{1,2}\.\d{2}(?:\.\d{2}(?:\.\d{1,9})?\s*[ap]m|\s*uhr)"
_HAN_CLOCK = r"\d{1,2}\s*[时点:시]\s*(?:\d{1,2}\s*[分분]?\s*|半|整)?(?::?\d{1,2}\s*[秒초]?)?"
_DAYTIME = r"(?:上午|下午|中午|晚上|凌晨|早上|傍晚|오전|오후|午前|午后)?"
_HAN_WEEKDAY = (
    r"(?:\s*\(?(?:星期|周)?[一二三四五六日天月火水木金土]\))?"
    r"(?:\s*(?:星期|周)[一二三四五六日天])?"
)
_GAP = r"(?:[\s,]+|\s*t|(?<=[日号])|(?=[\u4e00-\u9fff]))\s*"
_TAIL = (
    rf"{_HAN_WEEKDAY}(?:{_GAP}{_DAYTIME}\s*(?:{_CLOCK}|{_DOTTED}|{_HAN_CLOCK}|\d{{1,2}}\s?[ap]m))?"
)
_FORMS = (
    r"(?P<y>\d{4})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})",
    r"(?P<y>\d{4}|\d{2})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]?",
    rf"{_WEEKDAY}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s-]*{_MONTH}[\s,-]*(?P<y>\d{{4}}|\d{{2}})",
    rf"{_WEEKDAY}{_MONTH}[\s-]*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s,-]+(?P<y>\d{{4}}|\d{{2}})",
    r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d{2})",
    r"(?P<a>\d{2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<y>\d)",
    r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:\d{4}(?:\d{2})?)?",
    r"(?P<roc>\d{3})(?P<sep>[-/.年])(?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})\s*日?",
    rf"{_WEEKDAY}(?P<d>\d{{1,2}})[\s./-]+{_MONTH}[\s./,-]+(?P<y>\d{{4}}|\d{{2}})",
    rf"(?P<y>\d{{4}})[\s./,-]*{_MONTH}[\s./,-]*(?P<d>\d{{1,2}})",
)
_WITHOUT_YEAR = (
    r"(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]?",
    r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P<dot>\.)?",
)
_BUDDHIST = range(2400, 2701)
_ROC = range(80, 200)
_JAVA = re.compile(
    r"(?:[a-z]{3} )?([a-z]{3} \d{1,2}) (\d{1,2}:\d{2}(?::\d{2})?)(?: ([a-z]{2,5}))? (\d{4})"
)
_IN_BRACKETS = re.compile(r"\s*\([^()]*[^()\d一二三四五六日天月火水木金土][^()]*\)$")
_SPACED_DOTS = re.compile(r"(\d{1,4})\s*\.\s*(\d{1,2})\s*\.\s*(\d{1,4})\b\.?")
_KOREAN = str.maketrans({"년": "年", "월": "月", "일": "日"})
_VIETNAMESE = re.compile(r"(\d{1,2})\s*tháng\s*(\d{1,2})\s*,?\s*(?:năm)?\s*(\d{4})")
_ERA_YEAR = r"\s*(元|\d{1,4})\s*(?:年|[-/.])\s*"


class Either(NamedTuple):
    """What can be meant several ways; None for a way in which there is no such day."""

    dmy: date | None
    mdy: date | None
    ymd: date | None
    sign: str

    @property
    def suggested(self) -> str:
        """Return the order that the sign between the numbers suggests."""
        return "mdy" if self.sign == "/" else "dmy"

    def pick(self, order: str | None) -> date:
        """Return the day as its column is written, else as the sign suggests."""
        for way in (order, self.suggested, "dmy", "mdy", "ymd"):
            day: date | None = getattr(self, way) if way else None
            if day is not None:
                return day
        raise ValueError("no way to read it")


def match_form(words: str) -> re.Match[str] | None:
    """Return how lower-case words are a day with a year."""
    return _match(words, _FORMS)


def match_without_year(words: str) -> re.Match[str] | None:
    """Return how lower-case words are a day of any year."""
    return _match(words, _WITHOUT_YEAR)


def read_form(words: str) -> date | Either | None:
    """Return the day that lower-case words say; None for others. Raises ValueError for no day."""
    found = match_form(words)
    if not found:
        return None
    parts = found.groupdict()
    if parts.get("roc"):
        year = int(parts["roc"])
        return date(year + 1911, int(parts["m"]), int(parts["d"])) if year in _ROC else None
    year = full_year(parts["y"])
    if parts.get("a"):
        short = parts["y"] if len(parts["y"]) <= 2 else ""
        return _order(year, int(parts["a"]), int(parts["b"]), parts["sep"], short)
    name = parts.get("name")
    month = _MONTHS.index(name[:3]) + 1 if name else int(parts["m"])
    return date(year, month, int(parts["d"]))


def full_year(written: str) -> int:
    """Return a year of our calendar: 26 is 2026, and 2569 one of the Buddhist era."""
    year = int(written)
    if len(written) == 2:
        return year + (2000 if year < 70 else 1900)
    return year - 543 if year in _BUDDHIST else year


def in_plain_words(words: str) -> str:
    """Return words of other languages and programs as the forms above have them."""
    words = _IN_BRACKETS.sub("", words)
    if found := _JAVA.fullmatch(words):
        return f"{found[1]} {found[4]} {found[2]} {found[3] or ''}".strip()
    words = _VIETNAMESE.sub(r"\3-\2-\1", words.translate(_KOREAN))
    for era, before in _words()["eras"].items():
        if words.startswith(era):
            found = re.match(re.escape(era) + _ERA_YEAR, words)
            if found:
                count = 1 if found[1] == "元" else int(found[1])
                words = f"{count + before}年{words[found.end() :]}"
                words = re.sub(r"年\s*(\d{1,2})[-/.](\d{1,2})", r"年\1月\2日", words)
    words = _months().sub(lambda found: f" {_month_of()[found[1]]} ", words)
    words = re.sub(r"(?<!\d)(\d{1,2}) ?h ?(\d{2})(?!\d)", r"\1:\2", words)
    words = _plain_words().sub(" ", words)
    words = _SPACED_DOTS.sub(r"\1.\2.\3", words)
    words = re.sub(r"(?<=\d)(?:er|º|ª|°|\.)(?=\s+[a-z]{3}\b)", "", words)
    words = re.sub(r"\s*,(?:\s*,)*", ",", " ".join(words.split()))
    return words.strip(" ,.")


def _order(year: int, first: int, second: int, separator: str, short: str) -> date | Either | None:
    """Return the day; a value that can only be meant one way needs no decision."""
    # one figure is a day and no year
    dmy, mdy = (
        (None, None) if len(short) == 1 else (_day(year, second, first), _day(year, first, second))
    )
    ymd = _day(2000 + first, second, int(short)) if short else None
    told = [day for day in (dmy, mdy, ymd) if day is not None]
    if not told:
        raise ValueError("no such day")
    return told[0] if len(told) == 1 else Either(dmy, mdy, ymd, separator)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _match(words: str, forms: Sequence[str]) -> re.Match[str] | None:
    has_letters = words.islower()
    for form in forms:
        if (has_letters or _MONTH not in form) and (found := _pattern(form).fullmatch(words)):
            return found
    return None


@cache
def _pattern(form: str) -> re.Pattern[str]:
    """Return a form with what may stand behind it; each takes 2 ms, and a file has one or two."""
    return re.compile(form + _TAIL, re.ASCII)


def custom_of(region: str) -> str:
    """Return dmy, mdy or ymd: how days are written by figures alone where people live."""
    customs = _words()["customs"]
    return next((order for order, listed in customs.items() if region.upper() in listed), "dmy")


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    return read_packaged(__file__, "date_words.toml")


@lru_cache(maxsize=1)
def _month_of() -> Mapping[str, str]:
    return {word: month for month, words in _words()["months"].items() for word in words}


@lru_cache(maxsize=1)
def _months() -> re.Pattern[str]:
    return _any_of(_month_of(), r"\.?")


@lru_cache(maxsize=1)
def _plain_words() -> re.Pattern[str]:
    return _any_of(_words()["plain"]["words"], r"[.,]?")


def _any_of(words: Sequence[str] | Mapping[str, str], behind: str) -> re.Pattern[str]:
    listed = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?<![^\W\d])({listed})(?![^\W\d]){behind}")
