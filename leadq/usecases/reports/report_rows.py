"""What stands in the manager's reports: one row type a section, in plain values and tokens.

Shares are per cent with one decimal; None where there is nothing to say. ``none`` counts open
leads that are not graded yet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from leadq.content.model import FactDef
    from leadq.content.texts import Text


class StageRow(NamedTuple):
    """How many leads stand at a stage now, and at the end of last month."""

    stage: str
    now: int
    before: int
    change: int


class MoveRow(NamedTuple):
    """How many leads went from one stage to another since last month; "new" came in."""

    origin: str
    to: str
    leads: int


class GradesRow(NamedTuple):
    """The open leads by grade at the end of a day."""

    until: date
    A: int
    B: int
    C: int
    none: int


class SourceRow(NamedTuple):
    """What a channel yields; the rate is that of the closed leads, with its 95 % interval."""

    source: str | None
    leads: int
    touched: int
    closed: int
    won: int
    win_rate: float | None
    low: float | None
    high: float | None


class ValueRow(NamedTuple):
    """The budgets of the open leads of a grade."""

    grade: str
    leads: int
    with_budget: int
    value: float


class MonthRow(NamedTuple):
    """The budgets of the leads that need it in a month: by grade and in all."""

    month: str
    leads: int
    A: float
    B: float
    C: float
    none: float
    value: float


class ReasonRow(NamedTuple):
    """Why leads were given up; ``mean_touches`` is the mean of the contacts before."""

    reason: str | None
    lost: int
    dropped: int
    leads: int
    share: float | None
    mean_touches: float


class GivenUpRow(NamedTuple):
    """After how many contacts leads were given up, and the per cent the source sees ahead."""

    touches: str
    lost: int
    dropped: int
    leads: int
    ahead: int


class DealRow(NamedTuple):
    """After how many contacts deals were won: own and the source's per cent."""

    touches: str
    deals: int
    share: float | None
    source_says: int


class RepRow(NamedTuple):
    """What a rep has in hand, what is late, what was kept and what was won."""

    owner: str | None
    A: int
    B: int
    C: int
    none: int
    open: int
    overdue: int
    done: int
    kept: int
    kept_share: float | None
    closed: int
    won: int


class BandRow(NamedTuple):
    """The win rate of leads that were closed in a band, beside what the source claims."""

    band: str
    closed: int
    won: int
    win_rate: float | None
    low: float | None
    high: float | None
    source_says: int | None


class OverdueRow(NamedTuple):
    """What is overdue too long: whose it is, of which lead, and how to reach them.

    ``last_touch`` is an ISO day; ``promise`` what was promised, None of a follow-up.
    """

    owner: str | None
    number: int
    name: str
    company: str | None
    grade: str | None
    grade_best: str | None
    days_late: int
    phone: str | None
    wechat: str | None
    email: str | None
    last_touch: str | None
    promise: str | None = None


class QuestionRow(NamedTuple):
    """A question, and how many grades its answer could move: in all, and of this week's leads.

    ``up`` of them could rise, ``down`` could fall or be settled at C.
    """

    fact: str
    this_week: int
    leads: int
    up: int
    down: int


class AskRow(NamedTuple):
    """A lead whose grade the answer to a question could move; ``next_on`` is an ISO day."""

    fact: str
    number: int
    name: str
    company: str | None
    owner: str | None
    grade: str | None
    grade_best: str | None
    next_on: str | None


class LiftRow(NamedTuple):
    """How closed leads with an answer ended; no rate below 20 of them.

    ``times`` is the win rate as a multiple of everybody's; ``stands``: above, below or None, where
    the interval holds everybody's.
    """

    fact: str
    answer: str
    closed: int
    won: int
    win_rate: float | None
    low: float | None
    high: float | None
    times: float | None
    stands: str | None


class KeepRow(NamedTuple):
    """A question, and how many grades it keeps: those marked, and those that fall."""

    fact: str
    leads: int
    stale: int
    passed: int


class DecayRow(NamedTuple):
    """A grade that runs out on a day, by which fact; ``becomes`` is the one that is left.

    ``state``: ``stale`` (marked to be checked again) or ``passed`` (the day is over).
    """

    on: date
    number: int
    name: str
    company: str | None
    owner: str | None
    grade: str | None
    grade_best: str | None
    becomes: str | None
    state: str
    fact: str


Sections = Mapping[str, Sequence[Any]]
"""The rows of a report by section, all of one type in each."""


@dataclass(frozen=True)
class Report:
    """One report; ``about`` holds figures that belong to the whole of it.

    ``owner`` empty: everybody's leads. ``definitions``: what the facts in it are called;
    ``names``: what its trades are.
    """

    name: str
    day: date
    owner: str
    sections: Sections
    about: Mapping[str, Any] = field(default_factory=dict)
    definitions: Mapping[str, FactDef] = field(default_factory=dict)
    names: Mapping[str, Text] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to show."""
        return not any(self.sections.values())


def round_sum(value: float) -> float:
    """Return an amount to the cent, whole ones as int."""
    rounded = round(value, 2)
    return int(rounded) if rounded == int(rounded) else rounded
