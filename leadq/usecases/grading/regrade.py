"""Brings every lead up to changed rules (method §4, §5)."""

from __future__ import annotations

from leadq.domain.leads.status import WON
from leadq.store.care.standing import each_standing
from leadq.store.numbers import highest_id
from leadq.store.unit import Unit
from leadq.usecases.aftersale.steps import CustomerPlans
from leadq.usecases.desk import Desk, Progress
from leadq.usecases.followup.replan import replan
from leadq.usecases.grading.outlooks import Outlooks

_BATCH = 1000


def regrade_all(unit: Unit, desk: Desk, progress: Progress | None = None) -> int:
    """Judge every lead that is open, won or parked afresh; return how many are no customers.

    Those of others in the team are judged on their own computers. A step of the program follows;
    what stays as it is, is not written. ``progress`` hears how many of the rows are done.
    """
    outlooks, plans, count = Outlooks(desk), CustomerPlans(unit.conn, desk), 0
    highest = highest_id(unit.conn, "lead")
    for start in range(1, highest + 1, _BATCH):
        if progress is not None:
            progress(start - 1, highest)
        ids = range(start, start + _BATCH)
        for lead in list(each_standing(unit.conn, desk.today, ids=ids)):
            if not desk.is_mine(unit.conn, lead.owner):
                continue
            count += lead.state.status != WON
            replan(unit, desk, lead, outlooks, plans)
    return count
