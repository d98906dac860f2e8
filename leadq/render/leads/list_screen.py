"""Leads in a table, one line each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from leadq.i18n import text
from leadq.render.parts.lines import DIM, EMPTY, Line, Piece, line, sentence
from leadq.render.parts.marks import aim_text, day_cell, grade_cell, lead_title, reach_text, word_of
from leadq.render.parts.table import BARE, TITLED, Column, blocks_of, table_lines
from leadq.render.parts.text import clean, one_line, shell_word, signs

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.store.read.rows import LeadData
    from leadq.usecases.leads.browse import Listing

_WIDE = 110
_SIGNALS = 5


def draw_leads(listing: Listing, look: Look) -> Iterator[Line]:
    """Yield the lines of a list: the columns that fit, then what was cut off."""
    if not listing.leads:
        yield from (*sentence(text("list.nothing")), *_elsewhere(listing, look))
        return
    for leads in blocks_of(listing.leads):
        yield from _table(leads, look)
        yield EMPTY
    yield from _footer(listing, look)


def _elsewhere(listing: Listing, look: Look) -> list[Line]:
    """Say where else to look for what is not among the leads that a filter asks for."""
    if len(look.typed) < 2:
        return sentence(text("list.look_at"), DIM)
    lines = []
    if not any(word.startswith("--status") for word in look.typed):
        command = look.again_with("list", "--status", "all")
        lines += sentence(text("list.closed_too", command=command), DIM)
    if listing.text.strip():
        command = f"leadq find {shell_word(listing.text)}"
        lines += sentence(text("list.in_talks", command=command), DIM)
    return lines


def _table(leads: Sequence[LeadData], look: Look) -> list[Line]:
    telling = {name: len({lead[name] for lead in leads}) > 1 for name in ("status", "owner")}
    names = [name for name in _COLUMNS if telling.get(name, True)]
    columns = [Column(text(f"column.{name}"), **_COLUMNS[name]) for name in names]
    rows = [[_CELLS[name](lead, look) for name in names] for lead in leads]
    return table_lines(columns, rows)


_COLUMNS: dict[str, dict[str, Any]] = {
    "number": {"right": True},
    "grade": {},
    "lead": {"least": 26, "tight": 14},
    "reach": {"goes": 6, "below": BARE},
    "status": {"goes": 3},
    "next": {"goes": 5, "below": TITLED},
    "how": {"wide": _WIDE},
    "man": {"goes": 2},
    "signals": {"goes": 1},
    "owner": {"most": 12, "goes": 4, "below": BARE},
    "goal": {"most": 36, "least": 16, "turn": 1, "wide": _WIDE},
}
"""The columns in their order; those that leave first are on the card of a lead too."""


def _how_cell(lead: LeadData, look: Look) -> Line:
    step = lead["next"]
    return line(word_of("by", step["by"]) if step else "")


_CELLS: dict[str, Callable[[LeadData, Look], Line]] = {
    "number": lambda lead, look: line(str(lead["number"])),
    "grade": lambda lead, look: grade_cell(lead, look.today),
    "lead": lambda lead, look: line(lead_title(lead)),
    "reach": lambda lead, look: line(reach_text(lead, look)),
    "status": lambda lead, look: line(word_of("status", lead["status"])),
    "next": lambda lead, look: day_cell(lead["next"], look.today, look),
    "how": _how_cell,
    "man": lambda lead, look: line(lead["man"]),
    "signals": lambda lead, look: line(f"{lead['signals']}/{_SIGNALS}"),
    "owner": lambda lead, look: line(clean(lead["owner"]) if lead["owner"] else signs().none),
    "goal": lambda lead, look: line(Piece(one_line(aim_text(lead["next"], look)), DIM)),
}


def _footer(listing: Listing, look: Look) -> list[Line]:
    lines = []
    if listing.goes_on:
        more = text("list.goes_on", more=signs().more)
        lines += sentence(text("list.all_of_them", more=more, command=look.unlimited("list")))
    elif listing.total > len(listing.leads):
        more = text("list.more", count=listing.total - len(listing.leads), more=signs().more)
        lines += sentence(text("list.all_of_them", more=more, command=look.unlimited("list")))
    words = text("list.what_next", count=listing.total, number=listing.leads[0]["number"])
    return lines + sentence(words, DIM)
