"""The schema of the store as SQLModel tables.

``uid`` travels between stores (UUIDv7), ``id`` joins rows inside one, ``number`` is for typing.
Days are ISO dates, instants are UTC in ISO 8601. A migration creates these tables in SQL of its
own; a test holds the two equal.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer
from sqlalchemy import text as plain_sql
from sqlmodel import Field, SQLModel

from leadq.store.schema.journal_tables import Journal as Journal
from leadq.store.schema.journal_tables import Meta as Meta
from leadq.store.schema.journal_tables import one_of

_BORN_ON = plain_sql("substr(value, -5)")


def _lead_key(primary: bool = False) -> Column[int]:
    lead = ForeignKey("lead.id", ondelete="CASCADE")
    return Column("lead_id", Integer, lead, primary_key=primary, nullable=False)


class Lead(SQLModel, table=True):
    """Who could become a customer; ``tags``, ``extra`` and ``changed`` are JSON.

    ``changed`` holds the instant of the last change of each field (see ``changes``).
    """

    __table_args__ = (
        CheckConstraint("length(name) > 0", name="lead_name"),
        CheckConstraint(
            one_of("status", "open", "won", "lost", "dropped", "left", "parked"),
            name="lead_status",
        ),
        CheckConstraint("(status = 'parked') = (parked_until IS NOT NULL)", name="lead_parked"),
        CheckConstraint("key_customer IN ('yes', 'no')", name="lead_key"),
        CheckConstraint("left_kind IN ('own_choice', 'ended_by_us')", name="lead_left"),
        Index("lead_referred", "referred_by", sqlite_where=plain_sql("referred_by IS NOT NULL")),
        Index("lead_source", "source"),
    )
    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    number: int = Field(unique=True)
    name: str
    company: str | None = None
    address: str | None = None
    region: str | None = None
    source: str | None = None
    product: str | None = None
    profile: str
    owner: str | None = None
    status: str = "open"
    parked_until: date | None = None
    reason: str | None = None
    amount: float | None = None
    budget: float | None = None
    tags: str = "[]"
    note: str | None = None
    extra: str = "{}"
    created_on: date
    created_at: str
    updated_at: str
    changed: str = Field(default="{}", sa_column_kwargs={"server_default": plain_sql("'{}'")})
    title: str | None = None
    key_customer: str | None = None
    referred_by: str | None = None
    left_kind: str | None = None


class Reach(SQLModel, table=True):
    """A way to reach a lead; ``norm`` is what duplicates are compared by."""

    __table_args__ = (
        CheckConstraint(one_of("kind", "phone", "email", "wechat"), name="reach_kind"),
        Index("reach_lead", "lead_id"),
        Index("reach_norm", "norm"),
    )
    id: int | None = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=_lead_key())
    kind: str
    typed: str
    e164: str | None = None
    norm: str


class Lookup(SQLModel, table=True):
    """What a lead is found by: names, spellings, digits, in one narrow row."""

    lead_id: int = Field(sa_column=_lead_key(primary=True))
    keys: str


class Contact(SQLModel, table=True):
    """A person of the decision chain."""

    __table_args__ = (
        CheckConstraint(
            "role IN ('approver', 'decider', 'supporter', 'influencer', 'gatekeeper')",
            name="contact_role",
        ),
        CheckConstraint("attitude IN ('for', 'neutral', 'against')", name="contact_attitude"),
        Index("contact_lead", "lead_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    lead_id: int = Field(sa_column=_lead_key())
    name: str
    role: str
    phone: str | None = None
    note: str | None = None
    owner: str | None = None
    created_at: str
    updated_at: str
    attitude: str | None = None


class FactRow(SQLModel, table=True):
    """One dated fact; never changed, only followed by a newer one."""

    __tablename__ = "fact"
    __table_args__ = (
        Index("fact_lead", "lead_id", "fact"),
        Index("fact_birthday", _BORN_ON, "lead_id", sqlite_where=plain_sql("fact = 'birthday'")),
    )
    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    lead_id: int = Field(sa_column=_lead_key())
    fact: str
    value: str
    note: str | None = None
    noted_on: date
    owner: str | None = None
    created_at: str


class TouchRow(SQLModel, table=True):
    """One contact or attempt."""

    __tablename__ = "touch"
    __table_args__ = (
        CheckConstraint(
            one_of("outcome", "reached", "no_answer", "declined"), name="touch_outcome"
        ),
        Index("touch_lead", "lead_id", "on_day", "outcome"),
        Index("touch_day", "on_day"),
    )
    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    lead_id: int = Field(sa_column=_lead_key())
    by: str
    outcome: str
    on_day: date
    at_time: str | None = None
    said: str | None = None
    objection: str | None = None
    owner: str | None = None
    created_at: str


class FollowUp(SQLModel, table=True):
    """A planned step; at most one of a lead is open, and others wait until it is done (§14)."""

    __tablename__ = "followup"
    __table_args__ = (
        CheckConstraint("set_by IN ('rule', 'rep')", name="followup_set_by"),
        CheckConstraint(
            one_of("state", "open", "queued", "done", "moved", "cancelled"), name="followup_state"
        ),
        Index("followup_lead", "lead_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    lead_id: int = Field(sa_column=_lead_key())
    on_day: date
    at_time: str | None = None
    place: str | None = None
    by: str
    goal: str
    set_by: str
    set_on: date
    slot: str | None = None
    state: str = "open"
    reason: str | None = None
    owner: str | None = None
    created_at: str
    updated_at: str


Index(
    "followup_queued",
    FollowUp.__table__.c.lead_id,  # type: ignore[attr-defined]
    sqlite_where=FollowUp.__table__.c.state == "queued",  # type: ignore[attr-defined]
)
Index(
    "followup_open",
    FollowUp.__table__.c.lead_id,  # type: ignore[attr-defined]
    unique=True,
    sqlite_where=FollowUp.__table__.c.state == "open",  # type: ignore[attr-defined]
)


class Promise(SQLModel, table=True):
    """What was promised to a lead, and by when; ``complaint`` is the ``uid`` of its case."""

    __table_args__ = (
        CheckConstraint("state IN ('open', 'kept', 'cancelled')", name="promise_state"),
        Index("promise_lead", "lead_id"),
        Index("promise_due", "state", "due_on"),
    )
    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    lead_id: int = Field(sa_column=_lead_key())
    text: str
    due_on: date | None = None
    state: str = "open"
    owner: str | None = None
    created_at: str
    updated_at: str
    complaint: str | None = None


class GradeOverride(SQLModel, table=True):
    """A grade set by the rep; ``after_fact`` was once a fact's id, and is no longer read."""

    __tablename__ = "override"
    __table_args__ = (
        CheckConstraint("grade IN ('A', 'B', 'C')", name="override_grade"),
        Index("override_lead", "lead_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    lead_id: int = Field(sa_column=_lead_key())
    grade: str
    reason: str
    set_on: date
    after_fact: int = 0
    cleared: bool = False
    owner: str | None = None
    created_at: str
    updated_at: str


class Outlook(SQLModel, table=True):
    """How a lead stands from a day until another; ``live`` spans reach into the future."""

    __table_args__ = (
        Index(
            "outlook_rank",
            plain_sql("coalesce(grade, 'none')"),
            plain_sql("coalesce(next_on, '9999-12-31')"),
            *("until_day", "grade", "next_on", "live", "status"),
            sqlite_where=plain_sql("live = 1 AND status = 'open'"),
        ),
        Index(
            "outlook_span",
            *("first_day", "until_day", "grade", "status"),
            sqlite_where=plain_sql("status <> ''"),
        ),
        {"sqlite_with_rowid": False},
    )
    lead_id: int = Field(sa_column=_lead_key(primary=True))
    first_day: date = Field(primary_key=True)
    until_day: date
    status: str
    grade: str | None = None
    grade_best: str | None = None
    grade_by: str
    man: str
    signals: int
    next_on: date | None = None
    recheck: date | None = None
    live: bool


Index(
    "outlook_due",
    Outlook.__table__.c.next_on,  # type: ignore[attr-defined]
    sqlite_where=Outlook.__table__.c.live  # type: ignore[attr-defined]
    & Outlook.__table__.c.next_on.is_not(None),  # type: ignore[attr-defined]
)
Index(
    "outlook_no_next",
    Outlook.__table__.c.status,  # type: ignore[attr-defined]
    sqlite_where=Outlook.__table__.c.live  # type: ignore[attr-defined]
    & Outlook.__table__.c.next_on.is_(None),  # type: ignore[attr-defined]
)
