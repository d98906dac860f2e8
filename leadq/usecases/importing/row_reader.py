"""Turns one row of a foreign table into a lead's fields, or says why it cannot be taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

from leadq.domain.fields import DAY, FILLABLE, MARKS, MASKED, MONIES, NEXT, TEXTS, named
from leadq.domain.grading.outlook import OPEN, PARKED
from leadq.domain.leads.mask import is_masked
from leadq.domain.leads.status import WORKED
from leadq.errors import LeadqError, RefusedError
from leadq.exchange.cells.amounts import AmountColumn
from leadq.exchange.cells.birthdays import BIRTHDAY, read_birthday
from leadq.exchange.cells.dates import DateColumn
from leadq.exchange.cells.markup import plain_text
from leadq.exchange.cells.money import in_wan, without_wan
from leadq.exchange.cells.nothing import is_salutation
from leadq.exchange.cells.rough_days import read_rough_day
from leadq.exchange.columns.aliases import is_expected, map_channel
from leadq.exchange.columns.header_names import key_of
from leadq.exchange.columns.layout import Layout, Row
from leadq.exchange.columns.statuses import Status, read_status
from leadq.store.repo_values import ReachValue
from leadq.usecases.desk import Desk
from leadq.usecases.importing.origin import Origin
from leadq.usecases.importing.row_lead import UID
from leadq.usecases.importing.row_reaches import ReachReader, find_wechat
from leadq.usecases.importing.row_texts import joined, lead_name, own_extra, read_choices, read_tags

DATE_FIELDS = (*named(DAY), "next_on", "need_by", BIRTHDAY)
_LONGEST_KEPT, _LONGEST_DAY = 64, 5
_PARKED_FOR = timedelta(days=90)
_read_rough = lru_cache(maxsize=1024)(read_rough_day)


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
    birthday: str = ""
    changed: str = ""
    """When each field was changed, as leadq's own table has it."""
    line: int = 0
    """The line of the file that the row starts on."""
    noted: tuple[tuple[str, str], ...] = ()

    def facts(self) -> list[tuple[str, str]]:
        """Return the facts that the row tells, each by its id and value."""
        if not (self.need_by or self.birthday or self.noted):
            return []
        need_by = self.need_by.isoformat() if self.need_by else ""
        told = ("need_by", need_by), (BIRTHDAY, self.birthday), *self.noted
        return [one for one in told if one[1]]


@dataclass(slots=True)
class ReadColumns:
    """The columns of a table whose values tell one another how they are written, by field."""

    dates: Mapping[str, DateColumn] = field(default_factory=dict)
    amounts: Mapping[str, AmountColumn] = field(default_factory=dict)


@dataclass(slots=True)
class RoughDays:
    """Days of a column that were only roughly said: the first of them, what it was read as."""

    given: str
    day: date
    count: int = 0


class RowReader:
    """Reads the rows of one table, whose columns ``layout`` describes.

    ``columns`` are those of days and amounts; ``own`` says that leadq has written it, so that
    every cell is taken as it stands. ``statuses`` is what the user says that words of it mean,
    ``origin`` where its numbers are from.
    """

    def __init__(
        self, desk: Desk, layout: Layout, columns: ReadColumns, own: bool = False,
        statuses: Mapping[str, str] | None = None, origin: Origin | None = None,
    ) -> None:  # fmt: skip
        self.desk = desk
        self.own = own
        self.unread: Counter[str] = Counter()
        """Cells that were not understood and are kept aside, counted by column."""
        self.unknown_statuses: Counter[str] = Counter()
        self.parked = 0
        """Leads put aside without a day of return, which come back on the day ``returns``."""
        self.returns = desk.today + _PARKED_FOR
        self._statuses = {key_of(word): status for word, status in (statuses or {}).items()}
        self.rough: dict[str, RoughDays] = {}
        """Days that were only roughly said, by column."""
        self.layout = layout
        self._headers = layout.by_field
        self.dates = {
            name: columns.dates.get(name) or DateColumn()
            for name in DATE_FIELDS
            if name in self._headers
        }
        self._days = [pair for pair in self.dates.items() if pair[0] != BIRTHDAY]
        self.amounts = {
            name: AmountColumn(plain=True) if own else columns.amounts.get(name) or AmountColumn()
            for name in MONIES
        }
        self._money_fields = [name for name in MONIES if name in self._headers]
        self._expected = {name for name in self._money_fields if is_expected(self._headers[name])}
        self._in_wan = {name for name in self._money_fields if without_wan(self._headers[name])}
        self.reaches = ReachReader(
            origin or Origin(desk.region, desk.region), self._headers, self.unread, own
        )
        self._profile = cache(lambda given: desk.library.profile(given or desk.profile).id)
        self._plain = [name for name in TEXTS if name in self._headers]
        self._lacking = {**dict.fromkeys(FILLABLE), "status": OPEN, "parked_until": None}
        self._tells_status = "status" in self._headers or "parked_until" in self._headers
        self._marked = not self._headers.keys().isdisjoint(MARKS)
        self._returns = "parked_until" in self._headers
        self._plans = not self._headers.keys().isdisjoint(NEXT)

    def read(self, row: Row) -> Candidate:
        """Return the row as a candidate. Raises LeadqError with the reason to reject it."""
        extra = own_extra(row) | row.extra if "extra" in self._headers else row.extra
        first = row.first.get
        fields = self._texts(row, extra)
        reaches, words = self.reaches.read(row, extra)
        if not self.own and first("wechat"):
            reaches = find_wechat(reaches)
        fields["name"] = lead_name(first("name", ""), fields["company"], reaches)
        dates: dict[str, date | None] = {}
        for name, column in self._days:
            if given := first(name):
                dates[name] = column.known.get(given) or self._date(row, name, extra)
        fields["tags"] = read_tags(row, self.own) if first("tags") else []
        fields["profile"] = self._profile(first("profile", ""))
        for name in filter(first, self._money_fields):
            fields[name] = self._money(row, name, extra, words)
        if words:
            fields["note"] = "\n".join(filter(None, (fields["note"], *words)))
        if self._tells_status:
            self._status(row, dates, fields, extra)
        fields["extra"] = extra
        uid = self._uid(row, extra) if first("id") else ""
        candidate = Candidate(fields, reaches, uid, dates.get("created_on"), dates.get("need_by"))
        candidate.changed = first("changed", "")
        if first(BIRTHDAY):
            candidate.birthday = self._birthday(row, extra)
        if self._plans and fields["status"] in WORKED:
            self._plan(row, dates.get("next_on"), candidate)
        elif self._plans:
            self._keep(row, extra, *NEXT)
        return candidate

    def _texts(self, row: Row, extra: dict[str, Any]) -> dict[str, Any]:
        """Return the texts of a lead, and its amounts as unknown."""
        fields: dict[str, Any] = self._lacking.copy()
        for name in self._plain:
            if text := row.first.get(name):
                fields[name] = text
        for name in row.more:
            if name in TEXTS:
                fields[name] = joined(row, name)
        if not self.own and (note := fields["note"]) and "<" in note:
            fields["note"] = plain_text(note) or None
        if not self.own and (title := fields["title"]) and is_salutation(title):
            self._keep(row, extra, "title")
            fields["title"] = None
        for name in MASKED:
            if (text := fields[name]) and is_masked(text):
                fields[name] = None
        if self._marked:
            fields |= (marks := read_choices(row))
            self._keep(row, extra, *(name for name, mark in marks.items() if mark is None))
        return fields

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

    def _birthday(self, row: Row, extra: dict[str, Any]) -> str:
        """Return a birthday as its fact is kept; what is none is kept aside."""
        given = row.first[BIRTHDAY]
        try:
            return read_birthday(given, self.dates[BIRTHDAY], self.desk.today)
        except ValueError:
            self._keep(row, extra, BIRTHDAY)
            self.unread[self._headers[BIRTHDAY]] += any(char in "123456789" for char in given)
            return ""

    def _money(self, row: Row, name: str, extra: dict[str, Any], words: list[str]) -> float | None:
        """Return the amount of a cell; of a range the lower one, and the range for the note."""
        given = row.first[name]
        try:
            amount = self.amounts[name].read(in_wan(given) if name in self._in_wan else given)
        except LeadqError:
            self._keep(row, extra, name)
            self.unread[self._headers[name]] += 1
            return None
        if amount.is_range:
            words.append(f"{self._headers[name]}: {given}")
        elif amount.value == 0 and name in self._expected:
            return None
        elif amount.is_rough:
            self._keep(row, extra, name)
        return amount.value

    def _uid(self, row: Row, extra: dict[str, Any]) -> str:
        given = row.first["id"]
        if not UID.fullmatch(given):
            self._keep(row, extra, "id")
            return ""
        return given

    def _status(
        self, row: Row, dates: Mapping[str, date | None], fields: dict[str, Any],
        extra: dict[str, Any],
    ) -> None:  # fmt: skip
        """Set status and day of return; another program's own word is kept in ``extra``.

        A lead whose day of return has come is open, so that its first step is spread too.
        """
        given = row.first.get("status", "")
        told = self._told(given) if given else None
        status, reason = told or (OPEN, "")
        if reason and not fields["reason"]:
            fields["reason"] = reason
        parked_until = dates.get("parked_until")
        if status == PARKED and parked_until is None and not self.own:
            parked_until = self._return(dates.get("next_on"))
        if status == PARKED and (parked_until is None or parked_until <= self.desk.today):
            status = OPEN
        if given != status:
            self._keep(row, extra, "status")
        if self._returns and status != PARKED:
            self._keep(row, extra, "parked_until")
        fields["status"] = status
        fields["parked_until"] = parked_until if status == PARKED else None

    def _return(self, next_on: date | None) -> date:
        """Return when a lead comes back that was put aside for nobody knows how long."""
        if next_on is not None and next_on > self.desk.today:
            return next_on
        self.parked += 1
        return self.returns

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
