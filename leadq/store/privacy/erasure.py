"""Takes people out of an open store: rows, journal, and where others' rows mention them.

The caller holds the transaction, and writes afresh what leads are found by afterwards.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from leadq.domain.typing.mention import Mention
from leadq.store.joining.referrals import cut_links
from leadq.store.numbers import keep_highest
from leadq.store.privacy.id_periods import (
    DERIVED,
    NO_END,
    IdPeriod,
    cut_ranges,
    entries_of,
    find_periods,
    owned_tables,
    period_until,
    rows_of,
)
from leadq.store.privacy.mention_places import (
    WHO,
    WORDS,
    Record,
    each_journal_record,
    hide_in,
    tables_of,
)

_BARE = {"updated_at", "changed"}
JOURNAL = "journal"
MENTIONS = "mentions"


class Subject(NamedTuple):
    """Who goes, by the ids of one store: whole leads, people around other leads, and mentions."""

    leads: tuple[int, ...]
    contacts: tuple[int, ...] = ()
    mention: Mention | None = None


class Purged(NamedTuple):
    """What went, by table (``journal``: entries, ``mentions``: texts), and the other leads whose
    look-up keys have to be written afresh."""

    counts: Counter[str]
    touched: set[int]


def count_subject(conn: sqlite3.Connection, subject: Subject) -> Counter[str]:
    """Return what would go, counted as ``purge`` does; nothing is changed."""
    counts: Counter[str] = Counter()
    for table in owned_tables(conn):
        counts[table] = sum(_count(conn, table, "lead_id", lead) for lead in subject.leads)
    counts["lead"] = sum(_count(conn, "lead", "id", lead) for lead in subject.leads)
    counts["contact"] += len(subject.contacts)
    periods = find_periods(conn, subject.leads)
    keys = set(entries_of(conn, periods)) | set(_contact_entries(conn, subject))
    counts[JOURNAL] = len(keys)
    if subject.mention is not None:
        counts[MENTIONS] = sum(1 for _ in _mentions(conn, subject, subject.mention, keys))
    return +counts


def purge(conn: sqlite3.Connection, subject: Subject, *, links: bool = True) -> Purged:
    """Take people out, every trace of them; what was undone can no longer be redone.

    ``links``: nobody is said to have come by them any more either.
    """
    counts: Counter[str] = Counter()
    conn.execute("DELETE FROM journal WHERE undone = 1")
    keep_highest(conn, [table for table in owned_tables(conn) if table not in DERIVED])
    periods = find_periods(conn, subject.leads)
    gone = rows_of(conn, periods)
    keys = set(entries_of(conn, periods)) | set(_contact_entries(conn, subject))
    touched = _purge_contacts(conn, subject)
    counts["contact"] += len(subject.contacts)
    conn.executemany("DELETE FROM journal WHERE id = ?", [(key,) for key in keys])
    counts[JOURNAL] = len(keys)
    if subject.mention is not None:
        counts[MENTIONS] = _hide_mentions(conn, subject, subject.mention)
    cut_ranges(conn, gone)
    if links:
        cut_links(conn, subject.leads)
    for table in owned_tables(conn):
        counts[table] += sum(_delete(conn, table, "lead_id", lead) for lead in subject.leads)
    counts["lead"] = sum(_delete(conn, "lead", "id", lead) for lead in subject.leads)
    return Purged(+counts, touched - set(subject.leads))


def _count(conn: sqlite3.Connection, table: str, column: str, key: int) -> int:
    (count,) = conn.execute(f'SELECT count(*) FROM "{table}" WHERE {column} = ?', (key,)).fetchone()
    return int(count)


def _delete(conn: sqlite3.Connection, table: str, column: str, key: int) -> int:
    return conn.execute(f'DELETE FROM "{table}" WHERE {column} = ?', (key,)).rowcount


def _contact_entries(conn: sqlite3.Connection, subject: Subject) -> list[int]:
    periods = [period_until(conn, "contact", row, NO_END) for row in subject.contacts]
    return [key for period in periods for key in _entries_of_row(conn, "contact", period)]


def _entries_of_row(conn: sqlite3.Connection, table: str, period: IdPeriod) -> list[int]:
    rows = conn.execute(
        "SELECT id FROM journal WHERE tbl = ? AND row_first = ? AND row_last = row_first"
        " AND id > ? AND id <= ?",
        (table, *period),
    )
    return [row[0] for row in rows]


def _purge_contacts(conn: sqlite3.Connection, subject: Subject) -> set[int]:
    touched = set()
    for key in subject.contacts:
        found = conn.execute("SELECT lead_id FROM contact WHERE id = ?", (key,)).fetchone()
        touched |= {found[0]} if found else set()
        _delete(conn, "contact", "id", key)
    return touched


def _hide_mentions(conn: sqlite3.Connection, subject: Subject, mention: Mention) -> int:
    hidden = 0
    for change in list(_mentions(conn, subject, mention, set())):
        hidden += 1
        change()
    return hidden


def _mentions(
    conn: sqlite3.Connection, subject: Subject, mention: Mention, besides: set[int]
) -> Iterable[Callable[[], object]]:
    """Yield what hides each mention in rows of others; ``besides`` are journal entries that go."""
    for table in tables_of(conn):
        columns = WORDS.get(table)
        if columns is None:
            continue
        lead = "id" if table == "lead" else "lead_id"
        names = ", ".join(f'"{column}"' for column in columns)
        for row, lead_id, *values in conn.execute(
            f'SELECT id, {lead}, {names} FROM "{table}"'
        ).fetchall():
            if lead_id in subject.leads or (table == "contact" and row in subject.contacts):
                continue
            for column, value in zip(columns, values, strict=True):
                if value is not None and (text := hide_in(column, value, mention)) != value:
                    yield _updating(conn, table, column, row, text)
    for record in each_journal_record(conn):
        if record.undone or record.id in besides:
            continue
        if change := _hide_in_record(conn, record, mention):
            yield change


def _updating(
    conn: sqlite3.Connection, table: str, column: str, row: int, text: str
) -> Callable[[], object]:
    statement = f'UPDATE "{table}" SET "{column}" = ? WHERE id = ?'
    return lambda: conn.execute(statement, (text, row))


def _hide_in_record(
    conn: sqlite3.Connection, record: Record, mention: Mention
) -> Callable[[], object] | None:
    """Return what takes mentions out of a journal entry, or None where there are none.

    A phone or person that somebody else no longer has goes whole, so that undo does not bring
    back a row that says nothing; an old name is forgotten.
    """
    (row,) = record.before[:1] or [{}]
    named = [c for c in WHO.get(record.table, ()) if row.get(c) and mention.finds(str(row[c]))]
    if named and record.op == "delete" and record.table in ("reach", "contact"):
        period = period_until(conn, record.table, record.row, record.id)
        keys = [(key,) for key in _entries_of_row(conn, record.table, period)]
        return lambda: conn.executemany("DELETE FROM journal WHERE id = ?", keys)
    changed = dict(row)
    for column in named:
        if record.op == "update":
            del changed[column]
        else:
            changed[column] = mention.hide(str(row[column]))
    for column in WORDS.get(record.table, ()):
        if isinstance(row.get(column), str):
            changed[column] = hide_in(column, row[column], mention)
    return _rewriting(conn, record, changed) if changed != row else None


def _rewriting(
    conn: sqlite3.Connection, record: Record, row: dict[str, Any]
) -> Callable[[], object]:
    if not set(row) - _BARE:
        return lambda: conn.execute("DELETE FROM journal WHERE id = ?", (record.id,))
    text = json.dumps(row, ensure_ascii=False)
    return lambda: conn.execute("UPDATE journal SET before = ? WHERE id = ?", (text, record.id))
