"""Whether a store has the tables that leadq made, and nothing that runs by itself.

What they are to be is asked of the migrations themselves, in memory: they are the plain record of
every version.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import lru_cache

from leadq.store import migrations
from leadq.store.team.triggers import list_foreign

_SCHEMA = """
SELECT type, name, sql FROM sqlite_schema
WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND type IN ('table', 'index')
"""


def list_altered(conn: sqlite3.Connection) -> list[str]:
    """Return the names of tables, indexes, triggers and views that are missing, foreign or changed.

    ``conn`` is a store of any version; in one whose version is not known nothing is compared.
    """
    (version,) = conn.execute("PRAGMA user_version").fetchone()
    if not 0 < version <= migrations.VERSION:
        return []
    altered = {name for _kind, name, _text in _read_shape(conn) ^ _shape_of(version)}
    return sorted(altered | {*list_foreign(conn, whole=version == migrations.VERSION)})


@lru_cache(maxsize=4)
def _shape_of(version: int) -> frozenset[tuple[str, str, str]]:
    """Return what a store of a version consists of."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        for step in range(1, version + 1):
            migrations.load_step(step)(conn)
        return _read_shape(conn)


def _read_shape(conn: sqlite3.Connection) -> frozenset[tuple[str, str, str]]:
    return frozenset(
        (kind, name, " ".join(str(text).split())) for kind, name, text in conn.execute(_SCHEMA)
    )
