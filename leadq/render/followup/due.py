"""Shows the day's work; what only a screen needs is loaded for a screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from leadq.render.parts.show import show

if TYPE_CHECKING:
    from leadq.render.parts.lines import Line
    from leadq.render.parts.look import Look
    from leadq.usecases.followup.due import DueItem, DueList


DUE_COLUMNS = (
    "group", "kind", "days_late", "touch_number", "promise", "promise_id", "escalated",
)  # fmt: skip


def show_due(due: DueList, look: Look) -> None:
    """Write what is due: groups on a screen, the picked order in json and csv."""
    show(
        due,
        look,
        screen=_screen,
        data=lambda due, look: due_rows(due.items, look),
        columns=DUE_COLUMNS,
        of_leads=True,
    )


def due_rows(items: Iterable[DueItem], look: Look) -> list[dict[str, Any]]:
    """Return what is due as plain data, one record each."""
    from leadq.render.parts.data import due_json

    return [due_json(item, look.own) for item in items]


def _screen(due: DueList, look: Look) -> list[Line]:
    from leadq.render.followup.due_screen import draw_due

    return draw_due(due, look)
