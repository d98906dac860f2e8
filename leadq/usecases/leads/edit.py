"""Changes what is written of a lead, and the people around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from leadq.domain.fields import CLEARABLE, PLAIN
from leadq.domain.typing.texts import is_blank
from leadq.errors import RefusedError, UsageError
from leadq.store import repo
from leadq.store.read.read_details import ContactData, read_contacts
from leadq.store.read.read_leads import read_lead
from leadq.store.read.read_merge import read_reaches
from leadq.store.read.rows import LeadData
from leadq.store.repo_values import ReachValue
from leadq.store.unit import Unit
from leadq.usecases.desk import Desk
from leadq.usecases.followup.replan import replan_lead
from leadq.usecases.keys import fold, parse_reaches
from leadq.usecases.leads.find import find_bringer, find_lead
from leadq.usecases.leads.holders import Holder, find_holders, refuse_duplicates
from leadq.usecases.leads.lookup import refresh_lookup
from leadq.usecases.leads.owners import name_owner

ROLES = ("approver", "decider", "supporter", "influencer", "gatekeeper")


@dataclass
class Change:
    """What is to change: None leaves a field, an empty text empties it, as ``clear`` does."""

    fields: dict[str, Any] = field(default_factory=dict)
    phones: Sequence[str] = ()
    emails: Sequence[str] = ()
    wechat: str | None = None
    tags: Sequence[str] = ()
    remove: dict[str, Sequence[str]] = field(default_factory=dict)
    clear: Sequence[str] = ()
    need_by: date | None = None
    force: bool = False


@dataclass(frozen=True)
class Edited:
    """The lead afterwards; ``changed`` is False when everything already was so."""

    lead: LeadData
    changed: bool
    clashes: tuple[Holder, ...]


def edit_lead(desk: Desk, given: str, change: Change) -> Edited:
    """Change fields of a lead and bring its grade and next step up to date.

    Raises RefusedError or UsageError; then nothing is changed.
    """
    _check_clear(change.clear)
    with desk.write("edit", insists=change.force) as unit:
        lead_id = find_lead(unit.conn, desk, given)
        changed, clashes = change_fields(unit, desk, lead_id, change)
        replan_lead(unit, desk, lead_id)
        return Edited(read_lead(unit.conn, lead_id, desk.today), changed, clashes)


def change_fields(
    unit: Unit, desk: Desk, lead_id: int, change: Change
) -> tuple[bool, tuple[Holder, ...]]:
    """Change fields of a lead inside a transaction; the caller replans. Raises as ``edit_lead``."""
    before = read_lead(unit.conn, lead_id, desk.today)
    fields = _new_fields(desk, change, before)
    if owner := fields.get("owner"):
        fields["owner"] = name_owner(desk, unit.conn, owner)
    if bringer := fields.get("referred_by"):
        fields["referred_by"] = find_bringer(unit.conn, desk, bringer, lead_id)
    changed = repo.change_lead(unit, lead_id, **fields)
    clashes, moved = _change_reaches(unit, desk, lead_id, change, before)
    changed |= moved
    changed |= _change_need_by(unit, desk, lead_id, change, before)
    refresh_lookup(unit, lead_id, desk.region)
    return changed, clashes


def _check_clear(names: Sequence[str]) -> None:
    for name in names:
        if name not in CLEARABLE:
            from leadq.content.naming import in_words, nearest_named

            allowed = in_words(CLEARABLE)
            raise UsageError(
                "cannot_clear", hint="cannot_clear", given=name,
                near=nearest_named(name, allowed), allowed=allowed,
            )  # fmt: skip


def _new_fields(desk: Desk, change: Change, before: LeadData) -> dict[str, Any]:
    fields: dict[str, Any] = {
        name: value.strip() or None if isinstance(value, str) else value
        for name, value in change.fields.items()
        if value is not None
    }
    if "name" in fields and is_blank(fields["name"] or ""):
        raise UsageError("empty_name", hint="empty_name")
    if "profile" in fields:
        fields["profile"] = desk.library.profile(fields["profile"]).id
    for name in change.clear:
        if name in PLAIN:
            fields[name] = None
    tags = [] if "tags" in change.clear else list(before["tags"])
    tags = [tag for tag in tags if tag not in change.remove.get("tags", ())]
    fields["tags"] = list(
        dict.fromkeys([*tags, *(tag.strip() for tag in change.tags if tag.strip())])
    )
    return fields


def _change_reaches(
    unit: Unit, desk: Desk, lead_id: int, change: Change, before: LeadData
) -> tuple[tuple[Holder, ...], bool]:
    changed = False
    added: list[ReachValue] = []
    wanted = {"phone": change.phones, "email": change.emails}
    for kind, typed in wanted.items():
        old = [] if f"{kind}s" in change.clear else read_reaches(unit.conn, lead_id, kind)
        gone = {r.norm for r in parse_reaches(kind, change.remove.get(f"{kind}s", ()), desk.region)}
        _refuse_unknown(gone - {reach.norm for reach in old}, change.remove.get(f"{kind}s", ()))
        new = parse_reaches(kind, [t for t in typed if t.strip()], desk.region)
        added += [reach for reach in new if reach.norm not in {o.norm for o in old}]
        kept = [reach for reach in old if reach.norm not in gone]
        # what is there already stays as it was typed, and in its place
        unique = {reach.norm: reach for reach in [*kept, *new, *kept]}
        changed |= repo.set_reaches(unit, lead_id, kind, list(unique.values()))
    if change.wechat is not None or "wechat" in change.clear:
        new = parse_reaches("wechat", [change.wechat] if change.wechat else [], desk.region)
        changed |= repo.set_reaches(unit, lead_id, "wechat", new)
        added += new
    owner = change.fields.get("owner") or before["owner"]
    holders = find_holders(unit.conn, desk, added, besides=lead_id)
    return refuse_duplicates(holders, owner, change.force), changed


def _refuse_unknown(missing: set[str], given: Sequence[str]) -> None:
    if missing:
        raise RefusedError("not_there", hint="not_there", given=given)


def _change_need_by(unit: Unit, desk: Desk, lead_id: int, change: Change, before: LeadData) -> bool:
    value = "unknown" if "need_by" in change.clear else None
    if change.need_by is not None:
        value = change.need_by.isoformat()
    if value is None or value == (before["need_by"] or "unknown"):
        return False
    repo.insert_fact(unit, lead_id, "need_by", value, None, desk.today)
    return True


def set_contact(
    desk: Desk,
    given: str,
    name: str,
    role: str | None,
    phone: str | None,
    note: str | None,
    attitude: str | None = None,
    force: bool = False,
) -> tuple[LeadData, list[ContactData]]:
    """Add a person to a lead's decision chain, or change the one of that name (method §6).

    Raises UsageError for an empty name, a new person without a role or an impossible phone,
    RefusedError for somebody who was erased, unless ``force`` insists.
    """
    if is_blank(name):
        raise UsageError("empty_name", hint="empty_contact")
    if phone:
        parse_reaches("phone", [phone], desk.region)
    with desk.write("contact", insists=force) as unit:
        lead_id = find_lead(unit.conn, desk, given)
        fields = {"role": role, "phone": phone, "note": note, "attitude": attitude}
        put_contact(unit, lead_id, name, {key: value for key, value in fields.items() if value})
        refresh_lookup(unit, lead_id, desk.region)
        lead = read_lead(unit.conn, lead_id, desk.today)
        return lead, read_contacts(unit.conn, lead_id)


def put_contact(unit: Unit, lead_id: int, name: str, said: dict[str, str]) -> None:
    """Add a person inside a transaction, or change the one of that name.

    Raises UsageError for a new person without a role; the caller refreshes the look-up.
    """
    people = {fold(person.name): person for person in read_contacts(unit.conn, lead_id)}
    known = people.get(fold(name))
    if known is not None:
        repo.change_contact(unit, known.id, **said)
    elif "role" not in said:
        raise UsageError("role_needed", hint="role_needed", allowed=ROLES)
    else:
        repo.insert_contact(unit, lead_id, name=name.strip(), **said)
