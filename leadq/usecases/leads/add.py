"""Adds a lead with everything that is known of it at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from leadq.domain.fields import PLAIN, TEXTS
from leadq.domain.typing.texts import is_blank
from leadq.errors import UsageError
from leadq.store import repo
from leadq.store.read.read_leads import read_lead
from leadq.store.read.rows import LeadData
from leadq.store.repo_values import ReachValue
from leadq.store.unit import Unit
from leadq.usecases.desk import Desk
from leadq.usecases.followup.replan import replan_lead
from leadq.usecases.grading.new_facts import NewFact, write_facts
from leadq.usecases.keys import make_keys, parse_reaches
from leadq.usecases.leads.find import find_bringer
from leadq.usecases.leads.holders import Holder, find_holders, find_namesakes, refuse_duplicates
from leadq.usecases.leads.owners import name_owner

Also = Callable[[Unit, int], None]
"""Writes what else is known of a new lead, by its id, before its first step is planned."""


class NewLead:
    """What a rep says of a new lead; None and empty mean not said.

    ``fields`` are the texts among them, the trade, the budget and WeChat; ``facts`` are what is
    known besides.
    """

    def __init__(
        self,
        name: str,
        *,
        phones: Sequence[str] = (),
        emails: Sequence[str] = (),
        need_by: date | None = None,
        tags: Sequence[str] = (),
        force: bool = False,
        facts: Sequence[NewFact] = (),
        **fields: Any,
    ) -> None:
        if unknown := fields.keys() - {*PLAIN, "wechat"}:
            raise TypeError(unknown)
        self.name = name
        self.phones, self.emails = phones, emails
        self.need_by, self.tags, self.force = need_by, tags, force
        self.fields = fields
        self.facts = facts


@dataclass(frozen=True)
class Added:
    """The new lead; ``clashes`` are the same person with other reps (撞单)."""

    lead: LeadData
    clashes: tuple[Holder, ...]


def add_lead(desk: Desk, new: NewLead, also: Also | None = None) -> Added:
    """Add a lead and plan its first follow-up; ``also`` writes more of it in the same step.

    Raises DuplicateError when an open lead of the same owner can be reached the same way,
    UsageError for an empty name or an impossible phone or email, RefusedError for an unknown
    profile, an owner who is not in the team, or for a person who was erased (``force`` insists,
    and lifts that).
    """
    fields = clean_fields(new)
    fields["profile"] = desk.library.profile(new.fields.get("profile") or desk.profile).id
    fields["owner"] = fields["owner"] or desk.me or None
    reaches = gather_reaches(desk, new.phones, new.emails, new.fields.get("wechat"))
    with desk.write("add", insists=new.force) as unit:
        fields["owner"] = name_owner(desk, unit.conn, fields["owner"])
        holders = find_holders(unit.conn, desk, reaches)
        clashes = refuse_duplicates(holders, fields["owner"], new.force)
        if bringer := _text(new.fields.get("referred_by")):
            fields["referred_by"] = find_bringer(unit.conn, desk, bringer)
        lead_id, _number = repo.insert_lead(unit, fields, desk.today)
        repo.insert_reaches(unit, lead_id, reaches)
        repo.set_lookup(unit, lead_id, make_keys((fields["name"], fields["company"]), reaches))
        if new.need_by is not None:
            day = new.need_by.isoformat()
            repo.insert_fact(unit, lead_id, "need_by", day, None, desk.today)
        write_facts(unit, desk, lead_id, new.facts, desk.today)
        if also is not None:
            also(unit, lead_id)
        replan_lead(unit, desk, lead_id)
        return Added(read_lead(unit.conn, lead_id, desk.today), clashes)


def clean_fields(new: NewLead) -> dict[str, Any]:
    """Return the columns of a new lead; empty texts become None. Raises UsageError."""
    fields: dict[str, Any] = {name: _text(new.fields.get(name)) for name in TEXTS}
    name = next((n for n in (_text(new.name), fields["company"]) if n and not is_blank(n)), None)
    if name is None:
        raise UsageError("empty_name", hint="empty_name")
    tags = [tag for tag in map(_text, new.tags) if tag]
    fields |= {"name": name, "budget": new.fields.get("budget")}
    return fields | {"tags": list(dict.fromkeys(tags))}


def _text(value: str | None) -> str | None:
    return (value or "").strip() or None


def gather_reaches(
    desk: Desk, phones: Sequence[str], emails: Sequence[str], wechat: str | None
) -> list[ReachValue]:
    """Return every way to reach a lead as it is stored. Raises UsageError."""
    return [
        *parse_reaches("phone", [p for p in phones if p.strip()], desk.region),
        *parse_reaches("email", [e for e in emails if e.strip()], desk.region),
        *parse_reaches("wechat", [wechat] if wechat and wechat.strip() else [], desk.region),
    ]


def find_known(desk: Desk, new: NewLead) -> list[Holder]:
    """Return the open leads reached like a new one, then its namesakes. Raises UsageError."""
    reaches = gather_reaches(desk, new.phones, new.emails, new.fields.get("wechat"))
    with desk.read() as conn:
        company = new.fields.get("company") or ""
        alike = find_namesakes(conn, desk, new.name, company)
        return [*find_holders(conn, desk, reaches), *alike]


def refuse_known(desk: Desk, new: NewLead) -> None:
    """Raise DuplicateError for a new lead that another of the same owner is reached like.

    Also where one of the same owner has its name and company.
    """
    owner = new.fields.get("owner") or desk.me or None
    refuse_duplicates(find_known(desk, new), owner, new.force)


def was_erased(desk: Desk, new: NewLead) -> bool:
    """Tell whether somebody reached or called this way was erased before."""
    # hashing is heavy, and whoever erased nobody needs none of it
    from leadq.usecases.privacy.away import Who, open_gate

    reaches = gather_reaches(desk, new.phones, new.emails, new.fields.get("wechat"))
    who = Who(new.name, _text(new.fields.get("company")), tuple(reaches))
    with desk.read() as conn:
        return open_gate(conn, desk.region).stops(who)
