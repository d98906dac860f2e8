"""The follow-up sheet of a day as a page to print (method §5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leadq.i18n import text
from leadq.render.followup.day_sheet import (
    Entry,
    counts_text,
    day_title,
    empty_sheet_words,
    sheet_sections,
)
from leadq.render.parts.text import one_line
from leadq.render.reports.page_shell import safe, wrap_page

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.usecases.reports.day_report import DaySheet

_MOST = 200
_LONGEST = 2000


def day_page(sheet: DaySheet, look: Look) -> Iterator[str]:
    """Yield the page of a sheet piece by piece; every stored text in it is escaped."""
    yield from wrap_page(look.lang, day_title(sheet, look), counts_text(sheet), _body(sheet, look))


def _body(sheet: DaySheet, look: Look) -> Iterator[str]:
    empty = True
    for section in sheet_sections(sheet, look, _MOST, _MOST):
        empty = False
        heading = text("report.section", title=section.title, count=section.size)
        yield f'<section class="sheet">\n<h2>{safe(heading)}</h2>\n<ul>\n'
        for entry in section.entries:
            yield from _item(entry)
        yield "</ul>\n"
        if section.left:
            more = text("list.more", more="…", count=section.left).strip()
            yield f'<p class="quiet">{safe(more)}</p>\n'
        yield "</section>\n"
    if empty:
        yield f"<p>{safe(empty_sheet_words(sheet))}</p>\n"


def _item(entry: Entry) -> Iterator[str]:
    first, *more = (safe(one_line(words, _LONGEST)) for words in entry)
    yield f"<li>{first}"
    yield from (f"\n<p>{words}</p>" for words in more)
    yield "</li>\n"
