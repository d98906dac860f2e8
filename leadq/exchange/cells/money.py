"""Amounts in columns whose names say that they count in 万, tens of thousands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from leadq.domain.typing.texts import narrow
from leadq.exchange.cells.traditional import simplify

_IN_WAN = re.compile(
    r"(.*?\w)[\s(\[{【<_/,:;-]*(?:单位[\s:]*)?(?:人民币|rmb|cny|¥|￥)?\s*(?<![十百千\d])万"
    r"\s*(?:元|块|圆|人民币|rmb|cny)?[\s)\]}】>]*"
    r"(?: \([0-9]+\))?",
    re.DOTALL,
)
_OWN_UNIT = re.compile(
    r"[0-9]\s*[kwm百千万亿元块]|[一二两三四五六七八九十百]\s*[千万亿元块]", re.IGNORECASE
)
_HAN = "一二两三四五六七八九十百"
_BEHIND_NUMBER = re.compile(rf"(?<=[0-9{_HAN}])(?=[^0-9{_HAN}]*$)")
_LONGEST = 100
_ENDINGS = ("", "万", "万元")


def without_wan(header: str) -> str | None:
    """Return the name of a column that counts in 万 without that; None for any other."""
    if "万" not in header and "萬" not in header:
        return None
    found = _IN_WAN.fullmatch(simplify(narrow(header[:_LONGEST])).casefold().strip())
    return found[1] if found else None


def with_wan(names: Sequence[str]) -> list[str]:
    """Return names of columns of money, and behind them those that say that they count in 万."""
    return [name + ending for ending in _ENDINGS for name in names]


def in_wan(text: str) -> str:
    """Return an amount of such a column with its unit; one that has a unit stays as it is."""
    plain = simplify(narrow(text))
    return text if _OWN_UNIT.search(plain) else _BEHIND_NUMBER.sub("万", plain, count=1)
