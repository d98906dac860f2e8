"""The manager's reports on a screen, with bars, or as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from leadq.i18n import text
from leadq.render.parts.goals import promise_words
from leadq.render.parts.lines import (
    BOLD,
    DIM,
    EMPTY,
    Line,
    Piece,
    line,
    pad_line,
    sentence,
    wrapped,
)
from leadq.render.parts.marks import GRADE_STYLES
from leadq.render.parts.show import show
from leadq.render.parts.table import TITLED, Column, is_too_wide, lay_out
from leadq.render.parts.text import screen_width, signs
from leadq.render.plain.flat import phone_cell
from leadq.render.reports.answer_words import first_rows
from leadq.render.reports.bars import draw_bar, draw_spark
from leadq.render.reports.report_words import (
    BARS,
    WHOLE,
    cell_words,
    empty_report_words,
    has_figures,
    remarks,
    report_columns,
    section_title,
    stage_words,
    title_of,
    whose_words,
)

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.usecases.reports.report_rows import Report

_MOST = 20
_MOST_OF = {"unasked": 60}
"""Rows of a section that is short a rep, but has several of each."""
_LEAST_BAR, _LONGEST_BAR = 8, 40
_LEAST_NAME = 12
_PROMISED = ("promise", "words")
_GAP = 2
_SPARE = {"reps": ("kept", "done", "closed"), "overdue": ("last_touch",)}
"""Columns that a narrow screen goes without, one after the other: what is left tells of them."""
_GRADES = ("A", "B", "C", "none")


def show_reports(reports: Sequence[Report], look: Look) -> None:
    """Write reports: one below the other on a screen, every row of them in json and csv."""
    show(reports, look, screen=_draw, data=_data, columns=_csv_columns(reports), rows=_csv_rows)


def _data(reports: Sequence[Report], _look: Look) -> Any:
    found = [report_json(report) for report in reports]
    return found[0] if len(found) == 1 else found


def report_json(report: Report) -> dict[str, Any]:
    """Return a report as plain data; words of the program are tokens."""
    sections = {name: _records(rows) for name, rows in report.sections.items()}
    head = {"report": report.name, "day": report.day, "owner": report.owner or None}
    return {**head, **report.about, "sections": sections}


def _records(rows: Sequence[Any]) -> Iterable[dict[str, Any]]:
    """Return rows as plain data; those that are read as they are passed through stay so."""
    found = map(_plain, rows)
    return list(found) if isinstance(rows, (list, tuple)) else found


def _plain(row: Any) -> dict[str, Any]:
    """Return a row as plain data, what was promised in words."""
    cells: dict[str, Any] = row._asdict()
    promised = {name: promise_words(cells[name]) for name in _PROMISED if cells.get(name)}
    return cells | promised


def _csv_columns(reports: Sequence[Report]) -> tuple[str, ...]:
    """Return the fields of all rows; a column that a row lacks is empty in it."""
    sections = [rows for report in reports for rows in report.sections.values()]
    fields = [field for rows in sections if rows for field in rows[0]._fields]
    return tuple(dict.fromkeys(["report", "section", *fields]))


def _csv_rows(reports: Sequence[Report], _look: Look) -> Iterator[dict[str, Any]]:
    for report in reports:
        for section, rows in report.sections.items():
            for row in rows:
                cells = _plain(row)
                if cells.get("phone"):
                    cells["phone"] = phone_cell(cells["phone"])
                yield {"report": report.name, "section": section, **cells}


def _draw(reports: Sequence[Report], look: Look) -> Iterator[Line]:
    for place, report in enumerate(reports):
        if place:
            yield EMPTY
        yield from _draw_report(report, look)


def _draw_report(report: Report, look: Look) -> Iterator[Line]:
    whose = Piece(f"  {whose_words(report, look)}", DIM)
    yield from wrapped([line(Piece(title_of(report), BOLD), whose)])
    if report.is_empty:
        yield from sentence(empty_report_words(report))
        return
    for section, rows in report.sections.items():
        if rows:
            yield EMPTY
            yield from _draw_section(report, section, rows, look)
    yield EMPTY
    for remark in remarks(report, look):
        yield from sentence(remark, DIM)


def _draw_section(report: Report, section: str, rows: Sequence[Any], look: Look) -> Iterator[Line]:
    yield from sentence(section_title(report, section))
    if report.name == "grades":
        yield from _sparks(rows)
        if section == "weeks":
            return
        yield EMPTY
    shown = first_rows(report, section, rows, _MOST_OF.get(section, _MOST))
    columns, cells = _table(report, section, shown, look)
    if is_too_wide(columns, cells):
        columns, cells = _table(report, section, shown, look, short=True)
    table = lay_out(columns, cells)
    used = table.width + _GAP
    bars = _bars(f"{report.name}.{section}", shown, used)
    yield table.head
    for (first, *below), bar in zip(table.rows, bars, strict=True):
        yield (*pad_line(first, used), *bar)
        yield from below
    if len(rows) > len(shown):
        yield line(Piece(text("list.more", more=signs().more, count=len(rows) - len(shown)), DIM))


def _table(
    report: Report, section: str, rows: Sequence[Any], look: Look, *, short: bool = False
) -> tuple[list[Column], list[list[Line]]]:
    """Return the columns and the cells of rows; ``short``: as a narrow screen holds them."""
    named = report_columns(report.name, section, rows[0])
    cells = [
        [_styled(cell_words(report, section, row, column.field, look, short)) for column in named]
        for row in rows
    ]
    spare = _SPARE.get(report.name, ())
    columns = []
    for place, one in enumerate(named):
        flexible = one.is_name and one.field not in WHOLE
        goes = spare.index(one.field) + 1 if one.field in spare else len(spare) + len(named) - place
        below = "" if one.field in spare else TITLED
        columns.append(
            Column(
                one.title,
                right=not one.is_name,
                least=_LEAST_NAME if flexible else 0,
                goes=goes if place else 0,
                below=below if place else "",
            )
        )
    return columns, cells


def _styled(words: str) -> Line:
    return line(Piece(words, GRADE_STYLES.get(words, "")))


def _bars(key: str, rows: Sequence[Any], used: int) -> list[Line]:
    """Return the bars of rows, as long as the screen lets them be; none where there is no room."""
    room = min(screen_width() - used, _LONGEST_BAR)
    field = BARS.get(key, "")
    if key == "touches.deals" and has_figures(rows, "share"):
        field = "share"
    if not field or room < _LEAST_BAR:
        return [EMPTY] * len(rows)
    values = [getattr(row, field) for row in rows]
    most = max((value or 0 for value in values), default=0)
    return [line(Piece(draw_bar(value, most, room), DIM)) for value in values]


def _sparks(rows: Sequence[Any]) -> Iterator[Line]:
    """Yield a line a grade: how its number moved, and what it is now."""
    names = [stage_words(grade) for grade in _GRADES]
    columns = [Column(""), Column("", right=True), Column("", least=_LEAST_BAR)]
    cells = []
    for grade, name in zip(_GRADES, names, strict=True):
        values = [getattr(row, grade) for row in rows]
        now = line(f"{values[-1]:,}")
        cells.append([_styled(name), now, line(Piece(draw_spark(values), DIM))])
    yield from (row[0] for row in lay_out(columns, cells).rows)
