"""Records what customers buy: typed one by one, or with a win."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from leadq.errors import RefusedError, UsageError
from leadq.store.purchases import NewPurchase, insert_purchase, remove_won
from leadq.store.read.read_leads import plain_number, read_lead
from leadq.store.read.read_purchases import PurchaseData, read_purchases
from leadq.store.read.rows import LeadData
from leadq.store.unit import Unit
from leadq.usecases.desk import Desk
from leadq.usecases.followup.replan import replan_lead
from leadq.usecases.leads.find import find_lead

WIN, REP = "win", "rep"
_SAME_DEAL = timedelta(days=7)


@dataclass(frozen=True)
class Buyer:
    """A lead and everything it bought; ``changed`` is the purchase that was noted or taken out."""

    lead: LeadData
    purchases: tuple[PurchaseData, ...]
    changed: PurchaseData | None = None


def list_purchases(desk: Desk, given: str) -> Buyer:
    """Return what a lead bought, oldest first. Raises RefusedError for an unknown lead."""
    with desk.read() as conn:
        lead_id = find_lead(conn, desk, given)
        lead = read_lead(conn, lead_id, desk.today)
        return Buyer(lead, tuple(read_purchases(conn, lead_id)))


def note_purchase(
    desk: Desk, given: str, amount: float, on: date | None, product: str = "", note: str = "",
    force: bool = False,
) -> Buyer:  # fmt: skip
    """Record a purchase; without a day, it was made today (method §10).

    The product is the lead's own unless another is named. Raises UsageError for a day that is
    ahead or an amount of nothing, RefusedError for an unknown lead, or for the same amount within
    a week unless it is meant (``force``).
    """
    day = on or desk.today
    refuse_ahead(desk, day)
    refuse_nothing(amount)
    with desk.write("purchase") as unit:
        lead_id = find_lead(unit.conn, desk, given)
        lead = read_lead(unit.conn, lead_id, desk.today)
        if not force:
            refuse_twice(unit, lead, lead_id, amount, day)
        named = product.strip() or lead["product"]
        new = NewPurchase(lead_id, day, amount, named, note.strip() or None)
        key = insert_purchase(unit, new, REP)
        # who buys is seen again, key customers sooner than others
        replan_lead(unit, desk, lead_id)
        purchases = read_purchases(unit.conn, lead_id)
        return Buyer(lead, tuple(purchases), next(one for one in purchases if one.id == key))


def remove_purchase(desk: Desk, given: str, purchase_id: int) -> Buyer:
    """Take out a purchase that was noted by mistake. Raises RefusedError."""
    with desk.write("purchase") as unit:
        lead_id = find_lead(unit.conn, desk, given)
        lead = read_lead(unit.conn, lead_id, desk.today)
        found = read_purchases(unit.conn, lead_id)
        gone = next((one for one in found if one.id == purchase_id), None)
        if gone is None:
            raise RefusedError(
                "no_purchase", hint="no_purchase", given=purchase_id, number=lead["number"]
            )
        unit.remove("purchase", purchase_id)
        return Buyer(lead, tuple(one for one in found if one is not gone), gone)


def note_won(
    unit: Unit, lead: LeadData, lead_id: int, amount: float | None, force: bool
) -> PurchaseData | None:
    """Record what a lead was won with; a win of the same day takes the earlier one's place.

    Raises RefusedError for the same amount within a week unless it is meant (``force``).
    """
    remove_won(unit, lead_id, unit.today)
    if not amount:
        return None
    if not force:
        refuse_twice(unit, lead, lead_id, amount, unit.today)
    new = NewPurchase(lead_id, unit.today, amount, lead["product"])
    key = insert_purchase(unit, new, WIN)
    return next(one for one in read_purchases(unit.conn, lead_id) if one.id == key)


def refuse_twice(unit: Unit, lead: LeadData, lead_id: int, amount: float, day: date) -> None:
    """Raise RefusedError when the same amount was noted within a week: it may be the same one."""
    for one in read_purchases(unit.conn, lead_id):
        if one.amount == amount and abs(day - date.fromisoformat(one.on)) <= _SAME_DEAL:
            raise RefusedError(
                "purchase_twice", hint="purchase_twice",
                number=lead["number"], day=one.on, amount=f"{plain_number(amount):,}",
            )  # fmt: skip


def refuse_ahead(desk: Desk, day: date) -> None:
    """Raise UsageError for a purchase on a day that is still ahead."""
    if day > desk.today:
        raise UsageError("purchase_ahead", hint="purchase_ahead", day=day)


def refuse_nothing(amount: float) -> None:
    """Raise UsageError for a purchase of nothing."""
    if not amount > 0:
        raise UsageError("purchase_of_nothing", hint="purchase_of_nothing")
