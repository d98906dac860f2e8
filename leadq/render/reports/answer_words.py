"""Words of the reports on a week and on what answers say: cells, remarks, rows that are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

from leadq.domain.leads.status import OPEN, STATUSES
from leadq.i18n import language, text
from leadq.render.grading.facts import word_value
from leadq.render.parts.dates import as_day, bare_day, plain_day
from leadq.render.parts.goals import promise_words
from leadq.render.parts.marks import grade_word, money_text, word_of
from leadq.render.parts.text import clean, one_line, signs
from leadq.render.reports.figures import short_amount

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.usecases.reports.report_rows import Report

LONGEST = 60
ASKED_OF = "questions.leads"
_ASIDE = 4
"""So many leads are shown with each question."""
_DAYS = frozenset(["on", "due_on", "next_on"])
_ROUNDED = frozenset(["pipeline", "counted", "forecast"])
_QUESTIONS = frozenset(["questions.questions", "decay.questions"])


def answer_cell(report: Report, section: str, row: Any, field: str, look: Look) -> str | None:
    """Return a cell in words; None where it is worded as in every report."""
    value = getattr(row, field, None)
    if field == "fact":
        return fact_words(report, row.fact, whole=f"{report.name}.{section}" in _QUESTIONS)
    if field == "range" and section == "forecast":
        return (
            signs().none if row.low is None else f"{short_amount(row.low)}–{short_amount(row.high)}"
        )
    if field == "forecast" and value is None and row.pipeline:
        return text("reports.too_few")
    word = _WORDS.get(field)
    if word is not None:
        return word(report, row, look)
    if value is None:
        return None
    if field in _DAYS:
        return bare_day(as_day(value), look.lang, look.today)
    if field in _ROUNDED:
        return short_amount(value)
    is_sum = section == "measures" and row.measure == "turnover" and field != "of_target"
    return money_text(value) if is_sum or field == "turnover" else None


def fact_words(report: Report, fact: str, whole: bool = False) -> str:
    """Return what a fact is called, or the ``whole`` question; its id where no file has it."""
    found = report.definitions.get(fact)
    if found is None:
        return clean(fact)
    return clean((found.question if whole else found.label).pick(language()))


def _answer(report: Report, row: Any, _look: Look) -> str:
    found = report.definitions.get(row.fact)
    return word_value(found, row.answer) if found else clean(row.answer)


def _measure(_report: Report, row: Any, _look: Look) -> str:
    return text(f"reports.measure.{row.measure}")


def _planned(_report: Report, row: Any, _look: Look) -> str:
    if row.kind == "promise":
        return text("due.promised", words=one_line(promise_words(row.words), LONGEST))
    return word_of("by", row.words) if row.words else signs().none


def _state(report: Report, row: Any, look: Look) -> str:
    if report.name == "decay":
        if row.state == "passed" and row.becomes is None:
            return text("reports.decay.gone")
        return text(f"reports.decay.{row.state}", grade=row.becomes)
    if row.state in STATUSES and row.state != OPEN:
        return text(f"status.{row.state}")
    day = bare_day(as_day(row.on), look.lang, look.today) if row.on else ""
    return text(f"reports.slipped.{row.state}", day=day)


def _times(_report: Report, row: Any, _look: Look) -> str:
    """Return how often wins followed beside all leads, with a sign where chance is no reason."""
    if row.times is None:
        return signs().none
    sign = text(f"reports.lift.{row.stands or 'within'}")
    return f"{row.times:.1f}× {sign}"


def _kept(_report: Report, row: Any, _look: Look) -> str:
    return f"{row.kept}/{row.promises}" if row.promises else signs().none


def _first_contact(_report: Report, row: Any, _look: Look) -> str:
    days = row.first_contact_days
    return signs().none if days is None else text("reports.days", days=f"{days:g}")


def _grade(_report: Report, row: Any, _look: Look) -> str:
    return grade_word(row.grade, row.grade_best)


_WORDS: Mapping[str, Callable[[Report, Any, Look], str]] = {
    "answer": _answer,
    "measure": _measure,
    "words": _planned,
    "state": _state,
    "times": _times,
    "kept": _kept,
    "first_contact_days": _first_contact,
    "grade": _grade,
}


def first_rows(report: Report, section: str, rows: Sequence[Any], most: int) -> Sequence[Any]:
    """Return the rows that are shown, at most so many: of each question its first leads."""
    if f"{report.name}.{section}" != ASKED_OF:
        return rows[:most]
    start, shown = 0, []
    for question in report.sections["questions"]:
        shown.append(rows[start : start + min(_ASIDE, question.leads)])
        start += question.leads
    return list(chain.from_iterable(shown))


def answer_remarks(report: Report, look: Look) -> Iterator[str]:
    """Yield what is to be known beside the figures of these reports."""
    about = report.about
    if report.name == "lift":
        rate = signs().none if about["win_rate"] is None else f"{about['win_rate']:.0f}%"
        yield text("reports.lift.base", closed=about["closed"], won=about["won"], rate=rate)
        chance = round(about["looked_at"] / 20)
        yield text("reports.lift.looked", count=about["looked_at"], chance=chance)
        yield text("reports.lift.few", needed=about["needed"])
    elif report.name == "week":
        yield from _week_remarks(report, look)
    else:
        yield text(f"reports.{report.name}.remark", day=plain_day(about["until"], look.lang))


def _week_remarks(report: Report, look: Look) -> Iterator[str]:
    about, own = report.about, bool(report.sections["measures"])
    if not about["targets"]:
        yield text("reports.week.no_targets")
    elif not own:
        named = (
            f"{text(f'reports.measure.{name}')} {money_text(value)}"
            for name, value in about["targets"].items()
            if value
        )
        yield text("reports.week.targets", targets=text("list.joint").join(named))
    if about["overdue_before"]:
        yield text("reports.week.older", count=about["overdue_before"])
    yield text("reports.week.remark")
    yield text("reports.week.first_contact")
    yield text("reports.week.forecast_remark", needed=about["needed"])
    if not own:
        yield text("reports.week.one")


def week_words(report: Report, look: Look) -> str:
    """Return the days of a week that a report is of."""
    first: date = report.about["first"]
    if look.lang == "zh":  # the year stands in front, and with the first day
        return f"{plain_day(first, look.lang)} – {bare_day(report.day, look.lang, first)}"
    return f"{bare_day(first, look.lang, report.day)} – {plain_day(report.day, look.lang)}"
