"""Guides: one screen each, or the list of their topics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from leadq.i18n import text
from leadq.render.parts.lines import BOLD, DIM, EMPTY, Line, Piece, line, wrapped
from leadq.render.parts.look import Look
from leadq.render.parts.show import show
from leadq.render.parts.text import cell_width, clean

if TYPE_CHECKING:
    from leadq.content.schemas.guide_schema import Block, Guide

_GAP = 2
_COLUMNS = ("id", "title")


def show_guide(guide: Guide, look: Look) -> None:
    """Write one guide: heads bold, pairs in two columns."""
    show(guide, look, screen=_draw, data=lambda one, look: _data([one], look), columns=_COLUMNS)


def _draw(guide: Guide, look: Look) -> list[Line]:
    lines: list[Line] = [line(Piece(clean(guide.title.pick(look.lang)), BOLD))]
    for block in guide.blocks:
        lines += [EMPTY, line(Piece(clean(block.head.pick(look.lang)), DIM))]
        lines += _pairs(block, look)
        lines += [line(clean(one.pick(look.lang))) for one in block.lines]
    return wrapped(lines)


def show_topics(guides: Sequence[Guide], look: Look) -> None:
    """List guides by name and title."""
    show(guides, look, screen=_draw_topics, data=_data, columns=_COLUMNS)


def _draw_topics(guides: Sequence[Guide], look: Look) -> list[Line]:
    width = max(cell_width(guide.id) for guide in guides) + _GAP
    lines = [
        line(Piece(guide.id.ljust(width), BOLD), clean(guide.title.pick(look.lang)))
        for guide in guides
    ]
    lines += [EMPTY, line(Piece(text("guide.open_one", topic=guides[0].id), DIM))]
    return wrapped(lines)


def _pairs(block: Block, look: Look) -> list[Line]:
    lefts = [clean(row.left.pick(look.lang)) for row in block.rows]
    width = max(map(cell_width, lefts), default=0) + _GAP
    return [
        line(f"{left}{' ' * (width - cell_width(left))}{clean(row.right.pick(look.lang))}")
        for left, row in zip(lefts, block.rows, strict=True)
    ]


def _data(guides: Sequence[Guide], look: Look) -> list[dict[str, Any]]:
    return [_as_json(guide, look.lang) for guide in guides]


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
