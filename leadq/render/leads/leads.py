"""Shows leads, one record each; what only a screen needs is loaded for a screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from leadq.render.parts.show import show

if TYPE_CHECKING:
    from leadq.render.parts.lines import Line
    from leadq.render.parts.look import Look
    from leadq.usecases.leads.browse import Known, Listing


def show_leads(listing: Listing, look: Look, facts: Iterable[Known] | None = None) -> None:
    """Write leads as a table, json or csv; in json each of the ``facts``, if these are given."""

    def data(listing: Listing, look: Look) -> Iterable[dict[str, Any]]:
        from leadq.render.parts.data import each_json, lead_json

        if facts is None:
            return each_json(listing.leads, lambda lead: lead_json(lead, look.own))
        from leadq.render.card.card_data import known_json

        return (
            lead_json(lead, look.own) | {"facts": [known_json(one) for one in known]}
            for lead, known in facts
        )

    show(listing, look, screen=_screen, data=data, of_leads=True)


def _screen(listing: Listing, look: Look) -> Iterable[Line]:
    from leadq.render.leads.list_screen import draw_leads

    return draw_leads(listing, look)
