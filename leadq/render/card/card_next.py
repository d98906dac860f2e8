"""The next step on the card of a lead, or what a customer has before them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from leadq.domain.aftersale.steps import kind_of
from leadq.domain.followup.schedule import share_ahead
from leadq.domain.leads.status import WON
from leadq.i18n import text
from leadq.render.aftersale.account import ended_words, waiting_lines
from leadq.render.card.card_parts import labelled
from leadq.render.grading.grade import label_width, next_words
from leadq.render.parts.dates import as_day, plain_day
from leadq.render.parts.goals import goal_text
from leadq.render.parts.lines import BOLD, DIM, Line, Piece, line, text_width
from leadq.render.parts.marks import appointment_text, step_day
from leadq.render.parts.text import cell_width, clean

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.store.read.rows import LeadData
    from leadq.usecases.leads.lead_card import LeadCard

_LINES_EACH = 2


def next_part(card: LeadCard, look: Look) -> list[Line]:
    """Return the next step: when, how, where; why it was put off; which touch it will be."""
    lead = card.lead
    if lead["status"] == "parked" and lead["parked_until"]:
        day = plain_day(as_day(lead["parked_until"]), look.lang)
        return labelled("next", [line(text("step.parked", day=day))])
    if lead["status"] == WON and card.account is not None:
        return _customer_next(card, look)
    if lead["status"] != "open":
        return labelled("next", [line(ended_words(lead))], _LINES_EACH)
    if lead["next"] is None:
        return labelled("next", [line(Piece(next_words(card.grade, look), BOLD))])
    step = Piece(_step_words(lead, look), BOLD)
    asides = [_place_in_row(card.touch_number)]
    if card.step_reason:
        asides.insert(0, text("card.put_off", reason=clean(card.step_reason)))
    return labelled("next", [line(step, *_asides(step, asides))], _LINES_EACH)


def _customer_next(card: LeadCard, look: Look) -> list[Line]:
    """Return the next step of a customer with its goal, and what waits behind it (§14)."""
    lead, account = card.lead, card.account
    if account is None or lead["next"] is None:
        return labelled("next", [line(text("bond.no_step"))], _LINES_EACH)
    step = Piece(_step_words(lead, look), BOLD)
    asides = [text(f"step.{kind_of(one.slot)}") for one in account.planned[:1]]
    if card.step_reason:
        asides.insert(0, text("card.put_off", reason=clean(card.step_reason)))
    lines = labelled("next", [line(step, *_asides(step, asides))], _LINES_EACH)
    goal = goal_text(lead["next"]["goal"], look.own)
    lines += labelled("goal", [line(goal)], _LINES_EACH) if goal else []
    return lines + waiting_lines(account.planned, look)


def _asides(step: Piece, asides: Sequence[str]) -> Line:
    """Return what stands behind the step; what nobody misses gives way to the width."""
    for shown in (asides, asides[:-1]):
        words = text("list.aside", words="", aside=text("list.then").join(shown)) if shown else ""
        if label_width() + cell_width(step.text + words) <= text_width():
            break
    return line(Piece(words, DIM)) if words else ()


def _step_words(lead: LeadData, look: Look) -> str:
    step = lead["next"]
    if step is None:
        return text("step.none")
    return appointment_text(step, step_day(step, look))


def _place_in_row(touch_number: int) -> str:
    """Return which touch is coming, and how many deals the rule of thumb sees from it on (§5)."""
    if touch_number == 1:
        return text("card.first_touch")
    words = text("card.touch_number", number=touch_number)
    if share := share_ahead(touch_number):
        words += text("list.then") + text("card.share_ahead", share=share)
    return words
