"""Writes purchases that are typed or come with a win."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

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


def remove_won(unit: Unit, lead_id: int, on: date) -> None:
    """Take out what an earlier win of the same lead recorded on a day."""
    query = "SELECT id FROM purchase WHERE lead_id = ? AND on_day = ? AND noted_by = 'win'"
    for (key,) in unit.conn.execute(query, (lead_id, on.isoformat())).fetchall():
        unit.remove("purchase", key)
