"""Lists leads and shows one of them whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from leadq.store.read.read_leads import Filter, count_leads, each_lead, find_leads
from leadq.store.read.rows import ContactData, LeadData, PromiseData, TouchData
from leadq.usecases.desk import Desk

if TYPE_CHECKING:
    from leadq.content.schemas.people_schema import Trait
    from leadq.domain.grading.facts import Fact
    from leadq.usecases.grading.card import GradeCard

CONSENT = "consent"
"""The fact that says whether a person agrees to be contacted."""


class Listing(NamedTuple):
    """The leads that pass a filter; ``total`` counts what the limit cut off as well, if asked."""

    leads: list[LeadData]
    total: int


def list_leads(desk: Desk, wanted: Filter, counted: bool = True) -> Listing:
    """Return the open leads, or those that a filter asks for, in its order.

    Without being ``counted``, what a limit cuts off is not even looked for.
    """
    from leadq.usecases.keys import fold_filter

    wanted = fold_filter(wanted, desk.region)
    with desk.read() as conn:
        # where most of the time is looking, it is not done once to list and once more to count
        at_once = counted and (wanted.text != "" or wanted.grades != ())
        ids = find_leads(conn, wanted._replace(limit=0) if at_once else wanted, desk.today)
        cut = counted and wanted.limit and len(ids) == wanted.limit
        total = count_leads(conn, wanted, desk.today) if cut and not at_once else len(ids)
        chosen = ids[: wanted.limit] if wanted.limit else ids
        return Listing(list(each_lead(conn, chosen, desk.today)), total)


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


def show_lead(desk: Desk, given: str) -> LeadCard:
    """Return the card of one lead. Raises RefusedError when it cannot be found."""
    from leadq.domain.grading.facts import latest
    from leadq.store.read.read_details import (
        read_contacts,
        read_facts,
        read_promises,
        read_touches,
    )
    from leadq.usecases.grading.card import build_card
    from leadq.usecases.grading.person import read_traits
    from leadq.usecases.leads.find import find_lead

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
