"""Who has a phone, email or WeChat name already: the same lead, or a clash of two reps (撞单)."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from leadq.domain.leads.duplicates import company_core
from leadq.domain.leads.status import CLOSED
from leadq.domain.typing.texts import is_blank
from leadq.errors import RefusedError
from leadq.store.read.lookups import Names, find_open
from leadq.store.read.read_leads import read_lead
from leadq.store.repo_values import ReachValue
from leadq.usecases.desk import Desk


class Holder(NamedTuple):
    """A lead that already has a phone number, email or WeChat name.

    ``company``: that of one that is only called the same, by name and company.
    """

    number: int
    name: str
    owner: str | None
    status: str
    grade: str | None
    typed: str
    company: str = ""


class DuplicateError(RefusedError):
    """Another open lead already has this phone, email or WeChat name (exit 1)."""

    def __init__(self, holder: Holder) -> None:
        key = "duplicate_name" if holder.company else "duplicate_reach"
        super().__init__(
            key,
            hint="duplicate_reach",
            given=holder.typed,
            company=holder.company,
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
        found += [Holder._make((*row, reach.typed, "")) for row in rows]
    return found


def find_namesakes(conn: sqlite3.Connection, desk: Desk, name: str, company: str) -> list[Holder]:
    """Return the open leads of the same name and company; none where one is not known."""
    found: list[Holder] = []
    core = company_core(company)
    if is_blank(name) or not core:
        return found
    for lead_id in sorted(Names(conn).find(name.strip())):
        lead = read_lead(conn, lead_id, desk.today)
        noted = lead["company"] or ""
        if lead["status"] not in CLOSED and company_core(noted) == core:
            told = (lead["number"], lead["name"], lead["owner"], lead["status"], lead["grade"])
            found.append(Holder(*told, name.strip(), noted))
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
