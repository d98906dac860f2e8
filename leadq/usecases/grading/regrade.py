"""Brings every lead up to changed rules (method §4, §5)."""

from __future__ import annotations

from leadq.domain.grading.grade import RULE, slot_of
from leadq.domain.grading.outlook import OPEN, Span
from leadq.domain.leads.status import WON
from leadq.store import repo
from leadq.store.care.health import StoredLead, each_standing
from leadq.store.numbers import highest_id
from leadq.store.unit import Unit
from leadq.usecases.aftersale.steps import CustomerPlans
from leadq.usecases.desk import Desk, Progress
from leadq.usecases.followup.replan import replan_lead
from leadq.usecases.grading.outlooks import Outlooks, says_the_same

_BATCH = 1000


def regrade_all(unit: Unit, desk: Desk, progress: Progress | None = None) -> int:
    """Judge every lead that is open, won or parked afresh; return how many are no customers.

    A step of the program follows; what stays as it is, is not written. ``progress`` hears how
    many of the rows are done.
    """
    outlooks, plans, count = Outlooks(desk), CustomerPlans(unit.conn, desk), 0
    highest = highest_id(unit.conn, "lead")
    for start in range(1, highest + 1, _BATCH):
        if progress is not None:
            progress(start - 1, highest)
        ids = range(start, start + _BATCH)
        for lead in list(each_standing(unit.conn, desk.today, ids=ids)):
            count += lead.state.status != WON
            spans = outlooks.of(unit.conn, desk.trade_of(lead.profile).rules, lead)
            if _needs_step(lead, spans[0]):
                replan_lead(unit, desk, lead.lead_id, plans)
            elif not says_the_same(spans, lead.spans, desk.today):
                repo.write_outlook(unit, lead.lead_id, desk.today, spans)
    return count


def _needs_step(lead: StoredLead, now: Span) -> bool:
    """Tell whether the step of the program has to follow how a lead stands today (§5)."""
    if now.status == WON:
        return lead.state.plan is None
    if now.status != OPEN:
        return False
    slot, plan = slot_of(now.grade, now.man), lead.state.plan
    if plan is None:
        return slot is not None
    return plan.set_by == RULE and lead.slot != slot
