"""Rows that were not taken from files that are more than one table, as rows of one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from leadq.exchange.json_read import each_whole_record
from leadq.exchange.table import AnyTable, Record, Remark

_SHEET = "sheet"


class RecordTable:
    """The records of an export of everything, each as one cell; rows count from 1."""

    encoding = "json"
    delimiter = ""
    sheet = None
    remarks: Sequence[Remark] = ()

    def __init__(self, path: Path) -> None:
        self.headers = ["record"]
        self.path = path
        self.size = path.stat().st_size

    def rows(self) -> Iterator[Record]:
        """Yield each record as JSON. Raises RefusedError as reading the file does."""
        for place, record in enumerate(each_whole_record(self.path), start=1):
            yield place, [json.dumps(record)]

    def position(self) -> int:
        """Return how far the file has been read: nobody asks."""
        return 0


class JointTable:
    """The sheets of a workbook one after the other, each row with the name of its own."""

    def __init__(self, tables: Sequence[AnyTable]) -> None:
        self.tables = tables
        first = tables[0]
        self.path, self.size = first.path, first.size
        self.encoding, self.delimiter = first.encoding, first.delimiter
        self.sheet = None
        self.remarks: Sequence[Remark] = ()
        names = dict.fromkeys(name for table in tables for name in table.headers)
        self.headers = [_SHEET, *names]

    def rows(self) -> Iterator[Record]:
        """Yield the rows of all sheets; the number is that of the row in its sheet."""
        for _sheet, line, cells in each_row(self):
            yield line, cells

    def position(self) -> int:
        """Return how far the file has been read: nobody asks."""
        return 0


def each_row(table: AnyTable) -> Iterator[tuple[str, int, list[str]]]:
    """Yield each row with its number and the sheet it is from, empty where there is only one."""
    if not isinstance(table, JointTable):
        for line, cells in table.rows():
            yield "", line, cells
        return
    for one in table.tables:
        sheet = one.sheet or ""
        places = {name: place for place, name in enumerate(one.headers)}
        fitted = [places.get(name, len(places)) for name in table.headers[1:]]
        for line, cells in one.rows():
            row = [cells[place] if place < len(cells) else "" for place in fitted]
            yield sheet, line, [sheet, *row]
