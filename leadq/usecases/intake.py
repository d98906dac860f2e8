"""Turns one row of a foreign table into a lead's fields, or says why it cannot be taken."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from leadq.domain.outlook import OPEN, PARKED
from leadq.domain.texts import is_blank
from leadq.errors import LeadqError, RefusedError
from leadq.exchange.aliases import Row, map_channel, map_status
from leadq.exchange.dates import DateColumn
from leadq.exchange.values import split_values
from leadq.store.repo_values import ReachValue
from leadq.usecases.desk import Desk
from leadq.usecases.keys import read_reaches

DATE_FIELDS = ("created_on", "next_on", "need_by", "parked_until")
_PLAIN = ("company", "address", "region", "source", "product", "owner", "note", "reason")
_MONEY = ("budget", "amount")
_PLAN = ("next_on", "next_by", "next_goal")
_REACHES = (("phone", "phones"), ("email", "emails"), ("wechat", "wechat"))
_BREAKS = re.compile(r"[/、,，;；|\n]+")
_SHORTEST_WHOLE_PHONE = 7
_UID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


@dataclass
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


@dataclass
class RowReader:
    """Reads the rows of one table.

    ``columns`` are its date columns by field; ``own`` says that leadq has written it, so that
    every cell is taken as it stands.
    """

    desk: Desk
    mapping: Mapping[str, str | None]
    columns: Mapping[str, DateColumn] = field(default_factory=dict)
    own: bool = False

    def __post_init__(self) -> None:
        self.unread: Counter[str] = Counter()
        """Cells that were not understood and are kept aside, counted by column."""
        pairs = reversed(list(self.mapping.items()))
        self._headers = {name: header for header, name in pairs if name is not None}
        self._dates = {name: self.columns.get(name) or DateColumn() for name in DATE_FIELDS}

    def read(self, row: Row) -> Candidate:
        """Return the row as a candidate. Raises LeadqError with the reason to reject it."""
        extra: dict[str, Any] = {**_own_extra(row), **row.extra}
        fields: dict[str, Any] = {name: _joined(row, name) for name in _PLAIN}
        names = (row.first("name").strip(), fields["company"])
        name = next((name for name in names if name and not is_blank(name)), None)
        if name is None:
            raise RefusedError("row_without_name")
        dates = {name: self._date(row, name) for name in DATE_FIELDS}
        reaches = self._reaches(row, extra)
        fields |= {"name": name, "tags": _tags(row), "profile": self._profile(row)}
        for money in _MONEY:
            fields[money] = self._money(row, money, extra)
        fields |= self._status(row, dates["parked_until"], extra)
        fields["extra"] = extra
        candidate = Candidate(fields, reaches, self._uid(row, extra), dates["created_on"])
        candidate.need_by = dates["need_by"]
        if fields["status"] == OPEN:
            self._plan(row, dates["next_on"], candidate)
        else:
            self._keep(row, extra, *_PLAN)
        return candidate

    def _keep(self, row: Row, extra: dict[str, Any], *names: str) -> None:
        """Put cells that no field can take aside, under the names of their columns."""
        for name in names:
            if given := row.first(name).strip():
                extra.setdefault(self._headers[name], given)

    def _date(self, row: Row, name: str) -> date | None:
        given = row.first(name)
        if not given:
            return None
        try:
            return self._dates[name].read(given)
        except ValueError:
            raise RefusedError("row_bad_date", field=self._headers[name], given=given) from None

    def _money(self, row: Row, name: str, extra: dict[str, Any]) -> float | None:
        from leadq.domain.typed import parse_money

        given = row.first(name)
        if not given.strip():
            return None
        try:
            return parse_money(given)
        except LeadqError:
            self._keep(row, extra, name)
            self.unread[self._headers[name]] += 1
            return None

    def _profile(self, row: Row) -> str:
        return self.desk.library.profile(row.first("profile").strip() or self.desk.profile).id

    def _uid(self, row: Row, extra: dict[str, Any]) -> str:
        given = row.first("id").strip()
        if given and not _UID.fullmatch(given):
            self._keep(row, extra, "id")
            return ""
        return given

    def _status(self, row: Row, parked_until: date | None, extra: dict[str, Any]) -> dict[str, Any]:
        """Return status and day of return; another program's own word is kept in ``extra``.

        A lead whose day of return has come is open, so that its first step is spread too.
        """
        given = row.first("status").strip()
        status = map_status(given) or OPEN
        if status == PARKED and (parked_until is None or parked_until <= self.desk.today):
            status = OPEN
        if given != status:
            self._keep(row, extra, "status")
        if status != PARKED:
            self._keep(row, extra, "parked_until")
        return {"status": status, "parked_until": parked_until if status == PARKED else None}

    def _plan(self, row: Row, next_on: date | None, candidate: Candidate) -> None:
        candidate.next_on = next_on
        candidate.next_goal = row.first("next_goal").strip()
        candidate.next_by = map_channel(row.first("next_by")) or ""
        if not candidate.next_by:
            self._keep(row, candidate.fields["extra"], "next_by")

    def _reaches(self, row: Row, extra: dict[str, Any]) -> list[ReachValue]:
        """Return phones, emails and one WeChat; what is none of them is kept in ``extra``."""
        found: dict[str, ReachValue] = {}
        for kind, name in _REACHES:
            typed = self._several(row.fields.get(name, ()), kind)
            reaches = [self._reach(kind, one) for one in typed]
            if kind == "wechat":
                reaches[1:] = [None for _ in reaches[1:]]
            for one, reach in zip(typed, reaches, strict=True):
                if reach is None:
                    header = self._headers[name]
                    self.unread[header] += kind != "wechat"
                    extra[header] = f"{extra[header]}; {one}" if header in extra else one
                else:
                    found.setdefault(reach.norm, reach)
        return list(found.values())

    def _several(self, cells: Sequence[str], kind: str) -> list[str]:
        if not cells:
            return []
        if self.own:
            # the one WeChat name stands in its cell as it is, not as a list
            lists = ([cell] if kind == "wechat" else split_values(cell) for cell in cells)
            return [value for values in lists for value in values]
        values = (value.strip() for cell in cells for value in split_values(cell))
        return [part for value in values for part in _split_value(value, kind)]

    def _reach(self, kind: str, typed: str) -> ReachValue | None:
        from leadq.adapters.phones import looks_scientific

        if kind == "phone" and looks_scientific(typed):
            raise RefusedError("row_scientific_phone", given=typed)
        try:
            return next(iter(read_reaches(kind, [typed], self.desk.region)), None)
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


def _own_extra(row: Row) -> dict[str, Any]:
    """Return what leadq's own export kept in its extra cell."""
    given = row.first("extra").strip()
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


def _joined(row: Row, name: str) -> str | None:
    cells = row.fields.get(name)
    if cells is None:
        return None
    if len(cells) == 1:
        return cells[0].strip() or None
    words = dict.fromkeys(stripped for cell in cells if (stripped := cell.strip()))
    return (" " if name in ("address", "region") else "\n").join(words) or None


def _tags(row: Row) -> list[str]:
    values = (value.strip() for cell in row.fields.get("tags", ()) for value in split_values(cell))
    return list(dict.fromkeys(value for value in values if value))
