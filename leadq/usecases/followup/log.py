"""Records a touch: it closes the follow-up that was due and sets the next one (method §5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from leadq.domain.followup.schedule import (
    NO_ANSWER,
    REACHED,
    Step,
    share_ahead,
    step_after_touch,
    tries_in_a_row,
)
from leadq.domain.grading.grade import REP, RULE, Judgement
from leadq.domain.grading.outlook import OPEN, PARKED, judge_on, status_on
from leadq.domain.leads.status import WON
from leadq.domain.words import REVISIT
from leadq.errors import RefusedError, UsageError
from leadq.store import repo
from leadq.store.read.read_details import (
    PromiseData,
    read_core,
    read_facts,
    read_open_step,
    read_promises,
    read_state,
)
from leadq.store.read.read_leads import read_lead
from leadq.store.read.rows import LeadData
from leadq.store.repo_values import Extras
from leadq.store.unit import Unit
from leadq.usecases.aftersale.steps import fit_channel, is_done_by_contact
from leadq.usecases.desk import Desk
from leadq.usecases.followup.promise import close_promises
from leadq.usecases.followup.replan import read_tries, replan_lead
from leadq.usecases.hearing.take import TakenWords, write_learnt
from leadq.usecases.leads.find import find_lead

NO_WORDS = TakenWords()


@dataclass(repr=False)
class Contacted:
    """What happened. ``by`` empty: the channel that was planned. ``kept``: promise ids.

    What is ``next_`` is the next step as the rep wants it; its hour (HH:MM), place and channel
    belong to a day, ``next_on``.
    ``learnt``: what was taken of the words that belongs to the lead, not to the touch.
    """

    on: date
    time: str = ""
    by: str = ""
    outcome: str = REACHED
    said: str = ""
    objection: str = ""
    promises: Sequence[tuple[str, date | None]] = ()
    kept: Sequence[int] = ()
    next_on: date | None = None
    next_time: str = ""
    next_place: str = ""
    next_by: str = ""
    goal: str = ""
    learnt: TakenWords = NO_WORDS


class Logged(NamedTuple):
    """The lead afterwards; ``touch_number`` counts contacts, ``share_ahead`` is per cent.

    ``dated`` are the promises, by id, whose words named no day, so that they were given one.
    """

    lead: LeadData
    by: str
    outcome: str
    touch_number: int
    share_ahead: int
    promises: tuple[PromiseData, ...]
    dated: tuple[int, ...] = ()


def log_touch(desk: Desk, given: str, contacted: Contacted) -> Logged:
    """Record a contact or attempt, its promises, and the next step, in one transaction (§5).

    Raises UsageError for a touch in the future or a next step in the past, RefusedError for an
    unknown lead or promise, or a next step of a lead that is not open.
    """
    _check_days(desk, contacted)
    with desk.write("log") as unit:
        lead_id = find_lead(unit.conn, desk, given)
        planned = read_open_step(unit.conn, lead_id)
        by = contacted.by or (planned.step.by if planned else "phone")
        repo.insert_touch(
            unit,
            lead_id,
            by=by,
            outcome=contacted.outcome,
            on_day=contacted.on,
            at_time=contacted.time or None,
            said=contacted.said.strip() or None,
            objection=contacted.objection.strip() or None,
        )
        dated = _note_promises(unit, desk, lead_id, contacted)
        write_learnt(unit, desk, lead_id, contacted.learnt, contacted.on)
        _plan_next(unit, desk, lead_id, contacted, by)
        replan_lead(unit, desk, lead_id)
        lead = read_lead(unit.conn, lead_id, desk.today)
        promises = [p for p in read_promises(unit.conn, lead_id) if p.state == "open"]
        number, ahead = lead["touches"], share_ahead(lead["touches"] + 1)
        told = tuple(promises), tuple(dated)
        return Logged(lead, by, contacted.outcome, number, ahead, *told)


def _check_days(desk: Desk, contacted: Contacted) -> None:
    if contacted.on > desk.today:
        raise UsageError("touch_in_future", hint="touch_in_future", day=contacted.on)
    if contacted.next_on is not None:
        refuse_past(desk, contacted.next_on)
    for text, due_on in contacted.promises:
        if not text.strip():
            raise UsageError("promise_empty", hint="promise_form")
        if due_on is not None:
            refuse_past(desk, due_on)


def refuse_past(desk: Desk, day: date) -> None:
    """Raise UsageError for a plan on a day that has passed."""
    if day < desk.today:
        raise UsageError("plan_in_past", hint="plan_in_past", day=day)


def _note_promises(unit: Unit, desk: Desk, lead_id: int, contacted: Contacted) -> list[int]:
    """Note what was promised and kept; return the promises that had to be given a day (§14)."""
    close_promises(unit, lead_id, contacted.kept)
    calendar = desk.calendar_of(unit.conn, read_core(unit.conn, lead_id).owner)
    dated = []
    for text, due_on in contacted.promises:
        day = due_on or calendar.after(desk.today)
        key = repo.insert_promise(unit, lead_id, text.strip(), day)
        dated += [] if due_on else [key]
    return dated


def _plan_next(unit: Unit, desk: Desk, lead_id: int, contacted: Contacted, by: str) -> None:
    core, state = read_core(unit.conn, lead_id), read_state(unit.conn, lead_id)
    if core.status == WON:
        _plan_customer(unit, desk, lead_id, contacted)
        return
    if status_on(state, desk.today) != OPEN:
        if contacted.next_on is not None:
            number, status = core.number, core.status
            raise RefusedError("not_open", hint="not_open", number=number, status=status)
        return
    if core.status == PARKED:
        repo.change_lead(unit, lead_id, status=OPEN, parked_until=None)
    if contacted.next_on is None and _has_appointment(unit, desk, lead_id, by):
        if contacted.goal.strip():
            repo.change_goal(unit, lead_id, contacted.goal.strip())
        return
    if contacted.next_on is None and not desk.is_mine(unit.conn, core.owner):
        if contacted.outcome != NO_ANSWER:
            repo.close_step(unit, lead_id, "done")
        return
    rules = desk.trade_of(core.profile).rules
    judged = judge_on(rules, read_facts(unit.conn, lead_id), state, desk.today)
    step, set_by = _choose_step(unit, desk, lead_id, contacted, by, judged), RULE
    if contacted.next_on is not None:
        goal = contacted.goal.strip() or (step.goal if step else "")
        channel = contacted.next_by or (step.by if step else by)
        step, set_by = Step(contacted.next_on, channel, goal), REP
    elif step is not None and contacted.goal.strip():
        step = Step(step.on, step.by, contacted.goal.strip())
    repo.close_step(unit, lead_id, "done")
    if step is not None:
        time, place = contacted.next_time or None, contacted.next_place.strip() or None
        extras = Extras(time, place, slot=judged.slot)
        repo.plan_step(unit, lead_id, step, set_by, "done", extras)


def _plan_customer(unit: Unit, desk: Desk, lead_id: int, contacted: Contacted) -> None:
    """Let a contact do what was due of a customer, and plan what the rep says (§14).

    Nobody answered: the same again on the next working day, as often as the trade tries. What
    follows otherwise is planned with everything else about the lead.
    """
    planned = read_open_step(unit.conn, lead_id)
    core = read_core(unit.conn, lead_id)
    rules, calendar = desk.trade_of(core.profile).rules, desk.calendar_of(unit.conn, core.owner)
    if contacted.next_on is not None:
        slot = (planned.slot if planned else None) or REVISIT
        cadence = rules.aftersale.get(slot) or rules.aftersale[REVISIT]
        by = contacted.next_by or (planned.step.by if planned else cadence.by)
        step = Step(contacted.next_on, by, contacted.goal.strip() or cadence.goal)
        extras = Extras(contacted.next_time or None, contacted.next_place.strip() or None)
        repo.close_step(unit, lead_id, "done" if contacted.outcome != NO_ANSWER else "moved")
        repo.plan_step(unit, lead_id, step, REP, "moved", extras._replace(slot=slot))
    elif planned is None or not is_done_by_contact(planned, desk.today):
        return
    elif contacted.outcome != NO_ANSWER:
        repo.close_step(unit, lead_id, "done")
    elif not desk.is_mine(unit.conn, core.owner):
        return
    elif tries_in_a_row(read_tries(unit.conn, lead_id)) <= rules.no_answer_tries:
        repo.change_step(unit, planned.id, on_day=calendar.after(desk.today), at_time=None)
    else:
        repo.close_step(unit, lead_id, "moved")


def _has_appointment(unit: Unit, desk: Desk, lead_id: int, by: str) -> bool:
    """Tell whether the rep has set a step that lies ahead: no touch before it ends it (§5).

    A visit with an hour is one on its own day as well, until the lead is seen: a message is none.
    """
    planned = read_open_step(unit.conn, lead_id)
    if planned is None or planned.set_by != REP:
        return False
    seen_today = planned.time is None or planned.by != "visit" or by == "visit"
    return planned.step.on > desk.today or (planned.step.on == desk.today and not seen_today)


def _choose_step(
    unit: Unit, desk: Desk, lead_id: int, contacted: Contacted, by: str, judged: Judgement
) -> Step | None:
    """Return the step that the cadence sets after the newest touch, today at the earliest."""
    core = read_core(unit.conn, lead_id)
    rules = desk.trade_of(core.profile).rules
    calendar, touches = desk.calendar_of(unit.conn, core.owner), read_tries(unit.conn, lead_id)
    newest = max(touches, key=lambda touch: (touch.on, touch.seq))
    tries = tries_in_a_row(touches)
    step = step_after_touch(rules, judged.slot, newest, tries, by, calendar)
    if step is None:
        return None
    if newest.outcome != NO_ANSWER:
        step = fit_channel(unit.conn, lead_id, step, unreached=False)
    return step if step.on >= desk.today else step._replace(on=calendar.on_or_after(desk.today))
