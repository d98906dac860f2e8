"""Shows the day's work; what only a screen needs is loaded for a screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from leadq.render.parts.show import show

if TYPE_CHECKING:
    from leadq.render.parts.lines import Line
    from leadq.render.parts.look import Look
    from leadq.usecases.followup.due import DueList
    from leadq.usecases.followup.due_items import DueItem


DUE_COLUMNS = (
    "group", "kind", "days_late", "touch_number", "promise", "promise_id", "birthday",
    "clashes_with", "escalated",
)  # fmt: skip


def show_due(due: DueList, look: Look) -> None:
    """Write what is due: groups on a screen, the picked order in json and csv."""
    show(
        due,
        look,
        screen=_screen,
        data=_data,
        columns=DUE_COLUMNS,
        of_leads=True,
    )


def _data(due: DueList, look: Look) -> list[dict[str, Any]]:
    """Return what is due as plain data, each with the numbers of the leads it clashes with."""
    clashes: dict[int, list[int]] = {}
    for one, other in due.clashes:
        clashes.setdefault(id(one), []).append(other.lead["number"])
        clashes.setdefault(id(other), []).append(one.lead["number"])
    rows = due_rows(due.items, look)
    for item, row in zip(due.items, rows, strict=True):
        row["clashes_with"] = clashes.get(id(item), [])
    return rows


def due_rows(items: Iterable[DueItem], look: Look) -> list[dict[str, Any]]:
    """Return what is due as plain data, one record each."""
    from leadq.render.parts.data import due_json

    return [due_json(item, look.own) for item in items]


def _screen(due: DueList, look: Look) -> list[Line]:
    from leadq.render.followup.due_screen import draw_due

    return draw_due(due, look)
