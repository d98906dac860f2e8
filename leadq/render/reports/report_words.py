"""The words of the manager's reports: titles, columns, cells and remarks, for screen and page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from leadq.domain.leads.status import STATUSES
from leadq.i18n import has_text, text
from leadq.render.parts.dates import as_day, plain_day
from leadq.render.parts.marks import lead_title, reach_text
from leadq.render.parts.text import one_line
from leadq.render.reports.answer_words import answer_cell, answer_remarks, week_words
from leadq.render.reports.customer_words import (
    LEFT_OUT,
    ON_CUSTOMERS,
    customer_cell,
    customer_remarks,
    group_title,
)
from leadq.render.reports.figures import per_cent, short_amount
from leadq.usecases.aftersale.group_rows import GROUPS

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.usecases.reports.report_rows import Report

DASH = "–"
_LONGEST = 60
_RANGE = "range"
ANSWERED = ("week", "questions", "lift", "decay")
_PER_CENT = frozenset(
    [
        "share",
        "win_rate",
        "kept_share",
        "stale_share",
        "of_target",
        "asked_share",
        "ahead",
        "source_says",
    ]
)
_MONEY = frozenset(["A", "B", "C", "none", "value"])
_STAGES = frozenset(["stage", "origin", "to", "grade"])
_TYPED = frozenset(["source", "owner", "reason"])
_NAMED = (
    _STAGES
    | _TYPED
    | {"band", "touches", "month", "until", "lead", "reach", "last_touch"}
    | {"fact", "answer", "measure", "words", "state", "on", "due_on", "next_on"}
    | {"group", "cause", "complaint", "better", "bought_on", "kind"}
)
_SHOWN_AS = {"high": _RANGE, "name": "lead", "phone": "reach"}
_TOLD_BESIDE = frozenset(["low", "company", "grade_best", "wechat", "email", "becomes"])
"""Fields that stand in the column of another one."""
_TOLD_ELSEWHERE = {
    "week.slipped": ("kind", "owner", "on"),
    "week.habits": ("promises", "kept_share"),
    "week.forecast": ("closed",),
    "lift.answers": ("stands",),
    **LEFT_OUT,
}
"""Fields that a section says in other ways, or that its head says."""
WHOLE = frozenset(["reach", "grade", "last_touch", "on", "due_on", "next_on", "number"])
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
    "week.measures": "of_target",
    "week.activity": "contacts",
    "questions.questions": "this_week",
    "lift.answers": "win_rate",
    "decay.questions": "leads",
    **{f"turnover.{by}": "turnover" for by in GROUPS},
    **{f"complaints.{by}": "complaints" for by in GROUPS},
    **{f"customers.{by}": "customers" for by in GROUPS},
    **{f"churn.{by}": "left" for by in GROUPS},
    **{f"satisfaction.{by}": "content_share" for by in GROUPS},
    "satisfaction.answers": "customers",
}
"""What the bar of a section's rows shows on a screen."""


class ReportColumn(NamedTuple):
    """A column of a report: its field and title; names stand left, numbers right."""

    field: str
    title: str
    is_name: bool


def report_columns(report: str, section: str, row: Any) -> list[ReportColumn]:
    """Return the columns of a section; both ends of an interval are one, so is who a lead is."""
    beside = {*_TOLD_BESIDE, *_TOLD_ELSEWHERE.get(f"{report}.{section}", ())}
    fields = [_SHOWN_AS.get(field, field) for field in row._fields if field not in beside]
    return [
        ReportColumn(field, _title(report, section, field), field in _NAMED) for field in fields
    ]


def _title(report: str, section: str, field: str) -> str:
    if field in ("A", "B", "C"):
        return field
    if field == "band":
        return text(f"reports.column.{section}")
    if field == "group":
        return text(f"reports.column.{'profile' if section == 'trades' else section}")
    own = f"reports.column.{report}.{field}"
    return text(own if has_text(own) else f"reports.column.{field}")


def cell_words(
    report: Report, section: str, row: Any, field: str, look: Look, short: bool = False
) -> str:
    """Return a cell in words; what there is nothing to say of is a dash.

    ``short``: amounts of money are rounded.
    """
    if report.name in ANSWERED:
        found = answer_cell(report, section, row, field, look)
        if found is not None:
            return found
    if report.name in ON_CUSTOMERS:
        found = customer_cell(report, section, row, field, look)
        if found is not None:
            return found
    if field == _RANGE:
        return DASH if row.low is None else f"{row.low:.0f}{DASH}{row.high:.0f}%"
    if field == "lead" or (report.name == "overdue" and field in _OF_LEAD):
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
    if field == "number":
        return str(value)
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


def title_of(report: Report) -> str:
    """Return the title of a report."""
    return text(f"reports.{report.name}")


def section_title(report: Report, section: str) -> str:
    """Return the title of a section."""
    if report.name in ON_CUSTOMERS:
        return group_title(report, section)
    return text(f"reports.{report.name}.{section}")


def whose_words(report: Report, look: Look) -> str:
    """Return the day of a report and whose leads it is about."""
    whose = one_line(report.owner, _LONGEST) or text("report.everybody")
    day = week_words(report, look) if report.name == "week" else plain_day(report.day, look.lang)
    return text("list.joint").join([day, whose])


def remarks(report: Report, look: Look) -> Iterator[str]:
    """Yield what is to be known beside the figures; rules of thumb are called so."""
    about = report.about
    if report.name in ANSWERED:
        yield from answer_remarks(report, look)
    elif report.name in ON_CUSTOMERS:
        yield from customer_remarks(report, look)
    elif report.name == "funnel":
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
    if report.owner and report.name not in ("overdue", "week", "questions", "decay"):
        return text("reports.of_nobody", owner=one_line(report.owner, _LONGEST))
    return text(f"reports.{report.name}.empty")


def has_figures(rows: Sequence[Any], field: str) -> bool:
    """Tell whether a field holds anything above nothing."""
    return any(getattr(row, field) for row in rows)
