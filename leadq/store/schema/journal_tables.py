"""The schema of what every command changed, and of what the store says of itself."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel


def one_of(column: str, *words: str) -> str:
    """Return the rule that a column holds one of some words, as SQLite checks it fastest.

    A list of more than two it would put into a table of its own, for each row anew.
    """
    return " OR ".join(f"{column} = '{word}'" for word in words)


class Journal(SQLModel, table=True):
    """What every command changed: the rows, and what stood in them before (JSON).

    ``day`` is the day the program believed in. ``after`` is filled when a command is undone, so
    that it can be redone.
    """

    __table_args__ = (
        CheckConstraint(one_of("op", "insert", "update", "delete"), name="journal_op"),
        Index("journal_command", "command"),
        Index("journal_day", "day"),
        Index("journal_lead", "lead_id"),
        Index("journal_rows", "tbl", "row_last"),
    )
    id: int | None = Field(default=None, primary_key=True)
    command: str
    verb: str
    at: str
    day: date
    owner: str | None = None
    tbl: str
    op: str
    row_first: int
    row_last: int
    lead_id: int | None = None
    before: str | None = None
    after: str | None = None
    undone: bool = False


class Meta(SQLModel, table=True):
    """Facts about the store itself."""

    key: str = Field(primary_key=True)
    value: str
