"""Puts what was taken of a talk's words into the touch that is to be recorded (method §14)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from leadq.domain.followup.schedule import REACHED
from leadq.domain.hearing.model import KINDS, Proposal
from leadq.usecases.followup.log import Contacted
from leadq.usecases.hearing.take import sort_out


def open_kinds(contacted: Contacted, given: Collection[str] = ()) -> tuple[str, ...]:
    """Return what may still be proposed for a touch: not what was said outright.

    ``given``: kinds that were, though their value looks like none (a contact that was reached).
    """
    said = set(given) | set(_said_outright(contacted))
    return tuple(kind for kind in KINDS if kind not in said)


def _said_outright(contacted: Contacted) -> Iterator[str]:
    values = {
        "by": contacted.by,
        "outcome": contacted.outcome != REACHED,
        "objection": contacted.objection,
        "promise": contacted.promises,
        "next": contacted.next_on,
    }
    return (kind for kind, value in values.items() if value)


def with_taken(contacted: Contacted, taken: Iterable[Proposal]) -> Contacted:
    """Return the touch with what was taken; what was said outright stays."""
    said = sort_out(taken)
    touch = replace(
        contacted,
        by=contacted.by or said.by,
        outcome=said.outcome if contacted.outcome == REACHED else contacted.outcome,
        objection=contacted.objection or said.objection,
        promises=[*contacted.promises, *said.promises],
        learnt=said,
    )
    if said.step is None or contacted.next_on is not None:
        return touch
    step = said.step
    return replace(
        touch, next_on=step.on, next_time=step.time, next_place=step.place, next_by=step.by
    )
