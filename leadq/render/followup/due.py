"""Shows the day's work; what only a screen needs is loaded for a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.usecases.followup.due import DueList


def show_due(due: DueList, look: Look) -> None:
    """Write what is due: groups on a screen, the picked order in json and csv."""
    if look.fmt == "table":
        from leadq.render.followup.due_screen import draw_due
        from leadq.render.parts.lines import write_lines

        write_lines(draw_due(due, look), color=look.color)
        return
    from leadq.render.parts.data import due_json

    rows = [due_json(item, look.own) | {"escalated": item.escalated} for item in due.items]
    if look.fmt == "json":
        from leadq.render.parts.out import write_json

        write_json(rows)
        return
    from leadq.render.parts.flat import DUE_COLUMNS, flatten, write_rows

    write_rows((*DUE_COLUMNS, "escalated"), (flatten(row) for row in rows))
