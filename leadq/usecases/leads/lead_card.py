"""Gathers everything there is to read of a lead before a visit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from leadq.domain.grading.facts import CONSENT, Fact, latest
from leadq.store.read.read_details import (
    read_contacts,
    read_facts,
    read_promises,
    read_touches,
)
from leadq.store.read.rows import ContactData, LeadData, PromiseData, TouchData
from leadq.usecases.desk import Desk
from leadq.usecases.grading.card import GradeCard, build_card
from leadq.usecases.grading.person import read_traits
from leadq.usecases.leads.find import find_lead

if TYPE_CHECKING:
    from leadq.content.schemas.people_schema import Trait


class LeadCard(NamedTuple):
    """Everything to read before a visit."""

    lead: LeadData
    grade: GradeCard
    contacts: list[ContactData]
    touches: list[TouchData]
    promises: list[PromiseData]
    touch_number: int
    person: tuple[Trait, ...] = ()
    consent: Fact | None = None


def read_lead_card(desk: Desk, given: str) -> LeadCard:
    """Return the card of one lead. Raises RefusedError when it cannot be found."""
    with desk.read() as conn:
        lead_id = find_lead(conn, desk, given)
        card = build_card(conn, desk, lead_id, desk.today)
        known = latest(read_facts(conn, lead_id), desk.today)
        return LeadCard(
            lead=card.lead,
            grade=card,
            contacts=read_contacts(conn, lead_id),
            touches=read_touches(conn, lead_id),
            promises=[p for p in read_promises(conn, lead_id) if p.state == "open"],
            touch_number=card.lead["touches"] + 1,
            person=read_traits(desk.library, known),
            consent=known.get(CONSENT),
        )
