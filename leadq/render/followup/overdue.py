"""What is overdue too long, rep by rep, for the manager (method §5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from leadq.i18n import text
from leadq.render.followup.due import DUE_COLUMNS, due_rows
from leadq.render.followup.due_screen import late_mark
from leadq.render.parts.dates import as_day, bare_day
from leadq.render.parts.goals import promise_words
from leadq.render.parts.lines import BOLD, DIM, EMPTY, Line, Piece, line, sentence
from leadq.render.parts.marks import grade_cell, lead_title, reach_text
from leadq.render.parts.show import show
from leadq.render.parts.table import BARE, Column, blocks_of, lay_out
from leadq.render.parts.text import one_line, signs

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.usecases.followup.due_items import DueItem

_LONGEST_OWNER = 40


def show_overdue(items: Sequence[DueItem], look: Look) -> None:
    """Write the list: a block a rep on a screen, a row a follow-up in json and csv."""
    show(
        items,
        look,
        screen=_draw,
        data=due_rows,
        columns=DUE_COLUMNS,
        of_leads=True,
    )


def _draw(items: Sequence[DueItem], look: Look) -> Iterator[Line]:
    if not items:
        yield from sentence(text("report.nothing_overdue"))
        return
    for place, block in enumerate(blocks_of(items)):
        yield from (EMPTY,) if place else ()
        yield from _table(block, look)


def _table(items: Sequence[DueItem], look: Look) -> list[Line]:
    columns = [
        Column(text("column.number"), right=True),
        Column(text("column.grade")),
        Column(text("column.late")),
        Column(text("column.lead"), least=20, tight=14),
        Column(text("column.reach"), goes=2, below=BARE),
        Column(text("column.last_touch"), goes=1),
    ]
    table = lay_out(columns, [_cells(item, look) for item in items])
    lines, rows = [table.head], iter(table.rows)
    for owner, block in groupby(items, key=lambda item: (item.lead["owner"] or "").casefold()):
        found = list(block)
        name = one_line(found[0].lead["owner"] or "", _LONGEST_OWNER) if owner else ""
        lines += [EMPTY] if len(lines) > 1 else []
        lines.append(line(Piece(name or text("said.nobody"), BOLD), Piece(f" · {len(found)}", DIM)))
        lines += [part for _item in found for part in next(rows)]
    return lines


def _promised(item: DueItem) -> str:
    if item.pick.promise is None:
        return ""
    words = one_line(promise_words(item.pick.promise), _LONGEST_OWNER)
    return f"  {text('due.promised', words=words)}"


def _cells(item: DueItem, look: Look) -> list[Line]:
    lead = item.lead
    last = lead["last_touch"]
    return [
        line(str(lead["number"])),
        grade_cell(lead, look.today),
        late_mark(item),
        line(lead_title(lead), Piece(_promised(item), DIM)),
        line(reach_text(lead, look)),
        line(bare_day(as_day(last), look.lang, look.today) if last else Piece(signs().none, DIM)),
    ]
