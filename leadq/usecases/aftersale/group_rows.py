"""What stands in the reports on customers: row types, and how their rows are grouped (method §10).

Shares are per cent with one decimal, None of too few. ``group`` is a product, a source, a region,
a rep or the id of a trade; None where none is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from leadq.content.texts import Text
from leadq.domain.leads.sources import channel_of
from leadq.errors import LeadqError
from leadq.usecases.desk import Desk

GROUPS = ("product", "source", "region", "owner", "profile")


class OpenCaseRow(NamedTuple):
    """A complaint that is not closed; ``due_on`` is its promise's day, or its check's."""

    number: int
    name: str
    company: str | None
    case: int | None
    complaint: str
    on: str
    stage: str
    due_on: str | None
    days_late: int
    owner: str | None


class ComplaintsRow(NamedTuple):
    """The complaints of a group; ``mean_days`` is how long they took until they were solved."""

    group: str | None
    complaints: int
    open: int
    late: int
    closed: int
    mean_days: float | None


class CauseRow(NamedTuple):
    """The complaints that have one cause."""

    cause: str | None
    complaints: int
    open: int
    late: int


class TurnoverRow(NamedTuple):
    """What a group brought in twelve months, and in the twelve before."""

    group: str | None
    customers: int
    purchases: int
    turnover: float
    share: float | None
    before: float


class TradeRow(NamedTuple):
    """How the customers of a trade stay (persistency), and what is ahead (prospecting).

    ``repeat_share``: bought on two days or more; ``stayed_share``: of those older than a year, who
    bought in the last; ``ready``: open leads graded A or B.
    """

    group: str | None
    customers: int
    repeat_share: float | None
    stayed_share: float | None
    new: int
    new_before: int
    ready: int


class ContentRow(NamedTuple):
    """How content the customers of a group are, of those who were asked."""

    group: str | None
    customers: int
    answered: int
    content: int
    content_share: float | None
    low: float | None
    high: float | None
    again: int
    recommend: int


class AnswerRow(NamedTuple):
    """How many customers gave an answer."""

    answer: str
    customers: int


class UnhappyRow(NamedTuple):
    """A customer who is not content, and what they would have better."""

    number: int
    name: str
    company: str | None
    on: str
    answer: str
    better: str | None
    owner: str | None


class CustomersRow(NamedTuple):
    """The customers of a group: those marked as key, and what they bought in twelve months."""

    group: str | None
    customers: int
    key: int
    bought: int
    turnover: float
    share: float | None
    brought: int


class LateRow(NamedTuple):
    """A customer whose next step has passed; ``bought_on`` is the day of the last purchase."""

    number: int
    name: str
    company: str | None
    key: bool
    bought_on: str | None
    next_on: str
    days_late: int
    owner: str | None


class ChurnRow(NamedTuple):
    """The customers of a group who are there, and who left in twelve months, by kind."""

    group: str | None
    customers: int
    left: int
    own_choice: int
    ended_by_us: int
    churn_share: float | None


class LeftRow(NamedTuple):
    """A customer who has left; ``turnover`` is all that was ever bought."""

    number: int
    name: str
    company: str | None
    on: str
    kind: str | None
    reason: str | None
    turnover: float
    owner: str | None


class Grouping:
    """Puts names that mean the same into one group, worded as it was met first."""

    def __init__(self, by: str) -> None:
        self._by = by
        self._shown: dict[str, str] = {}

    def key(self, name: str | None) -> str:
        """Return the key of the group that a name belongs to."""
        plain = " ".join((name or "").split())
        channel = channel_of(plain) if self._by == "source" else None
        key = channel.en if channel else plain.casefold()
        self._shown.setdefault(key, plain)
        return key

    def shown(self, key: str) -> str | None:
        """Return a group as it is shown; None where nothing is named."""
        return self._shown[key] or None


def trade_names(desk: Desk, groups: Iterable[str | None]) -> Mapping[str, Text]:
    """Return the names of trades by id; one that no content knows any more has none."""
    found = {}
    for group in groups:
        try:
            found[group or ""] = desk.library.profile(group or "").name
        except LeadqError:
            continue
    return found
