"""The manager's reports: what comes in, how it stands, what it is worth, how it ends.

Grades of days gone by are read from the outlooks, which keep what held then (method §3-§5, §8).
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from leadq.domain.followup.statistics import rate_of
from leadq.domain.grading.outlook import CLOSED
from leadq.domain.leads.sources import channel_of
from leadq.domain.words import GRADES
from leadq.store.connect import let_go
from leadq.store.read import read_reports as reads
from leadq.store.read.read_reports import Scope
from leadq.store.search.conditions import ANY, Conditions
from leadq.usecases.aftersale.report_customers import (
    report_complaints,
    report_satisfaction,
    report_turnover,
)
from leadq.usecases.aftersale.report_portfolio import report_churn, report_customers
from leadq.usecases.desk import Desk
from leadq.usecases.reports.answers import report_decay, report_lift, report_questions
from leadq.usecases.reports.day_report import find_overdue
from leadq.usecases.reports.report_rows import (
    GradesRow,
    MonthRow,
    MoveRow,
    OverdueRow,
    Report,
    Sections,
    SourceRow,
    StageRow,
    ValueRow,
    round_sum,
)
from leadq.usecases.reports.reports_closed import (
    report_calibration,
    report_lost,
    report_reps,
    report_touches,
)

BANDS = (*GRADES, "none")
STAGES = (*BANDS, "parked", *CLOSED)
OVERDUE = "overdue"
_PERIODS = 12
_WEEK = timedelta(weeks=1)
Tell = Callable[[int, int], None]
"""Is told how many of how many reports are done."""


def make_reports(
    desk: Desk,
    names: Sequence[str],
    owner: str = "",
    tell: Tell | None = None,
    conditions: Conditions = ANY,
    by: str = "",
) -> list[Report]:
    """Return reports by their names, in one look at the store; ``owner`` empty: everybody.

    Only of leads that fulfil the ``conditions`` today. ``by``: what those on customers are grouped
    by, empty: each in its usual way.
    """
    scope = Scope(desk.today, owner.strip(), conditions=conditions, by=by)
    found = []
    with desk.read() as conn:
        let_go(conn)
        for done, name in enumerate(names):
            if tell is not None:
                tell(done, len(names))
            if name in _COUNTED:
                found.append(_COUNTED[name](conn, scope))
            else:
                found.append(_READ[name](conn, desk, scope))
    return found


def _list_overdue(conn: sqlite3.Connection, desk: Desk, scope: Scope) -> Report:
    """Return the follow-ups that are overdue too long, rep by rep (§5)."""
    rows = []
    for item in find_overdue(conn, desk, scope.owner, scope.conditions):
        lead = item.lead
        phone, email = (next(iter(ways), None) for ways in (lead["phones"], lead["emails"]))
        rows.append(OverdueRow(
            lead["owner"], lead["number"], lead["name"], lead["company"], lead["grade"],
            lead["grade_best"], item.pick.days_late or 0, phone, lead["wechat"], email,
            lead["last_touch"], item.pick.promise,
        ))  # fmt: skip
    return Report(OVERDUE, scope.day, scope.owner, {"followups": rows})


def report_funnel(conn: sqlite3.Connection, scope: Scope) -> Report:
    """Return the leads by stage, and their movement since the end of last month."""
    base = scope.day.replace(day=1) - timedelta(days=1)
    now: Counter[str] = Counter()
    before: Counter[str] = Counter()
    moves: Counter[tuple[str, str]] = Counter()
    for then, stage, count in reads.count_stages(conn, scope, base):
        now[stage] += count
        before[then] += count
        if then != stage:
            moves[then, stage] += count
    stages = [StageRow(s, now[s], before[s], now[s] - before[s]) for s in STAGES]
    moved = [MoveRow(*pair, count) for pair, count in moves.most_common()]
    sections: Sections = {"stages": stages if now else [], "moves": moved}
    return Report("funnel", scope.day, scope.owner, sections, {"since": base, "new": before["new"]})


def report_grades(conn: sqlite3.Connection, scope: Scope) -> Report:
    """Return the open leads by grade at the end of the last twelve months and weeks.

    Periods that ended before the first lead was kept are left out; the last one ends today.
    """
    begin = reads.read_first_day(conn, scope)
    ends = {"months": _month_ends(scope.day), "weeks": _week_ends(scope.day)}
    kept = {
        name: [day for day in days if begin is not None and day >= begin]
        for name, days in ends.items()
    }
    spans = list(reads.count_grades(conn, scope))
    sections = {name: _count_at(days, spans) for name, days in kept.items()}
    return Report("grades", scope.day, scope.owner, sections, {"history_from": begin})


def _month_ends(today: date) -> list[date]:
    ends = [today]
    while len(ends) < _PERIODS and (first := ends[-1].replace(day=1)) > date.min:
        ends.append(first - timedelta(days=1))
    return ends[::-1]


def _week_ends(today: date) -> list[date]:
    """Return the last Sundays, and today as the end of its week so far."""
    last = today - timedelta(days=today.isoweekday() % 7 or 7)
    return [*(last - _WEEK * back for back in reversed(range(_PERIODS - 1))), today]


def _count_at(days: Sequence[date], spans: Iterable[tuple[str, str, str, int]]) -> list[GradesRow]:
    """Count the leads at each day: a span begins to count at its first day, ends after its last."""
    written = [day.isoformat() for day in days]
    steps = {band: [0] * (len(days) + 1) for band in BANDS}
    for first, last, band, count in spans:
        steps[band][bisect_left(written, first)] += count
        steps[band][bisect_right(written, last)] -= count
    rows = []
    held = dict.fromkeys(BANDS, 0)
    for place, day in enumerate(days):
        for band in BANDS:
            held[band] += steps[band][place]
        rows.append(GradesRow(day, *held.values()))
    return rows


def report_sources(conn: sqlite3.Connection, scope: Scope) -> Report:
    """Return what each channel yields (§8).

    The names of one channel, in either language, are one, written as most leads have it.
    """
    totals: dict[str, list[int]] = {}
    names: dict[str, str] = {}
    found = sorted(reads.count_sources(conn, scope), key=lambda row: -row[1])
    for source, *counts in found:
        channel = channel_of(source)
        key = channel.en if channel else source.casefold()
        names.setdefault(key, source)
        kept = totals.setdefault(key, [0] * len(counts))
        totals[key] = [a + b for a, b in zip(kept, counts, strict=True)]
    rows = []
    for key, (leads, touched, closed, won) in totals.items():
        rate = rate_of(won, closed) or (None, None, None)
        rows.append(SourceRow(names[key] or None, leads, touched, closed, won, *rate))
    rows.sort(key=lambda row: (row.source is None, -row.leads, (row.source or "").casefold()))
    return Report("sources", scope.day, scope.owner, {"sources": rows})


def report_pipeline(conn: sqlite3.Connection, scope: Scope) -> Report:
    """Return the budgets of the open leads by grade, and by the month in which it is needed.

    "passed" is a day gone by, "later" lies more than a year ahead, "none" is not known.
    """
    grades = {band: [0, 0, 0.0] for band in BANDS}
    months: dict[str, dict[str, float]] = {}
    counts: Counter[str] = Counter()
    for grade, month, leads, budgets, value in reads.sum_pipeline(conn, scope):
        held = grades[grade]
        grades[grade] = [held[0] + leads, held[1] + budgets, held[2] + value]
        place = _near_month(month, scope.day)
        counts[place] += leads
        values = months.setdefault(place, dict.fromkeys(BANDS, 0.0))
        values[grade] += value
    by_grade = [ValueRow(g, int(n), int(b), round_sum(v)) for g, (n, b, v) in grades.items()]
    by_month = []
    for month in sorted(months, key=_month_order):
        a, b, c, none = (round_sum(value) for value in months[month].values())
        value = round_sum(sum(months[month].values()))
        by_month.append(MonthRow(month, counts[month], a, b, c, none, value))
    sections: Sections = {"grades": by_grade if counts else [], "months": by_month}
    return Report("pipeline", scope.day, scope.owner, sections)


def _near_month(month: str, today: date) -> str:
    last = f"{today.year + 1:04}-{today.month:02}"
    return "later" if month[:1].isdigit() and month > last else month


def _month_order(month: str) -> tuple[int, str]:
    return {"passed": 0, "later": 2, "none": 3}.get(month, 1), month


_COUNTED: dict[str, Callable[[sqlite3.Connection, Scope], Report]] = {
    "funnel": report_funnel,
    "grades": report_grades,
    "sources": report_sources,
    "pipeline": report_pipeline,
    "lost": report_lost,
    "touches": report_touches,
    "reps": report_reps,
    "calibration": report_calibration,
}
_READ: dict[str, Callable[[sqlite3.Connection, Desk, Scope], Report]] = {
    "lift": report_lift,
    "questions": report_questions,
    "decay": report_decay,
    "customers": report_customers,
    "churn": report_churn,
    "complaints": report_complaints,
    "turnover": report_turnover,
    "satisfaction": report_satisfaction,
    OVERDUE: _list_overdue,
}
REPORTS = (*_COUNTED, *_READ)
