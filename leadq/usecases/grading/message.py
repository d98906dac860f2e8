"""Messages ready to paste, chosen and filled from what is known of a lead (method §14)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from leadq.content.schemas.play_schema import Message
from leadq.domain.followup.goals import LACKS
from leadq.store.read.rows import LeadData
from leadq.usecases.desk import Desk
from leadq.usecases.leads.lead_card import LeadCard, read_lead_card

MOST = 3


class Suggested(NamedTuple):
    """A message that fits a lead, and what fills its blanks; days are given as days."""

    message: Message
    fill: dict[str, str | date]


def suggest_messages(desk: Desk, given: str) -> tuple[LeadData, list[Suggested]]:
    """Return a lead and at most three messages for it, the fitting occasion first.

    Raises RefusedError when the lead cannot be found.
    """
    card = read_lead_card(desk, given)
    known = _fill(desk, card)
    messages = desk.library.messages(card.grade.profile.id)
    fitting = [one for one in messages if one.blanks() <= known.keys()]
    ranked = (one for case in _cases(desk, card) for one in fitting if case in one.cases)
    chosen = list(dict.fromkeys(ranked))[:MOST]
    return card.lead, [Suggested(one, known) for one in chosen]


def _cases(desk: Desk, card: LeadCard) -> Iterator[str]:
    lead = card.lead
    if lead["status"] == "won":
        yield "won"
        return
    if card.promises:
        yield "promise"
    step = lead["next"]
    if step and step["on"] >= desk.today.isoformat() and step["by"] == "visit":
        yield "appointment"
    if card.touches and card.touches[-1].outcome == "no_answer":
        yield "no_answer"
    if not lead["touches"]:
        yield "first"
    code = card.grade.judged.code
    if code in LACKS:
        yield code
    yield card.grade.judged.slot or "cultivate"


def _deliver_on(due_on: str | None, today: date) -> date | None:
    """Return the day on which a promise can be kept: what is late, today."""
    return max(date.fromisoformat(due_on), today) if due_on else None


def _fill(desk: Desk, card: LeadCard) -> dict[str, str | date]:
    lead, step = card.lead, card.lead["next"]
    promise = card.promises[0] if card.promises else None
    known: dict[str, str | date | None] = {
        "name": lead["name"],
        "company": lead["company"],
        "product": lead["product"],
        "promise": promise and promise.text,
        "promise_day": _deliver_on(promise.due_on, desk.today) if promise else None,
        "day": date.fromisoformat(step["on"]) if step else None,
        "time": step["time"] if step else None,
        "place": step["place"] if step else None,
        "me": desk.me or lead["owner"],
    }
    return {blank: value for blank, value in known.items() if value}
