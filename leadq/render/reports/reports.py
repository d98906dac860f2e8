"""The manager's reports on a screen, with bars, or as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from leadq.i18n import text
from leadq.render.parts.lines import (
    BOLD,
    DIM,
    EMPTY,
    Column,
    Line,
    Span,
    column_widths,
    draw_row,
    head_row,
    line,
    sentence,
    write_lines,
)
from leadq.render.parts.marks import GRADE_STYLES
from leadq.render.parts.text import screen_width, signs
from leadq.render.reports.bars import draw_bar, draw_spark
from leadq.render.reports.report_words import (
    BARS,
    WHOLE,
    cell_words,
    columns_of,
    empty_words,
    has_figures,
    remarks,
    section_title,
    stage_words,
    title_of,
    whose_words,
)

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.usecases.reports.report_rows import Report

_MOST = 20
_LEAST_BAR, _LONGEST_BAR = 8, 40
_LEAST_NAME = 12
_GAP = 2
_SPARE = {"reps": ("kept", "done", "closed"), "overdue": ("last_touch",)}
"""Columns that a narrow screen goes without, one after the other: what is left tells of them."""
_GRADES = ("A", "B", "C", "none")


def show_reports(reports: Sequence[Report], look: Look) -> None:
    """Write reports: one below the other on a screen, every row of them in json and csv."""
    if look.fmt == "json":
        from leadq.render.parts.out import write_json

        found = [report_json(report) for report in reports]
        write_json(found[0] if len(found) == 1 else found)
    elif look.fmt == "csv":
        _write_csv(reports)
    else:
        lines: list[Line] = []
        for report in reports:
            lines += [EMPTY] if lines else []
            lines += _draw(report, look)
        write_lines(lines, color=look.color)


def report_json(report: Report) -> dict[str, Any]:
    """Return a report as plain data; words of the program are tokens."""
    sections = {name: [row._asdict() for row in rows] for name, rows in report.sections.items()}
    head = {"report": report.name, "day": report.day, "owner": report.owner or None}
    return {**head, **report.about, "sections": sections}


def _write_csv(reports: Sequence[Report]) -> None:
    """Write every row with its report and section; a column that a row lacks is empty."""
    from leadq.render.parts.flat import write_rows

    rows: list[dict[str, Any]] = []
    columns: dict[str, None] = dict.fromkeys(["report", "section"])
    for report in reports:
        for section, found in report.sections.items():
            where = {"report": report.name, "section": section}
            rows += [{**where, **_csv_row(row._asdict())} for row in found]
            columns |= dict.fromkeys(found[0]._fields if found else ())
    write_rows(columns, rows)


def _csv_row(row: dict[str, Any]) -> dict[str, Any]:
    if row.get("phone"):
        from leadq.adapters.phones import csv_phone

        phone = row["phone"]
        row["phone"] = csv_phone((phone, phone if phone.startswith("+") else None))
    return row


def _draw(report: Report, look: Look) -> Iterator[Line]:
    yield line(Span(title_of(report), BOLD), Span(f"  {whose_words(report, look)}", DIM))
    if report.is_empty:
        yield from sentence(empty_words(report))
        return
    for section, rows in report.sections.items():
        if rows:
            yield EMPTY
            yield from _draw_section(report, section, rows, look)
    yield EMPTY
    for remark in remarks(report, look):
        yield from sentence(remark, DIM)


def _draw_section(report: Report, section: str, rows: Sequence[Any], look: Look) -> Iterator[Line]:
    yield line(Span(section_title(report, section)))
    if report.name == "grades":
        yield from _sparks(rows)
        if section == "weeks":
            return
        yield EMPTY
    shown = rows[:_MOST]
    columns, cells = _table(report, section, shown, look)
    widths = column_widths(columns, cells)
    spare = _SPARE.get(report.name, ())
    for count in range(len(spare) + 1 if _room(widths) < 0 else 0):
        columns, cells = _table(report, section, shown, look, spare[:count], short=True)
        widths = _fit(columns, column_widths(columns, cells))
        if _room(widths) >= 0:
            break
    columns = [
        column._replace(most=0 if column.right else width)
        for column, width in zip(columns, widths, strict=True)
    ]
    bars = _bars(f"{report.name}.{section}", shown, sum(widths) + _GAP * len(widths))
    yield head_row(columns, widths)
    for row, bar in zip(cells, bars, strict=True):
        yield (*_padded(draw_row(row, columns, widths), sum(widths) + _GAP * len(widths)), *bar)
    if len(rows) > len(shown):
        yield line(Span(text("list.more", more=signs().more, count=len(rows) - len(shown)), DIM))


def _table(
    report: Report, section: str, rows: Sequence[Any], look: Look,
    spare: Sequence[str] = (), *, short: bool = False,
) -> tuple[list[Column], list[list[Line]]]:  # fmt: skip
    """Return the columns and the cells of rows; ``short``: as a narrow screen holds them.

    ``spare`` are fields whose columns are left out.
    """
    named = [one for one in columns_of(report.name, section, rows[0]) if one.field not in spare]
    cells = [
        [_styled(cell_words(report, section, row, column.field, look, short)) for column in named]
        for row in rows
    ]
    columns = [
        Column(column.title, not column.is_name, least=column.field in WHOLE) for column in named
    ]
    return columns, cells


def _fit(columns: Sequence[Column], widths: list[int]) -> list[int]:
    """Narrow the names until the figures fit on the screen."""
    over = -_room(widths)
    names = [place for place, one in enumerate(columns) if not one.right and not one.least]
    while over > 0 and names:
        widest = max(names, key=lambda place: widths[place])
        names.remove(widest)
        narrowed = max(min(_LEAST_NAME, widths[widest]), widths[widest] - over)
        over -= widths[widest] - narrowed
        widths[widest] = narrowed
    return widths


def _room(widths: Sequence[int]) -> int:
    """Return the cells that a table leaves of the screen; below 0 where it is too wide."""
    return screen_width() - sum(widths) - _GAP * (len(widths) - 1)


def _padded(shown: Line, width: int) -> Line:
    from leadq.render.parts.lines import pad_line

    return pad_line(shown, width)


def _styled(words: str) -> Line:
    return line(Span(words, GRADE_STYLES.get(words, "")))


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
    return [line(Span(draw_bar(value, most, room), DIM)) for value in values]


def _sparks(rows: Sequence[Any]) -> Iterator[Line]:
    """Yield a line a grade: how its number moved, and what it is now."""
    names = [stage_words(grade) for grade in _GRADES]
    columns = [Column(""), Column("", right=True), Column("")]
    cells = []
    for grade, name in zip(_GRADES, names, strict=True):
        values = [getattr(row, grade) for row in rows]
        now = line(f"{values[-1]:,}")
        cells.append([_styled(name), now, line(Span(draw_spark(values), DIM))])
    widths = column_widths(columns, cells)
    yield from (draw_row(row, columns, widths) for row in cells)
