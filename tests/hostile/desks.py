"""A desk to work at, without the command line."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from leadq.content.library import open_library
from leadq.exchange.tables.csv_write import write_csv_file
from leadq.store.search.filters import Filter
from leadq.usecases.desk import Desk
from leadq.usecases.exporting.export import open_sheet
from leadq.usecases.leads.add import NewLead, add_lead
from tests.usecases.helpers import HOOKS

MONDAY = date(2026, 11, 23)
_LIBRARY = open_library(None)


def make_desk(folder: Path) -> Desk:
    """Return a desk with a store in a folder, on a Monday."""
    now = datetime.combine(MONDAY, time(1, 30), UTC)
    desk = Desk(folder / "leadq.db", None, MONDAY, now, HOOKS)
    desk.library = _LIBRARY
    return desk


def add(desk: Desk, name: str, **said: Any) -> None:
    """Add a lead."""
    add_lead(desk, NewLead(name, **said))


def take_out(desk: Desk, file: Path) -> Path:
    """Export every lead as a table."""
    with desk.read() as conn:
        sheet = open_sheet(conn, desk, "leads", Filter(statuses=(), sort="number"))
        write_csv_file(file, sheet.columns, sheet.rows, force=True)
    return file
