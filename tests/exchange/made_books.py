"""Short ways to make workbooks, sound ones and others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

Rows = Sequence[Sequence[Any]]


def make_book(place: Path, **sheets: Rows) -> Path:
    """Write a workbook with a sheet for each table; a name that ends in ``_`` is hidden."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title.rstrip("_"))
        if title.endswith("_"):
            sheet.sheet_state = "hidden"
        for row in rows:
            sheet.append(list(row))
    book.save(place)
    return place
