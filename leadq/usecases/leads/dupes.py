"""Lists leads that are likely the same, with the reasons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from leadq.domain.grading.outlook import OPEN, PARKED
from leadq.domain.leads.duplicates import Group, group_pairs
from leadq.store.connect import let_go
from leadq.store.read.read_leads import each_lead
from leadq.store.read.rows import LeadData
from leadq.usecases.desk import Desk, Progress
from leadq.usecases.leads.suspects import Suspects


@dataclass(frozen=True)
class Likely:
    """Leads that look like one: how sure (1 to 99), why, the one to keep first.

    ``clash`` tells that they belong to different reps (撞单).
    """

    score: int
    reasons: tuple[str, ...]
    leads: tuple[LeadData, ...]
    clash: bool


@dataclass(frozen=True)
class Duplicates:
    """The surest groups first; ``total`` counts those that the limit cut off as well."""

    groups: list[Likely]
    total: int


def find_duplicates(
    desk: Desk, owner: str = "", limit: int = 0, progress: Progress | None = None
) -> Duplicates:
    """Return the leads that are likely the same, of every status; writes nothing.

    ``owner`` keeps the groups in which that rep has a lead; ``limit`` 0 is all.
    """
    with desk.read() as conn:
        let_go(conn)
        suspects = Suspects(conn, desk.region)
        groups = group_pairs(suspects.search(progress))
        if owner:
            groups = [group for group in groups if _has_owner(group, suspects.owners, owner)]
        shown = groups[:limit] if limit else groups
        places = sorted({place for group in shown for place in group.members})
        ids = [suspects.ids[place] for place in places]
        leads = dict(zip(places, each_lead(conn, ids, desk.today), strict=True))
        found = [_likely(group, (leads[place] for place in group.members)) for group in shown]
        return Duplicates(found, len(groups))


def _has_owner(group: Group, owners: list[str | None], owner: str) -> bool:
    return any((owners[place] or "").lower() == owner.lower() for place in group.members)


def _likely(group: Group, leads: Iterable[LeadData]) -> Likely:
    ordered = sorted(leads, key=_keep_first)
    owners = {(lead["owner"] or "").casefold() for lead in ordered}
    return Likely(group.score, group.reasons, tuple(ordered), len(owners - {""}) > 1)


def _keep_first(lead: LeadData) -> tuple[bool, bool, int, int]:
    """Sort the lead that is worked on first: open, then the most touches, then the oldest."""
    status = lead["status"]
    return status != OPEN, status != PARKED, -lead["touches"], lead["number"]
