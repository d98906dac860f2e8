"""Writes what was taken of the proposals: facts with the words they are from, fields, people."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from leadq.domain.followup.schedule import REACHED
from leadq.domain.hearing.model import Proposal
from leadq.domain.words import CHANNELS
from leadq.store.unit import Unit
from leadq.usecases.desk import Desk
from leadq.usecases.grading.new_facts import Learnt, NewFact, write_facts

CONTACT = "contact"
"""The field that stands for a person of the decision chain: name, space, role."""


class SaidStep(NamedTuple):
    """A next step as far as it was said; ``time`` is HH:MM."""

    on: date
    time: str = ""
    by: str = ""
    place: str = ""


class TakenWords(NamedTuple):
    """What was taken, by where it belongs; a promise with its day, a person with the role."""

    facts: tuple[NewFact, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    promises: tuple[tuple[str, date], ...] = ()
    step: SaidStep | None = None
    outcome: str = REACHED
    by: str = ""
    objection: str = ""


def sort_out(proposals: Iterable[Proposal]) -> TakenWords:
    """Return proposals by where they belong."""
    of: dict[str, list[Proposal]] = {}
    for one in proposals:
        of.setdefault(CONTACT if one.field == CONTACT else one.kind, []).append(one)
    step, outcome, by = (of.get(kind, [None])[0] for kind in ("next", "outcome", "by"))
    people = [one.value.rpartition(" ") for one in of.get(CONTACT, ())]
    return TakenWords(
        facts=tuple(NewFact(one.field, one.value, one.words) for one in of.get("fact", ())),
        fields=tuple((one.field, one.value) for one in of.get("field", ())),
        people=tuple((name, role) for name, _, role in people),
        promises=tuple((one.words, date.fromisoformat(one.value)) for one in of.get("promise", ())),
        step=_read_step(step) if step else None,
        outcome=outcome.value if outcome else REACHED,
        by=by.value if by else "",
        objection=_join([one.value for one in of.get("objection", ())]),
    )


def _join(values: list[str]) -> str:
    """Return several words as one text, apart as they are in the language they are in."""
    is_chinese = any("\u4e00" <= sign <= "\u9fff" for value in values for sign in value)
    return ("；" if is_chinese else "; ").join(values)


def _read_step(one: Proposal) -> SaidStep:
    day, *rest = one.value.split(" ")
    time = next((part for part in rest if ":" in part), "")
    by = next((part for part in rest if part in CHANNELS), "")
    return SaidStep(date.fromisoformat(day), time, by, one.place)


def write_learnt(
    unit: Unit, desk: Desk, lead_id: int, taken: TakenWords, on: date
) -> tuple[Learnt, ...]:
    """Note facts, fields and people of what was taken inside a transaction; the caller replans.

    Facts are dated ``on``. Raises RefusedError, UsageError.
    """
    if taken.fields or taken.people:
        _write_fields(unit, desk, lead_id, taken)
    return write_facts(unit, desk, lead_id, taken.facts, on)


def _write_fields(unit: Unit, desk: Desk, lead_id: int, taken: TakenWords) -> None:
    from leadq.usecases.leads.edit import Change, change_fields, put_contact
    from leadq.usecases.leads.lookup import refresh_lookup

    if taken.fields:
        fields = {name: float(value) if name == "budget" else value for name, value in taken.fields}
        change_fields(unit, desk, lead_id, Change(fields=fields))
    for name, role in taken.people:
        put_contact(unit, lead_id, name, {"role": role})
    if taken.people:
        refresh_lookup(unit, lead_id, desk.region)
