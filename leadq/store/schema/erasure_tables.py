"""The schema of what outlives an erasure, as SQLModel tables; written and read in plain SQL."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel


class Erasure(SQLModel, table=True):
    """The receipt of an erasure: counts, and nothing of whom it was about."""

    __table_args__ = (
        CheckConstraint(
            "reason IN ('request', 'retention', 'mistake', 'other')", name="erasure_reason"
        ),
    )
    id: str = Field(primary_key=True)
    erased_on: date
    at: str
    reason: str
    leads: int
    contacts: int
    rows: int
    entries: int
    mentions: int
    backups: int


class Suppression(SQLModel, table=True):
    """A keyed hash of a way to reach an erased person, or of the lead's ``uid``."""

    __table_args__ = (
        CheckConstraint("kind IN ('phone', 'email', 'wechat', 'lead')", name="suppression_kind"),
    )
    hash: str = Field(primary_key=True)
    kind: str
    erasure_id: str
