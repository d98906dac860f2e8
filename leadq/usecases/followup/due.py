"""What is due on a day, best first: follow-ups, promises, leads without a next step (method §5)."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from leadq.domain.followup.goals import goal_for
from leadq.store.meta import read_synced
from leadq.store.read.read_due import (
    DueFilter,
    has_others,
    read_due,
    read_next_planned,
    read_times,
)
from leadq.store.read.read_leads import EVERYBODY, read_by_id, read_lead
from leadq.store.read.rows import LeadData, Pick
from leadq.store.search.conditions import ANY, Conditions
from leadq.usecases.desk import Desk
from leadq.usecases.followup.due_items import AHEAD, DueItem, pair_clashes
from leadq.usecases.followup.escalate import Escalation, standing_of
from leadq.usecases.followup.occasions import pick_birthdays
from leadq.usecases.in_turn import InTurn, by_the_hundred, read_in_turn


class DueList(NamedTuple):
    """The day's work in picked order; ``total`` counts what a limit cut off as well.

    ``upcoming`` is the next planned step after the day, shown when nothing is due; ``others`` says
    that the rep has none at all, but that other reps have leads; ``clashes`` are pairs of a rep's
    appointments that are too near to each other (§14). ``on_the_way``: in the order of the road.
    ``synced`` is the day on which a store of a team last met its hub. ``narrowed``: only of leads
    that pass a filter.
    """

    day: date
    items: Sequence[DueItem]
    total: int
    counts: dict[str, int]
    upcoming: tuple[LeadData, str] | None
    others: bool = False
    clashes: tuple[tuple[DueItem, DueItem], ...] = ()
    on_the_way: bool = False
    synced: date | None = None
    narrowed: bool = False


def list_due(
    desk: Desk,
    on: date | None = None,
    within: int = 0,
    owner: str = "",
    region: str = "",
    limit: int = 0,
    grades: tuple[str, ...] = (),
    conditions: Conditions = ANY,
) -> DueList:
    """Return what is due on a day or within so many days after it (§5).

    ``owner`` empty: the rep's own leads by the name in the settings, with those of nobody, else
    everybody's; "all": everybody's. With a ``region``, the day's visits come first, by district
    and time. Only leads of the ``grades``, if any are given, that fulfil ``conditions``.
    """
    day = on or desk.today
    whose = choose_owner(desk, owner)
    until = day + timedelta(days=within)
    wanted = DueFilter(day, until, desk.today, whose, region, not owner, grades, conditions)
    with desk.read() as conn:
        picks = _pick_all(conn, desk, wanted)
        counts = dict(Counter(pick.group for pick in picks))
        chosen = picks[:limit] if limit else picks
        upcoming = None
        if not picks and (planned := read_next_planned(conn, wanted)):
            upcoming = (read_lead(conn, planned[0], day), planned[1])
        items = read_in_turn(conn, desk, chosen, partial(read_items, desk=desk, day=day))
        if region:
            items = sorted(items, key=_on_the_way)
        narrowed = bool(region or grades) or conditions != ANY
        alone = not (picks or upcoming or owner or narrowed)
        others = alone and bool(whose) and has_others(conn, whose)
        clashes = tuple(pair_clashes(_timed(conn, desk, items, chosen, day)))
        return DueList(
            day, items, len(picks), counts, upcoming, others, clashes, bool(region),
            read_synced(conn), narrowed,
        )  # fmt: skip


def _pick_all(conn: sqlite3.Connection, desk: Desk, wanted: DueFilter) -> list[Pick]:
    return [*read_due(conn, wanted), *pick_birthdays(conn, desk, wanted)]


def _timed(
    conn: sqlite3.Connection, desk: Desk, items: Sequence[DueItem], picks: list[Pick], day: date
) -> Iterable[DueItem]:
    """Return all that may be appointments; of a long list no more than that is read for it."""
    if not isinstance(items, InTurn):
        return items
    ahead = [pick for pick in picks if pick.group in AHEAD]
    times = LeadsThen(conn, desk, day).read_times(pick.lead_id for pick in ahead)
    return read_items(conn, [pick for pick in ahead if pick.lead_id in times], desk, day)


def has_only_others(conn: sqlite3.Connection, desk: Desk, wanted: DueFilter) -> bool:
    """Say whether a rep who has nothing to do on a day has no leads, though others have."""
    nothing = not pick_birthdays(conn, desk, wanted) and read_next_planned(conn, wanted) is None
    return nothing and has_others(conn, wanted.owner)


def choose_owner(desk: Desk, owner: str) -> str:
    """Return whose leads are meant: those named, else the rep's own; empty: everybody's."""
    return "" if owner.lower() == EVERYBODY else owner or desk.me


def _item(lead: LeadData, pick: Pick, escalation: Escalation) -> DueItem:
    is_late = pick.group == "overdue" and escalation.holds(standing_of(lead), pick.days_late or 0)
    return DueItem(lead, pick, lead["touches"] + 1, is_late)


def _on_the_way(item: DueItem) -> tuple[object, ...]:
    """Order visits by district, then time, before whatever can be done from the desk."""
    step = item.lead["next"]
    if item.pick.kind != "followup" or step is None or step["by"] != "visit":
        return (True, "", False, "", "")
    day = step["on"] if item.pick.group == "coming" else ""
    return (False, day, not item.lead["region"], item.lead["region"] or "", step["time"] or "~")


def read_items(
    conn: sqlite3.Connection, picks: Sequence[Pick], desk: Desk, day: date
) -> Iterator[DueItem]:
    """Yield what was picked for a day, each with its lead as it stands then."""
    then, escalation = LeadsThen(conn, desk, day), Escalation(desk)
    for some in by_the_hundred(picks):
        leads = then.read(dict.fromkeys(pick.lead_id for pick in some))
        for pick in some:
            if pick.lead_id in leads:
                yield _item(then.ahead(leads[pick.lead_id], pick), pick, escalation)


class LeadsThen:
    """Leads as they stand on a day; of one gone by, with the step that was planned then."""

    def __init__(self, conn: sqlite3.Connection, desk: Desk, day: date) -> None:
        self._conn, self._day, self._steps = conn, day, None
        if day < desk.today:
            # most mornings look at no day gone by
            from leadq.store.read.read_day import StepsThen

            self._steps = StepsThen(conn, day)

    def read(self, ids: Iterable[int]) -> dict[int, LeadData]:
        """Return leads by their ids; one that is gone is left out."""
        wanted = list(ids)
        leads = read_by_id(self._conn, wanted, self._day)
        if self._steps is None:
            return leads
        for lead_id, step in self._steps.read(wanted).items():
            lead = leads.get(lead_id)
            if lead is not None and lead["next"] is not None:
                goal = goal_for(step["goal"], lead["profile"], lead["man"])
                lead["next"] = {**step, "on": lead["next"]["on"], "goal": goal}
        return leads

    def read_times(self, ids: Iterable[int]) -> dict[int, str]:
        """Return the time of day of the next steps that have one, by lead."""
        wanted = list(ids)
        times = read_times(self._conn, wanted)
        steps = self._steps.read(wanted) if self._steps is not None else {}
        then = times | {lead_id: step["time"] or "" for lead_id, step in steps.items()}
        return {lead_id: time for lead_id, time in then.items() if time}

    def ahead(self, lead: LeadData, pick: Pick) -> LeadData:
        """Return the lead with the step it will have when that one is due: time can move it."""
        if pick.group != "coming" or pick.kind != "followup" or pick.due_on is None:
            return lead
        if lead["next"] is not None and lead["next"]["on"] == pick.due_on:
            return lead
        if self._steps is not None:
            return {**lead, "next": self._steps.read([pick.lead_id]).get(pick.lead_id)}
        then = read_lead(self._conn, pick.lead_id, date.fromisoformat(pick.due_on))
        return {**lead, "next": then["next"]}
