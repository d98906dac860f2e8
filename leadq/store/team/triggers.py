"""Triggers that note every changed row for the hub, made when a store joins a team.

They see undo, import and merge like any other write. While what the hub sends is taken in, they
are away.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from leadq.store.team.shapes import GROUPS, OUTLOOK, PLAIN, REACH_COLUMNS, REACHES, ROWS

_NOTE = "INSERT INTO sync_dirty (tbl, uid, lead, base, rev)"
_AGAIN = "ON CONFLICT (tbl, uid) DO UPDATE SET rev = rev + 1;"
_LEAD = "(SELECT uid FROM lead WHERE id = {row}.lead_id)"
REACHES_OF = (
    "(SELECT json_group_array(json(one)) FROM"
    f" (SELECT json_array({', '.join(REACH_COLUMNS)}) AS one FROM reach"
    " WHERE lead_id = {lead} ORDER BY id))"
)
"""The ways to reach a lead, as the one value that travels."""


@cache
def triggers() -> dict[str, str]:
    """Return the statements that make the triggers, by name."""
    made: dict[str, str] = {}
    for table in ROWS:
        made |= dict(_row_triggers(table))
    made |= dict(_reach_triggers())
    made |= dict(_outlook_triggers())
    return made


def arm(conn: sqlite3.Connection) -> None:
    """Begin to note changes."""
    for statement in triggers().values():
        conn.execute(statement)


def disarm(conn: sqlite3.Connection) -> None:
    """Note changes no longer."""
    for name in triggers():
        conn.execute(f'DROP TRIGGER IF EXISTS "{name}"')


@contextmanager
def unnoted(conn: sqlite3.Connection) -> Iterator[None]:
    """Run a block of a transaction whose changes the hub need not hear of."""
    disarm(conn)
    try:
        yield
    finally:
        arm(conn)


def is_armed(conn: sqlite3.Connection) -> bool:
    """Tell whether changes are noted."""
    found = conn.execute("SELECT 1 FROM sqlite_schema WHERE type = 'trigger' LIMIT 1").fetchone()
    return found is not None


def list_foreign(conn: sqlite3.Connection, *, whole: bool = True) -> list[str]:
    """Return the names of triggers and views that are not ours, ours changed, or some missing.

    Not ``whole``: those with other names than ours alone, since an older version wrote others.
    """
    ours = triggers()
    rows = conn.execute("SELECT name, sql FROM sqlite_schema WHERE type IN ('trigger', 'view')")
    there = dict(rows.fetchall())
    if not whole:
        return [name for name in there if name not in ours]
    foreign = [name for name, text in there.items() if ours.get(name) != text]
    armed = any(name in ours for name in there)
    return foreign + [name for name in ours if armed and name not in there]


def base_of(table: str, row: str) -> str:
    """Return the SQL of a row as it travels, with the key of its lead; ``row`` is its name."""
    pairs = [f"'{name}', {row}.\"{name}\"" for name in PLAIN[table]]
    for field, columns in GROUPS.get(table, {}).items():
        values = ", ".join(f'{row}."{column}"' for column in columns)
        pairs.append(f"'{field}', json_array({values})")
    return f"json_object('lead', {_lead_of(table, row)}, {', '.join(pairs)})"


def _lead_of(table: str, row: str) -> str:
    return f"{row}.uid" if table == "lead" else _LEAD.format(row=row)


def _trigger(name: str, when: str, body: str) -> tuple[str, str]:
    return name, f'CREATE TRIGGER "{name}" {when} BEGIN {body} END'


def _row_triggers(table: str) -> Iterator[tuple[str, str]]:
    def noted(row: str, base: str, where: str = "1") -> str:
        lead = _lead_of(table, row)
        return f"{_NOTE} SELECT '{table}', {row}.uid, {lead}, {base}, 1 WHERE {where} {_AGAIN}"

    name, old = f"sync_{table}", base_of(table, "OLD")
    yield _trigger(f"{name}_insert", f'AFTER INSERT ON "{table}"', noted("NEW", "NULL"))
    renamed = noted("NEW", "NULL", "NEW.uid <> OLD.uid")
    yield _trigger(f"{name}_update", f'AFTER UPDATE ON "{table}"', f"{noted('OLD', old)} {renamed}")
    yield _trigger(f"{name}_delete", f'BEFORE DELETE ON "{table}"', noted("OLD", old))


def _reach_triggers() -> Iterator[tuple[str, str]]:
    for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
        base = REACHES_OF.format(lead=f"{row}.lead_id")
        body = (
            f"{_NOTE} SELECT '{REACHES}', l.uid, l.uid,"
            f" json_object('lead', l.uid, '{REACHES}', {base}), 1"
            f" FROM lead l WHERE l.id = {row}.lead_id {_AGAIN}"
        )
        yield _trigger(f"sync_reach_{event.lower()}", f'BEFORE {event} ON "reach"', body)


def _outlook_triggers() -> Iterator[tuple[str, str]]:
    for event, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
        body = (
            f"{_NOTE} SELECT '{OUTLOOK}', l.uid, l.uid, NULL, 1"
            f" FROM lead l WHERE l.id = {row}.lead_id {_AGAIN}"
        )
        yield _trigger(f"sync_outlook_{event.lower()}", f'AFTER {event} ON "outlook"', body)
