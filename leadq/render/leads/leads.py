"""Shows leads, one record each; what only a screen needs is loaded for a screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from leadq.render.parts.show import show

if TYPE_CHECKING:
    from leadq.render.parts.lines import Line
    from leadq.render.parts.look import Look
    from leadq.usecases.grading.known_facts import KnownFact
    from leadq.usecases.leads.browse import Listing


def show_leads(
    listing: Listing, look: Look, facts: Sequence[Sequence[KnownFact]] | None = None
) -> None:
    """Write leads as a table, json or csv; in json each with its ``facts``, if these are given."""

    def data(listing: Listing, look: Look) -> list[dict[str, Any]]:
        from leadq.render.parts.data import lead_json

        found = [lead_json(lead, look.own) for lead in listing.leads]
        if facts is not None:
            from leadq.render.card.card_data import known_json

            for lead, known in zip(found, facts, strict=True):
                lead["facts"] = [known_json(one) for one in known]
        return found

    show(listing, look, screen=_screen, data=data, of_leads=True)


def _screen(listing: Listing, look: Look) -> list[Line]:
    from leadq.render.leads.list_screen import draw_leads

    return draw_leads(listing, look)
