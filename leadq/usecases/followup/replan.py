"""Keeps a lead's next step and outlook in line with what is known of it (method §4, §5)."""

import sqlite3
from datetime import date
from typing import NamedTuple

from leadq.domain.followup.schedule import (
    Step,
    Touch,
    first_step,
    is_unreached,
    program_goal,
    propose_step,
)
from leadq.domain.followup.workdays import Calendar
from leadq.domain.grading.grade import RULE, grade_rank, slot_of
from leadq.domain.grading.outlook import OPEN, PARKED, Span
from leadq.domain.grading.rules import Rules
from leadq.domain.leads.status import WON
from leadq.store import repo
from leadq.store.care.standing import StandingLead, read_standing
from leadq.store.read.lookups import has_outlook
from leadq.store.read.read_details import OpenStep, read_open_step, read_touches
from leadq.store.repo_values import Extras
from leadq.store.unit import Unit
from leadq.usecases.aftersale.steps import (
    CustomerPlans,
    end_steps,
    fit_channel,
    replan_customer,
)
from leadq.usecases.desk import Desk
from leadq.usecases.grading.outlooks import Outlooks, says_the_same

FIND_REACH = program_goal("find_reach")
"""The goal of a step while nothing is known that a lead could be reached by."""


def replan_lead(unit: Unit, desk: Desk, lead_id: int) -> None:
    """Bring a lead's next step and outlook up to date after anything about it was written.

    One of somebody else in the team is neither planned nor graded; until it is there, it is shown
    with the step and the status that it has been given here.
    """
    lead, outlooks = read_standing(unit.conn, lead_id), Outlooks(desk)
    if desk.is_mine(unit.conn, lead.owner):
        replan(unit, desk, lead, outlooks)
        return
    desk.left_to.add(lead.owner or "")
    if not has_outlook(unit.conn, lead_id, desk.today):
        spans = outlooks.of(unit.conn, desk.trade_of(lead.profile).rules, lead)
        repo.write_outlook(unit, lead_id, desk.today, spans)
    else:
        follow_others(unit, desk, lead)


def follow_others(unit: Unit, desk: Desk, lead: StandingLead) -> None:
    """Show the step and the status of a lead that is planned elsewhere as they are now."""
    if lead.state.status != PARKED:
        next_on = lead.step and lead.step.step.on
        repo.follow_step(unit, lead.lead_id, desk.today, lead.state.status, next_on)


def replan(
    unit: Unit,
    desk: Desk,
    lead: StandingLead,
    outlooks: Outlooks,
    plans: CustomerPlans | None = None,
) -> None:
    """Give a lead the next step and the outlook that follow from how it stands.

    An open lead without a step gets one; a step of the program follows a change of the grade;
    a step of the rep stays (method §5). A customer without one gets that too (§14). What stays as
    it is, is not written. ``outlooks`` and ``plans`` serve many leads; of many customers only those
    without a step are looked at.
    """
    conn, rules = unit.conn, desk.trade_of(lead.profile).rules
    spans, written = outlooks.of(conn, rules, lead), conn.total_changes
    now = spans[0]
    if now.status == OPEN:
        calendar = desk.calendar_of(conn, lead.owner)
        _replan_step(unit, desk, lead, _Ahead(rules, slot_of(now.grade, now.man), calendar), now)
    elif now.status == WON:
        if plans is None or lead.step is None:
            replan_customer(unit, desk, lead.lead_id, plans)
    elif now.status != PARKED:
        end_steps(unit, lead.lead_id)
    if conn.total_changes > written:
        step = read_open_step(conn, lead.lead_id)
        spans = outlooks.of(conn, rules, lead.with_step(step))
    if not says_the_same(spans, lead.spans, desk.today):
        repo.write_outlook(unit, lead.lead_id, desk.today, spans)


class _Ahead(NamedTuple):
    """What the schedule says for a lead: its trade's rules, its row in them, the days worked."""

    rules: Rules
    slot: str | None
    calendar: Calendar


def read_tries(conn: sqlite3.Connection, lead_id: int) -> list[Touch]:
    """Return the touches of a lead as far as the rules look at them."""
    return [
        Touch(date.fromisoformat(one.on), one.outcome, one.id)
        for one in read_touches(conn, lead_id)
    ]


def propose_next(
    conn: sqlite3.Connection, lead_id: int, rules: Rules, slot: str | None, today: date,
    calendar: Calendar,
) -> Step | None:  # fmt: skip
    """Return the step that the schedule sets from today on: the first call at once (§5, §14)."""
    if slot is None:
        return None
    unreached = is_unreached(read_tries(conn, lead_id), rules)
    step = (first_step if unreached else propose_step)(rules, slot, today, calendar)
    return step and fit_channel(conn, lead_id, step, unreached)


def _replan_step(unit: Unit, desk: Desk, lead: StandingLead, ahead: _Ahead, now: Span) -> None:
    """Set, change or cancel the step of the program; ``now`` tells where time has brought it."""
    lead_id, planned, slot = lead.lead_id, lead.step, ahead.slot
    if planned is not None and (planned.set_by != RULE or _stays(lead, planned, slot)):
        return
    wanted = propose_next(unit.conn, lead_id, ahead.rules, slot, desk.today, ahead.calendar)
    if planned is None:
        if wanted is not None:
            _set_step(unit, lead_id, wanted, slot)
        return
    if wanted is None:
        repo.close_step(unit, lead_id, "cancelled")
        return
    on = now.next_on or planned.step.on
    if planned.slot != slot:
        is_first = on >= desk.today and is_unreached(read_tries(unit.conn, lead_id), ahead.rules)
        is_late = on < desk.today and planned.slot != "ungraded"
        keeps = is_first or is_late or _rises(planned.slot, slot)
        day = min(on, wanted.on) if keeps else wanted.on
        _set_step(unit, lead_id, Step(day, wanted.by, wanted.goal), slot)
    elif FIND_REACH in (planned.goal, wanted.goal) and planned.goal != wanted.goal:
        _set_step(unit, lead_id, Step(on, wanted.by, wanted.goal), slot)


def _stays(lead: StandingLead, planned: OpenStep, slot: str | None) -> bool:
    """Tell whether a step is that of the same row of the schedule, by a way that there is."""
    return planned.slot == slot and lead.reachable and planned.goal != FIND_REACH


def _set_step(unit: Unit, lead_id: int, step: Step, slot: str | None) -> None:
    repo.plan_step(unit, lead_id, step, RULE, "moved", Extras(slot=slot))


def _rises(old: str | None, new: str | None) -> bool:
    return old != "ungraded" and grade_rank(new) > grade_rank(old)
