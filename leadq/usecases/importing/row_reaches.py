"""Reads how a lead is reached from a row, whatever words stand beside phones and emails."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from leadq.adapters.phone_codes import is_home_mobile, is_international
from leadq.adapters.phones import is_phone, looks_scientific, restore_phone
from leadq.domain.fields import REACHES
from leadq.domain.leads.mask import is_masked
from leadq.errors import LeadqError, RefusedError
from leadq.exchange.cells.nothing import (
    is_filler_email,
    is_filler_phone,
    is_nothing,
    is_same_as_phone,
)
from leadq.exchange.cells.reach_cells import (
    Reaches,
    find_emails,
    find_phones,
    is_bare_address,
    numbers_with_codes,
    without_extension,
)
from leadq.exchange.cells.values import split_values
from leadq.exchange.columns.layout import COUNTRY, Row
from leadq.store.repo_values import ReachValue
from leadq.usecases.importing.origin import Origin
from leadq.usecases.importing.plain_reaches import read_plain
from leadq.usecases.keys import parse_reaches

_BREAKS = re.compile(r"[/、,，;；|\n]+")
_LABELS_JOINED, _JSON = " ::: ", ("[", "{")
_SHORTEST_WHOLE_PHONE = 7


class ReachReader:
    """Reads the ways to reach the leads of one table; ``headers`` are its columns by field.

    ``unread`` counts, by column, what was not understood and is kept aside; ``restored`` counts
    the numbers that got back the zero, or the sign of their country, that a spreadsheet dropped;
    ``elsewhere`` the numbers without a country's code that are not read as those of home;
    ``hidden`` what stands in the file with its middle hidden, and is kept aside.
    """

    def __init__(
        self, origin: Origin, headers: Mapping[str, str], unread: Counter[str], own: bool
    ) -> None:
        self.elsewhere: Counter[str] = Counter()
        self.restored: Counter[str] = Counter()
        self.hidden: Counter[str] = Counter()
        self.origin = origin
        self._region = origin.region
        self._headers = headers
        self._unread = unread
        self._own = own
        self._fields = [(kind, name) for kind, name in REACHES.items() if name in headers]

    def read(self, row: Row, extra: dict[str, Any]) -> tuple[list[ReachValue], list[str]]:
        """Return phones, emails and one WeChat, and what stands beside them as lines of a note.

        What is none of them is kept in ``extra``.
        """
        found: dict[str, ReachValue] = {}
        words: list[str] = []
        first, more, _extra = row
        country = first.get(COUNTRY)
        region = self._region = self.origin.of(country) if country else self.origin.region
        for kind, name in self._fields:
            if not (only := first[name]):
                continue
            for cell in row.cells(name) if more else (only,):
                reach = read_plain(kind, cell, region)
                if reach is None:
                    self._read_cell(kind, name, cell, found, extra, words)
                else:
                    found.setdefault(reach[3], reach)
        return list(found.values()), words

    def _read_cell(
        self, kind: str, name: str, cell: str, found: dict[str, ReachValue],
        extra: dict[str, Any], words: list[str],
    ) -> None:  # fmt: skip
        header = self._headers[name]
        several = self._several(cell, kind)
        typed = [one for one in several if not is_masked(one)]
        for one in several if not self._own and len(typed) < len(several) else ():
            if is_masked(one):
                self.hidden[one] += 1
                extra[header] = f"{extra[header]}; {one}" if header in extra else one
        reaches = [self._reach(kind, one) for one in typed]
        if kind == "wechat":
            reaches[1:] = [None for _ in reaches[1:]]
        for one, reach in zip(typed, reaches, strict=True):
            if self._own or reach is not None or not self._look_inside(kind, one, found, words):
                if reach is not None and (self._own or not _is_filler(reach)):
                    found.setdefault(reach.norm, reach)
                elif reach is None:
                    self._unread[header] += kind != "wechat"
                    extra[header] = f"{extra[header]}; {one}" if header in extra else one

    def _look_inside(
        self, kind: str, typed: str, found: dict[str, ReachValue], words: list[str]
    ) -> bool:
        """Take the numbers or addresses that stand among words; False where there are none."""
        if kind == "wechat":
            return False
        inside = find_emails(typed) if kind == "email" else find_phones(typed, _split_numbers)
        taken = []
        for value in inside.values:
            reach = self._reach(kind, value)
            if reach is not None:
                taken.append(reach)
        if not taken:
            return False
        for reach in taken:
            if not _is_filler(reach):
                found.setdefault(reach.norm, reach)
        self._note_words(taken, inside, found, words)
        return True

    def _note_words(
        self, taken: list[ReachValue], inside: Reaches, found: dict[str, ReachValue],
        words: list[str],
    ) -> None:  # fmt: skip
        if inside.words:
            words.append(f"{'; '.join(reach.typed for reach in taken)}: {inside.words}")
        if inside.is_wechat and "wechat" not in self._headers:
            _add_wechat(taken[0], found)

    def _several(self, cell: str, kind: str) -> list[str]:
        if self._own:
            # the one WeChat name stands in its cell as it is, not as a list
            return [cell] if kind == "wechat" else split_values(cell)
        if cell[:1] in _JSON:
            return numbers_with_codes(cell) or [cell]
        parts = cell.split(_LABELS_JOINED) if _LABELS_JOINED in cell else (cell,)
        values = (value.strip() for part in parts for value in split_values(part))
        several = [part for value in values for part in _split_value(value, kind)]
        return [one for one in several if not is_nothing(one, kind)]

    def _reach(self, kind: str, typed: str) -> ReachValue | None:
        if kind == "phone" and looks_scientific(typed):
            raise RefusedError("row_scientific_phone", given=typed)
        checked = kind == "email" and not self._own and not is_bare_address(typed)
        if checked and find_emails(typed).values not in ([], [typed]):
            return None
        try:
            reach = next(iter(parse_reaches(kind, [typed], self._region)), None)
        except LeadqError:
            return None
        if self._own or reach is None or kind != "phone" or is_filler_phone(typed):
            return reach
        if self._region != self.origin.home and not is_international(typed):
            reach = self._from_elsewhere(typed, reach)
        if reach.e164:
            return reach
        restored = restore_phone(typed, self._region)
        if restored is None:
            return reach
        self.restored[typed] += 1
        return ReachValue("phone", *restored)

    def _from_elsewhere(self, typed: str, reach: ReachValue) -> ReachValue:
        """Return a number of a table from abroad; a mobile of home is one there too."""
        home = self.origin.home
        if reach.e164 is None and is_home_mobile(typed, home):
            return next(iter(parse_reaches("phone", [typed], home)))
        self.elsewhere[typed] += self._region == self.origin.region
        return reach


def find_wechat(reaches: list[ReachValue]) -> list[ReachValue]:
    """Return ways to reach somebody; a WeChat that says "same as phone" becomes the phone."""
    same = [r for r in reaches if r.kind == "wechat" and is_same_as_phone(r.typed)]
    if not same:
        return reaches
    found = {reach.norm: reach for reach in reaches if reach not in same}
    phone = next((reach for reach in found.values() if reach.kind == "phone"), None)
    if phone is not None:
        _add_wechat(phone, found)
    return list(found.values())


def _add_wechat(phone: ReachValue, found: dict[str, ReachValue]) -> None:
    digits = phone.norm if phone.e164 else re.sub("[^0-9]", "", without_extension(phone.typed))
    name = re.sub(r"^\+?86(?=1[0-9]{10}$)", "", digits)
    if not any(reach.kind == "wechat" for reach in found.values()):
        found.setdefault(f"wx:{name}", ReachValue("wechat", name, None, f"wx:{name}"))


def _is_filler(reach: ReachValue) -> bool:
    if reach.kind == "phone":
        return is_filler_phone(reach.typed)
    return reach.kind == "email" and is_filler_email(reach.typed)


def _split_numbers(text: str) -> list[str]:
    return _split_value(text, "phone")


def _split_value(value: str, kind: str) -> list[str]:
    """Return the phones or emails that other programs put into one cell without a semicolon."""
    if kind == "wechat" or value.isalnum():
        return [value] if value else []
    parts = [part.strip() for part in _BREAKS.split(value) if part.strip()]
    if kind == "email":
        return parts if value.count("@") > 1 else [value]

    if len(parts) > 1 and all(_is_whole_phone(part) for part in parts):
        return parts
    if is_phone(value):
        return [value]
    apart = [word for part in parts for word in part.split()]
    if apart and all(_is_whole_phone(word) for word in apart):
        return apart
    return parts


def _is_whole_phone(text: str) -> bool:
    return is_phone(text) and sum(char.isdecimal() for char in text) >= _SHORTEST_WHOLE_PHONE
