"""Keeps whether a person agrees to be contacted: dated facts, each with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leadq.domain.grading.facts import Fact
from leadq.domain.words import CONSENT
from leadq.errors import UsageError
from leadq.store import repo
from leadq.store.read.lookups import LeadName, read_name
from leadq.store.read.read_details import read_facts
from leadq.usecases.desk import Desk
from leadq.usecases.followup.replan import replan_lead
from leadq.usecases.leads.find import find_lead

GIVEN, WITHDRAWN = "yes", "no"
_VERB = "privacy.consent"


@dataclass(frozen=True)
class Consent:
    """What a person has said about being contacted, oldest first; the last one counts."""

    who: LeadName
    history: tuple[Fact, ...]

    @property
    def now(self) -> Fact | None:
        """Return what counts today, or None when nothing is known."""
        return self.history[-1] if self.history else None


def read_consent(desk: Desk, given: str) -> Consent:
    """Return the consent of a lead. Raises RefusedError."""
    with desk.read() as conn:
        lead_id = find_lead(conn, desk, given)
        return Consent(read_name(conn, lead_id), _history(read_facts(conn, lead_id)))


def note_consent(desk: Desk, given: str, agreed: bool, on: date, basis: str) -> Consent:
    """Note that consent was given or withdrawn on a day, and what that rests on.

    Raises RefusedError for an unknown lead, UsageError for a day that is yet to come.
    """
    if on > desk.today:
        raise UsageError("consent_ahead", hint="consent_ahead", day=on)
    with desk.write(_VERB) as unit:
        lead_id = find_lead(unit.conn, desk, given)
        value = GIVEN if agreed else WITHDRAWN
        repo.insert_fact(unit, lead_id, CONSENT, value, basis.strip() or None, on)
        replan_lead(unit, desk, lead_id)
        return Consent(read_name(unit.conn, lead_id), _history(read_facts(unit.conn, lead_id)))


def _history(facts: list[Fact]) -> tuple[Fact, ...]:
    noted = [fact for fact in facts if fact.id == CONSENT]
    return tuple(sorted(noted, key=lambda fact: (fact.noted_on, fact.seq)))
