"""Who was erased and must not come back: keyed hashes, and the receipts of erasures.

A hash tells nothing without the key, which never leaves the store and its backups. Stores that
were made one by a restore may have several keys; a value is looked for under each.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from os import urandom
from typing import NamedTuple

from leadq.store.columns import COLUMNS

KEYS = "suppression_keys"
LEAD = "lead"
_KEY_BYTES = 32
_RECEIPT = COLUMNS["erasure"]


class Value(NamedTuple):
    """What is kept as a hash: a phone, email or WeChat as compared, or a lead's ``uid``."""

    kind: str
    text: str


class Receipt(NamedTuple):
    """What was erased, when and why; nothing of whom. ``id`` is random."""

    id: str
    erased_on: str
    at: str
    reason: str
    leads: int
    contacts: int
    rows: int
    entries: int
    mentions: int
    backups: int


@dataclass(frozen=True)
class Suppressed:
    """The hashes of a store; asking an empty one costs nothing."""

    keys: tuple[str, ...] = ()
    hashes: frozenset[str] = frozenset()

    def holds(self, values: Iterable[Value]) -> bool:
        """Tell whether one of the values belongs to somebody who was erased."""
        return bool(self.hashes) and any(
            hashed in self.hashes for value in values for hashed in self.hashed(value)
        )

    def hashed(self, value: Value) -> Iterator[str]:
        """Yield the hash of a value under each key."""
        return (hash_value(key, value) for key in self.keys)


@dataclass(frozen=True)
class Erasures:
    """Everything that has to outlive a restore: keys, hashes with kind and receipt, receipts."""

    keys: tuple[str, ...] = ()
    rows: tuple[tuple[str, str, str], ...] = ()
    receipts: tuple[Receipt, ...] = field(default=())

    @property
    def suppressed(self) -> Suppressed:
        """Return the hashes to ask."""
        return Suppressed(self.keys, frozenset(row[0] for row in self.rows))


def hash_value(key: str, value: Value) -> str:
    """Return the HMAC-SHA256 of a value under a key, both in hexadecimal."""
    import hmac

    text = f"{value.kind}:{value.text}".encode()
    return hmac.new(bytes.fromhex(key), text, "sha256").hexdigest()


def has_erasures(conn: sqlite3.Connection) -> bool:
    """Tell whether a store is new enough to keep erasures."""
    row = conn.execute("SELECT 1 FROM sqlite_schema WHERE name = 'suppression'").fetchone()
    return row is not None


def read_erasures(conn: sqlite3.Connection) -> Erasures:
    """Return everything that has to outlive a restore of a store."""
    if not has_erasures(conn):
        return Erasures()
    rows = conn.execute("SELECT hash, kind, erasure_id FROM suppression ORDER BY hash").fetchall()
    names = ", ".join(f'"{name}"' for name in _RECEIPT)
    receipts = conn.execute(f"SELECT {names} FROM erasure ORDER BY at, id")
    return Erasures(_read_keys(conn), tuple(rows), tuple(Receipt._make(row) for row in receipts))


def read_suppressed(conn: sqlite3.Connection) -> Suppressed:
    """Return the hashes of a store; quick where there are none."""
    rows = conn.execute("SELECT hash FROM suppression").fetchall()
    if not rows:
        return Suppressed()
    return Suppressed(_read_keys(conn), frozenset(row[0] for row in rows))


def _read_keys(conn: sqlite3.Connection) -> tuple[str, ...]:
    row = conn.execute("SELECT value FROM meta WHERE key = ?", (KEYS,)).fetchone()
    return tuple(row[0].split()) if row else ()


def note_erasure(conn: sqlite3.Connection, receipt: Receipt, values: Iterable[Value]) -> None:
    """Keep a receipt and the hashes of what must not come back."""
    keys = _read_keys(conn) or (urandom(_KEY_BYTES).hex(),)
    rows = tuple((hash_value(keys[0], value), value.kind, receipt.id) for value in values)
    merge_erasures(conn, Erasures(keys, rows, (receipt,)))


def merge_erasures(conn: sqlite3.Connection, erasures: Erasures) -> None:
    """Add erasures to a store, where it is new enough to keep them."""
    if not erasures.keys or not has_erasures(conn):
        return
    keys = dict.fromkeys([*_read_keys(conn), *erasures.keys])
    conn.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (KEYS, " ".join(keys)))
    conn.executemany("INSERT OR IGNORE INTO suppression VALUES (?, ?, ?)", erasures.rows)
    marks = ", ".join("?" * len(_RECEIPT))
    conn.executemany(f"INSERT OR IGNORE INTO erasure VALUES ({marks})", erasures.receipts)


def lift_suppression(conn: sqlite3.Connection, values: Iterable[Value]) -> int:
    """Forget the hashes of values that somebody insists on; return how many there were."""
    suppressed = read_suppressed(conn)
    hashes = [(hashed,) for value in values for hashed in suppressed.hashed(value)]
    return conn.executemany("DELETE FROM suppression WHERE hash = ?", hashes).rowcount


def new_receipt_id() -> str:
    """Return a random id that tells nothing."""
    return urandom(8).hex()
