"""The reports on who is a customer, and on who has left (method §10, §14)."""

from __future__ import annotations

import sqlite3
from collections import Counter
from datetime import date

from leadq.domain.followup.statistics import ENOUGH, share_of
from leadq.store.aftersale import read_customers as reads
from leadq.store.read.read_reports import Scope
from leadq.usecases.aftersale.group_rows import (
    ChurnRow,
    CustomersRow,
    Grouping,
    LateRow,
    LeftRow,
    trade_names,
)
from leadq.usecases.aftersale.report_customers import YEAR
from leadq.usecases.desk import Desk
from leadq.usecases.reports.report_rows import Report, Sections, round_sum


def report_customers(conn: sqlite3.Connection, desk: Desk, scope: Scope) -> Report:
    """Return the customers by group with what they buy, and those whose step is late (§14)."""
    by = scope.by or "product"
    grouping = Grouping(by)
    sums: dict[str, list[float]] = {}
    for name, *figures in reads.sum_customers(conn, scope._replace(by=by), scope.day - YEAR):
        key = grouping.key(name)
        sums[key] = [a + b for a, b in zip(sums.get(key, [0] * 5), figures, strict=True)]
    total = sum(figures[3] for figures in sums.values())
    rows = [
        CustomersRow(
            grouping.shown(key), int(customers), int(marked), int(bought), round_sum(turnover),
            share_of(turnover, total), int(brought),
        )
        for key, (customers, marked, bought, turnover, brought) in sums.items()
    ]  # fmt: skip
    rows.sort(key=lambda row: (row.group is None, -row.customers, row.group or ""))
    late = [
        LateRow(
            number, name, company, bool(marked), bought, on,
            (scope.day - date.fromisoformat(on)).days, owner,
        )
        for number, name, company, marked, bought, on, owner in reads.list_late(conn, scope)
    ]  # fmt: skip
    sections: Sections = {by: rows, "late": late}
    return _report(desk, "customers", scope, by, sections, [row.group for row in rows])


def report_churn(conn: sqlite3.Connection, desk: Desk, scope: Scope) -> Report:
    """Return who has left: by group, how and why, beside those who stayed (§14).

    The share is of those who left within a year and those who are customers; too few have none.
    """
    by = scope.by or "product"
    grouping = Grouping(by)
    year = (scope.day - YEAR).isoformat()
    stayed: Counter[str] = Counter()
    for name, count in reads.count_customers(conn, scope._replace(by=by)).items():
        stayed[grouping.key(name)] += count
    gone: dict[str, list[reads.GoneRow]] = {}
    everybody = reads.list_gone(conn, scope._replace(by=by))
    for one in everybody:
        gone.setdefault(grouping.key(one.group), []).append(one)
    rows = []
    for key in gone:
        recent = [one for one in gone[key] if one.on > year]
        kinds = Counter(one.kind for one in recent)
        base = stayed[key] + len(recent)
        share = share_of(len(recent), base) if base >= ENOUGH else None
        rows.append(
            ChurnRow(
                grouping.shown(key), stayed[key], len(recent), kinds["own_choice"],
                kinds["ended_by_us"], share,
            )
        )  # fmt: skip
    rows.sort(key=lambda row: (row.group is None, -row.left, row.group or ""))
    left = [LeftRow._make(one[1:])._replace(turnover=round_sum(one.turnover)) for one in everybody]
    return _report(desk, "churn", scope, by, {by: rows, "gone": left}, [row.group for row in rows])


def _report(
    desk: Desk, name: str, scope: Scope, by: str, sections: Sections, groups: list[str | None]
) -> Report:
    names = trade_names(desk, groups if by == "profile" else [])
    about = {"by": by, "needed": ENOUGH}
    return Report(name, scope.day, scope.owner, sections, about, {}, names)
