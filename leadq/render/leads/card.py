"""Shows one lead whole; what only a screen needs is loaded for a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.usecases.leads.lead_card import LeadCard


def show_lead(card: LeadCard, look: Look) -> None:
    """Write everything to know before a visit; csv has the lead's own columns."""
    if look.fmt == "table":
        from leadq.render.leads.card_screen import draw_lead
        from leadq.render.parts.lines import write_lines

        write_lines(draw_lead(card, look), color=look.color)
        return
    if look.fmt == "json":
        from leadq.render.parts.data import show_json
        from leadq.render.parts.out import write_json

        write_json(show_json(card, look.own))
        return
    from leadq.render.parts.data import lead_json
    from leadq.render.parts.flat import write_leads

    write_leads([lead_json(card.lead, look.own)])
