"""What win, lose, leave and the other ends of a lead say, and what is planned by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leadq.i18n import text
from leadq.render.aftersale.account import planned_json, step_words
from leadq.render.leads.said import next_hint, next_line, say_lead
from leadq.render.parts.dates import as_day, plain_day
from leadq.render.parts.lines import BOLD, DIM, Line, Piece, line
from leadq.render.parts.marks import head_lines, money_text, numbered_title
from leadq.render.parts.text import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leadq.render.parts.look import Look
    from leadq.store.read.read_details import OpenStep
    from leadq.store.read.rows import LeadData
    from leadq.usecases.followup.close import Closed

_LONGEST = 200


def say_planned(lead: LeadData, look: Look) -> None:
    """Say when the next step of a lead is."""
    say_lead(lead, look, lambda: [*head_lines(lead), *next_line(lead, look)])


def say_closed(closed: Closed, verb: str, look: Look) -> None:
    """Say how a lead ended (or that it is open again) and how to take that back."""
    more = _record(closed, look) if verb == "win" else {}
    say_lead(closed.lead, look, lambda: _draw(closed, verb, look), more=more)


def _record(closed: Closed, look: Look) -> dict[str, Any]:
    """Return what a win noted and planned."""
    bought = closed.bought
    noted = bought and {key: getattr(bought, key) for key in ("id", "on", "amount", "product")}
    return {
        "purchase": noted,
        "planned": planned_json(closed.planned, look.own),
    }


def _draw(closed: Closed, verb: str, look: Look) -> list[Line]:
    lead = closed.lead
    until = plain_day(as_day(lead["parked_until"]), look.lang) if lead["parked_until"] else ""
    amount = money_text(lead["amount"]) if lead["amount"] is not None else ""
    key = f"said.{verb}_amount" if amount and verb == "win" else f"said.{verb}"
    reason, kind = one_line(lead["reason"] or "", _LONGEST), lead["left_kind"]
    how = text(f"left.{kind}") if kind else ""
    words = text(key, until=until, amount=amount, reason=reason, kind=how)
    lines = [line(Piece(numbered_title(lead), BOLD), Piece(f"  {words}"))]
    if lead["status"] == "open":
        lines += next_line(lead, look)
    if closed.bought is not None:
        lines.append(line(text("said.bought", amount=money_text(closed.bought.amount))))
    lines += _draw_planned(closed.planned, lead, look)
    if closed.share_ahead:
        lines.append(line(text("said.given_up", share=closed.share_ahead)))
    if verb not in ("reopen", "come_back"):
        lines.append(next_hint("said.reopen_it", lead))
    if closed.stays is not None:
        stays = closed.stays
        key, sum_ = "purchase.stays", money_text(stays.amount)
        words = text(key, amount=sum_, number=lead["number"], id=stays.id)
        lines.append(line(Piece(words, DIM)))
    return lines


def _draw_planned(planned: Sequence[OpenStep], lead: LeadData, look: Look) -> list[Line]:
    """Return what is planned after a sale, and how to take it off again."""
    if not planned:
        return []
    words = text("list.joint").join(step_words(one, look) for one in planned)
    return [line(text("said.after_sale", steps=words)), next_hint("said.after_sale_off", lead)]
