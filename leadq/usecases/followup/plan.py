"""Sets the next step by hand: a day, a time and place, a goal; or puts it off (method §5)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from leadq.domain.aftersale.steps import kind_of
from leadq.domain.followup.schedule import Step
from leadq.domain.grading.grade import REP
from leadq.domain.grading.outlook import OPEN, judge_on, status_on
from leadq.domain.leads.status import WON
from leadq.domain.words import REVISIT
from leadq.errors import RefusedError, UsageError
from leadq.store import repo
from leadq.store.read.read_details import (
    Core,
    OpenStep,
    read_core,
    read_facts,
    read_open_step,
    read_state,
)
from leadq.store.read.read_leads import read_lead
from leadq.store.read.rows import LeadData
from leadq.store.repo_values import Extras
from leadq.store.unit import Unit
from leadq.usecases.aftersale.steps import add_step, list_planned, take_away
from leadq.usecases.desk import Desk
from leadq.usecases.followup.log import refuse_past
from leadq.usecases.followup.replan import propose_next, replan_lead
from leadq.usecases.leads.find import find_lead


@dataclass
class StepWish:
    """The step as the rep wants it; empty fields keep what is planned.

    ``on`` is None to keep the day that is planned, with its hour and place. ``kind`` is delivery,
    service or revisit, of a customer only.
    """

    on: date | None
    time: str = ""
    place: str = ""
    by: str = ""
    goal: str = ""
    reason: str = ""
    kind: str = ""


def plan_next(desk: Desk, given: str, wish: StepWish) -> LeadData:
    """Plan the next step of a lead or customer for a day; it is taken as it is, worked or not.

    Raises UsageError for a day in the past, or for none where none is planned; RefusedError for
    a lead that is not worked on, or a kind of step that only customers have.
    """
    return _plan(desk, given, wish, "next")


def snooze_step(desk: Desk, given: str, wish: StepWish) -> LeadData:
    """Put off the next step of an open lead; the hour, place and channel that it has stay (§14).

    Raises UsageError without a reason or for a day in the past.
    """
    wish.reason = wish.reason.strip()
    if not wish.reason:
        raise UsageError("reason_needed", hint="reason_needed")
    return _plan(desk, given, wish, "snooze")


def _plan(desk: Desk, given: str, wish: StepWish, verb: str) -> LeadData:
    if wish.on is not None:
        refuse_past(desk, wish.on)
    with desk.write(verb) as unit:
        lead_id = find_lead(unit.conn, desk, given)
        write_step(unit, desk, lead_id, wish, keeps_hour=verb == "snooze")
        replan_lead(unit, desk, lead_id)
        return read_lead(unit.conn, lead_id, desk.today)


def write_step(
    unit: Unit, desk: Desk, lead_id: int, wish: StepWish, keeps_hour: bool = False
) -> None:
    """Plan a step of the rep inside a transaction; the caller replans. Raises RefusedError."""
    core = read_core(unit.conn, lead_id)
    if core.status == WON:
        _plan_customer(unit, desk, lead_id, wish, keeps_hour)
        return
    if wish.kind:
        raise _no_customer(core)
    if status_on(read_state(unit.conn, lead_id), desk.today) != OPEN:
        raise RefusedError("not_open", hint="not_open", number=core.number, status=core.status)
    if core.status != OPEN:
        repo.change_lead(unit, lead_id, status=OPEN, parked_until=None)
    step, extras = _merge(unit, desk, lead_id, wish, keeps_hour)
    repo.plan_step(unit, lead_id, step, REP, "moved", extras)


def take_off(desk: Desk, given: str, kinds: Collection[str]) -> LeadData:
    """Take delivery, service or visits again off a customer's plan (§14).

    Raises RefusedError for who is no customer, or when nothing of the kind is planned.
    """
    with desk.write("next") as unit:
        lead_id = find_lead(unit.conn, desk, given)
        core = read_core(unit.conn, lead_id)
        if core.status != WON:
            raise _no_customer(core)
        if not take_away(unit, lead_id, kinds):
            raise RefusedError("not_planned", hint="not_planned", number=core.number)
        replan_lead(unit, desk, lead_id)
        return read_lead(unit.conn, lead_id, desk.today)


def _no_customer(core: Core) -> RefusedError:
    return RefusedError("no_customer", hint="no_customer", number=core.number, name=core.name)


def _plan_customer(unit: Unit, desk: Desk, lead_id: int, wish: StepWish, keeps_hour: bool) -> None:
    """Plan a step of a customer; without a kind it is the next one that is meant."""
    listed = list_planned(unit.conn, lead_id)
    wanted = [one for one in listed if wish.kind in ("", kind_of(one.slot))]
    planned = wanted[0] if wanted else None
    slot = (planned.slot if planned else None) or wish.kind or REVISIT
    rules = desk.trade_of(read_core(unit.conn, lead_id).profile).rules
    usual = rules.aftersale.get(slot) or rules.aftersale[REVISIT]
    by = wish.by or (planned.by if planned else usual.by)
    goal = wish.goal.strip() or (planned.goal if planned else usual.goal)
    on, kept = _day_of(desk, wish, planned), planned if keeps_hour or wish.on is None else None
    time = wish.time or (kept.time if kept else None)
    place = wish.place.strip() or (kept.place if kept else None)
    extras = Extras(time, place, wish.reason or None, slot)
    add_step(unit, lead_id, Step(on, by, goal), extras, planned.id if planned else None)


def _merge(
    unit: Unit, desk: Desk, lead_id: int, wish: StepWish, keeps_hour: bool
) -> tuple[Step, Extras]:
    """Return the wished step; what was not said stays as planned, or as the cadence has it.

    Hour and place stay where a step is put off; a step planned anew has those that are named.
    """
    core = read_core(unit.conn, lead_id)
    rules = desk.trade_of(core.profile).rules
    facts, state = read_facts(unit.conn, lead_id), read_state(unit.conn, lead_id)
    slot = judge_on(rules, facts, state, desk.today).slot
    planned = read_open_step(unit.conn, lead_id)
    calendar = desk.calendar_of(unit.conn, core.owner)
    proposed = propose_next(unit.conn, lead_id, rules, slot, desk.today, calendar)
    # the step of a grade that has changed meanwhile is no longer the usual one
    holds = planned is not None and (planned.set_by == REP or planned.slot == slot)
    usual = planned.step if planned and (holds or proposed is None) else proposed
    by = wish.by or (usual.by if usual else "phone")
    goal = wish.goal.strip() or (usual.goal if usual else "")
    on, kept = _day_of(desk, wish, planned), planned if keeps_hour or wish.on is None else None
    time = wish.time or (kept.time if kept else None)
    place = wish.place.strip() or (kept.place if kept else None)
    extras = Extras(time, place, wish.reason or None, slot)
    return Step(on, by, goal), extras


def _day_of(desk: Desk, wish: StepWish, planned: OpenStep | None) -> date:
    """Return the day that is wished for, else that of the step that stands. Raises UsageError."""
    if wish.on is not None:
        return wish.on
    if planned is None:
        raise UsageError("no_day_stands", hint="no_day_stands")
    standing = planned.step.on
    refuse_past(desk, standing)
    return standing
