"""Notes facts of a lead: by id, as MAN letters, or from a file of answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from leadq.domain.grading.facts import UNKNOWN, latest
from leadq.store import repo
from leadq.store.read.read_details import read_core, read_facts
from leadq.store.unit import Unit
from leadq.usecases.desk import Desk
from leadq.usecases.followup.replan import replan_lead
from leadq.usecases.grading.card import GradeCard, build_card
from leadq.usecases.grading.values import read_answer
from leadq.usecases.leads.find import find_lead

if TYPE_CHECKING:
    from leadq.content.model import FactDef


class NewFact(NamedTuple):
    """A fact to be noted: its id, the value as typed, and a remark or the words it is from."""

    id: str
    value: object
    note: str = ""


@dataclass(frozen=True)
class Learnt:
    """One fact that was noted: its definition, the value, and the one before (None: unknown)."""

    definition: FactDef
    value: str
    before: str | None


@dataclass(frozen=True)
class Noted:
    """What was noted, and how the lead stood before and stands now."""

    learnt: tuple[Learnt, ...]
    before: GradeCard
    card: GradeCard


def note_facts(
    desk: Desk, given: str, values: Mapping[str, object], note: str = "", verb: str = "fact"
) -> Noted:
    """Note facts of a lead, all or none, and bring its grade and next step up to date (§1).

    Raises RefusedError for an unknown lead, fact or value, UsageError for a bad date or number.
    """
    with desk.write(verb) as unit:
        lead_id = find_lead(unit.conn, desk, given)
        before = build_card(unit.conn, desk, lead_id, desk.today)
        facts = [NewFact(fact_id, typed, note.strip()) for fact_id, typed in values.items()]
        learnt = write_facts(unit, desk, lead_id, facts, desk.today)
        replan_lead(unit, desk, lead_id)
        return Noted(learnt, before, build_card(unit.conn, desk, lead_id, desk.today))


def write_facts(
    unit: Unit, desk: Desk, lead_id: int, facts: Sequence[NewFact], on: date
) -> tuple[Learnt, ...]:
    """Note facts of a day inside a transaction; the caller replans. Raises as ``note_facts``."""
    if not facts:
        return ()
    profile = desk.trade_of(read_core(unit.conn, lead_id).profile).id
    known = latest(read_facts(unit.conn, lead_id), desk.today)
    learnt = []
    for one in facts:
        definition, value = read_answer(
            desk.library, one.id, one.value, profile, desk.today, desk.region
        )
        old = known.get(definition.id)
        if definition.several and old is not None and old.value != UNKNOWN:
            value = _added(old.value, value)
        repo.insert_fact(unit, lead_id, definition.id, value, one.note, on)
        learnt.append(Learnt(definition, value, old.value if old else None))
    return tuple(learnt)


def _added(before: str, value: str) -> str:
    """Return what is noted of a fact that holds several: the new one behind those there are."""
    if value == UNKNOWN or value in before.split("; "):
        return before
    return f"{before}; {value}"
