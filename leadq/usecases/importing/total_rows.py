"""Tells the rows of sums, which people put under their tables, from those of leads."""

from __future__ import annotations

import re
from collections.abc import Sequence

from leadq.domain.typing.typed import narrow
from leadq.exchange.columns.layout import Row

_STARTS = frozenset("合总小gGsStT")
_TOTAL = re.compile(
    r"(?:[合总小]\s*计|(?:grand\s|sub[\s-]?)?totals?|sum)"
    r"[\W\d_]*(?:[条行个人名户家位元万]|rows?|leads?)?[\W\d_]*"
)
_LONGEST = 40
_NAMES = ("name", "company")
_LEAST_DIGITS = 7


def is_total(cells: Sequence[str], row: Row) -> bool:
    """Tell whether a row is a sum of others: its first word is 合计 or Total or the like.

    One with a way to reach somebody is a lead, and so is one that has a name besides.
    """
    first = cells[0].strip() or next((text for cell in cells if (text := cell.strip())), "")
    if first[:1] not in _STARTS or not _says_total(first):
        return False
    names = (name for field in _NAMES if (name := row.first.get(field, "")) and name != first)
    named = any(not (_says_total(name) or re.search("[0-9]", narrow(name))) for name in names)
    return not named and not _reaches_somebody(row)


def _says_total(text: str) -> bool:
    return len(text) <= _LONGEST and _TOTAL.fullmatch(narrow(text).casefold()) is not None


def _reaches_somebody(row: Row) -> bool:
    """Tell whether any cell can be a way to reach a lead, and not a number of them."""
    phones, emails, names = (row.cells(field) for field in ("phones", "emails", "wechat"))
    return (
        any(sum(map(str.isdecimal, cell)) >= _LEAST_DIGITS for cell in phones)
        or any("@" in cell for cell in emails)
        or any(not cell.isdecimal() for cell in names)
    )
