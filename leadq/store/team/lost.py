"""Values that gave way to others that had not seen them: kept here until somebody looks."""

from __future__ import annotations

import json
import sqlite3
from typing import Any, NamedTuple

from leadq.store.team.outbox import read_packed
from leadq.store.team.spelling import dumps


class Lost(NamedTuple):
    """A value of a field that gave way to ``kept``, and whose both are; ``id`` is typed."""

    tbl: str
    uid: str
    lead: str
    field: str
    value: Any
    who: str | None
    kept: Any
    kept_who: str | None
    id: int = 0


_NAMES = ("tbl", "uid", "lead", "field", "value", "who", "kept", "kept_who")


def note_lost(conn: sqlite3.Connection, lost: Lost, hub_id: int | None = None) -> bool:
    """Keep a value that gave way; False if it is known already (``hub_id``: the hub's number)."""
    told = lost._replace(value=dumps(lost.value), kept=dumps(lost.kept))
    done = conn.execute(
        f"INSERT OR IGNORE INTO sync_lost ({', '.join(_NAMES)}, hub_id, settled)"
        f" VALUES ({', '.join('?' * len(_NAMES))}, ?, 0)",
        (*told[: len(_NAMES)], hub_id),
    )
    return bool(done.rowcount)


def list_lost(conn: sqlite3.Connection) -> list[Lost]:
    """Return the values that nobody has looked at, oldest first."""
    rows = conn.execute(
        f"SELECT {', '.join(_NAMES)}, id FROM sync_lost WHERE settled = 0 ORDER BY id"
    )
    return [_read(row) for row in rows]


def count_lost(conn: sqlite3.Connection) -> int:
    """Return how many values nobody has looked at."""
    (count,) = conn.execute("SELECT count(*) FROM sync_lost WHERE settled = 0").fetchone()
    return int(count)


def find_lost(conn: sqlite3.Connection, key: int) -> Lost | None:
    """Return one of them by its number."""
    query = f"SELECT {', '.join(_NAMES)}, id FROM sync_lost WHERE settled = 0 AND id = ?"
    row = conn.execute(query, (key,)).fetchone()
    return _read(row) if row else None


def settle_lost(conn: sqlite3.Connection, key: int) -> None:
    """Note that somebody has looked at a value."""
    conn.execute("UPDATE sync_lost SET settled = 1 WHERE id = ?", (key,))


def settle_those_that_stand(conn: sqlite3.Connection) -> None:
    """Settle values that stand again, since somebody has taken them back."""
    for lost in list_lost(conn):
        row = read_packed(conn, lost.tbl, [lost.uid]).get(lost.uid, {})
        if lost.value is not None and row.get(lost.field) == lost.value:
            settle_lost(conn, lost.id)


def _read(row: tuple[Any, ...]) -> Lost:
    lost = Lost._make(row)
    return lost._replace(value=json.loads(lost.value), kept=json.loads(lost.kept))
