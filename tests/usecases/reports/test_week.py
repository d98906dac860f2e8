"""The week of a rep and of all of them: what was done, what slipped, how leads are kept."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from leadq.usecases.aftersale.purchase import note_purchase
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import lose_lead, reopen_lead, win_lead
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.followup.plan import StepWish, plan_next, snooze_step
from leadq.usecases.followup.promise import keep_promises
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.reports.report_rows import Report
from leadq.usecases.reports.week import report_week, week_of

from ..helpers import ALL_NO, FOR_A, FOR_B, MONDAY, add, day, iso, later

FRIDAY = 4


def touch(desk: Desk, lead: str, by: str, outcome: str = "reached", **more: Any) -> None:
    log_touch(desk, lead, Contacted(desk.today, by=by, outcome=outcome, **more))


def measures(report: Report) -> dict[str, tuple[float, float | None, float | None]]:
    return {row.measure: tuple(row[1:]) for row in report.sections["measures"]}


def slipped(report: Report) -> list[tuple[Any, ...]]:
    return [
        (row.due_on, row.kind, row.number, row.state, row.on, row.days_late)
        for row in report.sections["slipped"]
    ]


def habits(report: Report) -> dict[str | None, Any]:
    return {row.owner: row for row in report.sections["habits"]}


@pytest.mark.parametrize("on", range(7))
def test_a_week_is_that_of_its_day(on: int) -> None:
    week = week_of(day(on), day(3))
    assert (week.first, week.last) == (day(0), day(6))
    assert week.until == day(max(on, 3))
    assert week_of(day(on), day(30)).until == day(6)


def test_what_was_done_stands_beside_the_targets(desk: Desk) -> None:
    one, two = add(desk, "a"), add(desk, "b")
    touch(desk, one, "phone")
    touch(desk, one, "phone", "no_answer")
    touch(later(desk, 1), two, "visit")
    touch(later(desk, 1), two, "wechat")
    win_lead(later(desk, 2), one, 500)
    note_purchase(later(desk, 3), two, 20.5, day(3))
    report = report_week(later(desk, FRIDAY), targets={"calls": 4, "turnover": 1000, "wins": 0})
    (row,) = report.sections["activity"]
    assert row == (None, 1, 1, 3, 1, 2, 1, 520.5)
    own = report_week(later(desk, FRIDAY, me="Li"), targets={"calls": 4, "wins": 0})
    assert measures(own) == {
        "calls": (1, 4, 25.0),
        "visits": (1, None, None),
        "new_leads": (2, None, None),
        "wins": (1, None, None),
        "turnover": (520.5, None, None),
    }
    assert own.sections["activity"] == [] and own.owner == "Li"


def test_what_was_done_in_other_weeks_is_left_out(desk: Desk) -> None:
    touch(desk, add(desk), "phone")
    touch(later(desk, 7), "1", "phone")
    for on, calls in ((MONDAY, 1), (day(6), 1), (day(7), 1), (day(14), 0)):
        (row,) = report_week(later(desk, 20), on).sections["activity"]
        assert (row.calls, row.new_leads) == (calls, int(on < day(7)))


def test_a_win_that_was_taken_back_is_none(desk: Desk) -> None:
    lead = add(desk)
    win_lead(desk, lead, None)
    reopen_lead(later(desk, 1), lead)
    (row,) = report_week(later(desk, FRIDAY)).sections["activity"]
    assert row.wins == 0
    win_lead(later(desk, 2), lead, None)
    (row,) = report_week(later(desk, FRIDAY)).sections["activity"]
    assert row.wins == 1


def test_what_slipped_says_where_it_is_now(desk: Desk) -> None:
    for name, on in (("open", 1), ("done", 0), ("moved", 1), ("lost", 0), ("in time", 2)):
        plan_next(desk, add(desk, name, owner="Li"), StepWish(day(on)))
    touch(later(desk, 2), "2", "phone", next_on=day(30))
    snooze_step(later(desk, 3), "3", StepWish(day(20), reason="busy"))
    lose_lead(later(desk, 3), "4", "dear")
    touch(later(desk, 2), "5", "visit", next_on=day(30))
    week = report_week(later(desk, FRIDAY), owner="li")
    assert slipped(week) == [
        (iso(1), "followup", 1, "open", None, 3),
        (iso(0), "followup", 2, "done", iso(2), 2),
        (iso(0), "followup", 4, "lost", iso(3), 3),
        (iso(1), "followup", 3, "moved", iso(20), 19),
    ]
    assert habits(week)["li"].slipped == 4
    of_all = report_week(later(desk, FRIDAY))
    assert (habits(of_all)["Li"].slipped, list(of_all.sections["slipped"])) == (4, [])


def test_what_was_put_off_in_time_has_not_slipped(desk: Desk) -> None:
    plan_next(desk, add(desk), StepWish(day(2)))
    snooze_step(later(desk, 2), "1", StepWish(day(9), reason="busy"))
    assert slipped(report_week(later(desk, 5), owner="nobody")) == []
    assert habits(report_week(later(desk, 5)))[None].slipped == 0


def test_a_step_done_in_time_and_noted_later_has_not_slipped(desk: Desk) -> None:
    plan_next(desk, add(desk), StepWish(day(1)))
    log_touch(later(desk, 3), "1", Contacted(day(1), by="phone"))
    assert habits(report_week(later(desk, 3)))[None].slipped == 0


def test_promises_are_kept_by_their_day_or_not(desk: Desk) -> None:
    lead = add(desk, owner="Li")
    promised = [("a", day(1)), ("b", day(1)), ("c", day(2)), ("d", day(6)), ("e", day(8))]
    touch(desk, lead, "phone", promises=promised, next_on=day(30))
    keep_promises(later(desk, 1), lead, [1])
    keep_promises(later(desk, 3), lead, [2])
    week = report_week(later(desk, FRIDAY), owner="Li")
    row = habits(week)["Li"]
    assert (row.promises, row.kept, row.kept_share) == (3, 1, 33.3)
    assert slipped(week) == [
        (iso(2), "promise", 1, "open", None, 2),
        (iso(1), "promise", 1, "kept", iso(3), 2),
    ]
    assert [row.words for row in week.sections["slipped"]] == ["c", "b"]


def test_what_was_late_before_the_week_is_counted_apart(desk: Desk) -> None:
    plan_next(desk, add(desk), StepWish(day(1)))
    week = report_week(later(desk, 9), owner="all")
    assert week.about["overdue_before"] == 1
    assert habits(week)[None].slipped == 0
    assert slipped(report_week(later(desk, 9, me="Li"), day(3)))[0][3] == "open"


def test_the_rest_of_the_week_has_not_slipped_yet(desk: Desk) -> None:
    plan_next(desk, add(desk), StepWish(day(2)))
    assert habits(report_week(later(desk, 2)))[None].slipped == 0
    assert habits(report_week(later(desk, 3)))[None].slipped == 1


def test_leads_are_kept_with_a_step_fresh_answers_and_a_first_contact(desk: Desk) -> None:
    add(desk, "no customer", ALL_NO, owner="Li")
    fresh = add(desk, "fresh", FOR_A, owner="Li")
    touch(later(desk, 4), fresh, "phone")
    touch(later(desk, 1), add(desk, "quick", owner="Li"), "visit")
    touch(desk, add(desk, "tried", owner="Li"), "phone", "no_answer")
    row = habits(report_week(later(desk, 4), owner="Li"))["Li"]
    assert (row.open, row.no_next, row.first_contact_days, row.uncontacted) == (4, 1, 2.5, 2)
    assert row.stale_share == 0
    # engagement 30 days, a need by 10 December has passed: 2 of 9 answers
    row = habits(report_week(later(desk, 35), owner="Li"))["Li"]
    assert row.stale_share == 22.2
    # twelve weeks on, nobody is new any more
    assert habits(report_week(later(desk, 90), owner="Li"))["Li"].uncontacted == 0


def test_an_answer_nobody_has_is_asked_all_the_same(desk: Desk) -> None:
    for name in ("a", "b"):
        note_facts(desk, add(desk, name, owner="Li"), {"pain": "yes", "obstacle": "unknown"})
    note_facts(desk, "1", {**FOR_B, "authority": "unknown"})
    asked = {row.fact: row[2:] for row in report_week(desk, owner="Li").sections["unasked"]}
    assert asked["money"] == (1, 2, 50.0)
    note_facts(desk, "2", {"money": "yes", "need": "yes", "engagement": "comparing"})
    asked = {row.fact: row[2:] for row in report_week(desk, owner="Li").sections["unasked"]}
    assert "money" not in asked and asked["authority"] == (1, 2, 50.0)


def test_a_forecast_needs_twenty_closed_leads_of_a_grade(desk: Desk) -> None:
    for place in range(20):
        lead = add(desk, f"n{place}", FOR_A, owner="Li")
        if place == 19:
            (few,) = report_week(desk, owner="Li").sections["forecast"]
            assert (few.closed, few.counted, few.forecast) == (19, 0, None)
        (win_lead(desk, lead, None) if place < 10 else lose_lead(desk, lead, "dear"))
    add(desk, "a", FOR_A, owner="Li", budget=1000)
    add(desk, "b", FOR_B, owner="Li", budget=300)
    add(desk, "c", FOR_A, owner="Wu", budget=9000)
    li, wu = report_week(desk).sections["forecast"]
    assert li == ("Li", 1300, 1000, 20, 500, 299, 701)
    assert wu[:5] == ("Wu", 9000, 0, 0, None)


def test_whose_week_it_is(desk: Desk) -> None:
    for name, owner in (("a", "Li"), ("b", "Wu"), ("c", None)):
        touch(desk, add(desk, name, owner=owner or ""), "phone")
    everybody = {row.owner: row.calls for row in report_week(desk).sections["activity"]}
    assert everybody == {"Li": 1, "Wu": 1, None: 1}
    # one's own leads and nobody's, as in the day's sheet
    mine = later(desk, 0, me="li")
    assert measures(report_week(mine))["calls"][0] == 2
    assert measures(report_week(mine, owner="Li"))["calls"][0] == 1
    assert len(report_week(mine, owner="all").sections["activity"]) == 3
    assert report_week(mine).sections["habits"][0].open == 2


def test_who_did_it_has_done_it(desk: Desk) -> None:
    touch(later(desk, 0, me="Wu"), add(desk, owner="Li"), "phone")
    calls = {row.owner: row.calls for row in report_week(desk).sections["activity"]}
    assert calls == {"Li": 0, "Wu": 1}


def test_an_empty_store_says_nothing(desk: Desk) -> None:
    assert report_week(desk).is_empty
    own = report_week(later(desk, 0, me="Li"), targets={"calls": 5})
    assert measures(own)["calls"] == (0, 5, 0.0)


def test_a_long_list_is_read_as_it_is_passed_through(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in range(5):
        plan_next(desk, add(desk, f"n{place}", owner="Li"), StepWish(day(1)))
    short = slipped(report_week(later(desk, 3), owner="Li"))
    monkeypatch.setattr("leadq.usecases.in_turn.LONG", 2)
    assert slipped(report_week(later(desk, 3), owner="Li")) == short
    assert len(short) == 5 and date.fromisoformat(short[0][0]) == MONDAY + timedelta(1)
