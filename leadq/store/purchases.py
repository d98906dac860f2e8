"""Writes purchases: one at a time, or those of a file as one range of the journal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlmodel import col, select

from leadq.store.tables_after import Purchase
from leadq.store.unit import Unit

_COLUMNS = (
    "id", "uid", "lead_id", "on_day", "amount", "product", "note", "noted_by", "owner",
    "created_at", "updated_at",
)  # fmt: skip


class NewPurchase(NamedTuple):
    """What a lead bought on a day; the amount is in the currency's own unit."""

    lead_id: int
    on: date
    amount: float
    product: str | None = None
    note: str | None = None


def insert_purchase(unit: Unit, new: NewPurchase, noted_by: str) -> int:
    """Insert a purchase and return the row's id; ``noted_by`` is rep or win."""
    row = Purchase(
        uid=unit.new_uid(),
        lead_id=new.lead_id,
        on_day=new.on,
        amount=new.amount,
        product=new.product,
        note=new.note,
        noted_by=noted_by,
        owner=unit.owner,
        created_at=unit.now,
        updated_at=unit.now,
    )
    return int(unit.add(row).id or 0)


def insert_purchases(unit: Unit, found: Sequence[NewPurchase]) -> None:
    """Insert the purchases of a file, journalled as one range."""
    if not found:
        return
    (highest,) = unit.conn.execute("SELECT coalesce(max(id), 0) FROM purchase").fetchone()
    rows = [
        (
            key, unit.new_uid(), new.lead_id, new.on.isoformat(), float(new.amount), new.product,
            new.note, "file", unit.owner, unit.now, unit.now,
        )
        for key, new in enumerate(found, highest + 1)
    ]  # fmt: skip
    marks = ", ".join("?" * len(_COLUMNS))
    unit.conn.executemany(f"INSERT INTO purchase ({', '.join(_COLUMNS)}) VALUES ({marks})", rows)
    unit.note_range("insert", "purchase", highest + 1, highest + len(rows))


def remove_purchase(unit: Unit, purchase_id: int) -> None:
    """Take a purchase out."""
    unit.remove(unit.session.exec(select(Purchase).where(Purchase.id == purchase_id)).one())


def remove_won(unit: Unit, lead_id: int, on: date) -> None:
    """Take out what an earlier win of the same lead recorded on a day."""
    query = select(Purchase).where(
        Purchase.lead_id == lead_id, Purchase.on_day == on, col(Purchase.noted_by) == "win"
    )
    for row in list(unit.session.exec(query)):
        unit.remove(row)
