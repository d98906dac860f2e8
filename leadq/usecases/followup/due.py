"""What is due on a day, best first: follow-ups, promises, leads without a next step (method §5)."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from leadq.domain.followup.goals import goal_for
from leadq.store.read.read_due import DueFilter, has_others, read_due, read_next_planned
from leadq.store.read.read_leads import EVERYBODY, each_lead, read_lead
from leadq.store.read.rows import LeadData, Pick
from leadq.store.search.conditions import ANY, Conditions
from leadq.usecases.desk import Desk
from leadq.usecases.followup.due_items import DueItem, pair_clashes
from leadq.usecases.followup.escalate import Escalation
from leadq.usecases.followup.occasions import pick_birthdays


class DueList(NamedTuple):
    """The day's work in picked order; ``total`` counts what a limit cut off as well.

    ``upcoming`` is the next planned step after the day, shown when nothing is due; ``others`` says
    that the rep has none at all, but that other reps have leads; ``clashes`` are pairs of a rep's
    appointments that are too near to each other (§14). ``on_the_way``: in the order of the road.
    """

    day: date
    items: list[DueItem]
    total: int
    counts: dict[str, int]
    upcoming: tuple[LeadData, str] | None
    others: bool = False
    clashes: tuple[tuple[DueItem, DueItem], ...] = ()
    on_the_way: bool = False


def list_due(
    desk: Desk,
    on: date | None = None,
    within: int = 0,
    owner: str = "",
    region: str = "",
    limit: int = 0,
    revisit: bool = False,
    grades: tuple[str, ...] = (),
    conditions: Conditions = ANY,
) -> DueList:
    """Return what is due on a day or within so many days after it (§5).

    ``owner`` empty: the rep's own leads by the name in the settings, with those of nobody, else
    everybody's; "all": everybody's. With a ``region``, the day's visits come first, by district
    and time. ``revisit``: customers to see again after the sale come last. Only leads of the
    ``grades``, if any are given, that fulfil ``conditions``.
    """
    day = on or desk.today
    whose = choose_owner(desk, owner)
    until = day + timedelta(days=within)
    wanted = DueFilter(day, until, desk.today, whose, region, not owner, grades, conditions)
    with desk.read() as conn:
        picks = _pick_all(conn, desk, wanted, revisit)
        counts = dict(Counter(pick.group for pick in picks))
        chosen = picks[:limit] if limit else picks
        leads = dict(_by_id(conn, desk, chosen, day))
        upcoming = None
        if not picks and (planned := read_next_planned(conn, wanted)):
            upcoming = (read_lead(conn, planned[0], day), planned[1])
        escalation = Escalation(desk)
        items = [_item(_ahead(conn, desk, leads[p.lead_id], p, day), p, escalation) for p in chosen]
        if region:
            items.sort(key=_on_the_way)
        alone = not (picks or upcoming or owner or region or grades) and conditions == ANY
        others = alone and bool(whose) and has_others(conn, whose)
        clashes = tuple(pair_clashes(items))
        return DueList(day, items, len(picks), counts, upcoming, others, clashes, bool(region))


def _pick_all(conn: sqlite3.Connection, desk: Desk, wanted: DueFilter, revisit: bool) -> list[Pick]:
    picks = read_due(conn, wanted)
    if revisit:
        # most mornings look at the coming steps alone
        from leadq.usecases.aftersale.revisit import pick_revisits

        picks += pick_revisits(conn, wanted)
    return [*picks, *pick_birthdays(conn, desk, wanted)]


def choose_owner(desk: Desk, owner: str) -> str:
    """Return whose leads are meant: those named, else the rep's own; empty: everybody's."""
    return "" if owner.lower() == EVERYBODY else owner or desk.me


def _ahead(conn: sqlite3.Connection, desk: Desk, lead: LeadData, pick: Pick, day: date) -> LeadData:
    """Return the lead with the step it will have when that one is due: time can move it."""
    if pick.group != "coming" or pick.kind != "followup" or pick.due_on is None:
        return lead
    if lead["next"] is not None and lead["next"]["on"] == pick.due_on:
        return lead
    if day < desk.today:
        from leadq.store.read.read_day import read_steps_then

        return {**lead, "next": read_steps_then(conn, day).get(pick.lead_id)}
    then = read_lead(conn, pick.lead_id, date.fromisoformat(pick.due_on))
    return {**lead, "next": then["next"]}


def _item(lead: LeadData, pick: Pick, escalation: Escalation) -> DueItem:
    is_late = pick.group == "overdue" and escalation.holds(lead, pick.days_late or 0)
    return DueItem(lead, pick, lead["touches"] + 1, is_late)


def _on_the_way(item: DueItem) -> tuple[object, ...]:
    """Order visits by district, then time, before whatever can be done from the desk."""
    step = item.lead["next"]
    if item.pick.kind != "followup" or step is None or step["by"] != "visit":
        return (True, "", False, "", "")
    day = step["on"] if item.pick.group == "coming" else ""
    return (False, day, not item.lead["region"], item.lead["region"] or "", step["time"] or "~")


def _by_id(
    conn: sqlite3.Connection, desk: Desk, picks: list[Pick], day: date
) -> Iterator[tuple[int, LeadData]]:
    ids = list(dict.fromkeys(pick.lead_id for pick in picks))
    return zip(ids, each_lead_then(conn, desk, ids, day), strict=True)


def each_lead_then(
    conn: sqlite3.Connection, desk: Desk, ids: list[int], day: date
) -> Iterator[LeadData]:
    """Yield leads as they stand on a day; of one gone by, with the step that was planned then."""
    leads = each_lead(conn, ids, day)
    if day >= desk.today:
        yield from leads
        return
    # most mornings look at no day gone by
    from leadq.store.read.read_day import read_steps_then

    steps = read_steps_then(conn, day)
    for lead_id, lead in zip(ids, leads, strict=True):
        step, on = steps.get(lead_id), lead["next"] and lead["next"]["on"]
        if step is not None and on is not None:
            goal = goal_for(step["goal"], lead["profile"], lead["man"])
            lead["next"] = {**step, "on": on, "goal": goal}
        yield lead
