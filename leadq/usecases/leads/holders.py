"""Who has a phone, email or WeChat name already: the same lead, or a clash of two reps (撞单)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from leadq.errors import RefusedError
from leadq.store.read.lookups import find_open
from leadq.store.repo_values import ReachValue
from leadq.usecases.desk import Desk


class Holder(NamedTuple):
    """A lead that already has a phone number, email or WeChat name."""

    number: int
    name: str
    owner: str | None
    status: str
    grade: str | None
    typed: str


class DuplicateError(RefusedError):
    """Another open lead already has this phone, email or WeChat name (exit 1)."""

    def __init__(self, holder: Holder) -> None:
        super().__init__(
            "duplicate_reach",
            hint="duplicate_reach",
            given=holder.typed,
            number=holder.number,
            name=holder.name,
        )
        self.holder = holder


def find_holders(
    conn: sqlite3.Connection, desk: Desk, reaches: Sequence[ReachValue], besides: int = 0
) -> list[Holder]:
    """Return the open leads that can be reached the same way, save one lead itself."""
    found: list[Holder] = []
    for reach in reaches:
        rows = find_open(conn, reach.norm, desk.today, besides)
        found += [Holder._make((*row, reach.typed)) for row in rows]
    return found


def refuse_duplicates(
    holders: Sequence[Holder], owner: str | None, force: bool
) -> tuple[Holder, ...]:
    """Return the clashes with other reps; raise DuplicateError for one of the same owner."""
    for holder in holders:
        if not force and may_be_same(holder.owner, owner):
            raise DuplicateError(holder)
    unique = {holder.number: holder for holder in holders}
    return tuple(unique.values())


def may_be_same(one: str | None, other: str | None) -> bool:
    """Tell whether two leads can be the same rep's: only two names that differ say no."""
    return not one or not other or one.casefold() == other.casefold()
