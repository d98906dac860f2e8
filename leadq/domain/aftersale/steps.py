"""What follows a sale: delivery, first service, and visits again (method §5, §14)."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import NamedTuple

from leadq.domain.followup.schedule import Step
from leadq.domain.grading.rules import Rules
from leadq.domain.words import AFTERSALE_SEEN, KEY, KINDS, REVISIT

KEY_LEAST = 5
"""Default: from so many buyers on, the fifth that brings most are key by what they bring."""


class AfterSale(NamedTuple):
    """A step after the sale and the kind it is of; its day is not moved to a working day yet."""

    slot: str
    step: Step


def steps_of_sale(
    rules: Rules, won_on: date, is_key: bool, without: Collection[str] = ()
) -> list[AfterSale]:
    """Return what a win proposes, the earliest first: one step of each kind that is planned."""
    kinds = [kind for kind in KINDS if kind not in without and rules.aftersale[kind].every_days]
    slots = [KEY if is_key and kind == REVISIT else kind for kind in kinds]
    found = [AfterSale(slot, step_again(rules, slot, won_on)) for slot in slots]
    return sorted(found, key=lambda one: one.step.on)


def step_again(rules: Rules, slot: str, base: date) -> Step:
    """Return the step of a kind, counted from a day in calendar days."""
    cadence = rules.aftersale[slot]
    return Step(base + timedelta(days=cadence.every_days), cadence.by, cadence.goal)


def again_slot(is_key: bool) -> str:
    """Return how a customer is seen again: key ones weekly, the others monthly (§5)."""
    return KEY if is_key else REVISIT


def kind_of(slot: str | None) -> str:
    """Return delivery, service or revisit; what is planned in no other kind is a revisit."""
    return slot if slot in KINDS and slot not in AFTERSALE_SEEN else REVISIT


def ends_by_contact(slot: str | None, set_by_rep: bool, on: date, today: date) -> bool:
    """Tell whether a contact does a step: one that is due, or a visit again that is ahead.

    What was agreed with the customer, and what is about a delivery or service, waits for its day.
    """
    return on <= today or (kind_of(slot) == REVISIT and not set_by_rep)
