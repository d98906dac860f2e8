"""Ends a lead or puts it aside: won, lost, dropped, parked, and open again (method §5)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from leadq.domain.followup.endings import is_no_customer
from leadq.domain.followup.schedule import LAST_RULE_TOUCH, Step, program_goal, share_ahead
from leadq.domain.grading.grade import REP
from leadq.domain.grading.man import ALL_NO
from leadq.domain.grading.outlook import OPEN, PARKED
from leadq.domain.leads.status import LEFT, SOLD, WON
from leadq.domain.words import DELIVERY, SERVICE
from leadq.errors import RefusedError, UsageError
from leadq.store import repo
from leadq.store.read.read_details import OpenStep, read_core
from leadq.store.read.read_leads import read_lead
from leadq.store.read.read_purchases import PurchaseData, read_purchases
from leadq.store.read.rows import LeadData
from leadq.store.repo_values import Extras
from leadq.store.unit import Unit
from leadq.usecases.aftersale.purchase import WIN, note_won
from leadq.usecases.aftersale.steps import end_steps, list_planned, plan_sale
from leadq.usecases.desk import Desk
from leadq.usecases.followup.log import refuse_past
from leadq.usecases.followup.replan import replan_lead
from leadq.usecases.leads.find import find_lead


@dataclass(frozen=True)
class Closed:
    """The lead afterwards; ``share_ahead`` is the per cent of deals that the rule of thumb still
    sees ahead when a lead is given up before follow-up 11, else None. ``stays`` is the purchase
    that an earlier win recorded and that ending or opening the lead leaves alone; ``bought`` the
    one that a win noted, ``planned`` what follows it."""

    lead: LeadData
    before: str
    share_ahead: int | None
    stays: PurchaseData | None = None
    bought: PurchaseData | None = None
    planned: tuple[OpenStep, ...] = ()


def win_lead(
    desk: Desk, given: str, amount: float | None, without: Collection[str] = (), force: bool = False
) -> Closed:
    """Mark a lead as won, record the purchase (§10) and plan what follows it, but some kinds (§14).

    Raises RefusedError when it is won already, or when the same purchase is noted (``force``
    insists).
    """
    with desk.write("win") as unit:
        lead_id, before = _stand(unit, desk, given, {"status": WON, "amount": amount})
        bought = note_won(unit, read_lead(unit.conn, lead_id, desk.today), lead_id, amount, force)
        plan_sale(unit, desk, lead_id, without)
        replan_lead(unit, desk, lead_id)
        planned = tuple(list_planned(unit.conn, lead_id))
        lead = read_lead(unit.conn, lead_id, desk.today)
        return Closed(lead, before, None, None, bought, planned)


def leave_lead(desk: Desk, given: str, kind: str, reason: str) -> Closed:
    """Note that a customer is gone, by their own choice or because we ended it, and why (§10).

    Raises UsageError without a reason, RefusedError for who is no customer.
    """
    fields = {"status": LEFT, "left_kind": kind, "reason": _reason(reason)}
    with desk.write("leave") as unit:
        core = read_core(unit.conn, find_lead(unit.conn, desk, given))
        if core.status not in SOLD:
            raise RefusedError(
                "no_customer", hint="no_customer", number=core.number, name=core.name
            )
        lead_id, before = _stand(unit, desk, str(core.number), fields)
        replan_lead(unit, desk, lead_id)
        return Closed(read_lead(unit.conn, lead_id, desk.today), before, None)


def lose_lead(desk: Desk, given: str, reason: str) -> Closed:
    """Mark a lead as lost, with the reason (§5). Raises UsageError without one."""
    return _end(desk, given, "lose", {"status": "lost", "reason": _reason(reason), "amount": None})


def drop_lead(desk: Desk, given: str, reason: str) -> Closed:
    """Stop working on a lead, with the reason (§5). Raises UsageError without one."""
    return _end(
        desk, given, "drop", {"status": "dropped", "reason": _reason(reason), "amount": None}
    )


def park_lead(desk: Desk, given: str, until: date, time: str = "") -> Closed:
    """Put a lead aside until a day; it is open and due again then, at an hour if one is named.

    Raises UsageError for a day that is not ahead.
    """
    refuse_past(desk, until)
    if until == desk.today:
        raise UsageError("park_today", hint="park_today")
    return _end(
        desk,
        given,
        "park",
        {"status": PARKED, "parked_until": until, "amount": None, "reason": None},
        time,
    )


def reopen_lead(desk: Desk, given: str) -> Closed:
    """Open a lead that was won, lost, dropped or parked; one that left is a customer again.

    Raises RefusedError when it is open.
    """
    with desk.read() as conn:
        has_left = read_core(conn, find_lead(conn, desk, given)).status == LEFT
    if has_left:
        return _come_back(desk, given)
    return _end(desk, given, "reopen", {"status": OPEN, "reason": None, "amount": None})


def _come_back(desk: Desk, given: str) -> Closed:
    with desk.write("reopen") as unit:
        lead_id, before = _stand(unit, desk, given, {"status": WON, "reason": None})
        plan_sale(unit, desk, lead_id, (DELIVERY, SERVICE))
        replan_lead(unit, desk, lead_id)
        planned = tuple(list_planned(unit.conn, lead_id))
        lead = read_lead(unit.conn, lead_id, desk.today)
        return Closed(lead, before, None, None, None, planned)


def _reason(reason: str) -> str:
    if not reason.strip():
        raise UsageError("reason_needed", hint="reason_needed")
    return reason.strip()


def _end(desk: Desk, given: str, verb: str, fields: dict[str, Any], time: str = "") -> Closed:
    with desk.write(verb) as unit:
        lead_id, before = _stand(unit, desk, given, fields, time)
        replan_lead(unit, desk, lead_id)
        lead, status = read_lead(unit.conn, lead_id, desk.today), fields["status"]
        was_sold = status == OPEN or before in SOLD
        bought = read_purchases(unit.conn, lead_id) if was_sold else []
        stays = next((one for one in reversed(bought) if one.noted_by == WIN), None)
        return Closed(lead, before, _share_given_up(status, lead), stays)


def _stand(
    unit: Unit, desk: Desk, given: str, fields: dict[str, Any], time: str = ""
) -> tuple[int, str]:
    """Let a lead stand otherwise from now on; return its id and how it stood.

    Raises RefusedError when it stands so already.
    """
    lead_id = find_lead(unit.conn, desk, given)
    core = read_core(unit.conn, lead_id)
    status = fields["status"]
    if core.status == status and status != PARKED:
        key = f"already_{status}"
        raise RefusedError(key, hint=key, number=core.number, name=core.name)
    usual = {"parked_until": None, "left_kind": None, "reason": None}
    repo.change_lead(unit, lead_id, **{**usual, **fields})
    follow_status(unit, lead_id, core.status, time)
    return lead_id, core.status


def follow_status(unit: Unit, lead_id: int, before: str, time: str = "") -> None:
    """Plan the return of a lead that was parked; end the step of one that no longer needs it.

    ``time`` (HH:MM) is the hour of the return, if one was named.
    """
    core = read_core(unit.conn, lead_id)
    if core.status == PARKED and core.parked_until is not None:
        step = Step(core.parked_until, "phone", program_goal("unpark"))
        repo.plan_step(unit, lead_id, step, REP, "moved", Extras(time or None))
    elif before != OPEN or core.status != OPEN:
        end_steps(unit, lead_id)


def _share_given_up(status: str, lead: LeadData) -> int | None:
    """Return the share of deals still ahead; None where the method itself says stop (§2).

    Of a lead that nobody has talked to it says nothing, nor of one where nobody was to buy: a
    wrong number, a competitor, a double.
    """
    given_up = status in ("lost", "dropped") and lead["man"] != ALL_NO and lead["touches"] > 0
    if not given_up or lead["touches"] >= LAST_RULE_TOUCH or is_no_customer(lead["reason"] or ""):
        return None
    return share_ahead(lead["touches"] + 1)
