"""What stands in the report of a week: one row type a section, as in ``report_rows``."""

from __future__ import annotations

from typing import NamedTuple

MEASURES = ("calls", "visits", "new_leads", "wins", "turnover")
"""What targets are set for; turnover is a sum of money, the others are counts."""


class MeasureRow(NamedTuple):
    """What a rep did in the week, beside the target; None where none is set."""

    measure: str
    reached: float
    target: float | None
    of_target: float | None


class ActivityRow(NamedTuple):
    """What a rep did in the week. ``contacts`` holds calls, visits and all other channels."""

    owner: str | None
    calls: int
    visits: int
    contacts: int
    tries: int
    new_leads: int
    wins: int
    turnover: float


class HabitRow(NamedTuple):
    """How a rep works: what missed its day, and what is known of the open leads.

    ``promises`` fell due in the week, ``kept`` of them by their day. ``stale_share`` is that of
    the answers that a grade hangs on. ``first_contact_days`` is the median of the leads that came
    in during the last 12 weeks; ``uncontacted`` of them nobody has reached.
    """

    owner: str | None
    open: int
    slipped: int
    promises: int
    kept: int
    kept_share: float | None
    stale_share: float | None
    no_next: int
    first_contact_days: float | None
    uncontacted: int


class UnaskedRow(NamedTuple):
    """A question of the grade that a rep has asked in few of the open leads it is for."""

    owner: str | None
    fact: str
    asked: int
    leads: int
    asked_share: float | None


class ForecastRow(NamedTuple):
    """A rep's pipeline times the own win rate of each grade, with its 95 % interval.

    ``counted`` is the part of it in grades with enough closed leads; the forecast is of that part.
    """

    owner: str | None
    pipeline: float
    counted: float
    closed: int
    forecast: float | None
    low: float | None
    high: float | None


class SlippedRow(NamedTuple):
    """A step or promise that missed its day in the week, and where it is now.

    ``words`` is the channel of a step, or what was promised. ``state``: ``open``, ``done``,
    ``kept``, ``moved`` (then ``on`` is the new day), ``cancelled``, or the status of the lead.
    """

    due_on: str
    kind: str
    number: int
    name: str
    company: str | None
    owner: str | None
    words: str
    state: str
    on: str | None
    days_late: int | None
