"""Reads a pasted text into a new lead: its fields, its facts, and the rest as its note (§14)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import partial

from leadq.domain.fields import REACHES
from leadq.domain.followup.schedule import REACHED, Step, reach_by
from leadq.domain.hearing.message import SEVERAL, read_message
from leadq.domain.hearing.model import Proposal
from leadq.domain.hearing.narrow import languages_of
from leadq.domain.hearing.rest import rest_of
from leadq.errors import UsageError
from leadq.store import repo
from leadq.store.read.read_details import read_ways
from leadq.store.unit import Unit
from leadq.usecases.desk import Desk
from leadq.usecases.hearing.hear import word_proposals
from leadq.usecases.hearing.heard import HeardThing
from leadq.usecases.hearing.note import write_said_step
from leadq.usecases.hearing.take import TakenWords, sort_out, write_learnt
from leadq.usecases.keys import parse_reaches
from leadq.usecases.leads.add import Added, NewLead, add_lead


def hear_message(
    desk: Desk, text: str, new: NewLead, products: Collection[str] = ()
) -> list[HeardThing]:
    """Return what a text says of a new lead, save the fields that are said outright.

    ``products``: the names to look for. Raises RefusedError for an unknown trade.
    """
    trade = desk.library.profile(new.fields.get("profile") or desk.profile)
    hearings = desk.library.hearing(languages_of(text)).hearings
    facts = frozenset(trade.facts)
    found = read_message(text, desk.today, hearings, products, facts, desk.region)
    said = _said_outright(new)
    kept = [one for one in found if one.field not in said and _can_be_reached(desk, one)]
    return word_proposals(desk, kept, trade)


def add_heard(desk: Desk, new: NewLead, taken: Iterable[Proposal]) -> Added:
    """Add a filled lead with what was taken besides its fields and facts, in one step (§14).

    A heard next step is the first one; what tells of a talk (objection, outcome, channel) is
    a talk of today. Raises what ``add_lead`` raises.
    """
    said = sort_out(taken)
    return add_lead(desk, new, partial(_write_besides, desk, said))


def _write_besides(desk: Desk, said: TakenWords, unit: Unit, lead_id: int) -> None:
    if said.objection or said.by or said.outcome != REACHED:
        ways = read_ways(unit.conn, lead_id)
        usual = reach_by(Step(desk.today, "phone", ""), ways).by
        told = {"by": said.by or usual, "outcome": said.outcome, "on_day": desk.today}
        repo.insert_touch(unit, lead_id, objection=said.objection or None, **told)
    for words, due_on in said.promises:
        repo.insert_promise(unit, lead_id, words, due_on)
    write_learnt(unit, desk, lead_id, TakenWords(people=said.people), desk.today)
    if said.step is not None:
        write_said_step(unit, desk, lead_id, said.step)


def _can_be_reached(desk: Desk, one: Proposal) -> bool:
    """Say whether a phone, email or WeChat name is one; anything else passes."""
    kind = next((kind for kind, field in REACHES.items() if field == one.field), None)
    if kind is None:
        return True
    try:
        return bool(parse_reaches(kind, [one.value], desk.region))
    except UsageError:
        return False


def _said_outright(new: NewLead) -> set[str]:
    values = {**new.fields, "name": new.name.strip(), "need_by": new.need_by}
    said = {field for field, value in values.items() if value not in (None, "")}
    return said | {name for name in SEVERAL if getattr(new, name)}


def fill_lead(desk: Desk, new: NewLead, text: str, taken: Iterable[Proposal]) -> NewLead:
    """Return the lead with what was taken of a text; what the text says besides is its note."""
    chosen: Sequence[Proposal] = list(taken)
    said = sort_out(chosen)
    several = {name: [value for field, value in said.fields if field == name] for name in SEVERAL}
    fields = dict(new.fields)
    for field, value in said.fields:
        if field not in (*SEVERAL, "name"):
            fields[field] = float(value) if field == "budget" else value
    rest = rest_of(text, chosen, desk.library.hearing(languages_of(text)).hearings)
    fields["note"] = "\n".join(part for part in (fields.get("note"), rest) if part)
    return NewLead(
        new.name or next((value for field, value in said.fields if field == "name"), ""),
        phones=[*new.phones, *several["phones"]],
        emails=[*new.emails, *several["emails"]],
        need_by=new.need_by,
        tags=new.tags,
        force=new.force,
        facts=said.facts,
        **fields,
    )
