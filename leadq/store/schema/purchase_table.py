"""The schema of what comes after the sale, as a SQLModel table."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer
from sqlmodel import Field, SQLModel


class Purchase(SQLModel, table=True):
    """What a customer bought on a day; ``noted_by`` tells a rep's entry from a win and a file."""

    __table_args__ = (
        CheckConstraint("amount > 0", name="purchase_amount"),
        CheckConstraint("noted_by IN ('rep', 'win', 'file')", name="purchase_noted_by"),
        Index("purchase_lead", "lead_id", "on_day"),
    )
    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    lead_id: int = Field(
        sa_column=Column(
            "lead_id", Integer, ForeignKey("lead.id", ondelete="CASCADE"), nullable=False
        )
    )
    on_day: date
    amount: float
    product: str | None = None
    note: str | None = None
    noted_by: str
    owner: str | None = None
    created_at: str
    updated_at: str
