"""Writes purchases: one at a time, or those of a file as one range of the journal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from leadq.store.statements import stored
from leadq.store.unit import Unit


class NewPurchase(NamedTuple):
    """What a lead bought on a day; the amount is in the currency's own unit."""

    lead_id: int
    on_day: date
    amount: float
    product: str | None = None
    note: str | None = None


def insert_purchase(unit: Unit, new: NewPurchase, noted_by: str) -> int:
    """Insert a purchase and return the row's id; ``noted_by`` is rep or win."""
    return unit.insert("purchase", **new._asdict(), noted_by=noted_by)


def insert_purchases(unit: Unit, found: Sequence[NewPurchase]) -> None:
    """Insert the purchases of a file, journalled as one range."""
    rows = [tuple(map(stored, (*new, unit.new_uid()))) for new in found]
    unit.insert_many("purchase", (*NewPurchase._fields, "uid"), rows, {"noted_by": "file"})


def remove_purchase(unit: Unit, purchase_id: int) -> None:
    """Take a purchase out."""
    unit.remove("purchase", purchase_id)


def remove_won(unit: Unit, lead_id: int, on: date) -> None:
    """Take out what an earlier win of the same lead recorded on a day."""
    query = "SELECT id FROM purchase WHERE lead_id = ? AND on_day = ? AND noted_by = 'win'"
    for (key,) in unit.conn.execute(query, (lead_id, on.isoformat())).fetchall():
        unit.remove("purchase", key)
