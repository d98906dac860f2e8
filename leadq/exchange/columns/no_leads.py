"""Tells rows that are no leads: sums, names of columns said again, heads of groups, footers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from leadq.content.loader import read_packaged
from leadq.domain.typing.texts import narrow
from leadq.exchange.cells.traditional import simplify
from leadq.exchange.columns.header_names import key_of
from leadq.exchange.columns.layout import Row

_STARTS = frozenset("合总總小gGsStT")
_TOTAL = re.compile(
    r"(?:[合总小共]\s*计|(?:grand\s|sub[\s-]?)?totals?|sum)"
    r"[\W\d_]*(?:[条行个人名户家位元万]|rows?|leads?|records?)?[\W\d_]*"
)
_GROUP = re.compile(r".*\S ?[(（]\d+[)）]")
_LONGEST, _LONGEST_FOOTER = 40, 300
_NAMES = ("name", "company")
_DUMMY = "<test lead: dummy data"
_LEAST_DIGITS = 7
_LEAST_COLUMNS = 3


class NoLeads:
    """Looks at the rows of one table in their order; ``headers`` are its columns."""

    def __init__(self, headers: Sequence[str]) -> None:
        self._first = headers[0].casefold() if headers else ""
        self._keys = [key_of(header) for header in headers]
        self._wide = len(headers) >= _LEAST_COLUMNS
        self._ended = False
        """Whether a footer has been seen, behind which a lonely cell is one too."""

    def hold(self, cells: Sequence[str], row: Row) -> bool:
        """Tell whether a row is none of a lead.

        One with a way to reach somebody is a lead, and so is a sum that has a name besides.
        """
        first = cells[0].strip() if cells else ""
        if row.first.get("name", "").startswith("<") and _is_dummy(row):
            return True
        if (
            first
            and first[0] not in _STARTS
            and first[-1] not in ")）"
            and first.casefold() != self._first
            and (not self._wide or (len(cells) > 2 and (cells[1] or cells[2] or any(cells[3:]))))
        ):
            return False
        if (first[:1] in _STARTS or not first) and is_total(cells, row):
            self._ended = True
            return True
        if first and first.casefold() == self._first and self._says_headers(cells):
            return True
        if not self._wide or (any(cells[2:]) and not first.endswith((")", "）"))):
            return False
        if _reaches_somebody(row):
            return False
        others = [cell for cell in cells[1:] if cell.strip()]
        if first and _GROUP.fullmatch(first) and all(map(_is_number, others)):
            return True
        alone = first if not others else others[0].strip() if not first and len(others) == 1 else ""
        if alone and (self._ended or _is_footer(alone)):
            self._ended = True
            return True
        return False

    def _says_headers(self, cells: Sequence[str]) -> bool:
        said = [key_of(cell) for cell in cells if cell.strip()]
        return len(said) > 1 and said == [key for key in self._keys if key][: len(said)]


def is_total(cells: Sequence[str], row: Row) -> bool:
    """Tell whether a row is a sum of others: its first word is 合计 or Total or the like."""
    first = cells[0].strip() or next((text for cell in cells if (text := cell.strip())), "")
    if first[:1] not in _STARTS or not _says_total(first):
        return False
    names = (name for field in _NAMES if (name := row.first.get(field, "")) and name != first)
    named = any(not (_says_total(name) or re.search("[0-9]", narrow(name))) for name in names)
    return not named and not _reaches_somebody(row)


def _says_total(text: str) -> bool:
    return len(text) <= _LONGEST and _TOTAL.fullmatch(simplify(narrow(text).casefold())) is not None


def _is_footer(text: str) -> bool:
    words = " ".join(simplify(text[:_LONGEST_FOOTER]).casefold().split()).lstrip("*-—=#<[( ")
    listed = _footers()
    return words.startswith(tuple(listed["begins"])) or any(
        inside in words for inside in listed["inside"]
    )


def _is_dummy(row: Row) -> bool:
    """Tell the lead by which an advertiser tries out a form: <test lead: dummy data for …>."""
    return row.first["name"].casefold().startswith(_DUMMY)


def _is_number(text: str) -> bool:
    return any(map(str.isdigit, text)) and not any(map(str.isalpha, text))


def _reaches_somebody(row: Row) -> bool:
    """Tell whether any cell can be a way to reach a lead, and not a number of them."""
    phones, emails, names = (row.cells(field) for field in ("phones", "emails", "wechat"))
    return (
        any(sum(map(str.isdecimal, cell)) >= _LEAST_DIGITS for cell in phones)
        or any("@" in cell for cell in emails)
        or any(not cell.isdecimal() for cell in names)
    )


@lru_cache(maxsize=1)
def _footers() -> Mapping[str, Sequence[str]]:
    return read_packaged(__file__, "footers.toml")
