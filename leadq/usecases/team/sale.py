"""What a win that a colleague has noted asks of the owner's laptop, which alone plans its leads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from leadq.domain.aftersale.steps import kind_of
from leadq.domain.grading.grade import RULE
from leadq.domain.leads.status import WON
from leadq.domain.words import AFTER_SLOTS
from leadq.store import repo
from leadq.store.changes import read_stamps
from leadq.store.read.read_details import read_core
from leadq.store.read.read_purchases import read_left_out
from leadq.store.statements import AUTOMATIC
from leadq.store.unit import Unit
from leadq.usecases.aftersale.steps import list_planned, plan_sale
from leadq.usecases.desk import Desk


def follow_sales(unit: Unit, desk: Desk, stood: Mapping[int, str]) -> None:
    """Plan what follows sales that came with a pull; call it off where one was taken back (§14).

    ``stood`` is how leads stood before, by their ids. Whoever won the lead on another laptop of
    the owner's has planned it there.
    """
    with unit.apart(AUTOMATIC):
        for lead_id, before in stood.items():
            core = read_core(unit.conn, lead_id)
            if (core.status == WON) == (before == WON) or not desk.is_mine(unit.conn, core.owner):
                continue
            planned = [one for one in list_planned(unit.conn, lead_id) if one.slot in AFTER_SLOTS]
            if core.status != WON:
                for one in planned:
                    if one.set_by == RULE:
                        repo.change_step(unit, one.id, state="cancelled")
            elif not planned:
                _plan(unit, desk, lead_id)


def _plan(unit: Unit, desk: Desk, lead_id: int) -> None:
    """Plan what follows a sale, but what its very command has left out."""
    stamp = read_stamps(unit.conn, lead_id).get("status", unit.now)
    left_out = read_left_out(unit.conn, lead_id, stamp)
    without = {kind_of(slot) for slot in left_out if slot in AFTER_SLOTS}
    plan_sale(unit, desk, lead_id, without, date.fromisoformat(stamp[:10]))
