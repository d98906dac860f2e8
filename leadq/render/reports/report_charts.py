"""Which section of a report is drawn how."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from leadq.i18n import text
from leadq.render.parts.dates import bare_day
from leadq.render.parts.text import one_line
from leadq.render.reports.charts import Chart, Series
from leadq.render.reports.figures import per_cent, short_amount
from leadq.render.reports.report_words import (
    cell_words,
    month_words,
    section_title,
)
from leadq.usecases.aftersale.group_rows import GROUPS

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.usecases.reports.report_rows import Report

_GRADES = ("A", "B", "C", "none")
_MOST = 16
_LABEL = 22


class _Plan(NamedTuple):
    """How a section is drawn: its kind, the field of the labels, those of the series."""

    kind: str
    label: str
    fields: tuple[str, ...]
    per_cent: bool = False


_PLANS = {
    "funnel.stages": _Plan("rows", "stage", ("before", "now")),
    "grades.months": _Plan("stacked_columns", "until", _GRADES),
    "grades.weeks": _Plan("lines", "until", _GRADES),
    "sources.sources": _Plan("rows", "source", ("win_rate",), True),
    "pipeline.months": _Plan("stacked_columns", "month", _GRADES),
    "lost.reasons": _Plan("stacked_rows", "reason", ("lost", "dropped")),
    "lost.given_up": _Plan("stacked_columns", "touches", ("lost", "dropped")),
    "touches.deals": _Plan("columns", "touches", ("share", "source_says"), True),
    "reps.reps": _Plan("stacked_rows", "owner", _GRADES),
    "calibration.grades": _Plan("rows", "band", ("win_rate",), True),
    "calibration.signals": _Plan("rows", "band", ("win_rate", "source_says"), True),
    "week.measures": _Plan("rows", "measure", ("of_target",), True),
    "week.activity": _Plan("stacked_rows", "owner", ("calls", "visits")),
    "decay.questions": _Plan("stacked_rows", "fact", ("stale", "passed")),
    **{f"turnover.{by}": _Plan("rows", "group", ("turnover", "before")) for by in GROUPS},
    **{f"complaints.{by}": _Plan("stacked_rows", "group", ("open", "closed")) for by in GROUPS},
    **{f"customers.{by}": _Plan("rows", "group", ("customers", "bought")) for by in GROUPS},
    **{
        f"churn.{by}": _Plan("stacked_rows", "group", ("own_choice", "ended_by_us"))
        for by in GROUPS
    },
    **{f"satisfaction.{by}": _Plan("rows", "group", ("content_share",), True) for by in GROUPS},
}


def plan_chart(report: Report, section: str, rows: Sequence[Any], look: Look) -> Chart | None:
    """Return the chart of a section, or None where there is nothing to draw."""
    key = f"{report.name}.{section}"
    plan = _PLANS.get(key)
    shown = list(rows[:_MOST])
    if plan is None:
        return None
    fields = [field for field in plan.fields if any(getattr(row, field) for row in shown)]
    if not fields:
        return None
    labels = [_label(report, section, row, plan.label, look) for row in shown]
    series = [_series(shown, field) for field in fields]
    title = text("reports.chart_of", title=section_title(report, section))
    words = per_cent if plan.per_cent else short_amount
    name = key.replace(".", "-")
    return Chart(name, plan.kind, title, labels, series, plan.per_cent, words)


def _label(report: Report, section: str, row: Any, field: str, look: Look) -> str:
    """Return a short label: a month of the months, a day without its year of the weeks."""
    if section == "months" and field == "until":
        return month_words(f"{row.until:%Y-%m}", look)
    if field == "until":
        return bare_day(row.until, look.lang)
    return one_line(cell_words(report, section, row, field, look), _LABEL)


def _series(rows: Sequence[Any], field: str) -> Series:
    values = [getattr(row, field) or None for row in rows]
    if field != "win_rate":
        return Series(field, values)
    reach = [None if row.low is None else (row.low, row.high) for row in rows]
    return Series(field, [row.win_rate for row in rows], reach)


def legend_of(chart: Chart) -> list[tuple[str, str]]:
    """Return the colours of a chart and what they stand for."""
    return [
        (
            one.token,
            one.token if one.token in ("A", "B", "C") else text(f"reports.column.{one.token}"),
        )
        for one in chart.series
    ]
