"""Counts a week rep by rep: what was done, how, and what may come of it (method §5, §14)."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from leadq.domain.answers.moves import weighed_facts
from leadq.domain.followup.statistics import ENOUGH, middle_of, rate_of, share_of
from leadq.domain.grading.criteria import deadline_facts, has_passed, is_stale
from leadq.domain.grading.facts import UNKNOWN, Fact
from leadq.domain.grading.man import ASK_ORDER
from leadq.domain.grading.rules import Rules
from leadq.domain.leads.status import OPEN
from leadq.store.read.read_due import DueFilter, read_due
from leadq.store.read.read_reports import Scope
from leadq.store.reports import read_week as reads
from leadq.store.reports.read_week import Missed
from leadq.usecases.desk import Desk
from leadq.usecases.reports.answers import graded_facts, known_of
from leadq.usecases.reports.report_rows import round_sum
from leadq.usecases.reports.week_rows import ActivityRow, ForecastRow, HabitRow, UnaskedRow
from leadq.usecases.reports.weigh import Find, Like, weigh_open

_LATELY = timedelta(weeks=12)
_LEAST_ASKED = 3
_CHANNELS = {"phone": "calls", "visit": "visits"}


@dataclass
class RepWeek:
    """What is counted of one rep; money and days are in counters of their own."""

    name: str
    counts: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    to_ask: Counter[str] = field(default_factory=Counter)
    waits: dict[int, int] = field(default_factory=dict)
    turnover: float = 0.0
    pipeline: dict[str, float] = field(default_factory=dict)
    ended: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def owner(self) -> str | None:
        """Return the name of the rep, None for leads of nobody."""
        return self.name or None


class Reps:
    """Everybody of whom something is counted; names that differ in case only are one."""

    def __init__(self, scope: Scope) -> None:
        self._own = scope.owner.strip() if scope.unowned else ""
        self._reps: dict[str, RepWeek] = {}
        if scope.owner:
            self.of(scope.owner.strip())

    def of(self, owner: str) -> RepWeek:
        """Return what is counted of a rep."""
        name = owner or self._own
        return self._reps.setdefault(name.casefold(), RepWeek(name))

    def in_order(self) -> list[RepWeek]:
        """Return the reps by name; what is nobody's comes last."""
        return sorted(self._reps.values(), key=lambda rep: (not rep.name, rep.name.casefold()))


def count_activity(conn: sqlite3.Connection, first: date, scope: Scope, reps: Reps) -> None:
    """Count what was done from a day to that of the scope; a try is no contact (§14)."""
    for owner, by, is_try, count in reads.count_week_touches(conn, first, scope):
        names = ["tries"] if is_try else ["contacts", _CHANNELS.get(by, "others")]
        reps.of(owner).counts.update(dict.fromkeys(names, count))
    for owner, count in reads.count_week_new(conn, first, scope):
        reps.of(owner).counts["new_leads"] += count
    for owner, count in reads.count_week_wins(conn, first, scope):
        reps.of(owner).counts["wins"] += count
    for owner, total in reads.sum_turnover(conn, first, scope):
        reps.of(owner).turnover += total


def find_missed(
    conn: sqlite3.Connection, first: date, last: date, scope: Scope, today: date
) -> tuple[list[Missed], list[Missed], int]:
    """Return what missed its day in a week, which promises did not, and how much is older.

    What is open yet is what ``due`` calls overdue, by its own count (§14).
    """
    wanted = DueFilter(today, today, today, scope.owner, unowned=scope.unowned)
    missed, kept, older = [], [], 0
    for pick in read_due(conn, wanted):
        if pick.group != "overdue":
            continue
        due_on = today - timedelta(days=pick.days_late or 0)
        if due_on < first:
            older += 1
        elif due_on <= last:
            words = pick.promise or ""
            missed.append(Missed(
                pick.lead_id, pick.kind, due_on.isoformat(), OPEN, words, today.isoformat(),
            ))  # fmt: skip
    for one in reads.read_settled(conn, first, last, scope):
        if one.ended_on > one.due_on:
            missed.append(one)
        elif one.state == "kept":
            kept.append(one)
    missed.sort(key=lambda one: (one.state != OPEN, one.due_on, one.lead_id, one.kind))
    return missed, kept, older


def count_habits(
    conn: sqlite3.Connection, scope: Scope, today: date, reps: Reps,
    missed: Sequence[Missed], kept: Sequence[Missed],
) -> None:  # fmt: skip
    """Count what slipped, promises kept, leads without a step, and the wait for a first contact."""
    wanted = DueFilter(scope.day, scope.day, today, scope.owner, unowned=scope.unowned)
    without = [pick.lead_id for pick in read_due(conn, wanted) if pick.group == "no_next"]
    ids = {*without, *(one.lead_id for one in (*missed, *kept))}
    owners = reads.read_lead_owners(conn, sorted(ids))

    def count(leads: Sequence[int], *names: str) -> None:
        for lead_id in leads:
            reps.of(owners.get(lead_id, "")).counts.update(names)

    count(without, "no_next")
    count([one.lead_id for one in missed], "slipped")
    count([one.lead_id for one in missed if one.kind == "promise"], "promises")
    count([one.lead_id for one in kept], "promises", "kept")
    for owner, days, leads in reads.count_first_contacts(conn, scope.day - _LATELY, scope):
        rep = reps.of(owner)
        if days is None:
            rep.counts["uncontacted"] += leads
        else:
            rep.waits[int(days)] = rep.waits.get(int(days), 0) + leads


def count_answers(conn: sqlite3.Connection, desk: Desk, scope: Scope, reps: Reps) -> None:
    """Count what is asked and what is stale of the open leads, in one pass (§4)."""
    counts: Counter[tuple[str, str, _Standing]] = Counter()
    facts = graded_facts(desk)
    for lead, standing in weigh_open(conn, desk, scope, facts, partial(_stand, on=scope.day)):
        counts[lead.owner, lead.profile, standing] += 1
    for (owner, profile, standing), leads in counts.items():
        rep = reps.of(owner)
        rep.counts.update({
            "open": leads, "known": leads * standing.known, "stale": leads * standing.stale
        })  # fmt: skip
        asked = _asked_facts(desk.trade_of(profile).rules)
        rep.to_ask.update(dict.fromkeys(asked, leads))
        rep.asked.update(dict.fromkeys(standing.noted.intersection(asked), leads))


class _Standing(NamedTuple):
    """What was noted of a lead, and how much of what its grade hangs on is known, and stale."""

    noted: frozenset[str]
    known: int
    stale: int


def _stand(rules: Rules, on: date) -> tuple[Like, Find[_Standing]]:
    """Return how answers are counted by the rules of a trade on a day."""
    deadlines, weighed = deadline_facts(rules), frozenset(weighed_facts(rules))
    counted = weighed.union(_asked_facts(rules))

    def like(fact: Fact) -> Fact | None:
        if fact.id not in counted:
            return None
        passed = fact.id in deadlines and has_passed(fact, on)
        value = UNKNOWN if fact.value == UNKNOWN else ""
        return Fact(fact.id, value, date.min if passed or is_stale(fact, rules, on) else on)

    def find(noted: dict[str, Fact]) -> _Standing:
        known = [fact for fact in known_of(noted).values() if fact.id in weighed]
        return _Standing(frozenset(noted), len(known), sum(fact.noted_on < on for fact in known))

    return like, find


def _asked_facts(rules: Rules) -> tuple[str, ...]:
    """Return what a trade asks for its grade."""
    return tuple(dict.fromkeys((*ASK_ORDER, *rules.ask)))


def count_forecast(conn: sqlite3.Connection, scope: Scope, reps: Reps) -> None:
    """Sum the budgets of the open leads by grade, and how closed ones of a grade ended."""
    for owner, grade, _leads, _budgets, value in reads.sum_pipelines(conn, scope):
        pipeline = reps.of(owner).pipeline
        pipeline[grade] = pipeline.get(grade, 0.0) + value
    for owner, grade, closed, won in reads.count_ended(conn, scope):
        ended = reps.of(owner).ended
        before = ended.get(grade, (0, 0))
        ended[grade] = (before[0] + closed, before[1] + won)


def activity_row(rep: RepWeek) -> ActivityRow:
    """Return what a rep did in the week."""
    c = rep.counts
    return ActivityRow(
        rep.owner, c["calls"], c["visits"], c["contacts"], c["tries"], c["new_leads"], c["wins"],
        round_sum(rep.turnover),
    )  # fmt: skip


def habit_row(rep: RepWeek) -> HabitRow:
    """Return how a rep works."""
    c = rep.counts
    return HabitRow(
        rep.owner, c["open"], c["slipped"], c["promises"], c["kept"],
        share_of(c["kept"], c["promises"]), share_of(c["stale"], c["known"]), c["no_next"],
        middle_of(rep.waits), c["uncontacted"],
    )  # fmt: skip


def unasked_rows(rep: RepWeek) -> list[UnaskedRow]:
    """Return the questions that a rep has asked least, as far as there is anybody left to ask."""
    rows = [
        UnaskedRow(rep.owner, fact, rep.asked[fact], leads, share_of(rep.asked[fact], leads))
        for fact, leads in rep.to_ask.items()
        if rep.asked[fact] < leads
    ]
    rows.sort(key=lambda row: (row.asked / row.leads, -row.leads))
    return rows[:_LEAST_ASKED]


def forecast_row(rep: RepWeek) -> ForecastRow:
    """Return what may come of a rep's pipeline by the own rates: too few give none (§3)."""
    rates = {
        grade: rate
        for grade, (closed, won) in rep.ended.items()
        if closed >= ENOUGH and (rate := rate_of(won, closed))
    }
    counted = {grade: value for grade, value in rep.pipeline.items() if grade in rates}
    ends: list[float | None] = [None, None, None]
    if counted:
        ends = [
            round_sum(sum(value * rates[grade][end] / 100 for grade, value in counted.items()))
            for end in range(3)
        ]
    closed = sum(closed for closed, _won in rep.ended.values())
    pipeline, sure = (round_sum(sum(one.values())) for one in (rep.pipeline, counted))
    return ForecastRow(rep.owner, pipeline, sure, closed, *ends)
