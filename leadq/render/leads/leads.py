"""Shows leads, one record each; what only a screen needs is loaded for a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leadq.render.parts.show import show

if TYPE_CHECKING:
    from leadq.render.parts.lines import Line
    from leadq.render.parts.look import Look
    from leadq.usecases.leads.browse import Listing


def show_leads(listing: Listing, look: Look) -> None:
    """Write leads as a table, json or csv."""
    show(listing, look, screen=_screen, data=_data, of_leads=True)


def _data(listing: Listing, look: Look) -> list[dict[str, Any]]:
    from leadq.render.parts.data import lead_json

    return [lead_json(lead, look.own) for lead in listing.leads]


def _screen(listing: Listing, look: Look) -> list[Line]:
    from leadq.render.leads.list_screen import draw_leads

    return draw_leads(listing, look)
