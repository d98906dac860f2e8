"""Looks at a file before it lands: the columns nobody knows, the first rows as they would be."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from leadq.domain.fields import REACHES
from leadq.exchange.columns.aliases import COMPUTED, NAMING, is_own_export, map_headers
from leadq.exchange.columns.belonging_columns import own_table
from leadq.exchange.columns.statuses import read_status
from leadq.exchange.tables.open_table import WHOLE, file_kind, open_table
from leadq.exchange.tables.rejected_rows import says_table
from leadq.exchange.tables.table import AnyTable
from leadq.store.read.lookups import list_newer
from leadq.store.read.read_leads import each_lead
from leadq.store.read.rows import LeadData
from leadq.usecases.importing.import_order import Order

_REACHING = frozenset(REACHES.values())
_SAMPLES = 3
_ROWS_LOOKED_AT = 1000
_PREVIEWED = 5


@dataclass(frozen=True)
class UnknownColumns:
    """The columns of a foreign table that hold something and that nobody knows.

    ``samples`` are a few of their values; ``known`` are the fields that other columns fill;
    ``count`` is how many columns the table has.
    """

    samples: Mapping[str, Sequence[str]]
    known: frozenset[str]
    count: int

    @property
    def named(self) -> bool:
        """Whether a column is known that holds a name or a company."""
        return bool(self.known & NAMING)


def look_for_unknown(order: Order) -> UnknownColumns | None:
    """Return what has to be asked about a file of leads; None where it is known well enough.

    It is not while no column names the leads, holds their company or tells how to reach them, or
    fewer than half of the columns are known.
    Raises LeadqError as an import does.
    """
    if order.what not in (None, "leads") or file_kind(order.file) == WHOLE:
        return None
    table = open_table(order.file, order.encoding, order.sheet)
    if _tells_itself(table.headers):
        return None
    said = order.said(table)
    columns = map_headers(table.headers, said)
    known = frozenset(field for field in columns.values() if field not in (None, COMPUTED))
    open_ones = [
        header for header, field in columns.items() if field is None and header not in said
    ]
    whole = known & NAMING - _REACHING and "company" in known and known & _REACHING
    if whole and 2 * len(open_ones) <= len(columns):
        return None
    samples = _find_samples(table, open_ones)
    return UnknownColumns(samples, known, len(columns)) if samples else None


def look_for_statuses(order: Order) -> Counter[str]:
    """Return the words of a file's status column that nobody knows, and how often each comes.

    Raises LeadqError as an import does.
    """
    found: Counter[str] = Counter()
    if order.what not in (None, "leads") or file_kind(order.file) == WHOLE:
        return found
    table = open_table(order.file, order.encoding, order.sheet)
    if _tells_itself(table.headers):
        return found
    columns = map_headers(table.headers, order.said(table))
    place = next((at for at, name in enumerate(columns.values()) if name == "status"), None)
    if place is None:
        return found
    for _line, cells in table.rows():
        word = cells[place].strip() if place < len(cells) else ""
        if word and read_status(word) is None:
            found[word] += 1
    return found


def _tells_itself(headers: Sequence[str]) -> bool:
    return is_own_export(headers) or own_table(headers) is not None or says_table(headers)


def _find_samples(table: AnyTable, columns: Sequence[str]) -> dict[str, list[str]]:
    """Return the first different values of columns; those that hold none are left out."""
    found: dict[str, list[str]] = {header: [] for header in columns}
    places = {header: place for place, header in enumerate(table.headers) if header in found}
    for count, (_line, cells) in enumerate(table.rows()):
        for header, place in places.items():
            value = cells[place].strip() if place < len(cells) else ""
            if value and len(found[header]) < _SAMPLES and value not in found[header]:
                found[header].append(value)
        if count == _ROWS_LOOKED_AT or all(len(some) == _SAMPLES for some in found.values()):
            break
    return {header: some for header, some in found.items() if some}


def preview_leads(conn: sqlite3.Connection, before: int, today: date) -> list[LeadData]:
    """Return the first leads just inserted, by an import that does not stay.

    ``before`` is the highest id that there was. Theirs need not follow it: those of leads that
    were merged are left out.
    """
    return list(each_lead(conn, list_newer(conn, before, _PREVIEWED), today))
