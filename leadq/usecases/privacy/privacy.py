"""Finds what is kept of a person, hands it out, and says which leads are kept for too long."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from leadq.adapters.phones import format_phone, normalise_phone
from leadq.domain.typing.mention import Mention, is_telling, is_whole_number
from leadq.errors import RefusedError, UsageError
from leadq.store.privacy.id_periods import each_entry
from leadq.store.privacy.mention_places import MentionPlace, each_mention_place
from leadq.store.privacy.retention import Idle, read_idle
from leadq.store.read.lookups import LeadName, find_name, read_name
from leadq.store.read.read_merge import read_reaches
from leadq.usecases.desk import Desk
from leadq.usecases.exporting.records import read_record
from leadq.usecases.leads.find import find_lead

_SHORTEST_DIGITS, _LONGEST_PHONE = 4, 64


class Hit(NamedTuple):
    """A place that mentions somebody; ``who`` is None for a lead that is only in the journal.

    ``at`` is the time of the journal entry, None for what stands in the store now.
    """

    who: LeadName | None
    table: str
    column: str
    text: str
    at: str | None


@dataclass(frozen=True)
class Idler:
    """A closed lead that nobody has touched for a while: the last day, and how many days ago."""

    lead: Idle
    days: int


def find_person(desk: Desk, given: str) -> list[Hit]:
    """Return every place that mentions a name, phone (in any form), email or WeChat.

    Raises UsageError for an empty text.
    """
    if not given.strip():
        raise UsageError("empty_match", hint="empty_match")
    digits = national_digits(desk, given)
    loose = Mention((given,), (digits,) if len(digits) >= _SHORTEST_DIGITS else (), loose=True)
    with desk.read() as conn:
        return word_hits(conn, each_mention_place(conn, loose))


def word_hits(conn: sqlite3.Connection, places: Iterable[MentionPlace]) -> list[Hit]:
    """Return places with the names of their leads, lead by lead."""
    known: dict[int | None, LeadName | None] = {None: None}
    hits: dict[Hit, None] = {}
    for place in places:
        if place.lead_id not in known:
            known[place.lead_id] = find_name(conn, place.lead_id)
        who = known[place.lead_id]
        hits[Hit(who, place.table, place.column, place.text, place.at)] = None
    return sorted(hits, key=lambda hit: hit.who.number if hit.who else 0)


def national_digits(desk: Desk, given: str) -> str:
    """Return the digits of a phone number as dialled in its country; empty for other texts."""
    if len(given) > _LONGEST_PHONE or "@" in given or any(char.isalpha() for char in given):
        return ""
    phone = normalise_phone(given.strip(), desk.region)
    if phone.e164 is None:
        return phone.digits
    rest = format_phone(phone.e164, "").partition(" ")[2]
    return "".join(char for char in rest if char.isdigit()) or phone.digits


def read_terms(desk: Desk, given: str) -> tuple[Mention, set[str]]:
    """Return what means exactly one person, and the forms in which it is compared.

    Raises RefusedError for what is too short to mean one.
    """
    plain = given.strip()
    digits = national_digits(desk, plain)
    if is_whole_number(digits):
        norm = normalise_phone(plain, desk.region).digits
        return Mention(digits=(digits,)), {norm, digits}
    if digits or not is_telling(plain):
        raise RefusedError("match_too_short", hint="match_too_short", given=given)
    return Mention((plain,)), {plain.casefold(), f"wx:{plain.casefold()}"}


def terms_of_leads(conn: sqlite3.Connection, desk: Desk, leads: Sequence[int]) -> Mention:
    """Return what means some leads: their names, phones, emails and WeChat names."""
    words, digits = [], []
    for lead in leads:
        words.append(read_name(conn, lead).name)
        for reach in read_reaches(conn, lead):
            if reach.kind == "phone":
                digits.append(national_digits(desk, reach.typed))
            else:
                words.append(reach.typed)
    return Mention(tuple(word for word in words if is_telling(word)), tuple(d for d in digits if d))


def export_person(desk: Desk, given: str) -> dict[str, Any]:
    """Return everything that is kept of a lead, its journal included. Raises RefusedError."""
    with desk.read() as conn:
        lead_id = find_lead(conn, desk, given)
        return {
            "exported_on": desk.today.isoformat(),
            "lead": read_record(conn, desk, lead_id),
            "journal": list(each_entry(conn, lead_id)),
        }


def list_idle(desk: Desk, days: int) -> list[Idler]:
    """Return the closed leads that nobody has touched for so many days, the longest first.

    Won leads count while nothing was bought. Raises UsageError when ``days`` is 0: not set.
    """
    if days < 1:
        raise UsageError("retain_days_missing", hint="retain_days_missing")
    until = desk.today - timedelta(days)
    with desk.read() as conn:
        found = read_idle(conn, until)
    return [Idler(one, (desk.today - date.fromisoformat(one.last_day)).days) for one in found]
