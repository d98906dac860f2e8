"""Who was erased and must not come back: keyed hashes, and the receipts of erasures.

The key lies in the same file, so that whoever has the file can try numbers. That is why a hash
is slow (scrypt), and beside it stand a few bits of a quick one: what does not match in these need
not be hashed slowly. They are as few as keep an import of many rows affordable (one value of some
250 is hashed slowly), and spare whoever tries numbers as much, no more. Stores that were made one
by a restore may have several keys; a value is looked for under each.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from os import urandom
from typing import NamedTuple

from leadq.store.columns import COLUMNS

KEYS = "suppression_keys"
LEAD = "lead"
NAMED = "named"
"""A name and its company; kept as what is known of a lead."""
_KEY_BYTES = 32
_COST = {"n": 1 << 12, "r": 8, "p": 1, "dklen": 24}
"""4 MB and some 12 ms for one hash."""
_HASH_BITS, _SELECTIVE_BITS, _A_FEW = 256, 8, 16
_QUICK = "[0-9a-f]{64}"
_KEPT = rf"{_QUICK}|([0-9]{{1,3}})\.[0-9a-f]{{1,64}}\.[0-9a-f]{{48}}"
_RECEIPT = COLUMNS["erasure"]


class Value(NamedTuple):
    """What is kept as a hash: a phone, email or WeChat as compared, a lead's ``uid``, who it is."""

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


class Suppressed:
    """The hashes of a store; asking an empty one costs nothing."""

    def __init__(self, keys: Iterable[str] = (), hashes: Iterable[str] = ()) -> None:
        self._keys = tuple(keys)
        self._whole: set[str] = set()
        self._slow: dict[int, dict[int, dict[str, str]]] = {}
        self._known: dict[str, str] = {}
        for kept in hashes:
            if "." not in kept:
                self._whole.add(kept)
                continue
            bits, few, slow = kept.split(".")
            self._slow.setdefault(int(bits), {}).setdefault(int(few, 16), {})[slow] = kept

    def __bool__(self) -> bool:
        return bool(self._whole or self._slow)

    @staticmethod
    def can_read(hashed: str, keys: Iterable[str]) -> bool:
        """Tell whether a hash and its keys are such as are kept: no look-up gets past others."""
        import re

        found = re.fullmatch(_KEPT, hashed)
        bits = int(found[1] or _HASH_BITS) if found else 0
        sound = _SELECTIVE_BITS <= bits <= _HASH_BITS
        return sound and all(re.fullmatch(_QUICK, key) for key in keys)

    def holds(self, values: Iterable[Value]) -> bool:
        """Tell whether one of the values belongs to somebody who was erased."""
        return bool(self) and any(True for value in values for _hash in self.find(value))

    def find(self, value: Value) -> Iterator[str]:
        """Yield the hashes that are kept of a value, as they are kept."""
        for key in self._keys:
            quick = _quick_hash(key, value)
            if quick in self._whole:
                yield quick
            for bits, groups in self._slow.items():
                if group := groups.get(_few_bits(quick, bits)):
                    slow = self._known.setdefault(quick, "") or _slow_hash(quick)
                    self._known[quick] = slow
                    if slow in group:
                        yield group[slow]


@dataclass(frozen=True)
class Erasures:
    """Everything that has to outlive a restore: keys, hashes with kind and receipt, receipts."""

    keys: tuple[str, ...] = ()
    rows: tuple[tuple[str, str, str], ...] = ()
    receipts: tuple[Receipt, ...] = field(default=())

    @property
    def suppressed(self) -> Suppressed:
        """Return the hashes to ask."""
        return Suppressed(self.keys, (row[0] for row in self.rows))


def _quick_hash(key: str, value: Value) -> str:
    """Return the HMAC-SHA256 of a value under a key, both in hexadecimal."""
    import hmac

    text = f"{value.kind}:{value.text}".encode()
    return hmac.digest(bytes.fromhex(key), text, "sha256").hex()


def _slow_hash(quick: str) -> str:
    """Return the slow hash of a quick one; its salt is the key of the quick one."""
    import hashlib

    return hashlib.scrypt(quick.encode(), salt=KEYS.encode(), **_COST).hex()


def _few_bits(quick: str, bits: int) -> int:
    return int(quick, 16) >> (_HASH_BITS - bits)


def _keep_slowly(quick_ones: Sequence[str], count: int) -> list[str]:
    """Return quick hashes as they are kept in a store that holds ``count`` of them."""
    bits = _SELECTIVE_BITS + count.bit_length()
    slow_ones = _each_slowly(quick_ones)
    return [
        f"{bits}.{_few_bits(quick, bits):x}.{slow}"
        for quick, slow in zip(quick_ones, slow_ones, strict=True)
    ]


def _each_slowly(quick_ones: Sequence[str]) -> Iterable[str]:
    """Return slow hashes; many of them on all processors, since Python's lock is not held."""
    if len(quick_ones) <= _A_FEW:
        return map(_slow_hash, quick_ones)
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor() as pool:
        return list(pool.map(_slow_hash, quick_ones))


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
    return Suppressed(_read_keys(conn), (row[0] for row in rows)) if rows else Suppressed()


def _read_keys(conn: sqlite3.Connection) -> tuple[str, ...]:
    row = conn.execute("SELECT value FROM meta WHERE key = ?", (KEYS,)).fetchone()
    return tuple(row[0].split()) if row else ()


def note_erasure(conn: sqlite3.Connection, receipt: Receipt, values: Collection[Value]) -> None:
    """Keep a receipt and the hashes of what must not come back; what was kept quick becomes slow.

    The key of a lead is random, so that nobody finds it by trying.
    """
    keys = _read_keys(conn) or (urandom(_KEY_BYTES).hex(),)
    searchable = {
        _quick_hash(keys[0], value): (LEAD if value.kind == NAMED else value.kind, receipt.id)
        for value in values
        if value.kind != LEAD
    }
    quick = conn.execute(
        "SELECT hash, kind, erasure_id FROM suppression"
        " WHERE kind <> ? AND instr(hash, '.') = 0", (LEAD,),
    ).fetchall()  # fmt: skip
    conn.executemany("DELETE FROM suppression WHERE hash = ?", [row[:1] for row in quick])
    searchable |= {hashed: rest for hashed, *rest in quick}
    (kept,) = conn.execute("SELECT count(*) FROM suppression").fetchone()
    slow = _keep_slowly(list(searchable), kept + len(searchable))
    rows = [(hashed, *rest) for hashed, rest in zip(slow, searchable.values(), strict=True)]
    rows += [(_quick_hash(keys[0], one), LEAD, receipt.id) for one in values if one.kind == LEAD]
    merge_erasures(conn, Erasures(keys, tuple(rows), (receipt,)))


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
    hashes = [(hashed,) for value in values for hashed in suppressed.find(value)]
    return conn.executemany("DELETE FROM suppression WHERE hash = ?", hashes).rowcount


def new_receipt_id() -> str:
    """Return a random id that tells nothing."""
    return urandom(8).hex()
