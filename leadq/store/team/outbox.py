"""What the hub has not heard of yet: made into batches, and let go when the hub has answered."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from leadq.store.joining.merged_away import read_merged
from leadq.store.team.shapes import (
    LEAD,
    LOST,
    OUTLOOK,
    REACHES,
    ROWS,
    SPAN_COLUMNS,
    Fields,
    pack,
)
from leadq.store.team.spelling import dumps, spell_ops
from leadq.store.team.triggers import REACHES_OF

_HERE, _AWAY = (
    f"AND {word} (SELECT 1 FROM lead l WHERE l.uid = d.uid)" for word in ("EXISTS", "NOT EXISTS")
)
_ORDER = (
    *((LEAD, _HERE), (REACHES, _HERE), *((table, "") for table in ROWS[1:])),
    *((LEAD, _AWAY), (REACHES, _AWAY), (LOST, ""), (OUTLOOK, "")),
)
"""Leads that are new go before what hangs on them, those that are gone behind it."""
_MOST_ROWS = 10_000
_MOST_BYTES = 4_000_000
"""Of one batch, before it is compressed."""
_CHANGED = (
    "SELECT uid, base, rev FROM sync_dirty d WHERE tbl = ? AND uid > ? {which} ORDER BY uid LIMIT ?"
)
_CHUNK = 500
Key = tuple[str, str]
"""A row that travels: its table and ``uid``."""


class Batch(NamedTuple):
    """One batch on its way: its number, the digest and text of its ops, what it consists of."""

    number: int
    digest: str
    ops: str

    def tally(self) -> Counter[str]:
        """Return how many rows are new, changed and gone, and values that were looked at."""
        ops = json.loads(self.ops)
        return Counter(
            {name: len(ops[name]) for name in ("new", "set", "gone", LOST) if name in ops}
        )


class _Draft:
    """A batch while it is put together; ``revs`` are the changes that each row has seen."""

    def __init__(self) -> None:
        self.ops: dict[str, list[Any]] = {}
        self.revs: list[tuple[str, str, int]] = []
        self.idle: list[tuple[str, str, int]] = []
        self.size = 0
        self.leads: set[str] = set()
        """Those that are new: so are their ways to be reached, whatever there was before."""

    def put(self, kind: str, op: list[Any], key: Key, rev: int) -> None:
        self.ops.setdefault(kind, []).append(op)
        self.revs.append((*key, rev))
        self.size += len(dumps(op))

    @property
    def is_full(self) -> bool:
        return len(self.revs) >= _MOST_ROWS or self.size >= _MOST_BYTES


def pending(conn: sqlite3.Connection) -> Batch | None:
    """Return the batch that the hub has not answered, if there is one."""
    row = conn.execute("SELECT batch, digest, ops FROM sync_out ORDER BY batch LIMIT 1").fetchone()
    return Batch(row[0], row[1], zlib.decompress(row[2]).decode()) if row else None


def freeze(
    conn: sqlite3.Connection, number: int, mine: Callable[[str | None], bool]
) -> Batch | None:
    """Make the next batch of what changed; None when there is nothing that the hub lacks.

    Outlooks travel of leads whose owner makes them ``mine``.
    """
    draft = _Draft()
    gone: list[list[Any]] = []
    for table, which in _ORDER:
        _collect(conn, table, which, draft, gone)
    outlooks = draft.ops.pop(OUTLOOK, [])
    if outlooks:
        draft.ops["standing"] = _standings(conn, [op[0] for op in outlooks], mine)
    if gone:
        _add_aliases(conn, gone, draft)
        draft.ops["gone"] = gone
    _forget(conn, draft.idle)
    ops = {kind: rows for kind, rows in draft.ops.items() if rows}
    if not ops:
        _forget(conn, draft.revs)
        # of a batch full of what others tell, there can be more behind
        return freeze(conn, number, mine) if draft.is_full else None
    text = spell_ops(ops)
    digest = hashlib.sha256(text.encode()).hexdigest()
    conn.execute(
        "INSERT INTO sync_out VALUES (?, ?, ?, ?)",
        (number, digest, zlib.compress(text.encode(), 1), dumps(draft.revs)),
    )
    return Batch(number, digest, text)


def acknowledge(conn: sqlite3.Connection, batch: Batch, resend: Iterable[Key]) -> None:
    """Let go of what the hub has answered; what changed meanwhile stays, from the new state on.

    ``resend`` are rows that the hub can only take whole.
    """
    row = conn.execute("SELECT revs FROM sync_out WHERE batch = ?", (batch.number,)).fetchone()
    if row is None:
        # somebody was erased meanwhile: what was sent of the others is sent again, and is there
        return
    _forget(conn, [tuple(one) for one in json.loads(row[0])])
    whole = {tuple(one) for one in resend}
    ops = json.loads(batch.ops)
    for table, uid, lead, fields in ops.get("new", ()):
        _rebase(conn, (table, uid), {**fields, "lead": lead})
    for table, uid, _lead, pairs in ops.get("set", ()):
        if (table, uid) not in whole:
            _rebase(conn, (table, uid), {name: pair[1] for name, pair in pairs.items()}, True)
    for table, uid, *_rest in ops.get("gone", ()):
        # one that has come back meanwhile is new to the hub
        conn.execute("UPDATE sync_dirty SET base = NULL WHERE tbl = ? AND uid = ?", (table, uid))
    for key in whole:
        conn.execute(
            "INSERT INTO sync_dirty (tbl, uid, rev) VALUES (?, ?, 1)"
            " ON CONFLICT (tbl, uid) DO UPDATE SET base = NULL, rev = rev + 1",
            key,
        )
    conn.execute("DELETE FROM sync_out WHERE batch = ?", (batch.number,))


def drop_pending(conn: sqlite3.Connection) -> None:
    """Send nothing again of what was on its way; what changed is put together anew."""
    conn.execute("DELETE FROM sync_out")


def _forget(conn: sqlite3.Connection, done: Iterable[tuple[Any, ...]]) -> None:
    conn.executemany("DELETE FROM sync_dirty WHERE tbl = ? AND uid = ? AND rev = ?", done)


def _rebase(conn: sqlite3.Connection, key: Key, fields: Fields, part: bool = False) -> None:
    """Note what the hub has now of a row that has changed again, all of it or a part."""
    row = conn.execute("SELECT base FROM sync_dirty WHERE tbl = ? AND uid = ?", key).fetchone()
    if row is None:
        return
    base = {**(json.loads(row[0] or "{}") if part else {}), **fields}
    conn.execute("UPDATE sync_dirty SET base = ? WHERE tbl = ? AND uid = ?", (dumps(base), *key))


def _collect(
    conn: sqlite3.Connection, table: str, which: str, draft: _Draft, gone: list[list[Any]]
) -> None:
    """Put changed rows of a table into a batch until it is full."""
    last, query = "", _CHANGED.format(which=which)
    while not draft.is_full:
        changed = conn.execute(query, (table, last, _CHUNK)).fetchall()
        if not changed:
            return
        last = changed[-1][0]
        if table in (LOST, OUTLOOK):
            for uid, _base, rev in changed:
                draft.put(table, [uid], (table, uid), rev)
            continue
        rows = read_packed(conn, table, [uid for uid, _base, _rev in changed])
        for uid, base, rev in changed:
            _put(draft, gone, (table, uid), base, rev, rows.get(uid))


def _put(
    draft: _Draft, gone: list[list[Any]], key: Key, base: str | None, rev: int, row: Fields | None
) -> None:
    table, uid = key
    if row is None:
        if base is None:
            draft.idle.append((*key, rev))
        else:
            known = json.loads(base)
            gone.append([table, uid, known.pop("lead", None) or uid])
            if table in (LEAD, REACHES):
                gone[-1].append(known)
            draft.revs.append((*key, rev))
        return
    lead = row.pop("lead")
    if table == LEAD and base is None:
        draft.leads.add(uid)
    if base is None or (table == REACHES and uid in draft.leads):
        draft.put("new", [table, uid, lead, row], key, rev)
        return
    known = json.loads(base)
    if known.get("lead") in (None, lead):
        known.pop("lead", None)
    else:
        row["lead"] = lead
    pairs = differences(known, row)
    if pairs:
        draft.put("set", [table, uid, lead, pairs], key, rev)
    else:
        draft.idle.append((*key, rev))


def differences(known: Fields, row: Fields) -> dict[str, list[Any]]:
    """Return what differs: field to what is known and what it is now; empty is None."""
    names = dict.fromkeys((*known, *row))
    pairs = {name: [known.get(name), row.get(name)] for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def read_packed(conn: sqlite3.Connection, table: str, uids: list[str]) -> dict[str, Fields]:
    """Return rows by their keys, as fields with the key of their lead."""
    found: dict[str, Fields] = {}
    for start in range(0, len(uids), _CHUNK):
        chunk = uids[start : start + _CHUNK]
        marks = ", ".join("?" * len(chunk))
        if table == REACHES:
            query = f"SELECT l.uid, {REACHES_OF.format(lead='l.id')} FROM lead l"
            for uid, text in conn.execute(f"{query} WHERE l.uid IN ({marks})", chunk):
                found[uid] = {"lead": uid, REACHES: json.loads(text)}
            continue
        lead = "t.uid" if table == LEAD else "(SELECT uid FROM lead l WHERE l.id = t.lead_id)"
        rows = conn.execute(
            f'SELECT {lead} AS "=lead", t.* FROM "{table}" t WHERE t.uid IN ({marks})', chunk
        )
        names = [column[0] for column in rows.description]
        for values in rows:
            row = dict(zip(names, values, strict=True))
            found[row["uid"]] = {**pack(table, row), "lead": row["=lead"]}
    return found


def _standings(
    conn: sqlite3.Connection, uids: list[str], mine: Callable[[str | None], bool]
) -> list[list[Any]]:
    """Return how leads of one's own stand, by their keys: every span, as it is stored."""
    names = ", ".join(f'o."{name}"' for name in SPAN_COLUMNS)
    found: dict[str, list[list[Any]]] = {}
    for start in range(0, len(uids), _CHUNK):
        chunk = uids[start : start + _CHUNK]
        rows = conn.execute(
            f"SELECT l.uid, l.owner, {names} FROM lead l JOIN outlook o ON o.lead_id = l.id"
            f" WHERE l.uid IN ({', '.join('?' * len(chunk))}) ORDER BY l.id, o.first_day",
            chunk,
        )
        for uid, owner, *span in rows:
            if mine(owner):
                found.setdefault(uid, []).append(span)
    return [[uid, _live(spans), spans] for uid, spans in found.items()]


def _live(spans: list[list[Any]]) -> Fields:
    """Return the span that reaches into the future first, by the names of its columns."""
    named = [dict(zip(SPAN_COLUMNS, span, strict=True)) for span in spans]
    return next((span for span in named if span["live"]), named[-1])


def _add_aliases(conn: sqlite3.Connection, gone: list[list[Any]], draft: _Draft) -> None:
    """Say into which leads those that went were merged."""
    leads = {op[1] for op in gone if op[0] == LEAD}
    if not leads:
        return
    merged = {uid: key for uid, key in read_merged(conn).items() if uid in leads}
    aliases = list(_named(conn, merged.items()))
    if aliases:
        draft.ops["alias"] = aliases


def _named(conn: sqlite3.Connection, merged: Iterable[tuple[str, int]]) -> Iterator[list[str]]:
    for uid, key in merged:
        row = conn.execute("SELECT uid FROM lead WHERE id = ?", (key,)).fetchone()
        if row is not None:
            yield [uid, row[0]]
