"""Values that gave way to others that had not seen them: kept here until somebody looks."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from typing import Any, NamedTuple

from leadq.store.team.outbox import read_packed
from leadq.store.team.shapes import LOST, WHOLE
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
    """Note that somebody has looked at a value, for the others too, who need not do so."""
    conn.execute("UPDATE sync_lost SET settled = 1 WHERE id = ?", (key,))
    conn.execute(
        "INSERT INTO sync_dirty (tbl, uid, rev) SELECT ?, CAST(hub_id AS TEXT), 1 FROM sync_lost"
        " WHERE id = ? AND hub_id IS NOT NULL ON CONFLICT (tbl, uid) DO UPDATE SET rev = rev + 1",
        (LOST, key),
    )


def forget_settled(conn: sqlite3.Connection, hub_id: int) -> int:
    """Note that somebody else has looked at a value; return how many wait no more for it."""
    query = "UPDATE sync_lost SET settled = 1 WHERE hub_id = ? AND settled = 0"
    return conn.execute(query, (hub_id,)).rowcount


def list_rows_of_lost(conn: sqlite3.Connection) -> set[str]:
    """Return the keys of rows of which a value gave way that nobody has looked at."""
    rows = conn.execute("SELECT DISTINCT uid FROM sync_lost WHERE settled = 0")
    return {row[0] for row in rows}


def settle_those_that_stand(conn: sqlite3.Connection, uids: Collection[str]) -> None:
    """Settle values of some rows that stand again, since somebody has taken them back."""
    for lost in list_lost(conn) if uids else ():
        if lost.uid in uids and as_it_stands(conn, lost) is None:
            conn.execute("UPDATE sync_lost SET settled = 1 WHERE id = ?", (lost.id,))


def as_it_stands(conn: sqlite3.Connection, lost: Lost) -> Lost | None:
    """Return a value beside what stands in its place today; None when it stands there itself.

    Who has put that there is not known, unless it is what stood there when the value gave way.
    """
    row = read_packed(conn, lost.tbl, [lost.uid]).get(lost.uid)
    if row is None or lost.field not in (*row, *WHOLE.get(lost.tbl, ())):
        return lost
    stands = row.get(lost.field)
    if stands == lost.value:
        return None
    return lost if stands == lost.kept else lost._replace(kept=stands, kept_who=None)


def _read(row: tuple[Any, ...]) -> Lost:
    lost = Lost._make(row)
    return lost._replace(value=json.loads(lost.value), kept=json.loads(lost.kept))
