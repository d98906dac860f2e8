"""The flow of a script: which question comes next, given what is known (method §6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from leadq.domain.grading.facts import Known, value_of


class StepRule(NamedTuple):
    """One question of a script: the fact it fills and, perhaps, the answer it depends on."""

    fact: str
    when: tuple[str, tuple[str, ...]] | None = None


def next_to_ask(
    steps: Sequence[StepRule],
    known: Known,
    asked: Iterable[str],
    needs_asking: Callable[[str], bool],
) -> StepRule | None:
    """Return the next question of a script, or None at its end (§6).

    ``asked`` are the facts already put in this run, answered or not; what ``needs_asking``
    denies is known and fresh, and skipped; a step whose condition does not hold is too.
    """
    done = set(asked)
    for step in steps:
        if step.fact in done or not needs_asking(step.fact):
            continue
        if step.when is None or value_of(known, step.when[0]) in step.when[1]:
            return step
    return None
