"""Short ways to take everything out of a store, and to bring it into another one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from leadq.exchange.tables.csv_write import write_csv
from leadq.usecases.desk import Desk
from leadq.usecases.exporting.export import each_record, open_sheet
from leadq.usecases.importing.import_file import import_file
from leadq.usecases.importing.import_order import Imported, Order

from .bring_in import EVERY, no_rejects

TABLES = ("leads", "touches", "followups", "facts")


def records(desk: Desk) -> list[dict[str, Any]]:
    with desk.read() as conn:
        return list(each_record(conn, desk, EVERY))


def take_everything(desk: Desk) -> Path:
    """Export everything of a store as the command does, and return the file."""
    return write_whole(desk, records(desk))


def write_whole(desk: Desk, whole: list[dict[str, Any]]) -> Path:
    file = desk.store.with_name("all.json")
    text = ",\n".join(json.dumps(record, ensure_ascii=False, indent=2) for record in whole)
    file.write_text(f'{{"leads": [\n{text}\n]}}\n', encoding="utf-8")
    return file


def take_table(desk: Desk, what: str) -> Path:
    """Export one table as csv, and return the file."""
    file = desk.store.with_name(f"{what}.csv")
    with desk.read() as conn:
        sheet = open_sheet(conn, desk, what, EVERY)
        write_csv(file, sheet.columns, sheet.rows, "utf-8-sig", force=True)
    return file


def bring(desk: Desk, file: Path, **order: Any) -> Imported:
    return import_file(desk, Order(file, **order), no_rejects)
