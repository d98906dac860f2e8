"""The week of a rep, or of all: done beside targets, what slipped, how they work (§5, §14)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from leadq.domain.followup.statistics import ENOUGH, share_of
from leadq.domain.leads.status import OPEN
from leadq.store.connect import let_go
from leadq.store.read.read_reports import Scope
from leadq.store.reports.named_leads import NamedLead, read_named
from leadq.store.reports.read_week import Missed
from leadq.usecases.desk import Desk
from leadq.usecases.followup.due import choose_owner
from leadq.usecases.in_turn import by_the_hundred, read_in_turn
from leadq.usecases.reports import week_counts as counts
from leadq.usecases.reports.answers import define_facts
from leadq.usecases.reports.report_rows import Report, Sections
from leadq.usecases.reports.week_rows import MEASURES, ActivityRow, MeasureRow, SlippedRow

WEEK = "week"
_GIVEN_UP = ("moved", "cancelled")


class Week(NamedTuple):
    """A week from Monday to Sunday; ``until`` is the last day of it that has come."""

    first: date
    last: date
    until: date


def week_of(day: date, today: date) -> Week:
    """Return the week that a day lies in."""
    first = day - timedelta(days=day.weekday())
    last = first + timedelta(days=6)
    return Week(first, last, max(day, min(last, today)))


def report_week(
    desk: Desk, on: date | None = None, owner: str = "", targets: Mapping[str, float] | None = None
) -> Report:
    """Return a rep's week beside the targets; of everybody, the same rep by rep (§5).

    ``owner`` empty: the rep's own by the name in the settings, with what is nobody's, else
    everybody's; "all": everybody's. Figures are those of the week, up to today; how leads stand is
    how they stand on its last day, where something is now is as of today.
    """
    week = week_of(on or desk.today, desk.today)
    scope = Scope(week.until, choose_owner(desk, owner), unowned=not owner and bool(desk.me))
    reps = counts.Reps(scope)
    with desk.read() as conn:
        let_go(conn)
        missed, kept, older = counts.find_missed(conn, week.first, week.last, scope, desk.today)
        counts.count_activity(conn, week.first, scope, reps)
        counts.count_habits(conn, scope, desk.today, reps, missed, kept)
        counts.count_answers(conn, desk, scope, reps)
        counts.count_forecast(conn, scope, reps)
        slipped: Sequence[SlippedRow] = ()
        if scope.owner:
            slipped = read_in_turn(conn, desk, missed, partial(_read_slipped, today=desk.today))
    sections = _sections(reps, slipped, targets or {}, alone=bool(scope.owner))
    about = {
        "first": week.first, "until": week.until, "targets": dict(targets or {}) or None,
        "overdue_before": older, "needed": ENOUGH,
    }  # fmt: skip
    definitions = define_facts(desk, [row.fact for row in sections["unasked"]])
    return Report(WEEK, week.until, scope.owner, sections, about, definitions)


def _sections(
    reps: counts.Reps, slipped: Sequence[SlippedRow], targets: Mapping[str, float], alone: bool
) -> Sections:
    """Return the sections: measures and what slipped of one rep, a row a rep of all of them."""
    everybody = reps.in_order()
    activity = [counts.activity_row(rep) for rep in everybody]
    own = _measures(activity, targets) if alone else []
    return {
        "measures": own,
        "activity": [] if alone else activity,
        "slipped": slipped,
        "habits": [counts.habit_row(rep) for rep in everybody],
        "unasked": [row for rep in everybody for row in counts.unasked_rows(rep)],
        "forecast": [counts.forecast_row(rep) for rep in everybody],
    }


def _measures(rows: Sequence[ActivityRow], targets: Mapping[str, float]) -> list[MeasureRow]:
    found = []
    for name in MEASURES:
        reached, target = sum(getattr(row, name) for row in rows), targets.get(name) or None
        share = share_of(reached, target) if target else None
        found.append(MeasureRow(name, reached, target, share))
    return found


def _read_slipped(
    conn: sqlite3.Connection, missed: Sequence[Missed], today: date
) -> Iterator[SlippedRow]:
    """Yield what missed its day with where it is now."""
    for some in by_the_hundred(missed):
        leads = read_named(conn, {one.lead_id for one in some}, today)
        yield from (_slipped_row(one, leads[one.lead_id]) for one in some if one.lead_id in leads)


def _slipped_row(one: Missed, lead: NamedLead) -> SlippedRow:
    state, on = one.state, one.ended_on
    if state in _GIVEN_UP and one.kind == "followup" and lead.next_on is not None:
        state, on = "moved", lead.next_on
    elif state in _GIVEN_UP and lead.status != OPEN:
        state = lead.status
    late = (date.fromisoformat(on) - date.fromisoformat(one.due_on)).days
    words = one.words or ((lead.next_by or "other") if lead.next_on else "")
    return SlippedRow(
        one.due_on, one.kind, lead.number, lead.name, lead.company, lead.owner,
        words, state, None if state == OPEN else on, late,
    )  # fmt: skip
