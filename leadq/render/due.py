"""Shows the day's work; what only a screen needs is loaded for a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leadq.render.look import Look
    from leadq.usecases.due import DueList


def show_due(due: DueList, look: Look) -> None:
    """Write what is due: groups on a screen, the picked order in json and csv."""
    if look.fmt == "table":
        from leadq.render.due_screen import draw_due
        from leadq.render.lines import write_lines

        write_lines(draw_due(due, look), color=look.color)
        return
    from leadq.render.data import due_json

    rows = [due_json(item, look.own) | {"escalated": item.escalated} for item in due.items]
    if look.fmt == "json":
        from leadq.render.out import write_json

        write_json(rows)
        return
    from leadq.render.flat import DUE_COLUMNS, flatten, write_rows

    write_rows((*DUE_COLUMNS, "escalated"), (flatten(row) for row in rows))
