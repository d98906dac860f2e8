"""What was heard: proposals beside what is in force, and what was taken of them."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from leadq.domain.hearing.model import Contradiction, Proposal

if TYPE_CHECKING:
    from leadq.content.model import FactDef


class StandingValue(NamedTuple):
    """A value in force, and the day it was noted, if that is known."""

    value: str
    noted_on: date | None = None


class HeardThing(NamedTuple):
    """One proposal, and how the trade words the fact it is about, if it is one.

    ``was``: the value in force that it would change.
    ``gainsaid``: what could not hold together once it is noted.
    """

    proposal: Proposal
    definition: "FactDef | None"
    was: StandingValue | None = None
    gainsaid: tuple[Contradiction, ...] = ()


class HeardReport(NamedTuple):
    """What could be noted of a text and what was; ``again``: the command that would take it."""

    things: Sequence[HeardThing]
    taken: Sequence[HeardThing] = ()
    again: str = ""
