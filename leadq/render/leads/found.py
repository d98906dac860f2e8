"""Where words were found: a line each on a screen, the whole text in data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from leadq.i18n import text
from leadq.render.parts.show import show

if TYPE_CHECKING:
    from leadq.render.parts.lines import Line
    from leadq.render.parts.look import Look
    from leadq.store.search.words import FoundRow
    from leadq.usecases.search.find_words import FoundWords

_COLUMNS = ("number", "name", "where", "id", "on", "text")
_BEFORE = 12
_SNIPPET = 74
_NARROWEST = 24


def show_found(found: FoundWords, look: Look) -> None:
    """Write what holds the words: a snippet around the first of them, or everything as data."""
    show(found, look, screen=_draw, data=_data, columns=_COLUMNS)


def _data(found: FoundWords, _look: Look) -> list[dict[str, Any]]:
    return [{name: getattr(row, name) for name in _COLUMNS} for row in found.rows]


def _draw(found: FoundWords, look: Look) -> list[Line]:
    from leadq.render.parts.dates import as_day, bare_day
    from leadq.render.parts.lines import DIM, EMPTY, Piece, line, sentence
    from leadq.render.parts.marks import name_title
    from leadq.render.parts.table import BARE, Column, table_lines
    from leadq.render.parts.text import signs

    if not found.rows:
        return [*sentence(text("find.nothing")), *sentence(text("find.try"), DIM)]
    columns = [
        Column(text("column.number"), right=True),
        Column(text("column.lead"), most=26, least=16, tight=10),
        Column(text("column.where"), most=16),
        Column(text("column.on")),
        Column(text("column.text"), least=44, turn=1, goes=1, below=BARE),
    ]
    pattern = re.compile("|".join(re.escape(f) for w in found.words for f in w), re.IGNORECASE)
    rows = [
        [
            line(str(row.number)),
            line(name_title(row.name, row.company)),
            line(Piece(_where(row, found, look), DIM)),
            line(Piece(bare_day(as_day(row.on), look.lang, look.today), DIM)),
            _snippet(row.text, pattern),
        ]
        for row in found.rows
    ]
    lines = [*table_lines(columns, rows), EMPTY]
    if found.goes_on:
        lines += sentence(text("list.goes_on", more=signs().more) + text("find.all"))
    return lines + sentence(text("find.count", count=len(rows), number=found.rows[0].number), DIM)


def _where(row: FoundRow, found: FoundWords, look: Look) -> str:
    """Return what holds the words: a fact by its label, anything else by its kind."""
    from leadq.render.parts.text import one_line

    if row.where != "facts":
        return text(f"find.in_{row.where}")
    definition = found.definitions.get(str(row.id))
    return one_line(definition.label.pick(look.lang) if definition else str(row.id), 40)


def _snippet(whole: str, pattern: re.Pattern[str]) -> Line:
    """Return what stands around the first hit, on one line, hits set off."""
    from leadq.render.parts.lines import Piece
    from leadq.render.parts.text import clean, one_line, screen_width, signs

    first = pattern.search(whole)
    start = max(0, first.start() - _BEFORE) if first else 0
    if start <= len(signs().more):
        start = 0
    room = max(_NARROWEST, min(_SNIPPET, screen_width() - 6))
    shown = one_line(
        clean(whole[start : start + 2 * room]) + " " * bool(whole[start + 2 * room :]), room
    )
    pieces: list[Piece] = [Piece(signs().more)] if start else []
    place = 0
    for hit in pattern.finditer(shown):
        pieces += [Piece(shown[place : hit.start()]), Piece(hit.group(), "bold yellow")]
        place = hit.end()
    return (*pieces, Piece(shown[place:]))
