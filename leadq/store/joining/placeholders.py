"""Rows that an import set in place of ones it had not seen yet: a next step, a need-by day.

They are told by their key: UUIDs of version 8 instead of 7. When the file with the real rows
comes, they give way, so that nothing is there twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from leadq.store.changes import pack_stamps
from leadq.store.unit import Unit

_VERSION = 14
"""Where the version stands in the text of a UUID."""
_MARK = "8"
_GIVING_WAY = ("open", "moved", "cancelled")
_IN_SQL = f"substr(uid, 1, {_VERSION}) || '{_MARK}' || substr(uid, {_VERSION + 2})"
"""The key of a placeholder, made of the row's own."""


def placeholder_uid(unit: Unit) -> str:
    """Return a key for a new row that stands in for another one."""
    uid = unit.new_uid()
    return uid[:_VERSION] + _MARK + uid[_VERSION + 1 :]


def mark_placeholders(unit: Unit, after: int) -> None:
    """Mark the follow-ups that this command has inserted behind an id as placeholders.

    Not journalled: an undo takes away what was inserted, a redo brings it back as it stood.
    """
    unit.conn.execute(f"UPDATE followup SET uid = {_IN_SQL} WHERE id > ?", (after,))


def mark_facts(unit: Unit, fact: str, noted: Iterable[tuple[str, str, int]]) -> None:
    """Mark facts of new leads as placeholders: instant (UTC), day and lead of each.

    Not journalled, as above.
    """
    unit.conn.executemany(
        f"UPDATE fact SET uid = {_IN_SQL}, created_at = ?, noted_on = ?"
        " WHERE lead_id = ? AND fact = ?",
        [(*one, fact) for one in noted],
    )


def stamp_leads(unit: Unit, stamped: Iterable[tuple[int, Mapping[str, str]]]) -> None:
    """Say of new leads when each of their fields was changed; not journalled, as above."""
    unit.conn.executemany(
        "UPDATE lead SET changed = ? WHERE id = ?",
        [(pack_stamps(stamps), key) for key, stamps in stamped],
    )


def is_placeholder(row: Mapping[str, Any]) -> bool:
    """Tell whether a row stands in for a real one and nobody has worked on it since."""
    if row["uid"][_VERSION] != _MARK:
        return False
    state = row.get("state", "open")
    touched = state == "open" and row.get("updated_at") not in (None, row["created_at"])
    return state in _GIVING_WAY and not touched and not row.get("reason")
