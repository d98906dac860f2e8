"""What is due, and which appointments of a rep are too near to each other (method §14)."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from leadq.store.read.rows import LeadData, Pick

_VISIT_MINUTES, _OTHER_MINUTES = 60, 30
"""How long a visit takes with its way, and a call: our own estimate."""

_LAST = "~"
AHEAD = ("today", "customer", "coming")
"""The groups of what is due on a day or comes, and may be an appointment."""


class DueItem(NamedTuple):
    """One thing to do; ``touch_number`` is the number that the coming touch will have.

    ``escalated``: so late that it stands in the manager's list (method §5).
    """

    lead: LeadData
    pick: Pick
    touch_number: int
    escalated: bool = False


def by_time(item: DueItem) -> tuple[str, ...]:
    """Return what puts a day's appointments first, by their time; the others stay behind."""
    step = item.lead["next"]
    return ((step["time"] or _LAST) if item.pick.kind == "followup" and step else _LAST,)


def by_day(item: DueItem) -> tuple[str, ...]:
    """Return what puts things to come in the order of their days and times."""
    step = item.lead["next"] if item.pick.kind == "followup" else None
    return (step["on"] if step else item.pick.due_on or _LAST, *by_time(item))


def place_unread(pick: Pick, time: str | None) -> tuple[str, str]:
    """Return the same order for what is not read yet, given the time of its lead's step."""
    return pick.due_on or "", (pick.kind == "followup" and time) or _LAST


def pair_clashes(items: Iterable[DueItem]) -> Iterator[tuple[DueItem, DueItem]]:
    """Yield the pairs of a rep's appointments on a day of which the first is not over in time."""
    timed = sorted((item for item in items if _is_appointment(item)), key=_place)
    for place, one in enumerate(timed):
        ends = minute_of(_place(one)[2]) + lasts(_by(one))
        for other in timed[place + 1 :]:
            if _place(one)[:2] != _place(other)[:2] or minute_of(_place(other)[2]) >= ends:
                break
            yield one, other


def _is_appointment(item: DueItem) -> bool:
    step = item.lead["next"]
    ahead = item.pick.kind == "followup" and item.pick.group in AHEAD
    return ahead and step is not None and step["time"] is not None


def _place(item: DueItem) -> tuple[str, str, str, int]:
    step = item.lead["next"]
    owner = (item.lead["owner"] or "").casefold()
    return (owner, step["on"], step["time"] or "", item.lead["number"]) if step else ("", "", "", 0)


def _by(item: DueItem) -> str:
    step = item.lead["next"]
    return step["by"] if step else ""


def minute_of(time: str) -> int:
    """Return the minute of the day of ``HH:MM``."""
    hour, _, minute = time.partition(":")
    return 60 * int(hour) + int(minute)


def lasts(by: str) -> int:
    """Return how many minutes an appointment takes."""
    return _VISIT_MINUTES if by == "visit" else _OTHER_MINUTES
