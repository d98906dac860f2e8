"""The shape of a profile's rules: criteria, caps, shelf lives and cadence (method §4, §5)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Condition(NamedTuple):
    """What one fact must be. Exactly one of the first three is set.

    ``values``: the value is one of these; with "unknown" among them the
    fact counts only while it is known.
    ``within_days``: the value is a date at most so many days ahead. ``at_least``: the value is a
    number not smaller; where the fact ``of`` has a value that ``limits`` names, its limit counts
    instead, None for one that no number meets.
    """

    values: tuple[str, ...] = ()
    within_days: int | None = None
    at_least: float | None = None
    of: str = ""
    limits: Mapping[str, float | None] = MappingProxyType({})


class Criterion(NamedTuple):
    """One line of a profile's grade table: the facts it reads and what A and B ask of them.

    ``any_of`` False: every fact must meet its condition; True: one is enough.
    """

    id: str
    facts: tuple[str, ...]
    levels: Mapping[str, Mapping[str, Condition]]
    any_of: bool = False


class Cadence(NamedTuple):
    """How often and how to follow up in one slot; ``every_days`` counts calendar days (§5).

    ``goal`` is a word of the dictionary (``goal.<word>``) or empty when the profile words its own.
    """

    every_days: int
    by: str
    goal: str


class Caps(NamedTuple):
    """The best grade MAN still allows (§4): each is A, B or C."""

    not_all_man: str = "B"
    need_no: str = "C"


class Rules(NamedTuple):
    """Everything the pure rules need to know of a profile."""

    profile: str
    criteria: tuple[Criterion, ...]
    cadence: Mapping[str, Cadence]
    shelf_days: Mapping[str, int]
    overdue_days: Mapping[str, int]
    ask: tuple[str, ...]
    values: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """Allowed values of each fact with a closed set, worst first; dates and numbers have none."""
    caps: Caps = Caps()
    no_answer_tries: int = 3
    aftersale: Mapping[str, Cadence] = MappingProxyType({})
    """What follows a sale: of delivery and service, days after it; of visits again, days after
    the last contact."""
