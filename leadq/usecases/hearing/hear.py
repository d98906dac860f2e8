"""Reads what was said for facts, promises and appointments, without writing any (method §14)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from leadq.domain.grading.facts import Known, latest
from leadq.domain.grading.outlook import OPEN, status_on
from leadq.domain.hearing.model import KINDS, Proposal
from leadq.domain.hearing.narrow import languages_of
from leadq.domain.hearing.reader import Reader
from leadq.domain.hearing.settle import whole_steps
from leadq.domain.typing.amounts import amount_words
from leadq.errors import UsageError
from leadq.store.read.read_details import (
    ContactData,
    read_contacts,
    read_core,
    read_facts,
    read_state,
)
from leadq.store.read.read_leads import read_lead
from leadq.store.read.rows import LeadData
from leadq.usecases.desk import Desk
from leadq.usecases.hearing.heard import HeardThing, StandingValue
from leadq.usecases.leads.find import find_lead

if TYPE_CHECKING:
    from leadq.content.model import Profile


class HeardOf(NamedTuple):
    """What a text says of a lead; its number is 0 where nothing is said."""

    number: int
    things: tuple[HeardThing, ...]


class _Standing(NamedTuple):
    """What is known of a lead that a text can change."""

    lead: LeadData
    known: Known
    contacts: Sequence[ContactData]
    is_open: bool


def hear_text(desk: Desk, text: str, profile: str | None = None) -> list[HeardThing]:
    """Return what a text says, for one profile or, for None, for all.

    Raises UsageError for an empty text, RefusedError for an unknown profile.
    """
    if not text.strip():
        raise UsageError("hear_empty", hint="hear_empty")
    trade = desk.library.profile(profile) if profile else None
    facts = frozenset(trade.facts) if trade else None
    proposals = _propose(desk, text, desk.today, facts)
    return word_proposals(desk, proposals, trade or desk.trade_of(desk.profile))


def word_proposals(desk: Desk, proposals: Sequence[Proposal], trade: "Profile") -> list[HeardThing]:
    """Return proposals, each with the fact it is about as a trade words it."""
    return [
        HeardThing(one, desk.library.fact(one.field, trade.id) if one.kind == "fact" else None)
        for one in proposals
    ]


def hear_of_lead(
    desk: Desk, given: str, text: str, on: date, kinds: Collection[str] = KINDS
) -> HeardOf:
    """Return what a text of a day says that could be noted of a lead, beside what is in force.

    ``kinds``: those that are wanted. Left out are fields that hold the value already, facts that
    the lead's trade does not know, and plans for days gone by. Raises RefusedError for an unknown
    lead, of whom the text says something.
    """
    # most talks say nothing that a rule knows: then the store need not be asked
    proposals = [one for one in _propose(desk, text, on, None) if one.kind in kinds]
    if not proposals:
        return HeardOf(0, ())
    with desk.read() as conn:
        lead_id = find_lead(conn, desk, given)
        core = read_core(conn, lead_id)
        standing = _Standing(
            read_lead(conn, lead_id, desk.today),
            latest(read_facts(conn, lead_id), desk.today),
            read_contacts(conn, lead_id),
            status_on(read_state(conn, lead_id), desk.today) == OPEN,
        )
    trade = desk.trade_of(core.profile)
    found = [
        one
        for one in proposals
        if (one.kind != "fact" or one.field in trade.facts)
        and _can_be_taken(one, standing, desk.today)
    ]
    things = _beside(word_proposals(desk, found, trade), standing)
    return HeardOf(core.number, tuple(_with_gainsaid(desk, things, standing.known)))


def _propose(desk: Desk, text: str, on: date, facts: Collection[str] | None) -> list[Proposal]:
    reader = Reader(desk.library.hearing(languages_of(text)).hearings)
    return whole_steps(text, reader.propose(text, on, facts, desk.region))


def _can_be_taken(one: Proposal, standing: _Standing, today: date) -> bool:
    if one.kind == "next":
        return standing.is_open and one.value[:10] >= today.isoformat()
    if one.kind == "promise":
        return one.value >= today.isoformat()
    return one.kind != "field" or _field_value(one, standing) != one.value


def _field_value(one: Proposal, standing: _Standing) -> str:
    """Return what a lead's field holds now, worded as a proposal has it; empty for nothing."""
    if one.field != "contact":
        value = standing.lead.get(one.field)
        return amount_words(value) if isinstance(value, int | float) else str(value or "")
    name = one.value.rpartition(" ")[0]
    return next((f"{name} {one.role}" for one in standing.contacts if one.name == name), "")


def _beside(things: Sequence[HeardThing], standing: _Standing) -> Iterator[HeardThing]:
    for thing in things:
        one = thing.proposal
        was: StandingValue | None = None
        if one.kind == "field" and (value := _field_value(one, standing)):
            was = StandingValue(value)
        elif one.kind == "fact" and one.field in standing.known:
            fact = standing.known[one.field]
            was = StandingValue(fact.value, fact.noted_on) if fact.value != one.value else None
        yield thing._replace(was=was)


def _with_gainsaid(desk: Desk, things: Iterator[HeardThing], known: Known) -> Iterator[HeardThing]:
    several = list(things)
    said = {one.proposal.field: one.proposal.value for one in several if one.definition}
    if not said:
        yield from several
        return
    from leadq.domain.hearing.contradict import NotedValue, find_contradictions

    values: Mapping[str, NotedValue] = {
        **{fact.id: NotedValue(fact.value, fact.noted_on) for fact in known.values()},
        **{field: NotedValue(value, desk.today) for field, value in said.items()},
    }
    rules = [rule for rule in desk.library.hearing(()).contradictions if not rule.said]
    found = [one.contradiction for one in find_contradictions(rules, values)]
    for thing in several:
        about = thing.definition is not None
        mine = (one for one in found if about and thing.proposal.field in one.facts)
        yield thing._replace(gainsaid=tuple(mine))
