"""What is overdue too long, rep by rep, for the manager (method §5)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from leadq.i18n import text
from leadq.render.followup.due_screen import late_mark
from leadq.render.parts.dates import as_day, bare_day
from leadq.render.parts.lines import (
    BOLD,
    DIM,
    EMPTY,
    Column,
    Line,
    Span,
    column_widths,
    draw_row,
    head_row,
    line,
    sentence,
    write_lines,
)
from leadq.render.parts.marks import grade_cell, lead_title, reach_text
from leadq.render.parts.text import one_line, screen_width, signs

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.usecases.followup.due import DueItem

_TITLES = ("number", "grade", "late", "lead", "reach", "last_touch")
_LEAD = 3
_LEAST_LEAD = 20
_LONGEST_OWNER = 40


def show_overdue(items: Sequence[DueItem], look: Look) -> None:
    """Write the list: a block a rep on a screen, a row a follow-up in json and csv."""
    if look.fmt == "table":
        write_lines(_draw(items, look), color=look.color)
        return
    from leadq.render.parts.data import due_json

    rows = [due_json(item, look.own) | {"escalated": item.escalated} for item in items]
    if look.fmt == "json":
        from leadq.render.parts.out import write_json

        write_json(rows)
        return
    from leadq.render.parts.flat import DUE_COLUMNS, flatten, write_rows

    write_rows((*DUE_COLUMNS, "escalated"), (flatten(row) for row in rows))


def _draw(items: Sequence[DueItem], look: Look) -> list[Line]:
    if not items:
        return sentence(text("report.nothing_overdue"))
    columns = [Column(text(f"column.{name}"), name == "number") for name in _TITLES]
    rows = [_cells(item, look) for item in items]
    widths = column_widths(columns, rows)
    over = sum(widths) + 2 * (len(widths) - 1) - screen_width()
    if over > 0:
        widths[_LEAD] = max(min(widths[_LEAD], _LEAST_LEAD), widths[_LEAD] - over)
    columns[_LEAD] = columns[_LEAD]._replace(most=widths[_LEAD])
    lines = [head_row(columns, widths)]
    drawn = iter([draw_row(row, columns, widths) for row in rows])
    for owner, block in groupby(items, key=lambda item: (item.lead["owner"] or "").casefold()):
        found = list(block)
        name = one_line(found[0].lead["owner"] or "", _LONGEST_OWNER) if owner else ""
        lines += [EMPTY] if len(lines) > 1 else []
        lines.append(line(Span(name or text("said.nobody"), BOLD), Span(f" · {len(found)}", DIM)))
        lines += [next(drawn) for _item in found]
    return lines


def _cells(item: DueItem, look: Look) -> list[Line]:
    lead = item.lead
    last = lead["last_touch"]
    return [
        line(str(lead["number"])),
        grade_cell(lead, look.today),
        late_mark(item),
        line(lead_title(lead)),
        line(reach_text(lead, look)),
        line(bare_day(as_day(last), look.lang, look.today) if last else Span(signs().none, DIM)),
    ]
