"""The MAN check: money, authority, need, and what follows from them (method §2)."""

from __future__ import annotations

from itertools import product

from leadq.domain.grading.facts import MAN_FACTS, NO, YES, Known, value_of

VERDICTS = {
    "MAN": "prospect",
    "MAn": "approachable",
    "MaN": "approachable",
    "mAN": "approachable",
    "maN": "cultivate",
    "mAn": "cultivate",
    "Man": "cultivate",
    "man": "not_a_customer",
}
INCOMPLETE = "incomplete"
ALL_NO = "man"
ASK_ORDER = ("need", "money", "authority")
_BEST_FIRST = ("prospect", "approachable", "cultivate", "not_a_customer")


def man_code(known: Known) -> str:
    """Return three letters in the order M, A, N: capital yes, small no, "?" unknown (§2)."""
    return "".join(_letter(fact_id, value_of(known, fact_id)) for fact_id in MAN_FACTS)


def _letter(fact_id: str, value: str | None) -> str:
    if value == YES:
        return fact_id[0].upper()
    return fact_id[0] if value == NO else "?"


def man_verdict(code: str) -> str:
    """Return the verdict of a code, or "incomplete" while a letter is unknown (§2)."""
    return VERDICTS.get(code, INCOMPLETE)


def verdict_range(code: str) -> tuple[str, str]:
    """Return the best and the worst verdict still possible (§2)."""
    letters = [("mM", "aA", "nN")[i] if c == "?" else c for i, c in enumerate(code)]
    possible = {VERDICTS["".join(choice)] for choice in product(*letters)}
    ranked = [verdict for verdict in _BEST_FIRST if verdict in possible]
    return ranked[0], ranked[-1]


def unknown_letters(known: Known) -> tuple[str, ...]:
    """Return the unknown MAN facts in the order in which they are asked: N, M, A (§2)."""
    return tuple(fact_id for fact_id in ASK_ORDER if fact_id not in known)
