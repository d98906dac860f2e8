"""Lists what does not hold together: facts of a lead with each other, or with the talks (§14)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from leadq.domain.grading.facts import REMARK, Fact, latest
from leadq.domain.hearing.contradict import Gainsaid, NotedValue, Talk, find_contradictions
from leadq.domain.hearing.model import LANGS, Contradiction
from leadq.domain.hearing.reader import Reader
from leadq.store.read.lookups import list_noted
from leadq.store.read.read_details import read_core, read_facts, read_touches
from leadq.usecases.desk import Desk

if TYPE_CHECKING:
    from leadq.content.model import FactDef


class ContradictoryLead(NamedTuple):
    """A lead of which something does not hold together, its trade's words for the facts."""

    number: int
    name: str
    owner: str | None
    found: tuple[Gainsaid, ...]
    known: dict[str, Fact]
    definitions: dict[str, FactDef]


def list_contradictory(desk: Desk, owner: str = "") -> list[ContradictoryLead]:
    """Return the open leads of a rep, or everybody's, that something is contradictory of."""
    content = desk.library.hearing(LANGS)
    reader = Reader(content.hearings)
    told = {fact for rule in content.contradictions for fact in rule.facts}
    with desk.read() as conn:
        found = (
            _look_at(conn, desk, lead_id, content.contradictions, reader)
            for lead_id in list_noted(conn, told)
        )
        wanted = owner.casefold()
        return [
            one
            for one in found
            if one is not None and (not wanted or (one.owner or "").casefold() == wanted)
        ]


def _look_at(
    conn: sqlite3.Connection,
    desk: Desk,
    lead_id: int,
    rules: Sequence[Contradiction],
    reader: Reader,
) -> ContradictoryLead | None:
    facts = read_facts(conn, lead_id)
    known = latest(facts, desk.today)
    possible = [rule for rule in rules if rule.facts.keys() <= known.keys()]
    if not possible:
        return None
    values = {fact.id: NotedValue(fact.value, fact.noted_on) for fact in known.values()}
    since = min(known[fact].noted_on for rule in possible for fact in rule.facts)
    talks = list(_talks(conn, lead_id, facts, since))
    found = find_contradictions(possible, values, talks, reader)
    if not found:
        return None
    core = read_core(conn, lead_id)
    trade = desk.trade_of(core.profile).id
    ids = dict.fromkeys(fact for one in found for fact in one.facts)
    definitions = {fact: desk.library.fact(fact, trade) for fact in ids}
    return ContradictoryLead(core.number, core.name, core.owner, tuple(found), known, definitions)


def _talks(
    conn: sqlite3.Connection, lead_id: int, facts: Iterable[Fact], since: date
) -> Iterator[Talk]:
    """Yield what was said of a lead from a day on: in talks, and in notes."""
    for touch in read_touches(conn, lead_id):
        on = date.fromisoformat(touch.on)
        if touch.said and on >= since:
            yield Talk(touch.said, on)
    for fact in facts:
        if fact.id == REMARK and fact.noted_on >= since:
            yield Talk(fact.value, fact.noted_on)
