"""The reports on customers: complaints, turnover, satisfaction (method §10, §11)."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from leadq.content.model import FactDef
from leadq.domain.aftersale.complaints import CLOSED
from leadq.domain.followup.statistics import ENOUGH, rate_of, share_of
from leadq.store.aftersale import read_customers as reads
from leadq.store.aftersale.read_all_complaints import CaseRow, read_all_cases
from leadq.store.read.read_reports import Scope
from leadq.usecases.aftersale.group_rows import (
    AnswerRow,
    CauseRow,
    ComplaintsRow,
    ContentRow,
    Grouping,
    OpenCaseRow,
    TradeRow,
    TurnoverRow,
    UnhappyRow,
    trade_names,
)
from leadq.usecases.desk import Desk
from leadq.usecases.reports.report_rows import Report, Sections, round_sum

SATISFACTION = "satisfaction"
"""The script of the survey, and the fact with its main answer."""
AGAIN, RECOMMEND, BETTER = "satisfaction_again", "satisfaction_recommend", "satisfaction_better"
_CONTENT = ("very", "fairly")
YEAR = timedelta(days=365)
_NO_RATE = (None, None, None)


def report_complaints(conn: sqlite3.Connection, desk: Desk, scope: Scope) -> Report:
    """Return the complaints: which are open, those late first, and how many by group and cause."""
    by = scope.by or "product"
    found = read_all_cases(conn, scope)
    going = [row for row in found if row.case.state != CLOSED]
    going.sort(key=lambda row: (-row.case.days_late(scope.day), row.case.due_on or "", row.number))
    rows = [
        OpenCaseRow(
            row.number, row.name, row.company, row.case.id, row.case.text, row.case.on,
            row.case.state, row.case.due_on, row.case.days_late(scope.day), row.owner,
        )
        for row in going
    ]  # fmt: skip
    groups = _group_cases(found, by, scope.day)
    sections: Sections = {"open": rows, by: groups, "causes": _count_causes(found, scope.day)}
    return _report(desk, "complaints", scope, sections, by, {"complaints": len(found)})


def _group_cases(found: Sequence[CaseRow], by: str, day: date) -> list[ComplaintsRow]:
    grouping = Grouping(by)
    groups: dict[str, list[CaseRow]] = {}
    for row in found:
        # a complaint is about what it names, not about what the lead looks at by now
        name = row.case.product or row.product if by == "product" else getattr(row, by)
        groups.setdefault(grouping.key(name), []).append(row)
    rows = []
    for key, some in groups.items():
        going, late = _count_open(some, day)
        days = [_days(row) for row in some if row.case.solved_on]
        mean = round(sum(days) / len(days), 1) if days else None
        rows.append(
            ComplaintsRow(grouping.shown(key), len(some), going, late, len(some) - going, mean)
        )
    return sorted(rows, key=lambda row: (row.group is None, -row.complaints, row.group or ""))


def _count_causes(found: Sequence[CaseRow], day: date) -> list[CauseRow]:
    grouping = Grouping("cause")
    causes: dict[str, list[CaseRow]] = {}
    for row in found:
        causes.setdefault(grouping.key(row.case.cause), []).append(row)
    rows = [
        CauseRow(grouping.shown(key), len(some), *_count_open(some, day))
        for key, some in causes.items()
    ]
    return sorted(rows, key=lambda row: (row.cause is None, -row.complaints, row.cause or ""))


def _count_open(some: Iterable[CaseRow], day: date) -> tuple[int, int]:
    """Return how many complaints are not closed, and how many of them are late."""
    going = [row for row in some if row.case.state != CLOSED]
    return len(going), sum(1 for row in going if row.case.days_late(day))


def _days(row: CaseRow) -> int:
    solved = date.fromisoformat(row.case.solved_on or row.case.on)
    return (solved - date.fromisoformat(row.case.on)).days


def report_turnover(conn: sqlite3.Connection, desk: Desk, scope: Scope) -> Report:
    """Return the turnover of twelve months by group beside the twelve before (§10, performance).

    With how the customers of each trade stay and what is ahead there: persistency, prospecting.
    """
    by = scope.by or "product"
    year, before = scope.day - YEAR, scope.day - 2 * YEAR
    grouping = Grouping(by)
    buyers: dict[str, set[int]] = {}
    sums: dict[str, list[float]] = {}
    found = reads.sum_bought(conn, scope._replace(by=by), year, before)
    # a group is worded as it brings most
    for name, lead_id, *figures in sorted(found, key=lambda row: -row[3]):
        key = grouping.key(name)
        if figures[0]:
            buyers.setdefault(key, set()).add(lead_id)
        sums[key] = [a + b for a, b in zip(sums.get(key, [0] * 3), figures, strict=True)]
    total = sum(turnover for _purchases, turnover, _before in sums.values())
    rows = [
        TurnoverRow(
            grouping.shown(key), len(buyers.get(key, ())), int(purchases), round_sum(turnover),
            share_of(turnover, total), round_sum(past),
        )
        for key, (purchases, turnover, past) in sums.items()
    ]  # fmt: skip
    rows.sort(key=lambda row: (row.group is None, -row.turnover, -row.before, row.group or ""))
    sections: Sections = {by: rows, "trades": _list_trades(conn, scope, year, before)}
    about = {"since": year + timedelta(days=1), "turnover": round_sum(total), "needed": ENOUGH}
    return _report(desk, "turnover", scope, sections, by, about)


def _list_trades(
    conn: sqlite3.Connection, scope: Scope, year: date, before: date
) -> list[TradeRow]:
    ahead = reads.count_ahead(conn, scope)
    rows = [
        TradeRow(
            one.profile, one.customers, _share(one.repeated, one.customers),
            _share(one.stayed, one.older), one.new, one.new_before, ahead.get(one.profile, 0),
        )
        for one in reads.count_trades(conn, scope, year, before)
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (-row.customers, row.group or ""))


def _share(part: int, whole: int) -> float | None:
    return share_of(part, whole) if whole >= ENOUGH else None


def report_satisfaction(conn: sqlite3.Connection, desk: Desk, scope: Scope) -> Report:
    """Return how content customers are who were asked within a year: by trade and by region.

    What they said is what the script of the survey asks (§11).
    """
    script = desk.library.script(SATISFACTION)
    said = reads.read_survey_answers(conn, scope, scope.day - YEAR, list(script.facts))
    order = script.facts[SATISFACTION].values[::-1]
    said = [one for one in said if one.answers.get(SATISFACTION) in order]
    sections: dict[str, Sequence[Any]] = {}
    for by in (scope.by,) if scope.by else ("profile", "region"):
        customers = reads.count_customers(conn, scope._replace(by=by))
        sections[by] = _list_content(said, customers, by) if said else []
    counts = Counter(one.answers[SATISFACTION] for one in said)
    sections["answers"] = [AnswerRow(answer, counts[answer]) for answer in order if counts[answer]]
    sections["unhappy"] = [
        UnhappyRow(
            one.number, one.name, one.company, one.on, one.answers[SATISFACTION],
            one.answers.get(BETTER), one.owner,
        )
        for one in sorted(said, key=lambda one: (order.index(one.answers[SATISFACTION]), one.on))
        if one.answers[SATISFACTION] not in _CONTENT
    ][::-1]  # fmt: skip
    about = {"answered": len(said), "needed": ENOUGH}
    return _report(desk, SATISFACTION, scope, sections, "profile", about, script.facts)


def _list_content(
    said: Sequence[reads.SurveyAnswers], customers: dict[str, int], by: str
) -> list[ContentRow]:
    grouping = Grouping(by)
    groups: dict[str, list[reads.SurveyAnswers]] = {}
    counts: Counter[str] = Counter()
    for name, count in customers.items():
        counts[grouping.key(name)] += count
    for one in said:
        groups.setdefault(grouping.key(getattr(one, by)), []).append(one)
    rows = []
    for key, count in counts.items():
        some = groups.get(key, [])
        content = sum(one.answers[SATISFACTION] in _CONTENT for one in some)
        again, recommend = (
            sum(one.answers.get(fact) == "yes" for one in some) for fact in (AGAIN, RECOMMEND)
        )
        enough = len(some) >= ENOUGH
        rate = (rate_of(content, len(some)) if enough else None) or _NO_RATE
        told = len(some), content, *rate, again, recommend
        rows.append(ContentRow._make((grouping.shown(key), count, *told)))
    return sorted(rows, key=lambda row: (row.group is None, -row.customers, row.group or ""))


def _report(
    desk: Desk, name: str, scope: Scope, sections: Sections, by: str, about: dict[str, Any],
    definitions: dict[str, FactDef] | Any = None,
) -> Report:  # fmt: skip
    trades = [*sections.get("trades", ()), *sections.get("profile", ())]
    names = trade_names(desk, [row.group for row in trades])
    return Report(
        name, scope.day, scope.owner, sections, {"by": by, **about}, definitions or {}, names
    )
