"""Erases people on request: from the store, its journal and its backups, for good."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from leadq.adapters.phones import is_phone, normalise_phone
from leadq.errors import RefusedError
from leadq.store.privacy import people, privacy
from leadq.store.privacy.erasure import JOURNAL, MENTIONS, Purged, Subject, count_subject
from leadq.store.privacy.id_periods import find_periods, uids_of
from leadq.store.privacy.mention_places import WHO, MentionPlace, each_mention_place
from leadq.store.privacy.privacy import BackupState, Wanted
from leadq.store.privacy.suppression import (
    LEAD,
    NAMED,
    Receipt,
    Value,
    new_receipt_id,
    note_erasure,
    read_erasures,
)
from leadq.store.read.lookups import LeadName, read_name
from leadq.store.repo_values import ReachValue
from leadq.store.team.going import note_erased
from leadq.store.team.triggers import is_armed
from leadq.usecases.desk import Desk
from leadq.usecases.keys import lookup_keys
from leadq.usecases.leads.find import find_lead
from leadq.usecases.privacy.away import Who, kept_of
from leadq.usecases.privacy.privacy import Hit, read_terms, terms_of_leads, word_hits

REASONS = ("request", "retention", "mistake", "other")


@dataclass(frozen=True)
class ErasurePlan:
    """What an erasure takes away, and what it leaves: mentions ``elsewhere`` that stay.

    ``contacts`` are people around leads that stay. ``counts`` are rows by table, journal entries
    (``journal``) and texts in which a mention is hidden (``mentions``).
    """

    leads: tuple[LeadName, ...]
    contacts: tuple[Hit, ...]
    counts: Counter[str]
    backups: tuple[BackupState, ...]
    elsewhere: tuple[Hit, ...]
    wanted: Wanted
    values: frozenset[Value]


@dataclass(frozen=True)
class Gone:
    """What an erasure did: its receipt, and the backups that had to be removed.

    ``in_team``: the others hear of it with the next sync.
    """

    receipt: Receipt
    counts: Counter[str]
    removed: tuple[Path, ...]
    in_team: bool = False


def plan_erasure(desk: Desk, given: Sequence[str], match: str = "") -> ErasurePlan:
    """Return what erasing some leads would do, or every trace of a name or number (``match``).

    Nothing is changed. Raises RefusedError for an unknown lead, a name or number that is too
    short, or one that is nowhere; AmbiguousLeadError for a text that means several leads.
    """
    with desk.read() as conn:
        if match:
            mention, norms = read_terms(desk, match)
            uids = people.find_meant(conn, mention, norms)
            subject = privacy.find_subject(conn, Wanted(uids, mention=mention), own=False)
        else:
            mention = None
            norms = set()
            leads = {find_lead(conn, desk, one): None for one in given}
            subject = Subject(tuple(leads))
        plan = _plan(conn, desk, subject, norms, match)
        places = list(
            each_mention_place(conn, mention or terms_of_leads(conn, desk, subject.leads))
        )
        gone = {period.row for period in find_periods(conn, subject.leads)}
        left = [place for place in places if place.lead_id not in gone and _stays(place, subject)]
        plan = replace(plan, elsewhere=tuple(word_hits(conn, left)))
    if match and not (plan.counts or places or any(one.leads for one in plan.backups)):
        raise RefusedError("nobody_found", hint="nobody_found", given=match)
    return plan


def _plan(
    conn: sqlite3.Connection, desk: Desk, subject: Subject, norms: set[str], match: str
) -> ErasurePlan:
    uids = uids_of(conn, find_periods(conn, subject.leads))
    values = _values(conn, desk, subject, uids, match)
    reached = {value.text for value in values if value.kind not in (LEAD, NAMED)} | norms
    leads = [read_name(conn, lead) for lead in subject.leads]
    wanted = Wanted(
        uids=frozenset(uids),
        norms=frozenset(reached),
        kin=frozenset((who.name, who.company) for who in leads),
        alive=frozenset(people.living_uids(conn) - uids),
        mention=subject.mention,
    )
    return ErasurePlan(
        leads=tuple(leads),
        contacts=tuple(word_hits(conn, people.traces_of(conn, subject))),
        counts=count_subject(conn, subject),
        backups=tuple(privacy.look_at_backups(desk.store, wanted)),
        elsewhere=(),
        wanted=wanted,
        values=frozenset(values),
    )


def _values(
    conn: sqlite3.Connection, desk: Desk, subject: Subject, uids: set[str], match: str
) -> set[Value]:
    """Return what must not come back; what a lead that stays has as well is left out."""
    leads = frozenset(subject.leads)
    going = [_lead_who(conn, lead) for lead in subject.leads]
    for name, company, phone in people.contacts_of(conn, subject):
        going.append(Who(name, company, _phones(desk, phone or "")))
    if is_phone(match):
        going.append(Who("", "", _phones(desk, match)))
    norms = {reach.norm for who in going for reach in who.reaches}
    shared, namesakes = people.shared_norms(conn, norms, leads), people.shared_names(conn, leads)
    values = {Value(LEAD, uid) for uid in uids}
    for who in going:
        kept = tuple(reach for reach in who.reaches if reach.norm not in shared)
        named = who.name if (who.name, who.company) not in namesakes else ""
        values |= kept_of(Who(named, who.company, kept), desk.region)
    return values


def _lead_who(conn: sqlite3.Connection, lead: int) -> Who:
    found = read_name(conn, lead)
    return Who(found.name, found.company, people.reaches_of(conn, lead))


def _phones(desk: Desk, phone: str) -> tuple[ReachValue, ...]:
    digits = normalise_phone(phone, desk.region).digits
    return (ReachValue("phone", phone, None, digits),) if digits else ()


def _stays(place: MentionPlace, subject: Subject) -> bool:
    """Tell whether an erasure leaves a mention in another lead where it is."""
    if subject.mention is None:
        return True
    if place.at is not None or place.column not in WHO.get(place.table, ()):
        return False
    return not (place.table == "contact" and place.row in subject.contacts)


def erase_people(desk: Desk, plan: ErasurePlan, reason: str = REASONS[0]) -> Gone:
    """Do what a plan says, in the store and every backup; nothing of it can be undone.

    Raises StoreError when the store or a backup cannot be written; the store is then as it was.
    """
    receipts: list[Receipt] = []

    def note(conn: sqlite3.Connection, purged: Purged) -> None:
        receipts.append(_receipt(desk, plan, purged.counts, reason))
        note_erasure(conn, receipts[0], plan.values)
        if is_armed(conn):
            note_erased(conn, plan.wanted.uids)

    refresh = partial(refresh_lookups, desk.region)
    purged, done = privacy.erase_everywhere(desk.store, plan.wanted, note, refresh)
    desk.wrote = True
    with desk.read() as conn:
        in_team = desk.team(conn) is not None
    return Gone(receipts[0], purged.counts, tuple(done.removed), in_team)


def _receipt(desk: Desk, plan: ErasurePlan, counts: Counter[str], reason: str) -> Receipt:
    besides = ("lead", JOURNAL, MENTIONS)
    return Receipt(
        id=new_receipt_id(),
        erased_on=desk.today.isoformat(),
        at=desk.now.isoformat(timespec="seconds"),
        reason=reason,
        leads=counts["lead"],
        contacts=len(plan.contacts),
        rows=sum(count for table, count in counts.items() if table not in besides),
        entries=counts[JOURNAL],
        mentions=counts[MENTIONS],
        backups=len(plan.backups),
    )


def refresh_lookups(region: str, conn: sqlite3.Connection, leads: Iterable[int]) -> None:
    """Write afresh what leads are found by, in any store."""
    for lead in sorted(leads):
        people.write_lookup(conn, lead, lookup_keys(conn, lead, region))


def erase_from_copies(desk: Desk, uids: Iterable[str]) -> None:
    """Take leads that the store does not hold any more out of its backups, by their keys.

    Raises StoreError when one is in use or can be neither changed nor removed.
    """
    wanted = Wanted(frozenset(uids))
    if not any(one.leads for one in privacy.look_at_backups(desk.store, wanted)):
        return
    with desk.read() as conn:
        erasures = read_erasures(conn)
    refresh = partial(refresh_lookups, desk.region)
    privacy.erase_from_backups(desk.store, wanted, erasures, refresh)
