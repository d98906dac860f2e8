"""Short ways to write facts and rules down."""

from __future__ import annotations

from datetime import date
from functools import cache

from leadq.content.library import open_library
from leadq.domain.grading.facts import Fact
from leadq.domain.grading.rules import Cadence, Caps, Condition, Criterion, Rules

TODAY = date(2026, 11, 23)
"""A Monday."""


@cache
def rules_of(profile: str) -> Rules:
    return open_library(None).profile(profile).rules


def facts(on: date = TODAY, **values: str) -> list[Fact]:
    return [Fact(id_, value, on, seq) for seq, (id_, value) in enumerate(values.items(), 1)]


def known(on: date = TODAY, **values: str) -> dict[str, Fact]:
    return {fact.id: fact for fact in facts(on, **values)}


def small_rules(**changes: object) -> Rules:
    """One criterion: the talks; MAN counts through the caps alone."""
    talks = Criterion(
        "talks",
        ("engagement",),
        {
            "A": {"engagement": Condition(values=("bargaining",))},
            "B": {"engagement": Condition(values=("comparing", "bargaining"))},
        },
    )
    slots = {"A": 2, "B": 4, "C": 14, "cultivate": 30, "ungraded": 1}
    values: dict[str, object] = {
        "profile": "small",
        "criteria": (talks,),
        "cadence": {slot: Cadence(days, "phone", "advance") for slot, days in slots.items()},
        "shelf_days": {"engagement": 30, "money": 90, "authority": 180},
        "overdue_days": {"A": 2, "B": 5, "C": 14},
        "ask": ("need", "money", "authority", "engagement"),
        "values": {"engagement": ("none", "comparing", "bargaining")},
        "caps": Caps(),
    }
    return Rules(**{**values, **changes})  # type: ignore[arg-type]
