"""What is due on a day, best first: follow-ups, promises, leads without a next step (method §5)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from leadq.store.read_due import DueFilter, read_due, read_next_planned
from leadq.store.read_leads import each_lead
from leadq.store.rows import LeadData, Pick
from leadq.usecases.desk import Desk


class DueItem(NamedTuple):
    """One thing to do; ``touch_number`` is the number that the coming touch will have."""

    lead: LeadData
    pick: Pick
    touch_number: int


class DueList(NamedTuple):
    """The day's work in picked order; ``total`` counts what a limit cut off as well.

    ``upcoming`` is the next planned step after the day, shown when nothing is due.
    """

    day: date
    items: list[DueItem]
    total: int
    counts: dict[str, int]
    upcoming: tuple[LeadData, str] | None


def list_due(
    desk: Desk,
    on: date | None = None,
    within: int = 0,
    owner: str = "",
    region: str = "",
    limit: int = 0,
) -> DueList:
    """Return what is due on a day or within so many days after it (§5).

    ``owner`` empty: the rep's own name from the settings, else everybody's.
    """
    day = on or desk.today
    wanted = DueFilter(day, day + timedelta(days=within), desk.today, owner or desk.me, region)
    with desk.read() as conn:
        picks = read_due(conn, wanted)
        counts: dict[str, int] = {}
        for pick in picks:
            counts[pick.group] = counts.get(pick.group, 0) + 1
        chosen = picks[:limit] if limit else picks
        leads = dict(_by_id(conn, chosen, day))
        upcoming = None
        if not picks and (planned := read_next_planned(conn, wanted)):
            upcoming = (next(each_lead(conn, [planned[0]], day)), planned[1])
        items = [
            DueItem(leads[pick.lead_id], pick, leads[pick.lead_id]["touches"] + 1)
            for pick in chosen
        ]
        return DueList(day, items, len(picks), counts, upcoming)


def _by_id(
    conn: sqlite3.Connection, picks: list[Pick], day: date
) -> Iterator[tuple[int, LeadData]]:
    ids = list(dict.fromkeys(pick.lead_id for pick in picks))
    return zip(ids, each_lead(conn, ids, day), strict=True)
