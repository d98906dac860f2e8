"""Shows one lead whole; what only a screen needs is loaded for a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leadq.render.parts.show import show

if TYPE_CHECKING:
    from leadq.render.parts.lines import Line
    from leadq.render.parts.look import Look
    from leadq.usecases.leads.lead_card import LeadCard


def show_card(card: LeadCard, look: Look) -> None:
    """Write everything to know before a visit; csv has the lead's own columns."""
    show(card, look, screen=_screen, data=_data, of_leads=True)


def _data(card: LeadCard, look: Look) -> dict[str, Any]:
    from leadq.render.parts.data import show_json

    return show_json(card, look.own)


def _screen(card: LeadCard, look: Look) -> list[Line]:
    from leadq.render.leads.card_screen import draw_lead

    return draw_lead(card, look)
