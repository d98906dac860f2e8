"""Erases people on request: from the store, its journal and its backups, for good."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from leadq.domain.typing.mention import Mention
from leadq.errors import RefusedError
from leadq.store.privacy import privacy
from leadq.store.privacy.erasure import JOURNAL, MENTIONS, Purged, Subject, count_subject
from leadq.store.privacy.lives import find_lives, uids_of
from leadq.store.privacy.privacy import BackupState, Wanted
from leadq.store.privacy.suppression import (
    LEAD,
    Receipt,
    Value,
    new_receipt_id,
    note_erasure,
)
from leadq.store.privacy.traces import WHO, Trace, each_trace
from leadq.usecases.desk import Desk
from leadq.usecases.keys import lookup_keys
from leadq.usecases.leads.find import find_lead
from leadq.usecases.privacy.privacy import Hit, Who, read_terms, read_who, terms_of_leads, word_hits

REASONS = ("request", "retention", "mistake", "other")


@dataclass(frozen=True)
class ErasurePlan:
    """What an erasure takes away, and what it leaves: mentions ``elsewhere`` that stay.

    ``contacts`` are people around leads that stay. ``counts`` are rows by table, journal entries
    (``journal``) and texts in which a mention is hidden (``mentions``).
    """

    leads: tuple[Who, ...]
    contacts: tuple[Hit, ...]
    counts: Counter[str]
    backups: tuple[BackupState, ...]
    elsewhere: tuple[Hit, ...]
    wanted: Wanted
    values: frozenset[Value]


@dataclass(frozen=True)
class Gone:
    """What an erasure did: its receipt, and the backups that had to be removed."""

    receipt: Receipt
    counts: Counter[str]
    removed: tuple[Path, ...]


def plan_erasure(desk: Desk, given: Sequence[str], match: str = "") -> ErasurePlan:
    """Return what erasing some leads would do, or every trace of a name or number (``match``).

    Nothing is changed. Raises RefusedError for an unknown lead, a name or number that is too
    short, or one that is nowhere; AmbiguousLeadError for a text that means several leads.
    """
    with desk.read() as conn:
        if match:
            mention, norms = read_terms(desk, match)
            subject = _match(conn, mention, norms)
        else:
            mention = None
            norms = set()
            leads = {find_lead(conn, desk, one): None for one in given}
            subject = Subject(tuple(leads))
        plan = _plan(conn, desk, subject, norms)
        traces = list(each_trace(conn, mention or terms_of_leads(conn, desk, subject.leads)))
        gone = {life.row for life in find_lives(conn, subject.leads)}
        left = [trace for trace in traces if trace.lead_id not in gone and _stays(trace, subject)]
        plan = _with_left(plan, word_hits(conn, left))
    if match and not (plan.counts or traces or any(one.leads for one in plan.backups)):
        raise RefusedError("nobody_found", hint="nobody_found", given=match)
    return plan


def _match(conn: sqlite3.Connection, mention: Mention, norms: set[str]) -> Subject:
    """Return everybody whose name, phone, email or WeChat is the one meant."""
    uids = {
        uid
        for uid, name, lead_id in conn.execute("SELECT uid, name, id FROM lead")
        if mention.is_all_of(name)
    }
    marks = ", ".join("?" * len(norms))
    uids |= {
        row[0]
        for row in conn.execute(
            f"SELECT l.uid FROM lead l JOIN reach r ON r.lead_id = l.id WHERE r.norm IN ({marks})",
            tuple(norms),
        )
    }
    return privacy.find_subject(conn, Wanted(frozenset(uids), mention=mention), own=False)


def _plan(conn: sqlite3.Connection, desk: Desk, subject: Subject, norms: set[str]) -> ErasurePlan:
    uids = uids_of(conn, find_lives(conn, subject.leads))
    values = _values(conn, desk, subject, uids)
    reached = {value.text for value in values if value.kind != LEAD} | norms
    leads = [read_who(conn, lead) for lead in subject.leads]
    wanted = Wanted(
        uids=frozenset(uids),
        norms=frozenset(reached),
        kin=frozenset((who.name, who.company) for who in leads),
        alive=frozenset(_living(conn) - uids),
        mention=subject.mention,
    )
    return ErasurePlan(
        leads=tuple(leads),
        contacts=_people(conn, subject),
        counts=count_subject(conn, subject),
        backups=tuple(privacy.look_at_backups(desk.store, wanted)),
        elsewhere=(),
        wanted=wanted,
        values=frozenset(values),
    )


def _with_left(plan: ErasurePlan, left: list[Hit]) -> ErasurePlan:
    from dataclasses import replace

    return replace(plan, elsewhere=tuple(left))


def _people(conn: sqlite3.Connection, subject: Subject) -> tuple[Hit, ...]:
    found = []
    for key in subject.contacts:
        lead_id, name = conn.execute(
            "SELECT lead_id, name FROM contact WHERE id = ?", (key,)
        ).fetchone()
        found.append(Trace("contact", key, lead_id, "name", name))
    return tuple(word_hits(conn, found))


def _living(conn: sqlite3.Connection) -> set[str]:
    """Return the keys of all leads there are, and of those that were merged into them."""
    found = {row[0] for row in conn.execute("SELECT uid FROM lead")}
    merged = conn.execute(
        "SELECT json_extract(before, '$.uid') FROM journal WHERE tbl = 'lead' AND op = 'delete'"
    )
    return found | {row[0] for row in merged if row[0]}


def _values(conn: sqlite3.Connection, desk: Desk, subject: Subject, uids: set[str]) -> set[Value]:
    """Return what must not come back; a number that a lead that stays has as well is left out."""
    from leadq.adapters.phones import normalise_phone

    gone: set[Value] = set()
    staying: set[Value] = set()
    for lead, kind, norm in conn.execute("SELECT lead_id, kind, norm FROM reach"):
        (gone if lead in subject.leads else staying).add(Value(kind, norm))
    for key in subject.contacts:
        (phone,) = conn.execute("SELECT phone FROM contact WHERE id = ?", (key,)).fetchone()
        if phone:
            gone.add(Value("phone", normalise_phone(phone, desk.region).digits))
    return (gone - staying) | {Value(LEAD, uid) for uid in uids}


def _stays(trace: Trace, subject: Subject) -> bool:
    """Tell whether an erasure leaves a mention in another lead where it is."""
    if subject.mention is None:
        return True
    if trace.at is not None or trace.column not in WHO.get(trace.table, ()):
        return False
    return not (trace.table == "contact" and trace.row in subject.contacts)


def erase_people(desk: Desk, plan: ErasurePlan, reason: str = REASONS[0]) -> Gone:
    """Do what a plan says, in the store and every backup; nothing of it can be undone.

    Raises StoreError when the store or a backup cannot be written; the store is then as it was.
    """
    receipts: list[Receipt] = []

    def note(conn: sqlite3.Connection, purged: Purged) -> None:
        receipts.append(_receipt(desk, plan, purged.counts, reason))
        note_erasure(conn, receipts[0], plan.values)

    refresh = partial(refresh_lookups, desk.region)
    purged, done = privacy.erase_everywhere(desk.store, plan.wanted, note, refresh)
    desk.wrote = True
    return Gone(receipts[0], purged.counts, tuple(done.removed))


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
        conn.execute(
            "INSERT OR REPLACE INTO lookup (lead_id, keys) VALUES (?, ?)",
            (lead, lookup_keys(conn, lead, region)),
        )
