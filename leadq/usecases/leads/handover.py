"""Hands leads from one rep to another, and finds customers that two reps work on (撞单)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from leadq.adapters.similarity import nearest
from leadq.errors import RefusedError, UsageError
from leadq.store import repo
from leadq.store.read.owners import RepReach, read_owners, read_rep_reaches
from leadq.store.read.read_leads import each_lead
from leadq.store.read.rows import LeadData
from leadq.store.search.filters import Filter
from leadq.store.search.find_leads import find_leads
from leadq.usecases.desk import Desk
from leadq.usecases.followup.replan import replan_lead
from leadq.usecases.keys import fold_filter
from leadq.usecases.leads.owners import name_owner

_ALIVE = ("open", "parked", "won")


@dataclass(frozen=True)
class HandedOver:
    """Whose leads went to whom; ``left`` counts what stays with the first rep.

    ``statuses`` counts the leads by status. ``unknown``: nobody of that name had leads before.
    """

    source: str
    target: str
    count: int
    left: int
    statuses: Counter[str]
    unknown: bool


@dataclass(frozen=True)
class Clash:
    """Leads of several reps that are the same customer: by a phone, an email or a WeChat."""

    reasons: tuple[str, ...]
    shared: tuple[str, ...]
    leads: tuple[LeadData, ...]


def hand_over(desk: Desk, source: str, target: str, wanted: Filter) -> HandedOver:
    """Give a rep's leads that pass a filter to another rep, in one step that undo takes back.

    Names are compared without case; one that is there already keeps its spelling. Raises
    UsageError for an empty or the same name, RefusedError when there is nothing to hand over.
    """
    source, target = source.strip(), target.strip()
    if not source or not target:
        raise UsageError("handover_nobody", hint="handover_nobody")
    with desk.write("handover") as unit:
        names = read_owners(unit.conn)
        known = {_same(name): name for name in reversed(names)}
        if _same(source) not in known:
            raise _unknown_rep(source, list(known.values()))
        source, unknown = known[_same(source)], _same(target) not in known
        target = name_owner(desk, unit.conn, known.get(_same(target), target)) or target
        if _same(source) == _same(target):
            raise UsageError("handover_same", hint="handover_same", owner=target)
        mine = fold_filter(wanted, desk.region)._replace(owner=source)
        ids = find_leads(unit.conn, mine, desk.today)
        if not ids:
            raise RefusedError("handover_nothing", hint="handover_nothing", owner=source)
        every = find_leads(unit.conn, Filter(owner=source, statuses=()), desk.today)
        statuses = Counter(lead["status"] for lead in each_lead(unit.conn, ids, desk.today))
        # what was another's in the team is graded and planned here from now on
        takes_over = desk.is_mine(unit.conn, target) and not desk.is_mine(unit.conn, source)
        for lead_id in ids:
            repo.change_lead(unit, lead_id, owner=target)
            if takes_over:
                replan_lead(unit, desk, lead_id)
        return HandedOver(source, target, len(ids), len(every) - len(ids), statuses, unknown)


def _same(name: str) -> str:
    """Return a name as the store compares it: only A to Z lose their case."""
    return "".join(char.lower() if char.isascii() else char for char in name)


def _unknown_rep(given: str, names: list[str]) -> RefusedError:
    near = "".join(nearest(given, names, limit=1))
    allowed = sorted(names)
    return RefusedError(
        "no_such_owner",
        hint="no_such_owner" if names else "no_owners",
        given=given,
        near=near,
        allowed=allowed,
    )


def find_clashes(desk: Desk, owner: str = "") -> list[Clash]:
    """Return the customers that leads of several reps have in common; the newest lead first.

    At least one of the leads is open, parked or won. ``owner``: only where that rep has a part.
    """
    with desk.read() as conn:
        groups: dict[int, set[int]] = {}
        shared = read_rep_reaches(conn)
        for _norm, same in groupby(shared, key=lambda one: one.norm):
            _join(groups, [one.lead_id for one in same])
        by_group: dict[int, list[RepReach]] = {}
        for one in shared:
            by_group.setdefault(min(groups[one.lead_id]), []).append(one)
        found = []
        for ways in by_group.values():
            ids = sorted({one.lead_id for one in ways})
            leads = tuple(each_lead(conn, ids, desk.today))
            clash = Clash(
                tuple(dict.fromkeys(one.kind for one in ways)),
                tuple({one.norm: one.typed for one in ways}.values()),
                leads,
            )
            if _counts(clash, owner):
                found.append(clash)
    found.sort(key=lambda clash: max(lead["number"] for lead in clash.leads), reverse=True)
    return found


def _join(groups: dict[int, set[int]], leads: Iterable[int]) -> None:
    """Make one group of all that leads belong to."""
    joined: set[int] = set()
    for lead_id in leads:
        joined |= groups.get(lead_id, {lead_id})
    for lead_id in joined:
        groups[lead_id] = joined


def _counts(clash: Clash, owner: str) -> bool:
    owners = {_same(lead["owner"] or "") for lead in clash.leads}
    alive = any(lead["status"] in _ALIVE for lead in clash.leads)
    return alive and len(owners) > 1 and (not owner or _same(owner) in owners)
