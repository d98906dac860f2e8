"""The writes of the store, one verb each; every one runs inside a Unit."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlmodel import col, func, select

from leadq.domain.followup.schedule import Step
from leadq.domain.grading.outlook import Span
from leadq.store.changes import REACH_FIELDS, pack_stamps, stamp_fields
from leadq.store.numbers import highest_lead
from leadq.store.read.read_leads import FOREVER
from leadq.store.repo_values import Extras, ReachValue
from leadq.store.tables import (
    Contact,
    FactRow,
    FollowUp,
    GradeOverride,
    Lead,
    Meta,
    Promise,
    Reach,
    TouchRow,
)
from leadq.store.unit import Unit

NO_EXTRAS = Extras()


def insert_lead(unit: Unit, fields: Mapping[str, Any], created_on: date) -> tuple[int, int]:
    """Insert a lead and return its id and its number."""
    newest, number = (highest + 1 for highest in highest_lead(unit.conn))
    lead = unit.add(
        Lead(
            **_columns(fields),
            id=newest,
            uid=unit.new_uid(),
            number=number,
            created_on=created_on,
            created_at=unit.now,
            updated_at=unit.now,
        )
    )
    return int(lead.id or 0), number


def change_lead(unit: Unit, lead_id: int, **fields: Any) -> bool:
    """Change columns of a lead and stamp them; False when nothing differs."""
    row, values = _get_lead(unit, lead_id), _columns(fields)
    differing = [name for name, value in values.items() if getattr(row, name) != value]
    if not differing:
        return False
    changed = stamp_fields(row.changed, differing, unit.now)
    return unit.change(row, **values | {"changed": changed})


def merge_lead(
    unit: Unit, lead_id: int, fields: Mapping[str, Any], stamps: Mapping[str, str]
) -> bool:
    """Take columns of a lead from a file, with the instants at which they were changed there."""
    row = _get_lead(unit, lead_id)
    changed = pack_stamps(json.loads(row.changed) | stamps)
    return unit.change(row, **_columns(fields) | {"changed": changed})


def stamp_lead(unit: Unit, lead_id: int, *fields: str) -> None:
    """Note that fields of a lead which are kept elsewhere have changed."""
    row = _get_lead(unit, lead_id)
    unit.change(row, changed=stamp_fields(row.changed, fields, unit.now))


def _get_lead(unit: Unit, lead_id: int) -> Lead:
    return unit.session.exec(select(Lead).where(Lead.id == lead_id)).one()


def _columns(fields: Mapping[str, Any]) -> dict[str, Any]:
    packed = {"tags", "extra"}
    return {
        name: json.dumps(value, ensure_ascii=False) if name in packed else value
        for name, value in fields.items()
    }


def set_reaches(unit: Unit, lead_id: int, kind: str, values: Sequence[ReachValue]) -> bool:
    """Make the ways to reach a lead of one kind be these; False when they already are."""
    query = select(Reach).where(Reach.lead_id == lead_id, Reach.kind == kind)
    old = list(unit.session.exec(query.order_by(col(Reach.id))))
    if [(row.typed, row.norm) for row in old] == [(value.typed, value.norm) for value in values]:
        return False
    for row in old:
        unit.remove(row)
    insert_reaches(unit, lead_id, values)
    stamp_lead(unit, lead_id, REACH_FIELDS[kind])
    return True


def insert_reaches(unit: Unit, lead_id: int, values: Iterable[ReachValue]) -> None:
    """Add ways to reach a lead behind those there are."""
    for value in values:
        unit.add(Reach(lead_id=lead_id, **value._asdict()))


def set_lookup(unit: Unit, lead_id: int, keys: str) -> None:
    """Write what a lead is found by; derived, so not journalled."""
    unit.conn.execute(
        "INSERT OR REPLACE INTO lookup (lead_id, keys) VALUES (?, ?)", (lead_id, keys)
    )


def insert_contact(unit: Unit, lead_id: int, **fields: Any) -> int:
    """Insert a person of the decision chain and return the row's id."""
    row = Contact(
        lead_id=lead_id,
        uid=unit.new_uid(),
        owner=unit.owner,
        created_at=unit.now,
        updated_at=unit.now,
        **fields,
    )
    return int(unit.add(row).id or 0)


def change_contact(unit: Unit, contact_id: int, **fields: Any) -> bool:
    """Change a person of the decision chain; False when nothing differs."""
    row = unit.session.exec(select(Contact).where(Contact.id == contact_id)).one()
    return unit.change(row, **fields)


def insert_fact(
    unit: Unit, lead_id: int, fact: str, value: str, note: str | None, noted_on: date
) -> None:
    """Append a fact."""
    unit.add(
        FactRow(
            lead_id=lead_id,
            uid=unit.new_uid(),
            fact=fact,
            value=value,
            note=note or None,
            noted_on=noted_on,
            owner=unit.owner,
            created_at=unit.now,
        )
    )


def insert_touch(unit: Unit, lead_id: int, **fields: Any) -> int:
    """Append a touch and return the row's id."""
    row = TouchRow(
        lead_id=lead_id, uid=unit.new_uid(), owner=unit.owner, created_at=unit.now, **fields
    )
    return int(unit.add(row).id or 0)


def close_step(unit: Unit, lead_id: int, state: str, reason: str | None = None) -> None:
    """End the open follow-up of a lead, if there is one: done, moved or cancelled."""
    query = select(FollowUp).where(FollowUp.lead_id == lead_id, FollowUp.state == "open")
    for row in unit.session.exec(query):
        unit.change(row, state=state, reason=reason or row.reason)


def plan_step(
    unit: Unit, lead_id: int, step: Step, set_by: str, state: str, extras: Extras = NO_EXTRAS
) -> None:
    """Put a step in the place of the open one, which ends in ``state``."""
    close_step(unit, lead_id, state, extras.reason)
    unit.add(
        FollowUp(
            lead_id=lead_id,
            uid=unit.new_uid(),
            on_day=step.on,
            at_time=extras.time,
            place=extras.place,
            by=step.by,
            goal=step.goal,
            set_by=set_by,
            set_on=unit.today,
            slot=extras.slot,
            owner=unit.owner,
            created_at=unit.now,
            updated_at=unit.now,
        )
    )


def change_goal(unit: Unit, lead_id: int, goal: str) -> None:
    """Give the open follow-up of a lead another goal."""
    query = select(FollowUp).where(FollowUp.lead_id == lead_id, FollowUp.state == "open")
    for row in unit.session.exec(query):
        unit.change(row, goal=goal)


def insert_promise(unit: Unit, lead_id: int, text: str, due_on: date | None) -> int:
    """Append a promise and return the row's id."""
    row = Promise(
        lead_id=lead_id,
        uid=unit.new_uid(),
        text=text,
        due_on=due_on,
        owner=unit.owner,
        created_at=unit.now,
        updated_at=unit.now,
    )
    return int(unit.add(row).id or 0)


def close_promise(unit: Unit, promise_id: int, state: str) -> None:
    """End a promise: kept or cancelled."""
    row = unit.session.exec(select(Promise).where(Promise.id == promise_id)).one()
    unit.change(row, state=state)


def clear_override(unit: Unit, lead_id: int) -> bool:
    """End the grade set by hand; False when there is none."""
    query = select(GradeOverride).where(
        GradeOverride.lead_id == lead_id, col(GradeOverride.cleared).is_(False)
    )
    rows = list(unit.session.exec(query))
    for row in rows:
        unit.change(row, cleared=True)
    return bool(rows)


def set_override(unit: Unit, lead_id: int, grade: str, reason: str, set_on: date) -> None:
    """Set a grade by hand; it remembers the newest fact, so that a later one can end it."""
    clear_override(unit, lead_id)
    newest = unit.session.exec(select(func.max(FactRow.id)).where(FactRow.lead_id == lead_id)).one()
    unit.add(
        GradeOverride(
            lead_id=lead_id,
            uid=unit.new_uid(),
            grade=grade,
            reason=reason,
            set_on=set_on,
            after_fact=newest or 0,
            owner=unit.owner,
            created_at=unit.now,
            updated_at=unit.now,
        )
    )


def set_meta(unit: Unit, key: str, value: str) -> None:
    """Write a value the store keeps about itself; not journalled, since it is derived."""
    unit.session.merge(Meta(key=key, value=value))
    unit.session.flush()


def write_outlook(unit: Unit, lead_id: int, today: date, spans: Iterable[Span]) -> None:
    """Replace a lead's outlook from today on; the days gone by stay as its grade history.

    Derived from what is journalled, so not journalled itself.
    """
    yesterday = (today - timedelta(days=1)).isoformat()
    params = {"lead": lead_id, "today": today.isoformat(), "yesterday": yesterday}
    unit.conn.execute("DELETE FROM outlook WHERE lead_id = :lead AND first_day >= :today", params)
    unit.conn.execute(
        "UPDATE outlook SET live = 0, until_day = min(until_day, :yesterday) WHERE lead_id = :lead",
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


def insert_spans(unit: Unit, rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert spans as built by span_row."""
    unit.conn.executemany(f"INSERT INTO outlook VALUES ({', '.join('?' * 12)})", rows)


def span_row(lead_id: int, span: Span) -> tuple[Any, ...]:
    """Return a span as a row of the outlook table, in the order of its columns."""
    first, until, status, grade, grade_best, grade_by, man, signals, next_on, recheck = span
    return (
        lead_id, iso_day(first), iso_day(until) if until else FOREVER,
        status, grade, grade_best, grade_by, man, signals,
        next_on and iso_day(next_on), recheck and iso_day(recheck), 1,
    )  # fmt: skip


iso_day = lru_cache(maxsize=4096)(date.isoformat)
"""Return a day as it is stored; many rows share a few days, and writing one out takes longer."""
