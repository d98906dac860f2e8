"""Keeps a lead's next step and outlook in line with what is known of it (method §4, §5)."""

from __future__ import annotations

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
from leadq.domain.grading.grade import RULE, Judgement, grade_rank
from leadq.domain.grading.outlook import OPEN, PARKED, compute_outlook, judge_on, span_on, status_on
from leadq.domain.grading.rules import Rules
from leadq.domain.leads.status import WON
from leadq.store import repo
from leadq.store.read.read_details import (
    read_core,
    read_facts,
    read_open_step,
    read_state,
    read_touches,
)
from leadq.store.repo_values import Extras
from leadq.store.unit import Unit
from leadq.usecases.aftersale.steps import (
    CustomerPlans,
    end_steps,
    fit_channel,
    replan_customer,
)
from leadq.usecases.desk import Desk

FIND_REACH = program_goal("find_reach")
"""The goal of a step while nothing is known that a lead could be reached by."""


def replan_lead(
    unit: Unit, desk: Desk, lead_id: int, plans: CustomerPlans | None = None
) -> Judgement:
    """Bring a lead's next step and outlook up to date after anything about it was written.

    An open lead without a step gets one; a step of the program follows a change of the grade;
    a step of the rep stays (method §5). A customer without one gets that too (§14); ``plans``
    serve many of them. Returns today's judgement.
    """
    core = read_core(unit.conn, lead_id)
    rules, calendar = desk.trade_of(core.profile).rules, desk.calendar_of(unit.conn, core.owner)
    facts, state = read_facts(unit.conn, lead_id), read_state(unit.conn, lead_id)
    judged = judge_on(rules, facts, state, desk.today)
    status = status_on(state, desk.today)
    if status == OPEN:
        moved = span_on(rules, facts, state, desk.today, desk.today, calendar).next_on
        _replan_step(unit, desk, lead_id, _Ahead(rules, judged.slot, calendar), moved)
    elif status == WON:
        replan_customer(unit, desk, lead_id, plans)
    elif status != PARKED:
        end_steps(unit, lead_id)
    state = read_state(unit.conn, lead_id)
    spans = compute_outlook(rules, facts, state, desk.today, calendar)
    repo.write_outlook(unit, lead_id, desk.today, spans)
    return judged


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
    unreached = is_unreached(read_tries(conn, lead_id), rules)
    step = (first_step if unreached else propose_step)(rules, slot, today, calendar)
    return step and fit_channel(conn, lead_id, step, unreached)


def _replan_step(unit: Unit, desk: Desk, lead_id: int, ahead: _Ahead, moved: date | None) -> None:
    """Set, change or cancel the step of the program; ``moved`` is where time has brought it."""
    planned, slot = read_open_step(unit.conn, lead_id), ahead.slot
    wanted = propose_next(unit.conn, lead_id, ahead.rules, slot, desk.today, ahead.calendar)
    if planned is None:
        if wanted is not None:
            _set_step(unit, lead_id, wanted, slot)
        return
    if planned.set_by != RULE:
        return
    if wanted is None:
        repo.close_step(unit, lead_id, "cancelled")
        return
    on = moved or planned.step.on
    if planned.slot != slot:
        is_first = on >= desk.today and is_unreached(read_tries(unit.conn, lead_id), ahead.rules)
        is_late = on < desk.today and planned.slot != "ungraded"
        keeps = is_first or is_late or _rises(planned.slot, slot)
        day = min(on, wanted.on) if keeps else wanted.on
        _set_step(unit, lead_id, Step(day, wanted.by, wanted.goal), slot)
    elif FIND_REACH in (planned.goal, wanted.goal) and planned.goal != wanted.goal:
        _set_step(unit, lead_id, Step(on, wanted.by, wanted.goal), slot)


def _set_step(unit: Unit, lead_id: int, step: Step, slot: str | None) -> None:
    repo.plan_step(unit, lead_id, step, RULE, "moved", Extras(slot=slot))


def _rises(old: str | None, new: str | None) -> bool:
    return old != "ungraded" and grade_rank(new) > grade_rank(old)
