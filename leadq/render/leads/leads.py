"""Shows leads, one line or record each; what only a screen needs is loaded for a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.usecases.leads.browse import Listing


def show_leads(listing: Listing, look: Look) -> None:
    """Write leads as a table, json or csv."""
    if look.fmt == "table":
        from leadq.render.leads.list_screen import draw_leads
        from leadq.render.parts.lines import write_lines

        write_lines(draw_leads(listing, look), color=look.color)
        return
    from leadq.render.parts.data import lead_json

    rows = [lead_json(lead, look.own) for lead in listing.leads]
    if look.fmt == "json":
        from leadq.render.parts.out import write_json

        write_json(rows)
        return
    from leadq.render.parts.flat import write_leads

    write_leads(rows)
