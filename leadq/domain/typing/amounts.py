"""Finds sums of money in running text (narrow, lower-case), each with its place."""

import re
from functools import cache
from typing import NamedTuple

from leadq.domain.typing.han import DIGITS, read_han
from leadq.domain.typing.texts import narrow
from leadq.domain.typing.typed import MOST_MONEY, parse_money
from leadq.errors import UsageError


class MoneySpan(NamedTuple):
    """An amount in a text; ``sure``: a unit, a currency or its length says that it is money.

    ``is_range``: the amount is the lower of two.
    """

    start: int
    end: int
    amount: float | int
    sure: bool
    is_range: bool = False


_UNITS = {"百万": 10**6, "千万": 10**7, "万": 10**4, "亿": 10**8}
_LATIN_UNITS = {"million": "m", "mio": "m", "thousand": "k", "grand": "k"}
_TO = r"(?: ?[-~–—至到] ?| to )"
# 3-5万, 50到60万, 80k to 100k: of a range the lower counts
_RANGE = (
    rf"(?:(?P<low>[0-9]{{1,4}}(?:\.[0-9]{{1,2}})?)(?P<low_unit>[万wk]?){_TO}[¥￥$€£]?"
    r"(?=[0-9]{1,4}(?:\.[0-9]{1,2})? ?(?:百万|千万|[万亿]|[kwm](?![a-z])|million|thousand)))?"
)
_MONEY = (
    rf"(?<![0-9a-z./-])(?<![0-9]:)(?P<sign>[¥￥$€£]|(?:rmb|cny|usd|eur|gbp) ?)?{_RANGE}"
    r"(?P<number>[0-9]{1,3}(?:,[0-9]{3}){1,4}(?:\.[0-9]{1,2})?|[0-9]{1,12}(?:\.[0-9]{1,4})?)"
    r" ?(?:[多来几])? ?(?:个(?=[万亿w]))?"
    r"(?P<unit>百万|千万|[千万萬亿億]|[kwm](?![a-z])|million|mio|thousand|grand)?"
    r"(?P<coin> ?(?:元|块|rmb|cny|usd|eur|gbp|euros?|dollars?|pounds?))?(?![0-9:a-z%/])"
)
_HAN_MONEY = (
    r"(?<![一二两三四五六七八九十百千万亿第几数])"
    rf"(?:(?P<low>[一二两三四五六七八九十百千]{{1,7}})(?P<low_unit>万?){_TO}"
    r"(?=[一二两三四五六七八九十百千]{1,7}[多来几]?[万亿]))?(?P<number>[一二两三四五六七八九十][一二两三四五六七八九十百千]{0,6})"
    r"[多来几]?(?P<unit>百万|千万|[万亿])(?P<rest>[一二两三四五六七八九](?![一二两三四五六七八九十百千万个台天年月期套辆间批次层岁成]))?(?:元|块)?"
)
# 大概60万, 60万左右, ~60k: what a customer says of a sum is seldom exact
_ROUGH = (
    r"(?:(?:大概|大约|差不多|估计|约|最多|不超过|~|about|around|roughly|approx\.?|up to|max\.?) ?)?"
    r"(?P<sum>.+?)(?: ?(?:左右|上下|以内|之内|以下|多一?点|吧|\+|or so|at most))?"
)
_FIGURE = re.compile("[0-9]")
_SURE_DIGITS = range(4, 10)
"""How many digits alone mean money; more are a telephone number."""


def find_money(text: str) -> list[MoneySpan]:
    """Return the sums that a text names, in order; 30多万 is read as 30万."""
    found = []
    # each pattern is long, and most texts name no sum
    if _FIGURE.search(text):
        found += [_read_latin(match) for match in _compiled(_MONEY).finditer(text)]
    if "万" in text or "亿" in text:
        found += [_read_han(match) for match in _compiled(_HAN_MONEY).finditer(text)]
    return sorted(span for span in found if span)


def parse_rough_money(text: str) -> float | int:
    """Return an amount as ``parse_money`` does, also one that is only about right or in words.

    Reads ``60万左右``, ``大概六十万``, ``about 60k``, of ``50-60万``, ``六七十万`` the lower end.
    Raises UsageError bad_money.
    """
    words = " ".join(narrow(text).lower().split())
    rough = re.fullmatch(_ROUGH, words)
    if rough is None:
        return parse_money(text)
    try:
        return parse_money(rough["sum"])
    except UsageError:
        for span in find_money(rough["sum"]):
            if span.sure and (span.start, span.end) == (0, len(rough["sum"])):
                return span.amount
        return parse_money(text)


def amount_words(amount: float) -> str:
    """Return an amount as it is stored in text: whole ones without a point, all that count."""
    return f"{amount:.15g}"


def _read_latin(match: re.Match[str]) -> MoneySpan | None:
    unit = match["unit"] or ""
    try:
        number = match["low"] or match["number"]
        amount = parse_money(number + (match["low_unit"] or _LATIN_UNITS.get(unit, unit)))
    except UsageError:
        return None
    # 2026 alone is a year
    is_year = re.fullmatch("(?:19|20)[0-9]{2}", match["number"]) is not None
    size = len(match["number"].partition(".")[0].replace(",", ""))
    is_long = not is_year and size in _SURE_DIGITS
    if not unit and size > _SURE_DIGITS[-1]:
        return None
    sure = bool(unit or match["sign"] or match["coin"] or is_long)
    return MoneySpan(match.start(), match.end(), amount, sure, bool(match["low"]))


def _read_han(match: re.Match[str]) -> MoneySpan | None:
    found = read_han(match["low"] or match["number"])
    unit = _UNITS[match["unit"]]
    # 一万二 is twelve thousand
    rest = 0 if match["low"] else DIGITS.get(match["rest"], 0) * unit // 10
    amount = found.value * unit + rest if found else 0
    if not 0 < amount <= MOST_MONEY:
        return None
    is_range = bool(match["low"] or (found and found.is_range))
    return MoneySpan(match.start(), match.end(), amount, True, is_range)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
