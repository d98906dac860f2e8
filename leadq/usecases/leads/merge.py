"""Makes one lead of two, keeping everything that was noted of either."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from leadq.adapters.phones import normalise_phone
from leadq.domain.grading.grade import REP
from leadq.domain.leads.merge import KEEP, OTHER, MergedFields, Taken, merge_fields, set_aside
from leadq.domain.leads.status import CLOSED, WON
from leadq.errors import RefusedError
from leadq.store import repo
from leadq.store.joining import merge_rows
from leadq.store.joining.referrals import pass_referrals
from leadq.store.read import read_merge
from leadq.store.read.read_details import (
    ContactData,
    OpenStep,
    read_contacts,
    read_core,
    read_open_step,
)
from leadq.store.read.read_leads import read_lead
from leadq.store.read.rows import LeadData, NextStep
from leadq.store.repo_values import ReachValue
from leadq.store.unit import Unit
from leadq.usecases.aftersale.steps import join_steps
from leadq.usecases.desk import Desk
from leadq.usecases.followup.replan import replan_lead
from leadq.usecases.keys import fold
from leadq.usecases.leads.find import find_lead
from leadq.usecases.leads.lookup import refresh_lookup


class MergedContact(NamedTuple):
    """A person whom both leads know: the two rows, and what the one that stays says."""

    keep_id: int
    other_id: int
    name: str
    phone: str | None
    note: str | None
    attitude: str | None


@dataclass(frozen=True)
class MergePlan:
    """What a merge does: both leads as they were, and what becomes of the fields and rows.

    ``rows`` counts what moves, by table; ``step`` is the follow-up that stays, ``step_of`` whose
    it is, ``step_ended`` the one that gives way, ``step_kept`` the words it stays under as a
    promise, if it was an appointment. ``ends_override``: the other lead's grade set by
    hand ends, since the kept one has its own.
    """

    keep: LeadData
    other: LeadData
    merged: MergedFields
    reaches: tuple[ReachValue, ...]
    contacts: tuple[MergedContact, ...]
    rows: dict[str, int]
    step: NextStep | None
    step_of: str
    step_ended: OpenStep | None
    step_kept: str
    ends_override: bool


@dataclass(frozen=True)
class Merged:
    """The lead afterwards, and what was done."""

    lead: LeadData
    plan: MergePlan


def plan_merge(desk: Desk, keep: str, other: str) -> MergePlan:
    """Return what merging would do; writes nothing. Raises RefusedError as merge_leads does."""
    with desk.read() as conn:
        return _plan(conn, desk, *_find_both(conn, desk, keep, other))


def merge_leads(desk: Desk, keep: str, other: str) -> Merged:
    """Put everything of ``other`` into ``keep`` and take ``other`` away.

    Raises RefusedError when one is not found, or when both are the same lead.
    """
    with desk.write("merge") as unit:
        keep_id, other_id = _find_both(unit.conn, desk, keep, other)
        plan = _plan(unit.conn, desk, keep_id, other_id)
        if plan.step_ended is not None:
            merge_rows.end_step(unit, plan.step_ended.id, keep_id)
            if plan.step_kept:
                due_on = date.fromisoformat(plan.step_ended.on)
                repo.insert_promise(unit, keep_id, plan.step_kept, due_on)
        if plan.ends_override:
            merge_rows.end_override(unit, other_id, keep_id)
        for one in plan.contacts:
            said = {"note": one.note, "phone": one.phone, "attitude": one.attitude}
            merge_rows.merge_contacts(unit, one.keep_id, one.other_id, keep_id, **said)
        merge_rows.move_rows(unit, other_id, keep_id)
        merge_rows.hand_over_reaches(unit, other_id, keep_id, plan.reaches)
        _change_fields(unit, keep_id, plan.merged)
        if read_core(unit.conn, keep_id).status == WON:
            join_steps(unit, keep_id)
        pass_referrals(unit, other_id, keep_id)
        merge_rows.remove_lead(unit, other_id, keep_id)
        refresh_lookup(unit, keep_id, desk.region)
        replan_lead(unit, desk, keep_id)
        return Merged(read_lead(unit.conn, keep_id, desk.today), plan)


def _change_fields(unit: Unit, keep_id: int, merged: MergedFields) -> None:
    days = {
        name: date.fromisoformat(merged.changes[name])
        for name in ("created_on", "parked_until")
        if merged.changes.get(name)
    }
    repo.change_lead(unit, keep_id, **{**merged.changes, **days})


def _find_both(conn: sqlite3.Connection, desk: Desk, keep: str, other: str) -> tuple[int, int]:
    ids = find_lead(conn, desk, keep), find_lead(conn, desk, other)
    if ids[0] == ids[1]:
        lead = read_lead(conn, ids[0], desk.today)
        raise RefusedError(
            "merge_same", hint="merge_same", number=lead["number"], name=lead["name"]
        )
    return ids


def _plan(conn: sqlite3.Connection, desk: Desk, keep_id: int, other_id: int) -> MergePlan:
    ours, theirs = (read_merge.read_columns(conn, lead_id) for lead_id in (keep_id, other_id))
    merged = merge_fields(ours, theirs, desk.today.isoformat())
    reaches = _new_reaches(conn, keep_id, other_id, merged, ours["extra"])
    contacts = _merge_contacts(conn, desk, keep_id, other_id)
    rows = read_merge.count_around(conn, other_id)
    rows["contact"] -= len(contacts)
    step, step_of, ended = _choose_step(conn, keep_id, other_id)
    closed = merged.changes.get("status", ours["status"]) in CLOSED
    overrides = [read_merge.has_override(conn, lead_id) for lead_id in (keep_id, other_id)]
    return MergePlan(
        keep=read_lead(conn, keep_id, desk.today),
        other=read_lead(conn, other_id, desk.today),
        merged=merged,
        reaches=reaches,
        contacts=contacts,
        rows=rows,
        step=None if closed else step,
        step_of=step_of,
        step_ended=ended,
        step_kept=_as_promise(ended) if ended else "",
        ends_override=all(overrides),
    )


def _new_reaches(
    conn: sqlite3.Connection,
    keep_id: int,
    other_id: int,
    merged: MergedFields,
    extra: dict[str, object],
) -> tuple[ReachValue, ...]:
    """Return the ways to reach the other lead that are new; a second WeChat is told as well."""
    ours = read_merge.read_reaches(conn, keep_id)
    known = {reach.norm for reach in ours}
    added = [r for r in read_merge.read_reaches(conn, other_id) if r.norm not in known]
    first = next((reach.typed for reach in ours if reach.kind == "wechat"), None)
    for reach in added:
        if reach.kind == "wechat" and first:
            kept = dict(merged.changes.get("extra", extra))
            set_aside(kept, "wechat", reach.typed)
            merged.changes["extra"] = kept
            merged.told.append(Taken("wechat", first, KEEP, reach.typed))
    return tuple(added)


def _merge_contacts(
    conn: sqlite3.Connection, desk: Desk, keep_id: int, other_id: int
) -> tuple[MergedContact, ...]:
    """Return the people whom both leads know by the same name in the same role."""
    ours = {(fold(one.name), one.role): one for one in read_contacts(conn, keep_id)}
    found = []
    for one in read_contacts(conn, other_id):
        mine = ours.get((fold(one.name), one.role))
        if mine is not None:
            joined = _merge_people(desk, mine, one)
            ours[fold(one.name), one.role] = mine._replace(
                phone=joined.phone, note=joined.note, attitude=joined.attitude
            )
            found.append(joined)
    return tuple(found)


def _merge_people(desk: Desk, mine: ContactData, other: ContactData) -> MergedContact:
    """Make one person of two; a second phone number goes into the note."""

    def norm(phone: str) -> str:
        return normalise_phone(phone, desk.region).digits

    notes = [mine.note] if mine.note else []
    if other.note and other.note not in (mine.note or ""):
        notes.append(other.note)
    if mine.phone and other.phone and norm(mine.phone) != norm(other.phone):
        notes.append(other.phone)
    if mine.attitude and other.attitude and mine.attitude != other.attitude:
        notes.append(other.attitude)
    phone, attitude = mine.phone or other.phone, mine.attitude or other.attitude
    return MergedContact(mine.id, other.id, mine.name, phone, "\n".join(notes) or None, attitude)


def _as_promise(step: OpenStep) -> str:
    """Return the words under which an appointment that gives way stays, as a promise of its day.

    What the program set by itself is no appointment: empty.
    """
    if step.set_by != REP:
        return ""
    goal = "" if step.goal.startswith("@") else step.goal
    parts = [part for part in (step.time, step.place, goal) if part]
    return " ".join(parts)


def _choose_step(
    conn: sqlite3.Connection, keep_id: int, other_id: int
) -> tuple[NextStep | None, str, OpenStep | None]:
    """Return the follow-up that stays, whose it is, and the one that gives way to it."""
    ours = read_open_step(conn, keep_id)
    theirs = read_open_step(conn, other_id)
    if ours is None or theirs is None:
        stays = ours or theirs
        return (stays.data if stays else None), (OTHER if theirs else KEEP), None
    if theirs.on < ours.on:
        return theirs.data, OTHER, ours
    return ours.data, KEEP, theirs
