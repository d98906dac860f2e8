"""Turns one row of a foreign table into a lead's fields, or says why it cannot be taken."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from leadq.domain.grading.outlook import OPEN, PARKED
from leadq.domain.leads.mask import is_masked
from leadq.domain.typing.texts import is_blank
from leadq.domain.typing.typed import parse_money
from leadq.errors import LeadqError, RefusedError
from leadq.exchange.cells.dates import DateColumn
from leadq.exchange.cells.money import in_wan, without_wan
from leadq.exchange.cells.values import split_values
from leadq.exchange.columns.aliases import map_channel, map_status
from leadq.exchange.columns.layout import Layout, Row
from leadq.store.repo_values import ReachValue
from leadq.usecases.desk import Desk
from leadq.usecases.importing.plain_reaches import read_plain
from leadq.usecases.importing.row_lead import UID
from leadq.usecases.keys import parse_reaches

DATE_FIELDS = ("created_on", "next_on", "need_by", "parked_until")
_PLAIN = ("company", "address", "region", "source", "product", "owner", "note", "reason")
_MONEY = ("budget", "amount")
_PLAN = ("next_on", "next_by", "next_goal")
_REACHES = (("phone", "phones"), ("email", "emails"), ("wechat", "wechat"))
_BREAKS = re.compile(r"[/、,，;；|\n]+")
_SHORTEST_WHOLE_PHONE = 7
_LONGEST_KEPT = 64
# A name that begins so can be seen.
_SEEN = re.compile("[!-~\u4e00-\u9fff]")


@dataclass(slots=True)
class Candidate:
    """One row that can be taken: columns of a lead, ways to reach it, facts and plan."""

    fields: dict[str, Any]
    reaches: list[ReachValue]
    uid: str = ""
    created_on: date | None = None
    need_by: date | None = None
    next_on: date | None = None
    next_by: str = ""
    next_goal: str = ""
    changed: str = ""
    """When each field was changed, as leadq's own table has it."""
    line: int = 0
    """The line of the file that the row starts on."""


class RowReader:
    """Reads the rows of one table, whose columns ``layout`` describes.

    ``columns`` are its date columns by field; ``own`` says that leadq has written it, so that
    every cell is taken as it stands.
    """

    def __init__(
        self, desk: Desk, layout: Layout, columns: Mapping[str, DateColumn], own: bool = False
    ) -> None:
        self.desk = desk
        self.own = own
        self.unread: Counter[str] = Counter()
        """Cells that were not understood and are kept aside, counted by column."""
        self._headers = layout.by_field
        self._dates = {
            name: columns.get(name) or DateColumn() for name in DATE_FIELDS if name in self._headers
        }
        self._money_fields = [name for name in _MONEY if name in self._headers]
        self._in_wan = {name for name in self._money_fields if without_wan(self._headers[name])}
        self._reach_fields = [(kind, name) for kind, name in _REACHES if name in self._headers]
        self._profiles: dict[str, str] = {}
        self._plain = [name for name in _PLAIN if name in self._headers]
        self._lacking = dict.fromkeys((*_PLAIN, *_MONEY))
        self._returns = "parked_until" in self._headers
        self._plans = not self._headers.keys().isdisjoint(_PLAN)

    def read(self, row: Row) -> Candidate:
        """Return the row as a candidate. Raises LeadqError with the reason to reject it."""
        extra = _own_extra(row) | row.extra if "extra" in self._headers else row.extra
        first = row.first.get
        fields: dict[str, Any] = self._lacking.copy()
        for name in self._plain:
            if text := first(name):
                fields[name] = text
        for name in row.more:
            if name in _PLAIN:
                fields[name] = _joined(row, name)
        if fields["address"] and is_masked(fields["address"]):
            fields["address"] = None
        fields["name"] = _name(first("name", ""), fields["company"])
        dates = {name: self._date(row, name) for name in self._dates if first(name)}
        reaches = self._reaches(row, extra)
        fields["tags"] = _tags(row) if first("tags") else []
        fields["profile"] = self._profile(first("profile", ""))
        for name in filter(first, self._money_fields):
            fields[name] = self._money(row, name, extra)
        self._status(row, dates.get("parked_until"), fields, extra)
        fields["extra"] = extra
        uid = self._uid(row, extra) if first("id") else ""
        candidate = Candidate(fields, reaches, uid, dates.get("created_on"), dates.get("need_by"))
        candidate.changed = first("changed", "")
        if not self._plans:
            return candidate
        if fields["status"] == OPEN:
            self._plan(row, dates.get("next_on"), candidate)
        else:
            self._keep(row, extra, *_PLAN)
        return candidate

    def _keep(self, row: Row, extra: dict[str, Any], *names: str) -> None:
        """Put cells that no field can take aside, under the names of their columns."""
        for name in names:
            if given := row.first.get(name):
                extra.setdefault(self._headers[name], given)

    def _date(self, row: Row, name: str) -> date | None:
        given = row.first[name]
        try:
            return self._dates[name].read(given)
        except ValueError:
            raise RefusedError("row_bad_date", field=self._headers[name], given=given) from None

    def _money(self, row: Row, name: str, extra: dict[str, Any]) -> float | None:
        given = row.first[name]
        if name in self._in_wan:
            given = in_wan(given)
        try:
            return _read_money(given) if len(given) <= _LONGEST_KEPT else parse_money(given)
        except LeadqError:
            self._keep(row, extra, name)
            self.unread[self._headers[name]] += 1
            return None

    def _profile(self, given: str) -> str:
        if given not in self._profiles:
            self._profiles[given] = self.desk.library.profile(given or self.desk.profile).id
        return self._profiles[given]

    def _uid(self, row: Row, extra: dict[str, Any]) -> str:
        given = row.first["id"]
        if not UID.fullmatch(given):
            self._keep(row, extra, "id")
            return ""
        return given

    def _status(
        self, row: Row, parked_until: date | None, fields: dict[str, Any], extra: dict[str, Any]
    ) -> None:
        """Set status and day of return; another program's own word is kept in ``extra``.

        A lead whose day of return has come is open, so that its first step is spread too.
        """
        given = row.first.get("status", "")
        status = map_status(given) or OPEN
        if status == PARKED and (parked_until is None or parked_until <= self.desk.today):
            status = OPEN
        if given != status:
            self._keep(row, extra, "status")
        if self._returns and status != PARKED:
            self._keep(row, extra, "parked_until")
        fields["status"] = status
        fields["parked_until"] = parked_until if status == PARKED else None

    def _plan(self, row: Row, next_on: date | None, candidate: Candidate) -> None:
        candidate.next_on = next_on
        candidate.next_goal = row.first.get("next_goal", "")
        if by := row.first.get("next_by"):
            candidate.next_by = map_channel(by) or ""
            if not candidate.next_by:
                self._keep(row, candidate.fields["extra"], "next_by")

    def _reaches(self, row: Row, extra: dict[str, Any]) -> list[ReachValue]:
        """Return phones, emails and one WeChat; what is none of them is kept in ``extra``."""
        found: dict[str, ReachValue] = {}
        region = self.desk.region
        for kind, name in self._reach_fields:
            if not row.first[name]:
                continue
            cells = row.cells(name) if row.more else (row.first[name],)
            for cell in cells:
                reach = read_plain(kind, cell, region)
                if reach is None:
                    self._read_cell(kind, self._headers[name], cell, found, extra)
                else:
                    found.setdefault(reach.norm, reach)
        return list(found.values())

    def _read_cell(
        self, kind: str, header: str, cell: str, found: dict[str, ReachValue],
        extra: dict[str, Any],
    ) -> None:  # fmt: skip
        typed = [one for one in self._several(cell, kind) if not is_masked(one)]
        reaches = [self._reach(kind, one) for one in typed]
        if kind == "wechat":
            reaches[1:] = [None for _ in reaches[1:]]
        for one, reach in zip(typed, reaches, strict=True):
            if reach is None:
                self.unread[header] += kind != "wechat"
                extra[header] = f"{extra[header]}; {one}" if header in extra else one
            else:
                found.setdefault(reach.norm, reach)

    def _several(self, cell: str, kind: str) -> list[str]:
        if self.own:
            # the one WeChat name stands in its cell as it is, not as a list
            return [cell] if kind == "wechat" else split_values(cell)
        values = (value.strip() for value in split_values(cell))
        return [part for value in values for part in _split_value(value, kind)]

    def _reach(self, kind: str, typed: str) -> ReachValue | None:
        from leadq.adapters.phones import looks_scientific

        if kind == "phone" and looks_scientific(typed):
            raise RefusedError("row_scientific_phone", given=typed)
        try:
            return next(iter(parse_reaches(kind, [typed], self.desk.region)), None)
        except LeadqError:
            return None


def _split_value(value: str, kind: str) -> list[str]:
    """Return the phones or emails that other programs put into one cell without a semicolon."""
    if kind == "wechat" or value.isalnum():
        return [value] if value else []
    parts = [part.strip() for part in _BREAKS.split(value) if part.strip()]
    if kind == "email":
        return parts if value.count("@") > 1 else [value]
    from leadq.adapters.phones import is_phone

    if len(parts) > 1 and all(_is_whole_phone(part) for part in parts):
        return parts
    if is_phone(value):
        return [value]
    apart = [word for part in parts for word in part.split()]
    return apart if all(_is_whole_phone(word) for word in apart) else parts


def _is_whole_phone(text: str) -> bool:
    from leadq.adapters.phones import is_phone

    return is_phone(text) and sum(char.isdecimal() for char in text) >= _SHORTEST_WHOLE_PHONE


def _name(given: str, company: str | None) -> str:
    """Return what the lead is called: its name, or its company's. Raises row_without_name."""
    for name in (given, company):
        if name and (_SEEN.match(name) or not is_blank(name)):
            return name
    raise RefusedError("row_without_name")


_read_money = lru_cache(maxsize=1024)(parse_money)


def _own_extra(row: Row) -> dict[str, Any]:
    """Return what leadq's own export kept in its extra cell."""
    given = row.first.get("extra")
    if not given:
        return {}
    import json

    try:
        found = json.loads(given)
        # half characters and endless numbers are no text that the store or others could read
        json.dumps(found, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        return {"extra": given}
    return found if isinstance(found, dict) else {"extra": given}


def _joined(row: Row, name: str) -> str:
    between = " " if name in ("address", "region") else "\n"
    return between.join(dict.fromkeys(row.cells(name)))


def _tags(row: Row) -> list[str]:
    values = (value.strip() for cell in row.cells("tags") for value in split_values(cell))
    return list(dict.fromkeys(value for value in values if value))
