"""Which facts are asked in a trade: those of its grade and its scripts, not of other trades'."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leadq.content.library import GRADING
from leadq.errors import LeadqError

if TYPE_CHECKING:
    from leadq.content.library import Library


def asked_facts(library: Library, trade_id: str) -> list[str]:
    """Return the ids of a trade's facts, those of its grade first; its own scripts' next (§4, §6).

    What no trade and no script asks, such as a customer's type, belongs to all.
    """
    trade = library.profile(trade_id)
    own = dict.fromkeys(trade.rules.ask)
    others: set[str] = set()
    for profile_id in library.profile_ids():
        if profile_id != trade.id:
            others |= _asked_by(library, profile_id)
    for profile, facts in _scripts(library):
        if profile in ("", trade.id):
            own |= dict.fromkeys(facts)
        else:
            others.update(facts)
    return list(own | {fact: None for fact in trade.facts if fact not in others})


def _asked_by(library: Library, profile_id: str) -> set[str]:
    try:
        return set(library.profile(profile_id).rules.ask)
    except LeadqError:
        # a file of the user's with a mistake in it asks nothing
        return set()


def _scripts(library: Library) -> Iterator[tuple[str, list[str]]]:
    """Yield the trade of each script, its own first, and the facts that it asks."""
    for id_ in library.script_ids():
        if id_ == GRADING:
            continue
        try:
            script = library.script(id_)
        except LeadqError:
            continue
        if not script.from_profile:
            yield script.profile, [step.fact for step in script.steps]
