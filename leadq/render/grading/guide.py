"""Guides: one screen each, or the list of their topics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from leadq.i18n import text
from leadq.render.parts.lines import BOLD, DIM, EMPTY, Line, Span, line, write_wrapped
from leadq.render.parts.look import Look
from leadq.render.parts.text import cell_width, clean

if TYPE_CHECKING:
    from leadq.content.schemas.guide_schema import Block, Guide

_GAP = 2


def show_guide(guide: Guide, look: Look) -> None:
    """Write one guide: heads bold, pairs in two columns."""
    if look.fmt != "table":
        _write_data([guide], look)
        return
    lines: list[Line] = [line(Span(clean(guide.title.pick(look.lang)), BOLD))]
    for block in guide.blocks:
        lines += [EMPTY, line(Span(clean(block.head.pick(look.lang)), DIM))]
        lines += _pairs(block, look)
        lines += [line(clean(one.pick(look.lang))) for one in block.lines]
    write_wrapped(lines, color=look.color)


def show_topics(guides: Sequence[Guide], look: Look) -> None:
    """List guides by name and title."""
    if look.fmt != "table":
        _write_data(guides, look)
        return
    width = max(cell_width(guide.id) for guide in guides) + _GAP
    lines = [
        line(Span(guide.id.ljust(width), BOLD), clean(guide.title.pick(look.lang)))
        for guide in guides
    ]
    lines += [EMPTY, line(Span(text("guide.open_one", topic=guides[0].id), DIM))]
    write_wrapped(lines, color=look.color)


def _pairs(block: Block, look: Look) -> list[Line]:
    lefts = [clean(row.left.pick(look.lang)) for row in block.rows]
    width = max(map(cell_width, lefts), default=0) + _GAP
    return [
        line(f"{left}{' ' * (width - cell_width(left))}{clean(row.right.pick(look.lang))}")
        for left, row in zip(lefts, block.rows, strict=True)
    ]


def _write_data(guides: Sequence[Guide], look: Look) -> None:
    from leadq.render.parts.out import write_csv, write_json

    data = [_as_json(guide, look.lang) for guide in guides]
    if look.fmt == "json":
        write_json(data)
    else:
        write_csv(("id", "title"), [(guide["id"], guide["title"]) for guide in data])


def _as_json(guide: Guide, lang: str) -> dict[str, Any]:
    return {
        "id": guide.id,
        "title": guide.title.pick(lang),
        "blocks": [
            {
                "head": block.head.pick(lang),
                "rows": [[row.left.pick(lang), row.right.pick(lang)] for row in block.rows],
                "lines": [one.pick(lang) for one in block.lines],
            }
            for block in guide.blocks
        ],
    }
