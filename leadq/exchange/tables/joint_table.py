"""Rows that were not taken from files that are more than one table, as rows of one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from leadq.exchange.columns.columns import REJECT_COLUMNS
from leadq.exchange.tables.json_read import WHOLE_KEY, each_whole_record
from leadq.exchange.tables.table import AnyTable, Record, Remark

_HALVES = re.compile("[\ud800-\udfff]")


class RecordTable:
    """The records of an export of everything, each as one cell; rows count from 1."""

    encoding = "json"
    delimiter = ""
    sheet = None
    remarks: Sequence[Remark] = ()

    def __init__(self, path: Path, wanted: str | None = None) -> None:
        self.headers = ["record"]
        self.path = path
        self._wanted = wanted
        self.size = path.stat().st_size

    def rows(self) -> Iterator[Record]:
        """Yield each record as JSON. Raises RefusedError as reading the file does."""
        for place, record in enumerate(each_whole_record(self.path, self._wanted), start=1):
            yield place, [json.dumps(record)]

    def position(self) -> int:
        """Return how far the file has been read: nobody asks."""
        return 0


def each_rejected_part(rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Yield an export of everything piece by piece, of records that were not taken.

    ``rows`` are a number, a reason and the record as JSON; the reason stands in the record, under
    a key that nothing reads.
    """
    _line, reason_key = REJECT_COLUMNS
    before = f'{{"{WHOLE_KEY}": ['
    for _place, reason, text in rows:
        record = json.loads(text)
        record.pop(reason_key, None)
        written = json.dumps({reason_key: reason, **record}, ensure_ascii=False)
        if _HALVES.search(written):
            # half characters, which no file can hold as they are
            written = json.dumps({reason_key: reason, **record})
        yield f"{before}\n{written}"
        before = ","
    yield "\n]}\n"


class JointTable:
    """The sheets of a workbook one after the other; ``kinds`` are the tables they hold."""

    def __init__(self, tables: Sequence[tuple[str, AnyTable]]) -> None:
        self.kinds = {table.sheet or "": kind for kind, table in tables}
        self.tables = [table for _kind, table in tables]
        first = self.tables[0]
        self.path, self.size = first.path, first.size
        self.encoding, self.delimiter = first.encoding, first.delimiter
        self.sheet = None
        self.remarks: Sequence[Remark] = ()
        names = dict.fromkeys(name for table in self.tables for name in table.headers)
        self.headers = list(names)

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
        fitted = [places.get(name) for name in table.headers]
        for line, cells in one.rows():
            row = [
                cells[place] if place is not None and place < len(cells) else "" for place in fitted
            ]
            yield sheet, line, row
