"""Meets the rows of leadq's own tables that are about leads which are there already."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from leadq.domain.grading.facts import UNKNOWN
from leadq.store.changes import pack_stamps
from leadq.store.joining.join_rows import insert_facts
from leadq.store.joining.placeholders import IN_SQL, placeholder_uid
from leadq.store.statements import Values
from leadq.store.unit import Unit
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import follow_status
from leadq.usecases.importing.import_order import Imported, Order
from leadq.usecases.importing.intake import Candidate
from leadq.usecases.joining.merge_fields import (
    STATUS,
    Difference,
    Theirs,
    Verdict,
    find_differences,
    has_newer,
    judge_values,
    read_changes,
    take_differences,
    tell_conflicts,
    tell_edited,
)
from leadq.usecases.leads.edit import refresh_lookup

NEED_BY = "need_by"
_KEPT_ASIDE = ("status", "parked_until", "next_on", "next_by", "next_goal")
"""Columns of leadq's own that time, not a rep, can bring among the other fields."""


def merge_known(
    unit: Unit, desk: Desk, order: Order, result: Imported, lead_id: int, theirs: Theirs
) -> bool:
    """Merge a lead with the same one in a file, and say whether anything about it changed.

    Without ``order.update`` it is only counted whether the file has newer fields. Next step and
    outlook are not brought up to date, save for what a new status asks for.
    """
    theirs = _without_kept(unit.conn, lead_id, theirs)
    found, stamps = find_differences(unit.conn, lead_id, theirs, desk.today)
    fact, edited = _newer_need_by(unit, lead_id, theirs)
    if not order.update:
        result.newer += has_newer(found, theirs) or (fact is not None and NEED_BY in theirs.stamps)
        return False
    result.conflicts += tell_conflicts(unit.conn, lead_id, found)
    result.edited += tell_edited(unit.conn, lead_id, [*found, *edited])
    result.other_steps += find_other_steps(unit.conn, [(lead_id, theirs.next_on)])
    before = _read_status(unit.conn, lead_id)
    changed = take_differences(unit, lead_id, found, stamps)
    if fact is not None:
        insert_facts(unit, lead_id, [{**fact, "uid": placeholder_uid(unit)}])
    if not theirs.has_steps and any(one.takes and one.field == STATUS for one in found):
        follow_status(unit, lead_id, before)
    if changed:
        refresh_lookup(unit, lead_id, desk.region)
    return changed or fact is not None


def _read_status(conn: sqlite3.Connection, lead_id: int) -> str:
    (status,) = conn.execute("SELECT status FROM lead WHERE id = ?", (lead_id,)).fetchone()
    return str(status)


def _without_kept(conn: sqlite3.Connection, lead_id: int, theirs: Theirs) -> Theirs:
    """Leave out of the other fields what only the day of the import has put there."""
    import json

    (text,) = conn.execute("SELECT extra FROM lead WHERE id = ?", (lead_id,)).fetchone()
    ours = json.loads(text)
    extra = theirs.fields["extra"]
    kept = {key: extra[key] for key in extra if key in ours or key not in _KEPT_ASIDE}
    return replace(theirs, fields={**theirs.fields, "extra": kept})


def theirs_of(candidate: Candidate) -> Theirs:
    """Return a row of leadq's own table as the other side of a merge."""
    fields = {**candidate.fields, "created_on": candidate.created_on}
    days: dict[str, Any] = {
        name: fields[name].isoformat() if fields[name] else None
        for name in ("parked_until", "created_on")
    }
    need_by = candidate.need_by.isoformat() if candidate.need_by else None
    next_on = candidate.next_on.isoformat() if candidate.next_on else None
    return Theirs(
        fields | days, candidate.reaches, read_changes(candidate.changed), need_by, next_on=next_on
    )


def find_other_steps(
    conn: sqlite3.Connection, steps: Iterable[tuple[int, str | None]]
) -> list[tuple[int, str]]:
    """Return those of some leads and days whose open step is on another day."""
    query = "SELECT on_day FROM followup WHERE lead_id = ? AND state = 'open'"
    return [
        (lead_id, day)
        for lead_id, day in steps
        if day and (found := conn.execute(query, (lead_id,)).fetchone()) and found[0] != day
    ]


def _newer_need_by(
    unit: Unit, lead_id: int, theirs: Theirs
) -> tuple[Values | None, list[Difference]]:
    """Return the need-by day of a file as a fact, if it stands against the store's.

    One that was changed in the file itself is returned as what differs.
    """
    today, given = unit.today, theirs.need_by
    row = unit.conn.execute(
        "SELECT value, created_at, noted_on FROM fact WHERE lead_id = ? AND fact = ?"
        " AND noted_on <= ? ORDER BY noted_on DESC, id DESC LIMIT 1",
        (lead_id, NEED_BY, today.isoformat()),
    ).fetchone()
    value, our_stamp, noted_on = row or (UNKNOWN, "", "")
    ours = None if value == UNKNOWN else value
    stamp = theirs.stamps.get(NEED_BY, "")
    if ours == given or (given is None and not stamp):
        return None, []
    if stamp or not row:
        verdict = judge_values(ours, given, our_stamp, stamp)
    else:
        # without a stamp the file was edited by hand: it fills what is not known, nothing else
        verdict = Verdict(not ours, is_edit=bool(ours))
    if not verdict.takes:
        edited = Difference(NEED_BY, ours, given, False, False, True)
        return None, [edited] if verdict.is_edit else []
    fact = {
        "fact": NEED_BY,
        "value": given or UNKNOWN,
        "note": None,
        "noted_on": _noted_on(stamp, noted_on, today),
        "owner": None,
        "created_at": stamp or unit.now,
    }
    return fact, []


def _noted_on(stamp: str, least: str, today: date) -> str:
    """Return the day of an instant, none that is ahead, and none before another day."""
    day = stamp[:10] or today.isoformat()
    return max(min(day, today.isoformat()), least)


def stamp_new(unit: Unit, fresh: Iterable[tuple[int, Candidate]]) -> None:
    """Give leads that were just inserted the stamps that an export of leadq has for them.

    Not journalled: an undo takes the leads away, a redo brings them back as they stood.
    """
    stamped = [(key, read_changes(one.changed)) for key, one in fresh if one.changed or one.need_by]
    days = [(stamps.pop(NEED_BY, unit.now), key) for key, stamps in stamped]
    unit.conn.executemany(
        "UPDATE lead SET changed = ? WHERE id = ?",
        [(pack_stamps(stamps), key) for key, stamps in stamped if stamps],
    )
    unit.conn.executemany(
        f"UPDATE fact SET uid = {IN_SQL}, created_at = ?, noted_on = ?"
        " WHERE lead_id = ? AND fact = ?",
        [(stamp, _noted_on(stamp, "", unit.today), key, NEED_BY) for stamp, key in days],
    )
