"""Shows one lead whole; what only a screen needs is loaded for a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leadq.render.parts.show import show

if TYPE_CHECKING:
    from leadq.render.parts.lines import Line
    from leadq.render.parts.look import Look
    from leadq.usecases.leads.lead_card import LeadCard


def show_card(card: LeadCard, look: Look, every: bool = False) -> None:
    """Write what to know before a visit, ``every`` thing or what fits a screen of 24 rows.

    In csv it has the lead's own columns.
    """

    def screen(card: LeadCard, look: Look) -> list[Line]:
        from leadq.render.card.card_screen import draw_lead

        return draw_lead(card, look, every)

    def data(card: LeadCard, look: Look) -> dict[str, Any]:
        from leadq.render.card.card_data import show_json

        return show_json(card, look.own, every)

    show(card, look, screen=screen, data=data, of_leads=True)
