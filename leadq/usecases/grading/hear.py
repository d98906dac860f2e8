"""Reads what was said for facts, promises and appointments, without writing any (method §14)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from leadq.domain.hearing.model import Proposal
from leadq.domain.hearing.reader import Reader, languages_of
from leadq.usecases.desk import Desk

if TYPE_CHECKING:
    from leadq.content.model import FactDef


class HeardThing(NamedTuple):
    """One proposal, and how the trade words the fact it is about, if it is one."""

    proposal: Proposal
    definition: FactDef | None


def hear_text(desk: Desk, text: str, profile: str | None = None) -> list[HeardThing]:
    """Return what a text says, for one profile or, for None, for all.

    Raises RefusedError for an unknown profile.
    """
    trade = desk.library.profile(profile) if profile else None
    facts = frozenset(trade.facts) if trade else None
    heard = desk.library.hearing(languages_of(text))
    proposals = Reader(heard.hearings).propose(text, desk.today, facts, desk.region)
    worded = trade.id if trade else desk.trade_of(desk.profile).id
    return [
        HeardThing(one, desk.library.fact(one.field, worded) if one.kind == "fact" else None)
        for one in proposals
    ]
