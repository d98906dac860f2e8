"""Shows the day's work; what only a screen needs is loaded for a screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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


def _data(due: DueList, look: Look) -> Iterable[dict[str, Any]]:
    """Return what is due as plain data, each with the numbers of the leads it clashes with."""
    clashes: dict[tuple[int, str], list[int]] = {}
    for one, other in due.clashes:
        clashes.setdefault(_key(one), []).append(other.lead["number"])
        clashes.setdefault(_key(other), []).append(one.lead["number"])
    return due_rows(due.items, look, clashes)


def due_rows(
    items: Sequence[DueItem], look: Look, clashes: Mapping[tuple[int, str], list[int]] | None = None
) -> Iterable[dict[str, Any]]:
    """Return what is due as plain data, one record each, of a long list one after the other."""
    from leadq.render.parts.data import due_json, each_json

    known = clashes or {}
    return each_json(
        items,
        lambda item: due_json(item, look.own) | {"clashes_with": known.get(_key(item), [])},
    )


def _key(item: DueItem) -> tuple[int, str]:
    return item.lead["number"], item.pick.kind


def _screen(due: DueList, look: Look) -> list[Line]:
    from leadq.render.followup.due_screen import draw_due

    return draw_due(due, look)
