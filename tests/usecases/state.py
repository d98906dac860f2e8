"""The whole store as one value, for comparing what stood before with what stands after."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing

from leadq.store.connect import open_store
from leadq.store.meta import read_arranged
from leadq.usecases.desk import Desk

TABLES = (
    *("lead", "reach", "lookup", "contact", "fact", "touch"),
    *("followup", "promise", "override", "outlook", "purchase", "complaint"),
)


def read_state(desk: Desk, without: Sequence[str] = ()) -> dict[str, list[str]]:
    """Return every row of every table that holds a rep's work, and who is away when."""
    with closing(open_store(desk.store)) as conn:
        rows = {
            table: sorted(map(repr, conn.execute(f'SELECT * FROM "{table}"')))
            for table in TABLES
            if table not in without
        }
        return {**rows, "absences": [repr(one) for one in read_arranged(conn).absences]}
