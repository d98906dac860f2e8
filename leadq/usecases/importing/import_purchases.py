"""Imports a table of purchases in one transaction; rows that cannot be taken are reported."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from leadq.domain.typing.typed import parse_money
from leadq.errors import LeadqError, RefusedError
from leadq.exchange.cells.dates import DateColumn
from leadq.exchange.cells.money import in_wan, without_wan
from leadq.exchange.columns.purchase_columns import LEAD_FIELDS, map_purchase_headers
from leadq.exchange.tables.open_table import open_table
from leadq.exchange.tables.table import AnyTable
from leadq.store.purchases import NewPurchase, insert_purchases
from leadq.store.read.lookups import Names
from leadq.store.read.read_purchases import count_same
from leadq.usecases.aftersale.purchase import refuse_ahead, refuse_nothing
from leadq.usecases.desk import Desk
from leadq.usecases.importing.import_order import Rejected
from leadq.usecases.importing.row_lead import find_row_lead


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

    A row names its lead by number, id, phone, email, WeChat or name, in columns of their own or
    in one for them all. One that says the same as a
    purchase in the store is counted, not doubled. Raises LeadqError; then nothing landed.
    """
    table = open_table(file, encoding)
    reader = _Reader(desk, table, map_purchase_headers(table.headers, said, str(file)))
    result = BroughtIn(file)
    with desk.write("purchase") as unit:
        names = Names(unit.conn)
        fresh: list[NewPurchase] = []
        seen: Counter[tuple[int, date, float, str | None]] = Counter()
        for new in _read_rows(reader, table, names, unit.conn, result):
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
    reader: _Reader, table: AnyTable, names: Names, conn: sqlite3.Connection, result: BroughtIn
) -> Iterator[NewPurchase]:
    for line, cells in table.rows():
        result.rows += 1
        try:
            yield reader.read(conn, names, cells)
        except LeadqError as reason:
            # its traceback would keep the whole row
            reason.__context__ = None
            result.rejected.append(Rejected(line, reason.with_traceback(None)))


class _Reader:
    """Reads the rows of one table; the order of day and month is that of the whole column."""

    def __init__(self, desk: Desk, table: AnyTable, places: Mapping[str, int]) -> None:
        self.desk = desk
        self.places = places
        self.headers = table.headers
        self.in_wan = without_wan(self.headers[places["amount"]]) is not None
        days = (self._cell(cells, "date") for _line, cells in table.rows())
        self.dates = DateColumn(days, today=desk.today, past=True)

    def _cell(self, cells: Sequence[str], name: str) -> str:
        place = self.places.get(name, len(cells))
        return cells[place].strip() if place < len(cells) else ""

    def read(self, conn: sqlite3.Connection, names: Names, cells: Sequence[str]) -> NewPurchase:
        """Return the row as a purchase. Raises LeadqError with the reason to reject it."""
        named = [(name, given) for name in LEAD_FIELDS if (given := self._cell(cells, name))]
        lead_id = find_row_lead(conn, names, named, self.desk.region)
        money = self._cell(cells, "amount")
        amount = parse_money(in_wan(money) if self.in_wan else money)
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
