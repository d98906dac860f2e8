"""The writes of the store, one verb each; every one runs inside a Unit."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from leadq.domain.fields import PACKED, REACHES
from leadq.domain.followup.schedule import Step
from leadq.domain.grading.outlook import Span
from leadq.store.changes import pack_stamps, read_stamps, second_after, stamp_fields
from leadq.store.columns import COLUMNS
from leadq.store.meta import read_meta
from leadq.store.numbers import highest_lead
from leadq.store.read.read_leads import FOREVER
from leadq.store.repo_values import Extras, ReachValue
from leadq.store.statements import Values, iso_day, stored
from leadq.store.unit import Unit

NO_EXTRAS = Extras()
_NEWEST_NOTED = """
SELECT created_at, uid FROM fact WHERE lead_id = :lead
UNION ALL SELECT created_at, uid FROM override WHERE lead_id = :lead
ORDER BY created_at DESC, uid DESC LIMIT 1
"""


def insert_lead(unit: Unit, fields: Mapping[str, Any], created_on: date) -> tuple[int, int]:
    """Insert a lead and return its id and its number."""
    newest, number = (highest + 1 for highest in highest_lead(unit.conn))
    values = {"owner": None, **_packed(fields), "created_on": created_on}
    return unit.insert("lead", id=newest, number=number, **values), number


def change_lead(unit: Unit, lead_id: int, **fields: Any) -> bool:
    """Change columns of a lead and stamp them; False when nothing differs."""
    values = _packed(fields)
    stood = unit.read("lead", lead_id, ("changed", *values))
    differing = [name for name, value in values.items() if stood[name] != stored(value)]
    if not differing:
        return False
    changed = stamp_fields(json.loads(stood["changed"]), differing, unit.now)
    return unit.change("lead", lead_id, **values, changed=changed)


def take_fields(
    unit: Unit, lead_id: int, fields: Mapping[str, Any], stamps: Mapping[str, str]
) -> bool:
    """Take columns of a lead from a file, with the instants at which they were changed there."""
    changed = pack_stamps({**read_stamps(unit.conn, lead_id), **stamps})
    return unit.change("lead", lead_id, **_packed(fields), changed=changed)


def stamp_lead(unit: Unit, lead_id: int, *fields: str) -> None:
    """Note that fields of a lead which are kept elsewhere have changed."""
    stamps = read_stamps(unit.conn, lead_id)
    unit.change("lead", lead_id, changed=stamp_fields(stamps, fields, unit.now))


def _packed(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return columns of a lead as they are stored: tags and other fields as JSON."""
    packed = fields.keys() & set(PACKED)
    return {**fields, **{name: json.dumps(fields[name], ensure_ascii=False) for name in packed}}


def set_reaches(unit: Unit, lead_id: int, kind: str, values: Sequence[ReachValue]) -> bool:
    """Make the ways to reach a lead of one kind be these; False when they already are."""
    old = unit.conn.execute(
        "SELECT id, typed, norm FROM reach WHERE lead_id = ? AND kind = ? ORDER BY id",
        (lead_id, kind),
    ).fetchall()
    if [row[1:] for row in old] == [(value.typed, value.norm) for value in values]:
        return False
    for row in old:
        unit.remove("reach", row[0])
    insert_reaches(unit, lead_id, values)
    stamp_lead(unit, lead_id, REACHES[kind])
    return True


def insert_reaches(unit: Unit, lead_id: int, values: Iterable[ReachValue]) -> None:
    """Add ways to reach a lead behind those there are."""
    for value in values:
        unit.insert("reach", lead_id=lead_id, **value._asdict())


def set_lookup(unit: Unit, lead_id: int, keys: str) -> None:
    """Write what a lead is found by; derived, so not journalled."""
    unit.put("lookup", lead_id=lead_id, keys=keys)


def insert_contact(unit: Unit, lead_id: int, **fields: Any) -> int:
    """Insert a person of the decision chain and return the row's id."""
    return unit.insert("contact", lead_id=lead_id, **fields)


def change_contact(unit: Unit, contact_id: int, **fields: Any) -> bool:
    """Change a person of the decision chain; False when nothing differs."""
    return unit.change("contact", contact_id, **fields)


def insert_fact(
    unit: Unit, lead_id: int, fact: str, value: str, note: str | None, noted_on: date
) -> None:
    """Append a fact, behind all that was noted of the lead before."""
    place = _place_behind(unit, lead_id)
    unit.insert(
        "fact", lead_id=lead_id, fact=fact, value=value, note=note or None, noted_on=noted_on,
        **place,
    )  # fmt: skip


def insert_touch(unit: Unit, lead_id: int, **fields: Any) -> int:
    """Append a touch and return the row's id."""
    return unit.insert("touch", lead_id=lead_id, **fields)


def close_step(unit: Unit, lead_id: int, state: str, reason: str | None = None) -> None:
    """End the open follow-up of a lead, if there is one: done, moved or cancelled."""
    news = {"state": state} | ({"reason": reason} if reason else {})
    for key in _open_steps(unit, lead_id):
        unit.change("followup", key, **news)


def _open_steps(unit: Unit, lead_id: int) -> list[int]:
    query = "SELECT id FROM followup WHERE lead_id = ? AND state = 'open'"
    return [row[0] for row in unit.conn.execute(query, (lead_id,)).fetchall()]


def plan_step(
    unit: Unit, lead_id: int, step: Step, set_by: str, state: str, extras: Extras = NO_EXTRAS
) -> None:
    """Put a step in the place of the open one, which ends in ``state``."""
    close_step(unit, lead_id, state, extras.reason)
    queue_step(unit, lead_id, step, set_by, extras, "open")


def queue_step(
    unit: Unit, lead_id: int, step: Step, set_by: str, extras: Extras, state: str = "queued"
) -> None:
    """Add a step that waits until the open one is done; one that is ``cancelled`` is noted only."""
    unit.insert(
        "followup",
        lead_id=lead_id,
        on_day=step.on,
        at_time=extras.time,
        place=extras.place,
        by=step.by,
        goal=step.goal,
        set_by=set_by,
        set_on=unit.today,
        slot=extras.slot,
        state=state,
    )


def change_step(unit: Unit, step_id: int, **fields: Any) -> None:
    """Change a step that is planned or waits: its day, its state, who set it."""
    unit.change("followup", step_id, **fields)


def move_step(unit: Unit, lead_id: int, on: date, slot: str | None, reason: str) -> None:
    """Give the open follow-up of a lead another day; who set it, and how, stays.

    A time of day goes, since it was agreed for the old day. The step counts as set today.
    """
    news = {"on_day": on, "at_time": None, "set_on": unit.today, "slot": slot, "reason": reason}
    for key in _open_steps(unit, lead_id):
        unit.change("followup", key, **news)


def change_goal(unit: Unit, lead_id: int, goal: str) -> None:
    """Give the open follow-up of a lead another goal."""
    for key in _open_steps(unit, lead_id):
        unit.change("followup", key, goal=goal)


def insert_promise(
    unit: Unit, lead_id: int, text: str, due_on: date | None, complaint: str | None = None
) -> int:
    """Append a promise and return the row's id; ``complaint`` is the key of its case."""
    return unit.insert("promise", lead_id=lead_id, text=text, due_on=due_on, complaint=complaint)


def close_promise(unit: Unit, promise_id: int, state: str) -> None:
    """End a promise: kept or cancelled."""
    unit.change("promise", promise_id, state=state)


def clear_override(unit: Unit, lead_id: int) -> bool:
    """End the grade set by hand; False when there is none."""
    query = "SELECT id FROM override WHERE lead_id = ? AND cleared = 0"
    rows = unit.conn.execute(query, (lead_id,)).fetchall()
    for (key,) in rows:
        unit.change("override", key, cleared=1)
    return bool(rows)


def set_override(unit: Unit, lead_id: int, grade: str, reason: str, set_on: date) -> None:
    """Set a grade by hand, behind all that was noted before, so that a later fact can end it."""
    clear_override(unit, lead_id)
    place = _place_behind(unit, lead_id)
    unit.insert("override", lead_id=lead_id, grade=grade, reason=reason, set_on=set_on, **place)


def _place_behind(unit: Unit, lead_id: int) -> Values:
    """Return key and instant of a new row behind the facts and grades by hand of a lead.

    Those may have come from a computer whose clock is ahead.
    """
    uid = unit.new_uid()
    newest = unit.conn.execute(_NEWEST_NOTED, {"lead": lead_id}).fetchone()
    ahead = newest is not None and tuple(newest) > (unit.now, uid)
    return {"uid": uid, "created_at": (ahead and second_after(newest[0])) or unit.now}


def set_meta(unit: Unit, key: str, value: str) -> None:
    """Write a value the store keeps about itself; not journalled, since it is derived."""
    unit.put("meta", key=key, value=value)


def change_meta(unit: Unit, key: str, value: str) -> None:
    """Write a value that a rep decides on; journalled, so that undo takes it back."""
    stood = read_meta(unit.conn, key) or ""
    if value != stood:
        set_meta(unit, key, value)
        unit.journal("update", "meta", 0, 0, before={"key": key, "value": stood})


def write_outlook(unit: Unit, lead_id: int, today: date, spans: Iterable[Span]) -> None:
    """Replace a lead's outlook from today on; the days gone by stay as its grade history.

    Derived from what is journalled, so not journalled itself.
    """
    yesterday = (today - timedelta(days=1)).isoformat()
    params = {"lead": lead_id, "today": today.isoformat(), "yesterday": yesterday}
    unit.conn.execute("DELETE FROM outlook WHERE lead_id = :lead AND first_day >= :today", params)
    unit.conn.execute(
        "UPDATE outlook SET live = 0, until_day = min(until_day, :yesterday)"
        " WHERE lead_id = :lead AND (live = 1 OR until_day > :yesterday)",
        params,
    )
    rows = [span_row(lead_id, span) for span in spans]
    last = unit.conn.execute(
        "SELECT * FROM outlook WHERE lead_id = :lead AND until_day = :yesterday", params
    ).fetchone()
    if last and last[3:11] == rows[0][3:11]:
        unit.conn.execute(
            "DELETE FROM outlook WHERE lead_id = ? AND first_day = ?", (lead_id, last[1])
        )
        rows[0] = (lead_id, last[1], *rows[0][2:])
    insert_spans(unit, rows)


def follow_step(unit: Unit, lead_id: int, today: date, status: str, next_on: date | None) -> None:
    """Bring a lead's outlook to another status and day of the next step; the grade stays."""
    wanted = (status, next_on and iso_day(next_on))
    from_today = {"lead": lead_id, "today": today.isoformat()}
    now = unit.conn.execute(
        "SELECT status, next_on FROM outlook WHERE lead_id = :lead AND live = 1"
        " AND first_day <= :today AND until_day >= :today",
        from_today,
    ).fetchone()
    if now is not None and now != wanted:
        unit.conn.execute(
            "UPDATE outlook SET status = :status, next_on = :next"
            " WHERE lead_id = :lead AND live = 1 AND until_day >= :today",
            {**from_today, "status": wanted[0], "next": wanted[1]},
        )


def write_outlooks(unit: Unit, today: date, outlooks: Mapping[int, Iterable[Span]]) -> None:
    """Replace the outlooks of leads as ``write_outlook`` does; those that have none, at once."""
    these = f"[{', '.join(map(str, outlooks))}]"
    query = "SELECT DISTINCT lead_id FROM outlook WHERE lead_id IN (SELECT value FROM json_each(?))"
    known = {row[0] for row in unit.conn.execute(query, (these,))}
    new = [(lead, spans) for lead, spans in outlooks.items() if lead not in known]
    insert_spans(unit, [span_row(lead, span) for lead, spans in new for span in spans])
    for lead in sorted(known):
        write_outlook(unit, lead, today, outlooks[lead])


def insert_spans(unit: Unit, rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert spans as built by span_row."""
    unit.insert_many("outlook", COLUMNS["outlook"], list(rows))


def span_row(lead_id: int, span: Span) -> tuple[Any, ...]:
    """Return a span as a row of the outlook table, in the order of its columns."""
    first, until, status, grade, grade_best, grade_by, man, signals, next_on, recheck = span
    return (
        lead_id, iso_day(first), iso_day(until) if until else FOREVER,
        status, grade, grade_best, grade_by, man, signals,
        next_on and iso_day(next_on), recheck and iso_day(recheck), 1,
    )  # fmt: skip
