"""Shows leads, one line or record each; what only a screen needs is loaded for a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leadq.render.look import Look
    from leadq.usecases.browse import Listing


def show_leads(listing: Listing, look: Look) -> None:
    """Write leads as a table, json or csv."""
    if look.fmt == "table":
        from leadq.render.lines import write_lines
        from leadq.render.list_screen import draw_leads

        write_lines(draw_leads(listing, look), color=look.color)
        return
    from leadq.render.data import lead_json

    rows = [lead_json(lead, look.own) for lead in listing.leads]
    if look.fmt == "json":
        from leadq.render.out import write_json

        write_json(rows)
        return
    from leadq.render.flat import write_leads

    write_leads(rows)
