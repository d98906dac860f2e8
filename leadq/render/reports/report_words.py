"""The words of the manager's reports: titles, columns, cells and remarks, for screen and page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from leadq.domain.leads.status import STATUSES
from leadq.i18n import text
from leadq.render.parts.dates import as_day, plain_day
from leadq.render.parts.marks import lead_title, reach_text
from leadq.render.parts.text import one_line

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.usecases.reports.report_rows import Report

DASH = "–"
_LONGEST = 60
_RANGE = "range"
_PER_CENT = frozenset(["share", "win_rate", "kept_share", "ahead", "source_says"])
_MONEY = frozenset(["A", "B", "C", "none", "value"])
_STAGES = frozenset(["stage", "origin", "to", "grade"])
_TYPED = frozenset(["source", "owner", "reason"])
_NAMED = _STAGES | _TYPED | {"band", "touches", "month", "until", "lead", "reach", "last_touch"}
_SHOWN_AS = {"high": _RANGE, "name": "lead", "phone": "reach"}
_TOLD_BESIDE = frozenset(["low", "company", "grade_best", "wechat", "email"])
"""Fields that stand in the column of another one."""
WHOLE = frozenset(["reach", "grade", "last_touch"])
"""Columns of words that are of no use when they are cut or broken."""
_OF_LEAD = frozenset(["lead", "reach", "grade", "last_touch"])
BARS = {
    "funnel.stages": "now",
    "funnel.moves": "leads",
    "sources.sources": "leads",
    "pipeline.grades": "value",
    "pipeline.months": "value",
    "lost.reasons": "leads",
    "lost.given_up": "leads",
    "touches.deals": "source_says",
    "reps.reps": "open",
    "calibration.grades": "win_rate",
    "calibration.signals": "win_rate",
    "calibration.man": "win_rate",
}
"""What the bar of a section's rows shows on a screen."""


class ReportColumn(NamedTuple):
    """A column of a report: its field and title; names stand left, numbers right."""

    field: str
    title: str
    is_name: bool


def report_columns(report: str, section: str, row: Any) -> list[ReportColumn]:
    """Return the columns of a section; both ends of an interval are one, so is who a lead is."""
    fields = [_SHOWN_AS.get(field, field) for field in row._fields if field not in _TOLD_BESIDE]
    return [
        ReportColumn(field, _title(report, section, field), field in _NAMED) for field in fields
    ]


def _title(report: str, section: str, field: str) -> str:
    if field in ("A", "B", "C"):
        return field
    if field == "band":
        return text(f"reports.column.{section}")
    return text(f"reports.column.{field}")


def cell_words(
    report: Report, section: str, row: Any, field: str, look: Look, short: bool = False
) -> str:
    """Return a cell in words; what there is nothing to say of is a dash.

    ``short``: amounts of money are rounded.
    """
    if field == _RANGE:
        return DASH if row.low is None else f"{row.low:.0f}{DASH}{row.high:.0f}%"
    if report.name == "overdue" and field in _OF_LEAD:
        return _lead_words(row, field, look)
    value = getattr(row, field)
    if field == "win_rate" and value is None and row.closed:
        return text("reports.too_few")
    if field in _TYPED:
        return one_line(value, _LONGEST) if value else text(f"reports.no_{field}")
    if value is None or (field == "source_says" and not value):
        return DASH
    if field in _STAGES or (field == "band" and section == "grades"):
        return stage_words(value)
    if field in _NAMED:
        return _name_words(field, value, look)
    if field in _PER_CENT:
        # what the source says of signals is the least
        return per_cent(value) + ("+" if (section, field) == ("signals", "source_says") else "")
    if short and report.name == "pipeline" and field in _MONEY:
        return short_amount(value)
    if field == "mean_touches":
        return f"{value:.1f}"
    return f"{value:+,}" if field == "change" and value else f"{value:,}"


def _lead_words(row: Any, field: str, look: Look) -> str:
    """Return who a lead is, how to reach them, their grade or the last contact."""
    if field == "lead":
        return lead_title(row._asdict())
    if field == "reach":
        ways = {"phones": row.phone, "emails": row.email}
        found: Any = {name: [way] if way else [] for name, way in ways.items()}
        return reach_text(found | {"wechat": row.wechat}, look)
    if field == "grade":
        return row.grade or (f"{row.grade_best}?" if row.grade_best else DASH)
    return plain_day(as_day(row.last_touch), look.lang) if row.last_touch else DASH


def stage_words(stage: str) -> str:
    """Return a stage in words: a grade, a status, "new" or not graded."""
    if stage in STATUSES:
        return text(f"status.{stage}")
    return text(f"reports.stage.{stage}") if stage in ("none", "new") else stage


def _name_words(field: str, value: Any, look: Look) -> str:
    if field == "until":
        return plain_day(value, look.lang)
    if field == "month":
        return month_words(value, look)
    return str(value).replace("-", DASH)


def month_words(month: str, look: Look) -> str:
    """Return a month given as YYYY-MM, or a word for one that is not."""
    if not month[:1].isdigit():
        return text(f"reports.month.{month}")
    if look.lang == "zh":
        return month
    return f"{text('date.months').split()[int(month[5:7]) - 1]} {month[:4]}"


def per_cent(value: float) -> str:
    """Return a share given in per cent in words."""
    return f"{value:.0f}%"


def short_amount(value: float) -> str:
    """Return an amount as short as a scale needs it: 250k, 25 万."""
    units = [unit.split() for unit in text("reports.units").split(",")]
    for size, unit in reversed([(float(size), unit) for size, unit in units]):
        if abs(value) >= size:
            return f"{value / size:,.4g}{unit}"
    return f"{value:,.4g}"


def title_of(report: Report) -> str:
    """Return the title of a report."""
    return text(f"reports.{report.name}")


def section_title(report: Report, section: str) -> str:
    """Return the title of a section."""
    return text(f"reports.{report.name}.{section}")


def whose_words(report: Report, look: Look) -> str:
    """Return the day of a report and whose leads it is about."""
    whose = one_line(report.owner, _LONGEST) or text("report.everybody")
    return text("list.joint").join([plain_day(report.day, look.lang), whose])


def remarks(report: Report, look: Look) -> Iterator[str]:
    """Yield what is to be known beside the figures; rules of thumb are called so."""
    about = report.about
    if report.name == "funnel":
        yield text("reports.funnel.since", day=plain_day(about["since"], look.lang))
    elif report.name == "grades":
        yield text("reports.grades.begin", day=plain_day(about["history_from"], look.lang))
    elif report.name == "lost":
        yield text("reports.lost.early", early=about["within_twelve"], count=about["leads"])
        yield text("due.rule_of_thumb")
    elif report.name == "touches":
        if about["median"] is None:
            yield text("reports.touches.few", won=about["won"], needed=about["needed"])
        else:
            yield text("reports.touches.median", won=about["won"], median=f"{about['median']:g}")
        yield text("reports.touches.source")
    elif report.name == "calibration":
        yield text("reports.calibration.few", needed=about["needed"])
        if about["nothing_known"]:
            yield text("reports.calibration.unknown", count=about["nothing_known"])
        yield text("reports.calibration.source")
    else:
        yield text(f"reports.{report.name}.remark")


def empty_report_words(report: Report) -> str:
    """Return the line for a report without anything to show."""
    if report.name == "calibration" and report.about["nothing_known"]:
        return text("reports.calibration.unknown", count=report.about["nothing_known"])
    if report.owner and report.name != "overdue":
        return text("reports.of_nobody", owner=one_line(report.owner, _LONGEST))
    return text(f"reports.{report.name}.empty")


def has_figures(rows: Sequence[Any], field: str) -> bool:
    """Tell whether a field holds anything above nothing."""
    return any(getattr(row, field) for row in rows)
