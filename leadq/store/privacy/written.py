"""Whom a command has written: new ways to reach somebody, new names; not what only moved."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from leadq.store.read import sql
from leadq.store.repo_values import ReachValue
from leadq.store.unit import Unit

_WHO_TABLES = frozenset({"lead", "reach", "contact"})
"""Where it stands who somebody is."""
_LEADS = """
SELECT l.id, l.name, l.company FROM journal j INDEXED BY journal_command
CROSS JOIN lead l ON l.id BETWEEN j.row_first AND j.row_last
WHERE j.command = :command AND j.tbl = 'lead' AND (j.op = 'insert' OR (j.op = 'update' AND (
    json_type(j.before, '$.name') IS NOT NULL OR json_type(j.before, '$.company') IS NOT NULL)))
UNION
SELECT l.id, l.name, l.company FROM journal j INDEXED BY journal_command
CROSS JOIN reach r ON r.id BETWEEN j.row_first AND j.row_last
CROSS JOIN lead l ON l.id = r.lead_id
WHERE j.command = :command AND j.tbl = 'reach' AND j.op = 'insert' AND r.norm NOT IN (
    SELECT json_extract(before, '$.norm') FROM journal INDEXED BY journal_command
    WHERE command = :command AND tbl = 'reach' AND op = 'delete')
"""
_PEOPLE = """
SELECT c.name, l.company, c.phone FROM journal j INDEXED BY journal_command
CROSS JOIN contact c ON c.id BETWEEN j.row_first AND j.row_last
CROSS JOIN lead l ON l.id = c.lead_id
WHERE j.command = :command AND j.tbl = 'contact' AND (j.op = 'insert' OR (j.op = 'update' AND (
    json_type(j.before, '$.name') IS NOT NULL OR json_type(j.before, '$.phone') IS NOT NULL)))
    AND coalesce(c.phone, '') NOT IN (
    SELECT json_extract(before, '$.phone') FROM journal INDEXED BY journal_command
    WHERE command = :command AND tbl = 'contact' AND op = 'delete'
    AND json_extract(before, '$.phone') IS NOT NULL)
"""
_ANYBODY = "SELECT 1 FROM suppression LIMIT 1"
Written = tuple[str, str | None, tuple[ReachValue, ...]]


def may_bring_back(unit: Unit) -> bool:
    """Tell whether a command has written who somebody is, where anybody was erased."""
    return (
        not _WHO_TABLES.isdisjoint(unit.touched)
        and unit.conn.execute(_ANYBODY).fetchone() is not None
    )


def read_written(conn: sqlite3.Connection, command: str) -> Iterator[Written]:
    """Yield name, company and ways to reach of the leads and people whom a command has written."""
    given = {"command": command}
    for lead_id, name, company in conn.execute(_LEADS, given).fetchall():
        reaches = conn.execute(sql.REACHES.format(leads=":lead"), {"lead": lead_id})
        yield name, company, tuple(ReachValue._make(row[1:]) for row in reaches)
    for name, company, phone in conn.execute(_PEOPLE, given).fetchall():
        if phone or company:
            yield name, company, (ReachValue("phone", phone, None, phone),) if phone else ()
