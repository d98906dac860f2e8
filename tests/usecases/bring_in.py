"""Short ways to bring a table into a store and to take one out."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

from leadq.exchange.tables.csv_write import write_csv_file
from leadq.exchange.tables.table import AnyTable
from leadq.store.connect import open_store
from leadq.store.read.read_leads import each_lead
from leadq.store.read.rows import LeadData
from leadq.store.search.filters import Filter
from leadq.usecases.desk import Desk
from leadq.usecases.exporting.export import open_sheet
from leadq.usecases.importing.import_file import import_file
from leadq.usecases.importing.import_order import Imported, Order

EVERY = Filter(statuses=(), sort="number")


def no_rejects(result: Imported, _table: AnyTable) -> Path:
    """Keep the rejected rows nowhere."""
    return result.file


def bring_in(desk: Desk, table: str | bytes, **order: Any) -> Imported:
    """Import a table given as its text."""
    file = desk.store.with_name("in.csv")
    file.write_bytes(table.encode() if isinstance(table, str) else table)
    return import_file(desk, Order(file, **order), no_rejects)


def stored(desk: Desk) -> list[LeadData]:
    """Return every lead as it stands today, in the order of their numbers."""
    with closing(open_store(desk.store)) as conn:
        ids = [row[0] for row in conn.execute("SELECT id FROM lead ORDER BY number")]
        return list(each_lead(conn, ids, desk.today))


def take_out(desk: Desk, file: Path, encoding: str = "utf-8-sig") -> Path:
    """Export every lead as a table."""
    with desk.read() as conn:
        sheet = open_sheet(conn, desk, "leads", EVERY)
        write_csv_file(file, sheet.columns, sheet.rows, encoding, force=True)
    return file
