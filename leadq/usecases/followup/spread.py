"""Spreads follow-ups over the coming working days: a backlog, or what falls into an absence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from leadq.domain.followup.spread import Spread
from leadq.domain.grading.outlook import Plan, compute_outlook, judge_on
from leadq.domain.leads.status import WON
from leadq.errors import UsageError
from leadq.store import repo
from leadq.store.meta import Absence
from leadq.store.read.lookups import read_name
from leadq.store.read.read_details import read_core, read_facts, read_open_step, read_state
from leadq.store.read.read_due import CUSTOMER, DueFilter, read_due
from leadq.store.read.read_planned import (
    DueStep,
    Promised,
    planned_per_day,
    read_promised,
    read_steps_between,
)
from leadq.store.unit import Unit
from leadq.usecases.desk import Desk
from leadq.usecases.followup.absences import each_concerned, note_absence, replan_all
from leadq.usecases.followup.log import refuse_past

_WAITING = ("overdue", "today", CUSTOMER)


class Appointment(NamedTuple):
    """A follow-up with a time of day, as it was agreed with the customer."""

    number: int
    name: str
    company: str | None
    on: str
    time: str


@dataclass
class Staggered:
    """What was moved: ``days`` counts the follow-ups placed on each day, ``stayed`` those that
    were left on their day. ``appointments`` have a time of day: left alone by a spread, taken
    off their day by an absence."""

    per_day: int
    moved: int = 0
    stayed: int = 0
    days: Counter[date] = field(default_factory=Counter)
    appointments: list[Appointment] = field(default_factory=list)
    promises: list[Promised] = field(default_factory=list)


def spread_backlog(desk: Desk, per_day: int, owner: str = "") -> Staggered:
    """Stagger what is overdue or due today over the working days from today on (method §5).

    Best grades first, at most ``per_day`` a day together with what is planned already. What has
    a time of day stays. ``owner`` empty: the rep's own name from the settings, else everybody.
    """
    mine = owner or desk.me
    with desk.write("spread") as unit:
        standing = read_steps_between(unit.conn, date.min, desk.today, desk.today, mine)
        found = {one.lead_id: one for one in standing}
        picks = read_due(unit.conn, DueFilter(desk.today, desk.today, desk.today, mine))
        steps = [pick for pick in picks if pick.kind == "followup"]
        # of another's lead, what its outlook tells may have ended here already
        picked = [pick.lead_id for pick in steps if pick.group in _WAITING]
        queue = [found[lead_id] for lead_id in picked if lead_id in found]
        backlog = [one for one in queue if one.time is None]
        planned = planned_per_day(unit.conn, desk.today, mine)
        freed = sum(one.on == desk.today.isoformat() for one in backlog)
        planned[desk.today] = planned.get(desk.today, 0) - freed
        result = Staggered(per_day)
        calendar = desk.calendar_of(unit.conn, mine)
        _place(unit, desk, backlog, Spread(calendar, planned, per_day, desk.today), result)
        result.appointments = _appointments(unit, [one for one in queue if one.time is not None])
        return result


def move_away(desk: Desk, first: date, last: date, per_day: int, owner: str = "") -> Staggered:
    """Move what falls into an absence behind it, spread over the working days (method §5).

    Both days belong to it, and no computed day will fall into it (§14). Promises stay and are
    returned. Raises UsageError when the absence is over or ends before it begins.
    """
    if last < first:
        raise UsageError("away_backwards", hint="away_backwards", first=first, last=last)
    refuse_past(desk, last)
    mine = owner or desk.me
    with desk.write("away") as unit:
        found = read_steps_between(unit.conn, first, last, desk.today, mine)
        found.sort(key=lambda one: (one.grade or "D", one.on, one.number))
        result = Staggered(per_day, promises=read_promised(unit.conn, first, last, mine))
        result.appointments = _appointments(unit, [one for one in found if one.time is not None])
        absence = Absence(first, last, mine)
        note_absence(unit, desk, absence)
        calendar = desk.calendar_of(unit.conn, mine)
        planned = planned_per_day(unit.conn, desk.today, mine)
        _place(unit, desk, found, Spread(calendar, planned, per_day, calendar.after(last)), result)
        replan_all(unit, desk, [*each_concerned(unit.conn, desk, [absence])])
        return result


def _place(
    unit: Unit, desk: Desk, found: Iterable[DueStep], spread: Spread, result: Staggered
) -> None:
    """Hand each follow-up the next day that has room; those that keep theirs are not written."""
    for one in found:
        core = read_core(unit.conn, one.lead_id)
        if not desk.is_mine(unit.conn, core.owner):
            desk.left_to.add(core.owner or "")
            continue
        on = spread.take()
        result.days[on] += 1
        if on.isoformat() == one.on:
            result.stayed += 1
            continue
        rules = desk.trade_of(core.profile).rules
        facts, state = read_facts(unit.conn, one.lead_id), read_state(unit.conn, one.lead_id)
        set_by = state.plan.set_by if state.plan else "rule"
        state = state._replace(plan=Plan(on, set_by, desk.today))
        slot = judge_on(rules, facts, state, desk.today).slot
        if state.status == WON and (planned := read_open_step(unit.conn, one.lead_id)):
            slot = planned.slot
        repo.move_step(unit, one.lead_id, on, slot, unit.verb)
        spans = compute_outlook(rules, facts, state, desk.today, spread.calendar)
        repo.write_outlook(unit, one.lead_id, desk.today, spans)
        result.moved += 1


def _appointments(unit: Unit, found: Iterable[DueStep]) -> list[Appointment]:
    return [
        Appointment(*read_name(unit.conn, one.lead_id), one.on, one.time or "") for one in found
    ]
