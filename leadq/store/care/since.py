"""Tells who has worked since on what a command changed, and what of a row is the command's own.

What comes from others' computers stands in the journal under a verb of its own. It is never undone
here, and nothing is undone that would take it along.
"""

import json
import sqlite3
from typing import NamedTuple

from leadq.domain.fields import STANDING
from leadq.store.changes import pack_stamps
from leadq.store.statements import AUTOMATIC, SYNC, Values, selection

_ANY = "SELECT 1 FROM journal WHERE verb = :sync AND undone = 0 AND id > :first LIMIT 1"
_OWN = """
INSERT INTO temp.undoing SELECT id, tbl, op, row_first, row_last FROM journal
WHERE tbl <> 'meta' AND command = :command
UNION ALL SELECT id, tbl, op, row_first, row_last FROM journal
WHERE id > :last AND verb = :automatic
"""
_TABLES = "SELECT DISTINCT tbl FROM journal WHERE verb = :sync AND undone = 0 AND id > :first"
# Of what came in many rows at a time, the rows tell the leads.
_LEADS = """
SELECT j.id AS id, j.tbl AS tbl, coalesce(j.lead_id, t.lead_id) AS lead_id, j.owner AS owner
FROM journal j LEFT JOIN "{tbl}" t
  ON j.lead_id IS NULL AND t.id BETWEEN j.row_first AND j.row_last
WHERE j.tbl = '{tbl}' AND """
_THEIRS = "j.verb = :sync AND j.undone = 0 AND j.id > :first"
_ONE_FIELD = ", ".join(f"'{name}'" for name in STANDING)
# Two updates of a row go well together unless they are of the same field.
_CLASH = f"""
s.verb = :sync AND s.undone = 0 AND s.id > e.id AND s.id > :first
AND (e.op <> 'update' OR s.op <> 'update' OR EXISTS (
   SELECT 1 FROM journal m, json_each(m.before) a, json_each(s.before) b
   WHERE m.id = e.id AND a.key NOT IN ('changed', 'updated_at')
     AND (a.key = b.key OR (a.key IN ({_ONE_FIELD}) AND b.key IN ({_ONE_FIELD})))))
"""
# Single rows, which are many, are found by their index; ranges of rows are few.
_SAME_ROW = f"""
SELECT s.owner FROM journal s CROSS JOIN temp.undoing e
  ON e.tbl = s.tbl AND e.row_last BETWEEN s.row_first AND s.row_last
WHERE e.row_first = e.row_last AND {_CLASH}
UNION SELECT s.owner FROM journal s CROSS JOIN temp.undoing e
  ON e.row_first < e.row_last AND s.tbl = e.tbl
  AND s.row_last >= e.row_first AND s.row_first <= e.row_last
WHERE {_CLASH}
"""
_HANGS_ON = """
SELECT t.owner FROM temp.undoing e CROSS JOIN temp.theirs t
  ON t.lead_id BETWEEN e.row_first AND e.row_last AND t.id > e.id
WHERE e.tbl = 'lead' AND e.op = 'insert'
"""
_SIGNED = ("fact", "touch", "promise", "contact", "override", "purchase", "complaint")
"""Tables whose rows say who noted them."""
_ONE_STANDS = ("followup", "override")
"""Tables of which a lead can have one row only that stands."""


def has_met_others(conn: sqlite3.Connection, command: str) -> bool:
    """Tell whether anything has come from others since a command began."""
    return conn.execute(_ANY, _given(conn, command)).fetchone() is not None


def list_others(conn: sqlite3.Connection, command: str) -> list[str]:
    """Return who has worked since on what would go, or change back, if a command were undone."""
    if not has_met_others(conn, command):
        return []
    given = _given(conn, command)
    _note_both(conn, given)
    names = {row[0] or "" for row in conn.execute(_SAME_ROW, given)}
    names |= {row[0] or "" for row in conn.execute(_HANGS_ON)}
    for table in _ONE_STANDS:
        own = _LEADS.format(tbl=table) + "j.id IN (SELECT id FROM temp.undoing)"
        names |= {
            row[0] or ""
            for row in conn.execute(
                f"SELECT t.owner FROM ({own}) e CROSS JOIN temp.theirs t"
                " ON t.lead_id = e.lead_id AND t.tbl = e.tbl AND t.id > e.id"
            )
        }
    return sorted(names)


def _given(conn: sqlite3.Connection, command: str) -> dict[str, object]:
    span = "SELECT min(id), max(id) FROM journal WHERE command = ?"
    first, last = conn.execute(span, (command,)).fetchone()
    return {
        "command": command, "first": first, "last": last, "sync": SYNC, "automatic": AUTOMATIC,
    }  # fmt: skip


def _note_both(conn: sqlite3.Connection, given: dict[str, object]) -> None:
    """Note in temporary tables what would be undone, and the leads that others worked on."""
    conn.execute("DROP TABLE IF EXISTS temp.undoing")
    conn.execute("CREATE TEMP TABLE undoing (id, tbl, op, row_first, row_last)")
    conn.execute(_OWN, given)
    conn.execute("CREATE INDEX temp.undoing_rows ON undoing (tbl, row_last)")
    conn.execute("DROP TABLE IF EXISTS temp.theirs")
    conn.execute("CREATE TEMP TABLE theirs (id, tbl, lead_id, owner)")
    for (table,) in conn.execute(_TABLES, given).fetchall():
        if table not in ("lead", "meta"):
            conn.execute(f"INSERT INTO temp.theirs {_LEADS.format(tbl=table)}{_THEIRS}", given)
    conn.execute("CREATE INDEX temp.theirs_lead ON theirs (lead_id)")


class FromFile(NamedTuple):
    """What an import did: how many leads are new, how many that were there it changed, and how
    many rows it added to each table of what belongs to leads."""

    new: int
    changed: int
    rows: dict[str, int]


def count_brought(conn: sqlite3.Connection, command: str) -> FromFile:
    """Return what an import did; what it changed in its own new leads makes them no known ones."""
    lead = "FROM journal WHERE command = :command AND tbl = 'lead'"
    given = {"command": command}
    new, first = conn.execute(
        f"SELECT coalesce(sum(row_last - row_first + 1), 0), min(row_first) {lead}"
        " AND op = 'insert'",
        given,
    ).fetchone()
    (changed,) = conn.execute(
        f"SELECT count(DISTINCT row_first) {lead} AND op = 'update'"
        " AND (:first IS NULL OR row_first < :first)",
        given | {"first": first},
    ).fetchone()
    rows = conn.execute(
        "SELECT tbl, sum(row_last - row_first + 1) FROM journal"
        " WHERE command = ? AND op = 'insert' AND tbl IN (SELECT value FROM json_each(?))"
        " GROUP BY tbl ORDER BY min(id)",
        (command, json.dumps([*_SIGNED, "followup"])),
    )
    return FromFile(new, changed, dict(rows.fetchall()))


def list_signed(conn: sqlite3.Connection, command: str, me: str) -> tuple[str, ...]:
    """Return whose notes an import brought besides the rep's own."""
    names: set[str] = set()
    for table in _SIGNED:
        found = conn.execute(
            f'SELECT DISTINCT t.owner FROM journal j CROSS JOIN "{table}" t'
            " ON t.id BETWEEN j.row_first AND j.row_last"
            " WHERE j.command = ? AND j.tbl = ? AND j.op = 'insert'",
            (command, table),
        )
        names |= {row[0] for row in found if row[0] and row[0].casefold() != me.casefold()}
    return tuple(sorted(names))


def erased_between(conn: sqlite3.Connection, at: str) -> str:
    """Return the day of the last erasure if it lies between the command of an instant (UTC), which
    is to be undone, and the one that was undone before it; else nothing."""
    (last,) = conn.execute("SELECT max(at) FROM erasure").fetchone()
    if last is None or last <= at:
        return ""
    passed = "SELECT 1 FROM journal WHERE undone = 1 AND at < ? LIMIT 1"
    if conn.execute(passed, (last,)).fetchone() is not None:
        return ""
    (day,) = conn.execute("SELECT max(erased_on) FROM erasure WHERE at = ?", (last,)).fetchone()
    return str(day)


def own_part(conn: sqlite3.Connection, table: str, key: int, entry: int, before: Values) -> Values:
    """Return what undoing an update writes: where others have worked on the row since, what they
    did stays, and so do the instants at which they did it."""
    later = conn.execute(
        "SELECT verb, before FROM journal WHERE tbl = ? AND op = 'update' AND row_last = ?"
        " AND id > ? ORDER BY id",
        (table, key, entry),
    ).fetchall()
    if all(verb != SYNC for verb, _before in later):
        return before
    values = {name: value for name, value in before.items() if name != "updated_at"}
    stood = next((json.loads(text) for _verb, text in later if '"changed":' in text), None)
    if "changed" in values and stood and "changed" in stood:
        (now,) = conn.execute(selection(table, ("changed",)), (key,)).fetchone()
        was, then, stamps = map(json.loads, (values["changed"], stood["changed"], now))
        for field in {*was, *then}:
            if was.get(field) == then.get(field):
                continue
            stamps.pop(field, None)
            if field in was:
                stamps[field] = was[field]
        values["changed"] = pack_stamps(stamps)
    return values
