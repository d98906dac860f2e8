"""Who is in front of the rep: signs seen, the type they suggest, what the rep decides (§7)."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from leadq.domain.grading.facts import Known, latest
from leadq.domain.grading.person import suggest_types
from leadq.store.read.read_details import read_facts
from leadq.store.read.read_leads import read_lead
from leadq.store.read.rows import LeadData
from leadq.usecases.desk import Desk
from leadq.usecases.leads.find import find_lead

if TYPE_CHECKING:
    from leadq.content.library import Library
    from leadq.content.schemas.people_schema import Trait
    from leadq.usecases.grading.interview import Prompt

TRAITS = {
    "type": "types",
    "motive": "motives",
    "mindset": "mindsets",
    "stage": "stages",
    "relation": "relations",
}
"""The facts that describe a person, in the order in which they count, and their group."""
SIGN = "sign_"


class Portrait(NamedTuple):
    """What is noted of a person, and what the signs seen suggest, best first, in per cent."""

    lead: LeadData
    traits: "tuple[Trait, ...]"
    suggestions: "tuple[tuple[Trait, int], ...]"
    signs_seen: int


def read_traits(library: "Library", known: Known) -> "tuple[Trait, ...]":
    """Return the type, motive, mindset, stage and relation noted of a lead, known ones only."""
    noted = [fact_id for fact_id in TRAITS if fact_id in known]
    if not noted:
        return ()
    people = library.people()
    groups = [(getattr(people, TRAITS[fact_id]), known[fact_id].value) for fact_id in noted]
    return tuple(group[value] for group, value in groups if value in group)


def read_portrait(desk: Desk, given: str) -> Portrait:
    """Return what is noted of a person and what the signs suggest. Raises RefusedError."""
    with desk.read() as conn:
        lead_id = find_lead(conn, desk, given)
        known = latest(read_facts(conn, lead_id), desk.today)
        lead = read_lead(conn, lead_id, desk.today)
    people = desk.library.people()
    seen = signs_seen(known)
    suggestions = suggest_types(seen, people.points())
    return Portrait(
        lead=lead,
        traits=read_traits(desk.library, known),
        suggestions=tuple((people.types[s.type], s.confidence_percent) for s in suggestions),
        signs_seen=len(seen),
    )


def signs_seen(known: Known) -> Mapping[str, str]:
    """Return the signs noted of a person, sign to what was seen."""
    return {
        fact_id.removeprefix(SIGN): fact.value
        for fact_id, fact in known.items()
        if fact_id.startswith(SIGN)
    }


def next_sign(
    desk: Desk, number: int, asked: Iterable[str], every: bool = False
) -> "Prompt | None":
    """Return the next sign to ask for, or None when all are seen or were asked for (§7)."""
    # a card shows who somebody is without asking anything
    from leadq.usecases.grading.interview import Prompt

    done = tuple(asked)
    with desk.read() as conn:
        known = latest(read_facts(conn, find_lead(conn, desk, str(number))), desk.today)
    signs = [f"{SIGN}{sign.id}" for sign in desk.library.people().signs]
    open_signs = [s for s in signs if s not in done and (every or s not in known)]
    if not open_signs:
        return None
    definition = desk.library.fact(open_signs[0], desk.profile)
    return Prompt(
        definition=definition,
        text=definition.question,
        stage=None,
        known=known.get(definition.id),
        position=len(done) + 1,
        total=len(done) + len(open_signs),
    )
