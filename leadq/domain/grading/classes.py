"""Target and potential customers by intent and buying power (method §4).

How the source's classes are read off the facts is our decision.
"""

from __future__ import annotations

from leadq.domain.grading.facts import NO, YES, Known, value_of
from leadq.domain.grading.signals import intent_of

TARGET_STRONG, TARGET_WEAK, TARGET_NO_MEANS = "target_strong", "target_weak", "target_no_means"
POTENTIAL = "potential"
CLASSES = (TARGET_STRONG, TARGET_WEAK, TARGET_NO_MEANS, POTENTIAL)
_TARGETS = (TARGET_STRONG, TARGET_WEAK, TARGET_NO_MEANS)
CLASS_WORDS = {
    **{"target": _TARGETS, "potential": (POTENTIAL,)},
    **{one: (one,) for one in _TARGETS},
}
"""What a class, or all of one kind, is called where leads are chosen."""
_WAYS_TO_PAY = ("financing", "repayment_source")


def customer_class(known: Known) -> str | None:
    """Return the class of a lead, or None while nothing speaks for one (§4).

    Intent and money: strong means. Intent without money: weak means when financing is in sight
    or the decider has the need (m A N), else no means now. Some sign of intent: potential.
    """
    intent, money = intent_of(known), value_of(known, "money")
    if intent == NO:
        return None
    if intent is None:
        return POTENTIAL if value_of(known, "need") == YES else None
    if money == YES:
        return TARGET_STRONG
    if money is None:
        return TARGET_WEAK if _can_be_financed(known) else POTENTIAL
    return TARGET_WEAK if _can_be_financed(known) or _decider_with_need(known) else TARGET_NO_MEANS


def _can_be_financed(known: Known) -> bool:
    return any(value_of(known, fact_id) == YES for fact_id in _WAYS_TO_PAY)


def _decider_with_need(known: Known) -> bool:
    return value_of(known, "authority") == YES and value_of(known, "need") == YES
