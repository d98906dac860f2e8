"""Leads in a table, one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadq.i18n import text
from leadq.render.parts.lines import (
    DIM,
    EMPTY,
    Column,
    Line,
    Span,
    column_widths,
    draw_row,
    flat,
    head_row,
    line,
    sentence,
)
from leadq.render.parts.marks import aim_text, day_cell, grade_cell, lead_title, reach_text, word_of
from leadq.render.parts.text import cell_width, clean, one_line, screen_width, signs

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.store.read.rows import LeadData
    from leadq.usecases.leads.browse import Listing

_WIDE = 110
_SIGNALS = 5


def draw_leads(listing: Listing, look: Look) -> list[Line]:
    """Return the lines of a list: the columns that fit, then what was cut off."""
    if not listing.leads:
        return [*sentence(text("list.nothing")), *sentence(text("list.look_at"), DIM)]
    columns, rows = _columns(listing.leads, look)
    widths = column_widths(columns, rows)
    shown = [head_row(columns, widths)]
    shown += [draw_row(row, columns, widths) for row in rows]
    return [*shown, EMPTY, *_footer(listing)]


_ORDER = (
    "number", "grade", "lead", "reach", "status", "next", "how", "man", "signals", "owner", "goal",
)  # fmt: skip
_FIRST_TO_GO = ("signals", "man", "status")
_LEAST = {"lead": 26, "goal": 16}
_MOST = {"owner": 12, "goal": 36}


def _columns(leads: list[LeadData], look: Look) -> tuple[list[Column], list[list[Line]]]:
    """Return the columns that tell something here and fit; the flexible ones take what is left.

    Where the screen is too narrow for all of them, those that the card of a lead repeats go.
    """
    wide = screen_width() >= _WIDE
    several = {
        "status": len({lead["status"] for lead in leads}) > 1,
        "owner": len({lead["owner"] for lead in leads}) > 1,
        "goal": wide,
        "how": wide,
    }
    names = [name for name in _ORDER if several.get(name, True)]
    cells = {name: [_cell(name, lead, look) for lead in leads] for name in names}
    widths = {name: _widest(name, cells[name]) for name in names}
    for name in _FIRST_TO_GO:
        if _over(names, {n: min(widths[n], _LEAST.get(n, widths[n])) for n in names}) > 0:
            names = [kept for kept in names if kept != name]
    for name in ("lead", "goal"):
        if name in names and (over := _over(names, widths)) > 0:
            widths[name] = max(widths[name] - over, min(widths[name], _LEAST[name]))
    columns = [Column(text(f"column.{n}"), n == "number", widths[n]) for n in names]
    return columns, [[cells[name][place] for name in names] for place in range(len(leads))]


def _widest(name: str, cells: list[Line]) -> int:
    widest = max(cell_width(flat(cell)) for cell in cells)
    return max(min(widest, _MOST.get(name, widest)), cell_width(text(f"column.{name}")))


def _over(names: list[str], widths: dict[str, int]) -> int:
    """Return by how many cells the columns are too wide for the screen."""
    return sum(widths[name] for name in names) + 2 * (len(names) - 1) - screen_width()


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
        lines += sentence(text("list.all_of_them", more=more, command="leadq list --limit 0"))
    words = text("list.what_next", count=listing.total, number=listing.leads[0]["number"])
    return lines + sentence(words, DIM)
