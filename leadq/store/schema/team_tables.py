"""The schema of what a laptop in a team remembers of its hub, as SQLModel tables."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel


class SyncDirty(SQLModel, table=True):
    """A row that changed since the hub heard of it.

    ``base`` is the row as the hub has it (JSON), None when it knows none; ``lead`` the key of the
    lead that it belonged to; ``rev`` counts its changes.
    """

    __tablename__ = "sync_dirty"
    __table_args__ = (Index("sync_dirty_lead", "lead"), {"sqlite_with_rowid": False})
    tbl: str = Field(primary_key=True)
    uid: str = Field(primary_key=True)
    lead: str | None = None
    base: str | None = None
    rev: int


class SyncOut(SQLModel, table=True):
    """What is on its way to the hub: sent again, the same, until the hub has answered.

    ``ops`` is compressed JSON, ``revs`` JSON of how often each of its rows had changed.
    """

    __tablename__ = "sync_out"
    batch: int = Field(primary_key=True)
    digest: str
    ops: bytes
    revs: str


class SyncLost(SQLModel, table=True):
    """A value that another one has replaced without having seen it (JSON), to be looked at."""

    __tablename__ = "sync_lost"
    __table_args__ = (Index("sync_lost_lead", "lead"),)
    id: int | None = Field(default=None, primary_key=True)
    hub_id: int | None = Field(default=None, unique=True)
    tbl: str
    uid: str
    lead: str
    field: str
    value: str | None = None
    who: str | None = None
    kept: str | None = None
    kept_who: str | None = None
    settled: bool = False


class SyncGone(SQLModel, table=True):
    """A lead that goes: erased here and not yet at the hub, or handed over and still changed."""

    __tablename__ = "sync_gone"
    __table_args__ = (CheckConstraint("why IN ('erased', 'left')", name="sync_gone_why"),)
    lead: str = Field(primary_key=True)
    why: str
