"""What a rep is to know in the morning, and what a manager is to know of the reps (method §5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple, cast

from leadq.domain.leads.mask import mask_address, mask_word
from leadq.domain.words import CHECK
from leadq.store.read.read_due import CUSTOMER
from leadq.store.read.rows import LeadData
from leadq.usecases.desk import Desk
from leadq.usecases.exporting.masking import mask_lead
from leadq.usecases.followup.due import choose_owner, list_due
from leadq.usecases.followup.due_items import DueItem, by_time
from leadq.usecases.followup.escalate import Escalation, standing_of
from leadq.usecases.reports.day_report import report_overdue

REP, MANAGER = "rep", "manager"
APPOINTMENTS, FIRST_CALLS, TODAY = "appointments", "first_calls", "today"
_ORDER = (APPOINTMENTS, "overdue", "promise", FIRST_CALLS, TODAY, CUSTOMER, "occasion")
_HAND_OVER = 2
"""Late by more than so many times what is allowed: the lead had better go to another rep."""


class DigestItem(NamedTuple):
    """One thing to do; ``hand_over`` asks the manager whether another rep should do it."""

    due: DueItem
    hand_over: bool = False


class DigestPart(NamedTuple):
    """What belongs together: ``kind`` is a group of the day, or "rep" for all of ``owner``'s."""

    kind: str
    items: Sequence[DigestItem]
    owner: str = ""


class Digest(NamedTuple):
    """What is sent to a rep or a manager on a day; ``owner`` empty: everybody's leads.

    ``clashes`` are pairs of appointments that are too near to each other.
    """

    day: date
    audience: str
    owner: str
    parts: Sequence[DigestPart]
    clashes: Sequence[tuple[DueItem, DueItem]] = ()


def make_digest(desk: Desk, audience: str = REP, *, mask: bool = False) -> Digest:
    """Return the day's digest of a rep, or of the manager (method §5).

    A rep's holds what ``due`` does, the appointments in front, by their time, and the leads that
    nobody has talked to yet apart. A manager's holds what escalated, rep by rep. ``mask`` hides
    names, companies, how they are reached, and whatever was typed in free words.
    """
    if audience == MANAGER:
        digest = Digest(desk.today, audience, "", list(_escalated(desk)))
    else:
        due = list_due(desk)
        parts = list(_day_parts(due.items))
        digest = Digest(desk.today, audience, choose_owner(desk, ""), parts, due.clashes)
    return _mask(digest) if mask else digest


def _day_parts(items: Iterable[DueItem]) -> Iterable[DigestPart]:
    """Yield the groups of the day, those without an order of their own as ``due`` has them."""
    found: dict[str, list[DueItem]] = {kind: [] for kind in _ORDER}
    for item in items:
        found.setdefault(_kind(item), []).append(item)
    found[APPOINTMENTS].sort(key=by_time)
    for kind, group in found.items():
        if group:
            yield DigestPart(kind, [DigestItem(item) for item in group])


def _kind(item: DueItem) -> str:
    step = item.lead["next"]
    if item.pick.group not in (TODAY, CUSTOMER) or item.pick.kind != "followup" or step is None:
        return item.pick.group
    if step["time"]:
        return APPOINTMENTS
    if item.pick.group == CUSTOMER or item.lead["touches"]:
        return item.pick.group
    return FIRST_CALLS


def _escalated(desk: Desk) -> Iterable[DigestPart]:
    """Yield what is late too long, rep by rep; what is far too late may be handed over."""
    escalation = Escalation(desk)

    def judged(item: DueItem) -> DigestItem:
        return DigestItem(
            item,
            escalation.holds(standing_of(item.lead), item.pick.days_late or 0, times=_HAND_OVER),
        )

    late = report_overdue(desk)
    for _owner, block in groupby(late, key=lambda item: (item.lead["owner"] or "").casefold()):
        items = [judged(item) for item in block]
        yield DigestPart("rep", items, items[0].due.lead["owner"] or "")


def _mask(digest: Digest) -> Digest:
    parts = [
        part._replace(items=[one._replace(due=_mask_item(one.due)) for one in part.items])
        for part in digest.parts
    ]
    clashes = [(_mask_item(one), _mask_item(other)) for one, other in digest.clashes]
    return digest._replace(parts=parts, clashes=clashes)


def _mask_item(item: DueItem) -> DueItem:
    """Return a thing to do that says nothing of who it is about but the number.

    The program's own goals and checks stay; typed ones, places and promises may name anybody.
    """
    lead, pick = mask_lead(item.lead), item.pick
    step = lead["next"]
    if step is not None:
        goal = step["goal"] if step["goal"].startswith("@") else ""
        step = {**step, "goal": goal, "place": None}
    company = mask_word(lead["company"]) if lead["company"] else None
    masked = {**lead, "name": mask_word(lead["name"]), "company": company, "next": step}
    return item._replace(
        lead=cast(LeadData, masked),
        pick=pick if pick.promise == CHECK else pick._replace(promise=mask_address(pick.promise)),
    )
