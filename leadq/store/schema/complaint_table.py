"""The schema of complaints, as a SQLModel table."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer
from sqlmodel import Field, SQLModel


class Complaint(SQLModel, table=True):
    """A complaint as a case: what, when, solved how, checked when (method §11, §14).

    What was promised, and by when, are the promises that name it; ``satisfied`` is what the last
    check found, ``missing`` what it found wanting.
    """

    __table_args__ = (
        CheckConstraint("state IN ('open', 'solved', 'closed')", name="complaint_state"),
        CheckConstraint("satisfied IN ('yes', 'no')", name="complaint_satisfied"),
        Index("complaint_lead", "lead_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    lead_id: int = Field(
        sa_column=Column(
            "lead_id", Integer, ForeignKey("lead.id", ondelete="CASCADE"), nullable=False
        )
    )
    on_day: date
    text: str
    product: str | None = None
    feeling: str | None = None
    thanked: str | None = None
    apologised: str | None = None
    details: str | None = None
    cause: str | None = None
    lesson: str | None = None
    state: str = "open"
    solution: str | None = None
    solved_on: date | None = None
    checked_on: date | None = None
    satisfied: str | None = None
    missing: str | None = None
    owner: str | None = None
    created_at: str
    updated_at: str
