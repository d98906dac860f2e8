"""The reports as one page of HTML: nothing from outside, no script, fit to be printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from leadq.i18n import text
from leadq.render.charts import draw_chart
from leadq.render.page_style import STYLE
from leadq.render.report_charts import legend_of, plan_chart
from leadq.render.report_words import (
    cell_words,
    columns_of,
    empty_words,
    remarks,
    section_title,
    title_of,
    whose_words,
)

if TYPE_CHECKING:
    from leadq.render.look import Look
    from leadq.render.report_words import Column
    from leadq.usecases.report_rows import Report

_MOST = 50
_LANGS = {"en": "en", "zh": "zh-Hans"}


def page_parts(reports: Sequence[Report], look: Look) -> Iterator[str]:
    """Yield the page piece by piece; every stored text in it is escaped."""
    title = text("reports.page_title") if len(reports) > 1 else title_of(reports[0])
    yield (
        f'<!DOCTYPE html>\n<html lang="{_LANGS[look.lang]}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{_safe(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
    )
    whose = whose_words(reports[0], look)
    yield f'<header>\n<h1>{_safe(title)}</h1>\n<p class="quiet">{_safe(whose)}</p>\n'
    if len(reports) > 1:
        yield from _contents(reports)
    yield "</header>\n<main>\n"
    for report in reports:
        yield from _report(report, look, alone=len(reports) == 1)
    yield "</main>\n</body>\n</html>\n"


def _safe(words: str) -> str:
    from leadq.render.text import clean

    return escape(clean(words))


def _contents(reports: Sequence[Report]) -> Iterator[str]:
    yield f'<nav aria-label="{_safe(text("reports.contents"))}"><ul>\n'
    for report in reports:
        yield f'<li><a href="#{report.name}">{_safe(title_of(report))}</a></li>\n'
    yield "</ul></nav>\n"


def _report(report: Report, look: Look, *, alone: bool) -> Iterator[str]:
    yield f'<section id="{report.name}">\n'
    if not alone:
        yield f"<h2>{_safe(title_of(report))}</h2>\n"
    if report.is_empty:
        yield f"<p>{_safe(empty_words(report))}</p>\n</section>\n"
        return
    level = 2 if alone else 3
    for section, rows in report.sections.items():
        if rows:
            title = _safe(section_title(report, section))
            yield f'<div class="part">\n<h{level}>{title}</h{level}>\n'
            yield from _figure(report, section, rows, look)
            yield from _table(report, section, rows, look)
            yield "</div>\n"
    yield '<div class="quiet">\n'
    yield from (f"<p>{_safe(remark)}</p>\n" for remark in remarks(report, look))
    yield "</div>\n</section>\n"


def _figure(report: Report, section: str, rows: Sequence[Any], look: Look) -> Iterator[str]:
    chart = plan_chart(report, section, rows, look)
    if chart is None:
        return
    yield f"<figure>\n{draw_chart(chart)}\n<figcaption>"
    for token, words in legend_of(chart):
        yield f'<span class="key"><i style="background:var(--{token})"></i>{_safe(words)}</span> '
    yield "</figcaption>\n</figure>\n"


def _table(report: Report, section: str, rows: Sequence[Any], look: Look) -> Iterator[str]:
    columns = columns_of(report.name, section, rows[0])
    caption = _safe(section_title(report, section))
    yield f'<div class="wide" tabindex="0" role="region" aria-label="{caption}">\n<table>\n'
    yield f"<caption>{caption}</caption>\n<thead><tr>"
    for column in columns:
        yield f'<th scope="col"{_side(column)}>{_safe(column.title)}</th>'
    yield "</tr></thead>\n<tbody>\n"
    for row in rows[:_MOST]:
        yield "<tr>"
        for place, column in enumerate(columns):
            words = _safe(cell_words(report, section, row, column.field, look))
            if place:
                yield f"<td{_side(column)}>{words}</td>"
            else:
                yield f'<th scope="row"{_side(column)}>{words}</th>'
        yield "</tr>\n"
    yield "</tbody>\n</table>\n</div>\n"
    if len(rows) > _MOST:
        more = text("list.more", more="…", count=len(rows) - _MOST).strip()
        yield f'<p class="quiet">{_safe(more)}</p>\n'


def _side(column: Column) -> str:
    return "" if column.is_name else ' class="number"'
