"""Turns one row of a foreign table into a lead's fields, or says why it cannot be taken."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from leadq.domain.fields import BY_NAME, DAY, MASKED, MONIES, NEXT, TEXTS, named
from leadq.domain.grading.outlook import OPEN, PARKED
from leadq.domain.leads.mask import is_masked
from leadq.domain.typing.texts import is_blank
from leadq.domain.typing.typed import parse_money
from leadq.errors import LeadqError, RefusedError
from leadq.exchange.cells.dates import DateColumn
from leadq.exchange.cells.money import in_wan, without_wan
from leadq.exchange.cells.nothing import is_salutation
from leadq.exchange.cells.rough_days import read_rough_day
from leadq.exchange.cells.values import split_values
from leadq.exchange.columns.aliases import map_channel
from leadq.exchange.columns.header_names import key_of
from leadq.exchange.columns.layout import Layout, Row
from leadq.exchange.columns.statuses import Status, read_status
from leadq.store.repo_values import ReachValue
from leadq.usecases.desk import Desk
from leadq.usecases.importing.row_lead import UID
from leadq.usecases.importing.row_reaches import ReachReader, find_wechat

DATE_FIELDS = (*named(DAY), "next_on", "need_by")
_LONGEST_KEPT = 64
_LONGEST_DAY = 5
_TAG_BREAKS = re.compile(r" ::: |[,，、|\n]+")
_TAG_MARKS = " *#[]\"'"
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
    next_time: str = ""
    changed: str = ""
    """When each field was changed, as leadq's own table has it."""
    line: int = 0
    """The line of the file that the row starts on."""


@dataclass(slots=True)
class RoughDays:
    """Days of a column that were only roughly said: the first of them, what it was read as."""

    given: str
    day: date
    count: int = 0


class RowReader:
    """Reads the rows of one table, whose columns ``layout`` describes.

    ``columns`` are its date columns by field; ``own`` says that leadq has written it, so that
    every cell is taken as it stands. ``statuses`` is what the user says that words of it mean.
    """

    def __init__(
        self,
        desk: Desk,
        layout: Layout,
        columns: Mapping[str, DateColumn],
        own: bool = False,
        statuses: Mapping[str, str] | None = None,
    ) -> None:
        self.desk = desk
        self.own = own
        self.unread: Counter[str] = Counter()
        """Cells that were not understood and are kept aside, counted by column."""
        self.unknown_statuses: Counter[str] = Counter()
        self._statuses = {key_of(word): status for word, status in (statuses or {}).items()}
        self.rough: dict[str, RoughDays] = {}
        """Days that were only roughly said, by column."""
        self.layout = layout
        self._headers = layout.by_field
        self.dates = {
            name: columns.get(name) or DateColumn() for name in DATE_FIELDS if name in self._headers
        }
        self._money_fields = [name for name in MONIES if name in self._headers]
        self._in_wan = {name for name in self._money_fields if without_wan(self._headers[name])}
        self.reaches = ReachReader(desk.region, self._headers, self.unread, own)
        self._profiles: dict[str, str] = {}
        self._plain = [name for name in TEXTS if name in self._headers]
        self._lacking = dict.fromkeys((*TEXTS, *MONIES))
        self._returns = "parked_until" in self._headers
        self._plans = not self._headers.keys().isdisjoint(NEXT)

    def read(self, row: Row) -> Candidate:
        """Return the row as a candidate. Raises LeadqError with the reason to reject it."""
        extra = _own_extra(row) | row.extra if "extra" in self._headers else row.extra
        first = row.first.get
        fields: dict[str, Any] = self._lacking.copy()
        for name in self._plain:
            if text := first(name):
                fields[name] = text
        for name in row.more:
            if name in TEXTS:
                fields[name] = _joined(row, name)
        if not self.own and fields["title"] and is_salutation(fields["title"]):
            self._keep(row, extra, "title")
            fields["title"] = None
        for name in MASKED:
            if fields[name] and is_masked(fields[name]):
                fields[name] = None
        reaches, words = self.reaches.read(row, extra)
        if not self.own and first("wechat"):
            reaches = find_wechat(reaches)
        if words:
            fields["note"] = "\n".join(filter(None, (fields["note"], *words)))
        fields["name"] = _name(first("name", ""), fields["company"], reaches)
        dates = {name: self._date(row, name, extra) for name in self.dates if first(name)}
        fields["tags"] = _tags(row, self.own) if first("tags") else []
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
            self._keep(row, extra, *NEXT)
        return candidate

    def _keep(self, row: Row, extra: dict[str, Any], *names: str) -> None:
        """Put cells that no field can take aside, under the names of their columns."""
        for name in names:
            if given := row.first.get(name):
                extra.setdefault(self._headers[name], given)

    def _date(self, row: Row, name: str, extra: dict[str, Any]) -> date | None:
        """Return the day of a cell; words that are none, or only roughly one, are kept aside."""
        given = row.first[name]
        try:
            return self.dates[name].read(given)
        except ValueError:
            if self.own:
                raise RefusedError("row_bad_date", field=self._headers[name], given=given) from None
        header, today = self._headers[name], self.desk.today
        self._keep(row, extra, name)
        day = _read_rough(given, today)
        if day is None or (name == "created_on" and day > today):
            self.unread[header] += 1
            return None
        self.rough.setdefault(header, RoughDays(given, day)).count += 1
        return day

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
        told = self._told(given) if given else None
        status, reason = told or (OPEN, "")
        if reason and not fields["reason"]:
            fields["reason"] = reason
        if status == PARKED and (parked_until is None or parked_until <= self.desk.today):
            status = OPEN
        if given != status:
            self._keep(row, extra, "status")
        if self._returns and status != PARKED:
            self._keep(row, extra, "parked_until")
        fields["status"] = status
        fields["parked_until"] = parked_until if status == PARKED else None

    def _told(self, given: str) -> Status | None:
        """Return what a status means, as the user says or as it reads; unknown ones are counted."""
        said = self._statuses.get(key_of(given)) if self._statuses else None
        told = Status(said) if said else read_status(given)
        if told is None:
            self.unknown_statuses[given[:_LONGEST_KEPT]] += 1
        return told

    def _plan(self, row: Row, next_on: date | None, candidate: Candidate) -> None:
        candidate.next_on = next_on
        if next_on and len(row.first["next_on"]) > _LONGEST_DAY:
            candidate.next_time = self.dates["next_on"].read_time(row.first["next_on"])
        candidate.next_goal = row.first.get("next_goal", "")
        if by := row.first.get("next_by"):
            candidate.next_by = map_channel(by) or ""
            if not candidate.next_by:
                self._keep(row, candidate.fields["extra"], "next_by")


def _name(given: str, company: str | None, reaches: Sequence[ReachValue]) -> str:
    """Return what the lead is called: its name, its company's, else how it is reached.

    Raises row_without_name.
    """
    for name in (given, company):
        if name and (_SEEN.match(name) or not is_blank(name)):
            return name
    if reaches:
        return reaches[0].typed
    raise RefusedError("row_without_name")


_read_rough = lru_cache(maxsize=1024)(read_rough_day)
_read_money = lru_cache(maxsize=1024)(parse_money)


def _own_extra(row: Row) -> dict[str, Any]:
    """Return what leadq's own export kept in its extra cell."""
    given = row.first.get("extra")
    if not given:
        return {}

    try:
        found = json.loads(given)
        # half characters and endless numbers are no text that the store or others could read
        json.dumps(found, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        return {"extra": given}
    return found if isinstance(found, dict) else {"extra": given}


def _joined(row: Row, name: str) -> str:
    """Return the cells of several columns as one text; of addresses only what says more."""
    cells = list(dict.fromkeys(row.cells(name)))
    if name != "address":
        return BY_NAME[name].between.join(cells)
    told = [cell for cell in cells if not any(cell in other and cell != other for other in cells)]
    return " ".join(" ".join(told).split("\n"))


def _tags(row: Row, own: bool) -> list[str]:
    if own:
        values = [value.strip() for cell in row.cells("tags") for value in split_values(cell)]
    else:
        values = [
            part.strip(_TAG_MARKS)
            for cell in row.cells("tags")
            for value in split_values(cell)
            for part in _TAG_BREAKS.split(value)
        ]
    return list(dict.fromkeys(value for value in values if value))
