"""Ids of rows and numbers of leads: none is given out twice, though its row has gone."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from leadq.store.meta import read_meta

HIGHEST = "highest"
"""Where the store keeps the id and number up to which a lead that has gone may have had them."""
_HIGHEST = """
SELECT coalesce((SELECT max(id) FROM lead), 0), coalesce((SELECT max(number) FROM lead), 0)
"""
"""Each is looked up by its index; both at once would be looked for in all leads."""
_SPENT = "spent"
"""Where it keeps the highest ids of other tables out of which rows were erased, as JSON."""


def highest_lead(conn: sqlite3.Connection) -> tuple[int, int]:
    """Return the highest id and number that a lead has, or had until it was merged."""
    least = _read_highest(conn)
    found = conn.execute(_HIGHEST).fetchone()
    return max(found[0], least[0]), max(found[1], least[1])


def highest_id(conn: sqlite3.Connection, table: str) -> int:
    """Return the highest id that a table has given out, 0 for an empty one."""
    if table == "lead":
        return highest_lead(conn)[0]
    (highest,) = conn.execute(f'SELECT coalesce(max(id), 0) FROM "{table}"').fetchone()
    return max(int(highest), read_spent(conn).get(table, 0))


def read_spent(conn: sqlite3.Connection) -> dict[str, int]:
    """Return, by table, the id up to which an erased row may have had them."""
    return dict(json.loads(read_meta(conn, _SPENT) or "{}"))


def newest_command(conn: sqlite3.Connection) -> str:
    """Return the key of the command that wrote last, empty before the first."""
    query = "SELECT command FROM journal WHERE id = (SELECT max(id) FROM journal)"
    row = conn.execute(query).fetchone()
    return row[0] if row else ""


def keep_highest(conn: sqlite3.Connection, tables: Iterable[str]) -> None:
    """Note which ids and numbers were given out, before rows go without a trace in the journal."""
    spent = read_spent(conn) | {table: highest_id(conn, table) for table in tables}
    kept = {HIGHEST: "{} {}".format(*highest_lead(conn)), _SPENT: json.dumps(spent)}
    conn.executemany("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", kept.items())


def highest_spent(conn: sqlite3.Connection) -> int:
    """Return the number up to which those that nobody has may have been a merged lead's."""
    return _read_highest(conn)[1]


def _read_highest(conn: sqlite3.Connection) -> tuple[int, int]:
    kept = read_meta(conn, HIGHEST)
    newest, number = kept.split() if kept else (0, 0)
    return int(newest), int(number)
