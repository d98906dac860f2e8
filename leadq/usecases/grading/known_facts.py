"""What is known of a lead, in the method's order: why now, wants, worries … (method §14)."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from leadq.domain.grading.criteria import deadline_facts, has_passed, is_stale
from leadq.domain.grading.facts import UNKNOWN, Fact, Known
from leadq.errors import RefusedError

if TYPE_CHECKING:
    from leadq.content.library import Library
    from leadq.content.model import FactDef, Profile
    from leadq.content.schemas.card_schema import CardGroup


class KnownFact(NamedTuple):
    """A fact in force as a card says it; ``definition`` is None where its script is gone.

    ``by``: it was noted by the rep (``rep``), is from the rep's words (``said``) or from a file
    (``import``).
    """

    fact: Fact
    definition: "FactDef | None"
    stale: bool
    by: str = "rep"


class KnownGroup(NamedTuple):
    """A group of the card with what is known in it, in the group's own order."""

    group: "CardGroup"
    facts: tuple[KnownFact, ...]


def known_facts(library: "Library", profile: "Profile", known: Known, on: date) -> list[KnownFact]:
    """Return every fact in force with a value, in the order of the card's groups (§14)."""
    return [one for group in group_facts(library, profile, known, on) for one in group.facts]


def group_facts(library: "Library", profile: "Profile", known: Known, on: date) -> list[KnownGroup]:
    """Return the groups of the card in which something is known (§14)."""
    groups = library.card_groups()
    homes = {fact_id: group.id for group in groups for fact_id in group.facts}
    noted = [fact for fact in known.values() if fact.value != UNKNOWN]
    found = []
    for group in groups:
        here = [fact for fact in noted if homes.get(fact.id, groups[-1].id) == group.id]
        if here:
            here.sort(key=lambda fact: _place(group.facts, fact.id))
            found.append(KnownGroup(group, tuple(_describe(library, profile, here, on))))
    return found


def _place(order: tuple[str, ...], fact_id: str) -> tuple[int, str]:
    return (order.index(fact_id) if fact_id in order else len(order), fact_id)


def _describe(
    library: "Library", profile: "Profile", facts: Iterable[Fact], on: date
) -> Iterable[KnownFact]:
    deadlines = deadline_facts(profile.rules)
    for fact in facts:
        definition = profile.facts.get(fact.id)
        if definition is None:
            try:
                definition = library.fact(fact.id, profile.id)
            except RefusedError:
                definition = None
        passed = fact.id in deadlines and has_passed(fact, on)
        yield KnownFact(fact, definition, passed or is_stale(fact, profile.rules, on))
