"""Keeps a lead's next step and outlook in line with what is known of it (method §4, §5)."""

from __future__ import annotations

from datetime import date

from leadq.domain.followup.schedule import Step, propose_step
from leadq.domain.grading.grade import RULE, Judgement, grade_rank
from leadq.domain.grading.outlook import OPEN, PARKED, compute_outlook, judge_on, span_on, status_on
from leadq.domain.grading.rules import Rules
from leadq.store import repo
from leadq.store.read.read_details import read_core, read_facts, read_open_step, read_state
from leadq.store.repo_values import Extras
from leadq.store.unit import Unit
from leadq.usecases.desk import Desk


def replan_lead(unit: Unit, desk: Desk, lead_id: int) -> Judgement:
    """Bring a lead's next step and outlook up to date after anything about it was written.

    An open lead without a step gets one; a step of the program follows a change of the grade;
    a step of the rep stays (method §5). Returns today's judgement.
    """
    rules = desk.trade_of(read_core(unit.conn, lead_id).profile).rules
    facts, state = read_facts(unit.conn, lead_id), read_state(unit.conn, lead_id)
    judged = judge_on(rules, facts, state, desk.today)
    status = status_on(state, desk.today)
    if status == OPEN:
        moved = span_on(rules, facts, state, desk.today, desk.today, desk.calendar).next_on
        _replan_step(unit, desk, lead_id, rules, judged.slot, moved)
    elif status != PARKED:
        repo.close_step(unit, lead_id, "cancelled")
    state = read_state(unit.conn, lead_id)
    spans = compute_outlook(rules, facts, state, desk.today, desk.calendar)
    repo.write_outlook(unit, lead_id, desk.today, spans)
    return judged


def _replan_step(
    unit: Unit, desk: Desk, lead_id: int, rules: Rules, slot: str | None, moved: date | None
) -> None:
    """Set, change or cancel the step of the program; ``moved`` is where time has brought it."""
    planned = read_open_step(unit.conn, lead_id)
    wanted = propose_step(rules, slot, desk.today, desk.calendar)
    if planned is None:
        if wanted is not None:
            _set_step(unit, lead_id, wanted, slot)
        return
    if planned.set_by != RULE:
        return
    if wanted is None:
        repo.close_step(unit, lead_id, "cancelled")
        return
    if planned.slot != slot:
        on = moved or planned.step.on
        keeps = _rises(planned.slot, slot) or (on < desk.today and planned.slot != "ungraded")
        day = min(on, wanted.on) if keeps else wanted.on
        _set_step(unit, lead_id, Step(day, wanted.by, wanted.goal), slot)


def _set_step(unit: Unit, lead_id: int, step: Step, slot: str | None) -> None:
    repo.plan_step(unit, lead_id, step, RULE, "moved", Extras(slot=slot))


def _rises(old: str | None, new: str | None) -> bool:
    return old != "ungraded" and grade_rank(new) > grade_rank(old)
