"""Messages ready to paste: their blanks filled in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from leadq.i18n import text
from leadq.render.parts.dates import near_day
from leadq.render.parts.lines import DIM, EMPTY, Line, Piece, line, write_wrapped
from leadq.render.parts.look import Look
from leadq.render.parts.marks import head_lines
from leadq.render.parts.text import clean

if TYPE_CHECKING:
    from leadq.store.read.rows import LeadData
    from leadq.usecases.grading.message import Suggested


def show_messages(lead: LeadData, found: Sequence[Suggested], look: Look) -> None:
    """Write the messages that fit a lead, each a paragraph of its own, to be copied."""
    worded = [(one.message.id, message_words(one, look)) for one in found]
    if look.fmt == "json":
        from leadq.render.parts.out import write_json

        write_json([{"id": id_, "text": words} for id_, words in worded])
        return
    if look.fmt == "csv":
        from leadq.render.parts.out import write_csv

        write_csv(("id", "text"), worded)
        return
    lines: list[Line] = [*head_lines(lead)]
    for _id, words in worded:
        lines += [EMPTY, line(words)]
    if not worded:
        lines += [EMPTY, line(Piece(text("messages.none"), DIM))]
    write_wrapped(lines, color=look.color)


def message_words(one: Suggested, look: Look) -> str:
    """Return a message with its blanks filled; what is filled in is made harmless first."""
    fill = {
        blank: clean(value) if isinstance(value, str) else near_day(value, look.lang, look.today)
        for blank, value in one.fill.items()
    }
    return one.message.text.pick(look.lang).format_map(fill)
