"""Words of the reports on customers: who they are, what they buy and say, who left (§10, §11)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from leadq.i18n import has_text, language, text
from leadq.render.grading.facts import word_value
from leadq.render.parts.dates import as_day, bare_day, plain_day
from leadq.render.parts.marks import money_text
from leadq.render.parts.text import clean, one_line, signs

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.usecases.reports.report_rows import Report

ON_CUSTOMERS = ("complaints", "turnover", "satisfaction", "customers", "churn")
LEFT_OUT = {"complaints.open": ("on",)}
"""What a section does without on a screen and a page; data have it."""
_LONGEST = 60
_DAYS = frozenset(["on", "due_on", "next_on", "bought_on"])
_SHARES = frozenset(["repeat_share", "stayed_share", "content_share", "churn_share"])
_MONEY = frozenset(["turnover", "before"])
_WORDS = frozenset(["complaint", "better"])
_NONE = "reports.no_"


def customer_cell(report: Report, section: str, row: Any, field: str, look: Look) -> str | None:
    """Return a cell in words; None where it is worded as in every report."""
    if field in ("group", "cause"):
        return _group(report, section, getattr(row, field), field)
    value = getattr(row, field, None)
    if field in _SHARES:
        asked = row.answered if field == "content_share" else row.customers or row.left
        return f"{value:.0f}%" if value is not None else _too_few(asked)
    if value is None:
        return None
    if field in _DAYS:
        return bare_day(as_day(value), look.lang, look.today)
    if field in _MONEY:
        return money_text(value) if value else signs().none
    if field == "key" and isinstance(value, bool):
        return text("reports.key") if value else signs().none
    if field == "kind":
        return text(f"left.{value}")
    if field == "stage":
        return text(f"complaint.stage_{value}")
    if field == "answer":
        return word_value(report.definitions["satisfaction"], value)
    if field == "mean_days":
        return text("reports.days", days=f"{value:g}")
    return one_line(value, _LONGEST) if field in _WORDS else None


def _group(report: Report, section: str, value: str | None, field: str) -> str:
    name = report.names.get(value or "")
    if name is not None and section in ("profile", "trades"):
        return clean(name.pick(language()))
    if value:
        return one_line(value, _LONGEST)
    none = f"{_NONE}{'cause' if field == 'cause' else section}"
    return text(none)


def _too_few(count: int) -> str:
    return text("reports.too_few") if count else signs().none


def group_title(report: Report, section: str) -> str:
    """Return the title of a section; of one by groups, what they are."""
    own = f"reports.{report.name}.{section}"
    by = text(f"reports.by.{section}") if not has_text(own) else ""
    return text(f"reports.{report.name}.groups", by=by) if by else text(own)


def customer_remarks(report: Report, look: Look) -> Iterator[str]:
    """Yield what is to be known beside the figures of these reports."""
    about = report.about
    if report.name == "turnover":
        yield text("reports.turnover.since", day=plain_day(about["since"], look.lang))
        yield text("reports.turnover.few", needed=about["needed"])
    elif report.name == "satisfaction":
        yield text("reports.satisfaction.remark", count=about["answered"])
        yield text("reports.satisfaction.few", needed=about["needed"])
    elif report.name == "churn":
        yield text("reports.churn.remark", needed=about["needed"])
    else:
        yield text(f"reports.{report.name}.remark")
