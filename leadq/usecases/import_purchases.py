"""Imports a table of purchases in one transaction; rows that cannot be taken are reported."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from leadq.errors import LeadqError, RefusedError
from leadq.exchange.csv_read import Table, open_table
from leadq.exchange.dates import DateColumn
from leadq.exchange.purchase_columns import LEAD_FIELDS, map_purchase_headers
from leadq.exchange.values import split_values
from leadq.store import sql
from leadq.store.purchases import NewPurchase, insert_purchases
from leadq.store.read_purchases import count_same
from leadq.usecases.desk import Desk
from leadq.usecases.import_order import Rejected
from leadq.usecases.keys import read_reaches
from leadq.usecases.purchase import refuse_ahead, refuse_nothing

_LONGEST_NUMBER = 18
_UID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


@dataclass
class BroughtIn:
    """What an import of purchases did; ``known`` rows were in the store already."""

    file: Path
    rows: int = 0
    new: int = 0
    known: int = 0
    total: float = 0.0
    leads: int = 0
    rejected: list[Rejected] = field(default_factory=list)


def import_purchases(
    desk: Desk, file: Path, said: Mapping[str, str], encoding: str | None = None
) -> BroughtIn:
    """Import a table of purchases: one transaction, and one command to undo.

    A row names its lead by number, id, phone, email, WeChat or name. One that says the same as a
    purchase in the store is counted, not doubled. Raises LeadqError; then nothing landed.
    """
    table = open_table(file, encoding)
    reader = _Reader(desk, table, map_purchase_headers(table.headers, said, str(file)))
    result = BroughtIn(file)
    with desk.write("purchase") as unit:
        fresh: list[NewPurchase] = []
        seen: Counter[tuple[int, date, float, str | None]] = Counter()
        for new in _read_rows(reader, table, unit.conn, result):
            key = new[:4]
            seen[key] += 1
            if seen[key] <= count_same(unit.conn, *key):
                result.known += 1
            else:
                fresh.append(new)
        insert_purchases(unit, fresh)
    result.new = len(fresh)
    result.total = sum(new.amount for new in fresh)
    result.leads = len({new.lead_id for new in fresh})
    return result


def _read_rows(
    reader: _Reader, table: Table, conn: sqlite3.Connection, result: BroughtIn
) -> Iterator[NewPurchase]:
    for line, cells in table.rows():
        result.rows += 1
        try:
            yield reader.read(conn, cells)
        except LeadqError as reason:
            # its traceback would keep the whole row
            reason.__context__ = None
            result.rejected.append(Rejected(line, reason.with_traceback(None)))


class _Reader:
    """Reads the rows of one table; the order of day and month is that of the whole column."""

    def __init__(self, desk: Desk, table: Table, places: Mapping[str, int]) -> None:
        self.desk = desk
        self.places = places
        self.headers = table.headers
        self.dates = DateColumn(self._cell(cells, "date") for _line, cells in table.rows())

    def _cell(self, cells: Sequence[str], name: str) -> str:
        place = self.places.get(name, len(cells))
        return cells[place].strip() if place < len(cells) else ""

    def read(self, conn: sqlite3.Connection, cells: Sequence[str]) -> NewPurchase:
        """Return the row as a purchase. Raises LeadqError with the reason to reject it."""
        from leadq.domain.typed import parse_money

        lead_id = self._find(conn, cells)
        amount = parse_money(self._cell(cells, "amount"))
        refuse_nothing(amount)
        on = self._day(self._cell(cells, "date"))
        product, note = (self._cell(cells, name) or None for name in ("product", "note"))
        return NewPurchase(lead_id, on, float(amount), product, note)

    def _day(self, given: str) -> date:
        try:
            day = self.dates.read(given)
        except ValueError:
            day = None
        if day is None:
            header = self.headers[self.places["date"]]
            raise RefusedError("row_bad_date", field=header, given=given)
        refuse_ahead(self.desk, day)
        return day

    def _find(self, conn: sqlite3.Connection, cells: Sequence[str]) -> int:
        """Return the one lead that all the cells which find any agree on."""
        named = [(name, given) for name in LEAD_FIELDS if (given := self._cell(cells, name))]
        # an id of another program says nothing here
        named = [one for one in named if one[0] != "id" or _UID.fullmatch(one[1])]
        left: set[int] | None = None
        for name, given in named:
            ids = self._ids(conn, name, given)
            if not ids and name in ("id", "number"):
                raise RefusedError("row_without_lead", given=given)
            if ids:
                left = ids if left is None else left & ids
                if not left:
                    raise RefusedError("row_of_two_leads", given=given)
        if not left:
            raise RefusedError("row_without_lead", given=" ".join(given for _n, given in named))
        if len(left) > 1:
            raise RefusedError("row_of_many_leads", given=named[0][1], count=len(left))
        return left.pop()

    def _ids(self, conn: sqlite3.Connection, name: str, given: str) -> set[int]:
        if name == "id":
            rows = conn.execute("SELECT id FROM lead WHERE uid = ?", (given,))
        elif name == "number":
            digits = given.removeprefix("#")
            plain = digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_NUMBER
            rows = conn.execute(sql.BY_NUMBER, {"number": int(digits) if plain else 0})
        elif name in ("name", "company"):
            rows = conn.execute(sql.BY_NAME, {"text": given})
        else:
            several = split_values(given)
            return {key for typed in several for key in self._reached(conn, name, typed)}
        return {row[0] for row in rows}

    def _reached(self, conn: sqlite3.Connection, kind: str, typed: str) -> set[int]:
        try:
            norms = [reach.norm for reach in read_reaches(kind, [typed], self.desk.region)]
        except LeadqError:
            return set()
        return {row[0] for norm in norms for row in conn.execute(sql.BY_NORM, {"norm": norm})}
