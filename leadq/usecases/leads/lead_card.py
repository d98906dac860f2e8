"""Gathers everything there is to read of a lead before a visit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from leadq.domain.grading.facts import CONSENT, Fact, latest
from leadq.domain.leads.status import OPEN
from leadq.store.read.read_details import (
    read_contacts,
    read_fact_origins,
    read_facts,
    read_promises,
    read_touches,
)
from leadq.store.read.rows import ContactData, LeadData, PromiseData, TouchData
from leadq.usecases.desk import Desk
from leadq.usecases.grading.card import GradeCard, build_card
from leadq.usecases.grading.known_facts import KnownFact, known_facts
from leadq.usecases.grading.person import read_traits
from leadq.usecases.grading.play import NextPlay, plan_play
from leadq.usecases.leads.find import find_lead

if TYPE_CHECKING:
    from leadq.content.schemas.people_schema import Trait

_OBJECTIONS = 3
"""How many of the last touches are looked through for an objection that is still open."""


class LeadCard(NamedTuple):
    """Everything to read before a visit: facts in the method's order, the play of an open lead."""

    lead: LeadData
    grade: GradeCard
    contacts: list[ContactData]
    touches: list[TouchData]
    promises: list[PromiseData]
    touch_number: int
    person: tuple[Trait, ...] = ()
    consent: Fact | None = None
    facts: tuple[KnownFact, ...] = ()
    play: NextPlay | None = None


def read_lead_card(desk: Desk, given: str) -> LeadCard:
    """Return the card of one lead. Raises RefusedError when it cannot be found."""
    with desk.read() as conn:
        lead_id = find_lead(conn, desk, given)
        card = build_card(conn, desk, lead_id, desk.today)
        known = latest(read_facts(conn, lead_id), desk.today)
        traits = read_traits(desk.library, known)
        touches = read_touches(conn, lead_id)
        objections = [one.objection for one in touches[-_OBJECTIONS:] if one.objection]
        is_open = card.lead["status"] == OPEN
        facts = known_facts(desk.library, card.profile, known, desk.today)
        origins = read_fact_origins(conn, lead_id)
        return LeadCard(
            lead=card.lead,
            grade=card,
            contacts=read_contacts(conn, lead_id),
            touches=touches,
            promises=[p for p in read_promises(conn, lead_id) if p.state == "open"],
            touch_number=card.lead["touches"] + 1,
            person=traits,
            consent=known.get(CONSENT),
            facts=tuple(one._replace(by=origins.get(one.fact.seq, one.by)) for one in facts),
            play=plan_play(desk.library, card, traits, objections) if is_open else None,
        )
