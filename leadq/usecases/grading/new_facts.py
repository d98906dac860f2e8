"""Writes facts inside a transaction of whoever learnt them."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from leadq.domain.grading.facts import UNKNOWN, latest
from leadq.store import repo
from leadq.store.read.read_details import read_core, read_facts
from leadq.store.unit import Unit
from leadq.usecases.desk import Desk
from leadq.usecases.grading.values import read_answer

if TYPE_CHECKING:
    from leadq.content.model import FactDef


class NewFact(NamedTuple):
    """A fact to be noted: its id, the value as typed, and a remark or the words it is from."""

    id: str
    value: object
    note: str = ""


class Learnt(NamedTuple):
    """One fact that was noted: its definition, the value, and the one before (None: unknown)."""

    definition: "FactDef"
    value: str
    before: str | None


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
