"""Leads in a table, one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadq.i18n import text
from leadq.render.lines import (
    DIM,
    EMPTY,
    Column,
    Line,
    Span,
    column_widths,
    draw_row,
    head_row,
    line,
    write_lines,
)
from leadq.render.marks import aim_text, day_cell, grade_cell, lead_title, reach_text, word_of
from leadq.render.text import clean, one_line, screen_width, signs

if TYPE_CHECKING:
    from leadq.render.look import Look
    from leadq.store.rows import LeadData
    from leadq.usecases.browse import Listing

_WIDE = 110
_LEAST_LEAD = 26
_REACH_MOST = 30
_OWNER_MOST = 12
_SIGNALS = 5


def show_leads(listing: Listing, look: Look) -> None:
    """Write leads as a table, json or csv."""
    if look.fmt == "table":
        write_lines(_draw(listing, look), color=look.color)
        return
    from leadq.render.data import lead_json

    rows = [lead_json(lead, look.own) for lead in listing.leads]
    if look.fmt == "json":
        from leadq.render.out import write_json

        write_json(rows)
        return
    from leadq.render.flat import write_leads

    write_leads(rows)


def _draw(listing: Listing, look: Look) -> list[Line]:
    if not listing.leads:
        return [line(text("list.nothing")), line(Span(text("list.look_at"), DIM))]
    columns, rows = _columns(listing.leads, look)
    widths = column_widths(columns, rows)
    shown = [head_row(columns, widths)]
    shown += [draw_row(row, columns, widths) for row in rows]
    return [*shown, EMPTY, *_footer(listing)]


def _columns(leads: list[LeadData], look: Look) -> tuple[list[Column], list[list[Line]]]:
    """Return the columns that tell something here, the lead's own as wide as there is room."""
    several = {
        "status": len({lead["status"] for lead in leads}) > 1,
        "owner": len({lead["owner"] for lead in leads}) > 1,
        "goal": screen_width() >= _WIDE,
        "how": screen_width() >= _WIDE,
    }
    names = [name for name in _ORDER if several.get(name, True)]
    rows = [[_cell(name, lead, look) for name in names] for lead in leads]
    columns = [
        Column(text(f"column.{name}"), name == "number", _MOST.get(name, 0)) for name in names
    ]
    for name in ("goal", "lead"):
        if name in names:
            place = names.index(name)
            columns[place] = columns[place]._replace(most=_room(place, name, columns, rows))
    return columns, rows


_ORDER = (
    "number", "grade", "lead", "reach", "status", "next", "how", "man", "signals", "owner", "goal",
)  # fmt: skip
_MOST = {"reach": _REACH_MOST, "owner": _OWNER_MOST}
_LEAST = {"lead": _LEAST_LEAD, "goal": 16}


def _room(place: int, name: str, columns: list[Column], rows: list[list[Line]]) -> int:
    """Return how wide a column may be beside the others."""
    widths = column_widths(columns, rows)
    over = sum(widths) + 2 * (len(widths) - 1) - screen_width()
    return max(widths[place] - max(over, 0), min(widths[place], _LEAST[name]))


def _cell(name: str, lead: LeadData, look: Look) -> Line:
    step = lead["next"]
    cells = {
        "number": lambda: line(str(lead["number"])),
        "grade": lambda: grade_cell(lead, look.today),
        "lead": lambda: line(lead_title(lead)),
        "reach": lambda: line(reach_text(lead, look)),
        "status": lambda: line(word_of("status", lead["status"])),
        "next": lambda: day_cell(step, look.today, look),
        "how": lambda: line(word_of("by", step["by"]) if step else ""),
        "man": lambda: line(lead["man"]),
        "signals": lambda: line(f"{lead['signals']}/{_SIGNALS}"),
        "owner": lambda: line(clean(lead["owner"]) if lead["owner"] else signs().none),
        "goal": lambda: line(Span(one_line(aim_text(step, look)), DIM)),
    }
    return cells[name]()


def _footer(listing: Listing) -> list[Line]:
    lines = []
    if listing.total > len(listing.leads):
        more = text("list.more", count=listing.total - len(listing.leads), more=signs().more)
        lines.append(line(text("list.all_of_them", more=more, command="leadq list --limit 0")))
    words = text("list.what_next", count=listing.total, number=listing.leads[0]["number"])
    return [*lines, line(Span(words, DIM))]
