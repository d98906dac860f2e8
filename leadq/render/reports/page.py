"""The reports as one page of HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from leadq.i18n import text
from leadq.render.reports.answer_words import first_rows
from leadq.render.reports.charts import draw_chart
from leadq.render.reports.page_shell import safe, wrap_page
from leadq.render.reports.report_charts import legend_of, plan_chart
from leadq.render.reports.report_words import (
    WHOLE,
    cell_words,
    empty_report_words,
    remarks,
    report_columns,
    section_title,
    title_of,
    whose_words,
)

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.render.reports.report_words import ReportColumn
    from leadq.usecases.reports.report_rows import Report

_MOST = 50
_MOST_OF = {"overdue": 500}
"""Rows that are looked up one by one are shown further down."""


def page_parts(reports: Sequence[Report], look: Look) -> Iterator[str]:
    """Yield the page piece by piece; every stored text in it is escaped."""
    title = text("reports.page_title") if len(reports) > 1 else title_of(reports[0])
    alone = len(reports) == 1
    body = (part for report in reports for part in _report(report, look, alone=alone))
    contents = () if alone else _contents(reports)
    yield from wrap_page(look.lang, title, whose_words(reports[0], look), body, contents)


def _contents(reports: Sequence[Report]) -> Iterator[str]:
    yield f'<nav aria-label="{safe(text("reports.contents"))}"><ul>\n'
    for report in reports:
        yield f'<li><a href="#{report.name}">{safe(title_of(report))}</a></li>\n'
    yield "</ul></nav>\n"


def _report(report: Report, look: Look, *, alone: bool) -> Iterator[str]:
    yield f'<section id="{report.name}">\n'
    if not alone:
        yield f"<h2>{safe(title_of(report))}</h2>\n"
    if report.is_empty:
        yield f"<p>{safe(empty_report_words(report))}</p>\n</section>\n"
        return
    level = 2 if alone else 3
    for section, rows in report.sections.items():
        if rows:
            title = safe(section_title(report, section))
            yield f'<div class="part">\n<h{level}>{title}</h{level}>\n'
            yield from _figure(report, section, rows, look)
            yield from _table(report, section, rows, look)
            yield "</div>\n"
    yield '<div class="quiet">\n'
    yield from (f"<p>{safe(remark)}</p>\n" for remark in remarks(report, look))
    yield "</div>\n</section>\n"


def _figure(report: Report, section: str, rows: Sequence[Any], look: Look) -> Iterator[str]:
    chart = plan_chart(report, section, rows, look)
    if chart is None:
        return
    yield f"<figure>\n{draw_chart(chart)}\n<figcaption>"
    for token, words in legend_of(chart):
        yield f'<span class="key"><i style="background:var(--{token})"></i>{safe(words)}</span> '
    yield "</figcaption>\n</figure>\n"


def _table(report: Report, section: str, rows: Sequence[Any], look: Look) -> Iterator[str]:
    columns = report_columns(report.name, section, rows[0])
    caption = safe(section_title(report, section))
    yield f'<div class="wide" tabindex="0" role="region" aria-label="{caption}">\n<table>\n'
    yield f"<caption>{caption}</caption>\n<thead><tr>"
    for column in columns:
        yield f'<th scope="col"{_side(column)}>{safe(column.title)}</th>'
    yield "</tr></thead>\n<tbody>\n"
    most = _MOST_OF.get(report.name, _MOST)
    shown = first_rows(report, section, rows, most)
    for row in shown:
        yield "<tr>"
        for place, column in enumerate(columns):
            words = safe(cell_words(report, section, row, column.field, look))
            if place:
                yield f"<td{_side(column)}>{words}</td>"
            else:
                yield f'<th scope="row"{_side(column)}>{words}</th>'
        yield "</tr>\n"
    yield "</tbody>\n</table>\n</div>\n"
    if len(rows) > len(shown):
        more = text("list.more", more="…", count=len(rows) - len(shown)).strip()
        yield f'<p class="quiet">{safe(more)}</p>\n'


def _side(column: ReportColumn) -> str:
    if column.field in WHOLE:
        return ' class="whole"'
    return "" if column.is_name else ' class="number"'
