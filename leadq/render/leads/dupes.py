"""Leads that are likely the same, group by group, each with its reasons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from leadq.i18n import text
from leadq.render.parts.lines import (
    BOLD,
    DIM,
    EMPTY,
    Line,
    Piece,
    line,
    sentence,
    text_width,
    wrap_line,
)
from leadq.render.parts.marks import grade_cell, lead_title, reach_text, word_of
from leadq.render.parts.show import show
from leadq.render.parts.table import BARE, Column, lay_out
from leadq.render.parts.text import one_line, signs
from leadq.render.plain.flat import csv_phones
from leadq.store.read.rows import pick_keys

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.store.read.rows import LeadData
    from leadq.usecases.leads.dupes import Duplicates, Likely

_KEYS = ("number", "name", "company", "phones", "owner", "status", "grade", "touches")
_ALMOST_SURE, _LIKELY = 90, 75
_LONGEST_OWNER = 12
_MOST_SHOWN = 8
_INDENT = "    "
_COLUMNS = (
    Column("", right=True),
    Column("", most=40, least=16, tight=14),
    Column("", goes=4, below=BARE),
    Column("", goes=3),
    Column("", goes=1),
    Column("", most=_LONGEST_OWNER, goes=2, below=BARE),
)


def show_duplicates(found: Duplicates, look: Look) -> None:
    """Write the groups, the surest first, as a page, json or csv."""
    columns = ("group", "score", "reasons", "clash", *_KEYS)
    show(found, look, screen=_draw, data=_data, columns=columns, rows=_rows)


def _data(found: Duplicates, _look: Look) -> list[dict[str, Any]]:
    return [_group_json(group) for group in found.groups]


def _rows(found: Duplicates, _look: Look) -> Iterator[dict[str, Any]]:
    for place, group in enumerate(found.groups, 1):
        about = {"score": group.score, "reasons": group.reasons, "clash": group.clash}
        for lead in group.leads:
            yield {"group": place, **about, **_lead_json(lead), "phones": csv_phones(lead)}


def _group_json(group: Likely) -> dict[str, Any]:
    return {
        "score": group.score,
        "reasons": list(group.reasons),
        "clash": group.clash,
        "leads": [_lead_json(lead) for lead in group.leads],
    }


def _lead_json(lead: LeadData) -> dict[str, Any]:
    return pick_keys(lead, _KEYS)


def _draw(found: Duplicates, look: Look) -> list[Line]:
    if not found.groups:
        return sentence(text("dupes.none"))
    shown = [[_row(lead, look) for lead in group.leads[:_MOST_SHOWN]] for group in found.groups]
    table = lay_out(_COLUMNS, [row for rows in shown for row in rows], indent=len(_INDENT))
    drawn = iter(table.rows)
    lines: list[Line] = []
    for group, rows in zip(found.groups, shown, strict=True):
        lines += _head(group)
        lines += [_indented(part) for _row in rows for part in next(drawn)]
        lines += [*_foot(group), EMPTY]
    return lines + _footer(found, look)


def _row(lead: LeadData, look: Look) -> list[Line]:
    return [
        line(Piece(str(lead["number"]), BOLD)),
        line(lead_title(lead)),
        line(reach_text(lead, look)),
        grade_cell(lead, look.today),
        line(Piece(word_of("status", lead["status"]), DIM)),
        line(one_line(lead["owner"]) if lead["owner"] else signs().none),
    ]


def _head(group: Likely) -> list[Line]:
    """Return how sure it is and why."""
    sure = "almost_sure" if group.score >= _ALMOST_SURE else "likely"
    sure = sure if group.score >= _LIKELY else "possible"
    reasons = text("list.comma").join(text(f"dupes.{reason}") for reason in group.reasons)
    head = text("dupes.head", sure=text(f"dupes.{sure}"), reasons=reasons)
    return wrap_line(line(Piece(head, BOLD)), text_width())


def _foot(group: Likely) -> list[Line]:
    lines: list[Line] = []
    if len(group.leads) > _MOST_SHOWN:
        left = len(group.leads) - _MOST_SHOWN
        lines.append(line(Piece(text("list.more", count=left, more=signs().more), DIM)))
    if group.clash:
        owners = dict.fromkeys(lead["owner"] for lead in group.leads if lead["owner"])
        names = text("list.comma").join(one_line(owner, _LONGEST_OWNER) for owner in owners)
        lines.append(line(text("dupes.clash", owners=names)))
    keep, other = group.leads[0]["number"], group.leads[1]["number"]
    lines.append(line(Piece(text("dupes.merge", keep=keep, other=other), DIM)))
    return [_indented(part) for one in lines for part in wrap_line(one, text_width() - 4)]


def _indented(shown: Line) -> Line:
    return (Piece(_INDENT), *shown)


def _footer(found: Duplicates, look: Look) -> list[Line]:
    lines = sentence(text("dupes.count", count=found.total), DIM)
    if found.total > len(found.groups):
        more = text("list.more", count=found.total - len(found.groups), more=signs().more)
        lines += sentence(text("list.all_of_them", more=more, command=look.unlimited("dupes")), DIM)
    return lines
