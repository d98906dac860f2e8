"""Short ways to take everything out of a store, and to bring it into another one."""

from __future__ import annotations

import json
import re
from itertools import count
from pathlib import Path
from typing import Any

from leadq.exchange.columns.own_headers import SHEETS
from leadq.exchange.tables.csv_write import write_csv_file
from leadq.exchange.workbooks.xlsx_write import BookTable, write_workbook
from leadq.usecases.desk import Desk
from leadq.usecases.exporting.export import each_record, open_sheet
from leadq.usecases.importing.import_file import import_file
from leadq.usecases.importing.import_order import Imported, Order

from .bring_in import EVERY, no_rejects

TABLES = ("leads", "touches", "followups", "facts")
_UID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


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


def take_workbook(desk: Desk) -> Path:
    """Export every table into one workbook as the command does, and return the file."""
    file = desk.store.with_name("all.xlsx")
    with desk.read() as conn, file.open("wb") as stream:
        sheets = [(what, open_sheet(conn, desk, what, EVERY)) for what in SHEETS]
        tables = [(what, sheet.columns, list(sheet.rows)) for what, sheet in sheets]
        write_workbook(stream, [BookTable(*table, len(table[2])) for table in tables], "en")
    return file


def work_elsewhere(whole: list[dict[str, Any]], start: int) -> list[dict[str, Any]]:
    """Return what somebody else has made of an export: each lead has the rows once more, as new
    ones, and each is followed by another lead like it; ``start`` makes keys and phones new."""
    fresh = count(start)
    found = []
    for record in whole:
        again, other = _renewed(record, fresh), _renewed(record, fresh)
        other["reaches"] = [_reach(next(fresh))]
        rows = ("facts", "touches", "promises", "purchases", "contacts")
        found += [{**record, **{what: record[what] + again[what] for what in rows}}, other]
    return found


def _renewed(record: dict[str, Any], fresh: count[int]) -> dict[str, Any]:
    """Copy a record with other keys; what refers to each other in it still does."""
    keys: dict[str, str] = {}

    def key(found: re.Match[str]) -> str:
        return keys.setdefault(found[0], f"01999999-0000-7000-8000-{next(fresh):012x}")

    copied: dict[str, Any] = json.loads(_UID.sub(key, json.dumps(record)))
    return copied


def _reach(number: int) -> dict[str, Any]:
    phone = f"139{number % 10**8:08d}"
    return {"kind": "phone", "typed": phone, "e164": f"+86{phone}", "norm": phone}


def take_table(desk: Desk, what: str, facts_in: str = "") -> Path:
    """Export one table as csv, and return the file."""
    file = desk.store.with_name(f"{what}.csv")
    with desk.read() as conn:
        sheet = open_sheet(conn, desk, what, EVERY, facts_in=facts_in)
        write_csv_file(file, sheet.columns, sheet.rows, "utf-8-sig", force=True)
    return file


def bring(desk: Desk, file: Path, **order: Any) -> Imported:
    return import_file(desk, Order(file, **order), no_rejects)
