"""The tables of a workbook that leaves the store, and how long they are."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence

from leadq.store.read.read_export import count_belonging
from leadq.store.search.filters import Filter
from leadq.store.search.find_leads import find_leads
from leadq.usecases.desk import Desk
from leadq.usecases.exporting.export import Sheet, open_sheet
from leadq.usecases.keys import fold_filter


def each_table(
    conn: sqlite3.Connection,
    desk: Desk,
    whats: Sequence[str],
    wanted: Filter,
    mask: bool = False,
    facts_in: str = "",
    word: Callable[[str], str] = str,
) -> Iterator[tuple[str, Sheet]]:
    """Yield tables by name, each to be read before the next; as in ``open_sheet``."""
    for what in whats:
        yield what, open_sheet(conn, desk, what, wanted, mask, facts_in, word)


def count_table_rows(
    conn: sqlite3.Connection, desk: Desk, whats: Sequence[str], wanted: Filter
) -> dict[str, int]:
    """Return how many rows each of such tables has."""
    ids = find_leads(conn, fold_filter(wanted, desk.region), desk.today)
    counts = {"leads": len(ids)}
    for what in set(whats) - {"leads"}:
        counts[what] = count_belonging(conn, what, ids)
    return {what: counts[what] for what in whats}
