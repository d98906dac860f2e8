"""The manager's reports: counted from what was noted, for the day it held."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from leadq.store.connect import open_store
from leadq.usecases.aftersale.complaint import CaseNews, note_case
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import (
    drop_lead,
    leave_lead,
    lose_lead,
    park_lead,
    reopen_lead,
    win_lead,
)
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.followup.plan import StepWish, plan_next
from leadq.usecases.reports.report_rows import Report
from leadq.usecases.reports.reports import REPORTS, make_reports

from ..helpers import FOR_A, FOR_B, FOR_C, MONDAY, add, day, later, other_desk


def make(desk: Desk, name: str, owner: str = "") -> Report:
    (report,) = make_reports(desk, [name], owner)
    return report


def keyed(rows: Any) -> dict[Any, tuple[Any, ...]]:
    return {row[0]: tuple(row[1:]) for row in rows}


def call(desk: Desk, lead: str, outcome: str = "reached", **more: Any) -> None:
    log_touch(desk, lead, Contacted(desk.today, by="phone", outcome=outcome, **more))


@pytest.mark.parametrize("name", REPORTS)
def test_an_empty_store_divides_by_nothing(desk: Desk, name: str) -> None:
    report = make(desk, name)
    if name != "touches":
        assert report.is_empty
    assert (report.name, report.day, report.owner) == (name, MONDAY, "")


def test_a_new_lead_is_new_until_the_month_ends(desk: Desk) -> None:
    add(desk, facts=FOR_A)
    add(desk)
    funnel = make(desk, "funnel")
    assert keyed(funnel.sections["stages"])["A"] == (1, 0, 1)
    assert keyed(funnel.sections["stages"])["none"] == (1, 0, 1)
    assert {tuple(row) for row in funnel.sections["moves"]} == {("new", "A", 1), ("new", "none", 1)}
    assert funnel.about == {"since": date(2026, 10, 31), "new": 2}


def test_what_moved_since_last_month_is_shown_with_its_way(desk: Desk) -> None:
    one, two = add(desk, facts=FOR_A), add(desk, facts=FOR_B)
    december = later(desk, 9)
    win_lead(december, one, 5)
    park_lead(december, two, day(60))
    funnel = make(december, "funnel")
    assert {tuple(row) for row in funnel.sections["moves"]} == {("A", "won", 1), ("B", "parked", 1)}
    assert keyed(funnel.sections["stages"])["won"] == (1, 0, 1)
    assert keyed(funnel.sections["stages"])["A"] == (0, 1, -1)


def test_grades_of_days_gone_by_are_kept(desk: Desk) -> None:
    one = add(desk, facts=FOR_B)
    add(desk, facts=FOR_C)
    drop_lead(later(desk, 10), one, "gone")
    grades = make(later(desk, 40), "grades")
    assert grades.about["history_from"] == MONDAY
    assert [tuple(row) for row in grades.sections["months"]] == [
        (date(2026, 11, 30), 0, 1, 1, 0),
        (date(2026, 12, 31), 0, 0, 1, 0),
        (date(2027, 1, 2), 0, 0, 1, 0),
    ]
    weeks = grades.sections["weeks"]
    assert [row.until for row in weeks][:2] == [date(2026, 11, 29), date(2026, 12, 6)]
    assert [row.until for row in weeks][-2:] == [date(2026, 12, 27), date(2027, 1, 2)]
    assert [row.B for row in weeks] == [1, 0, 0, 0, 0, 0]


def test_no_more_than_twelve_periods(desk: Desk) -> None:
    add(desk)
    grades = make(later(desk, 800), "grades")
    assert [len(rows) for rows in grades.sections.values()] == [12, 12]


def test_sources_yield_leads_talks_and_wins(desk: Desk) -> None:
    fair = [add(desk, f"{n}", source="展会" if n else " 展会 ") for n in range(4)]
    add(desk, "x", source="Web")
    add(desk, "x too", source="Web")
    add(desk, "y", source="WEB")
    add(desk, "z")
    call(desk, fair[0])
    call(desk, fair[1], "no_answer")
    win_lead(desk, fair[0], None)
    lose_lead(desk, fair[2], "dear")
    sources = keyed(make(desk, "sources").sections["sources"])
    assert sources["展会"] == (4, 1, 2, 1, 50.0, 9.5, 90.5)
    assert sources["Web"] == (3, 0, 0, 0, None, None, None)
    assert sources[None] == (1, 0, 0, 0, None, None, None)


def test_the_pipeline_counts_open_leads_by_grade_and_month(desk: Desk) -> None:
    add(desk, "a", facts=FOR_A, budget=100)
    add(desk, "b", facts=FOR_B, budget=20.5)
    add(desk, "c", budget=7)
    add(desk, "d")
    add(desk, "e", facts={"need_by": "2028-02-01"}, budget=1)
    add(desk, "f", facts={"need_by": "2026-11-02"}, budget=2)
    won = add(desk, "g", facts=FOR_A, budget=1000)
    win_lead(desk, won, None)
    pipeline = make(desk, "pipeline")
    assert keyed(pipeline.sections["grades"])["A"] == (1, 1, 100)
    months = keyed(pipeline.sections["months"])
    assert list(months) == ["passed", "2026-12", "later", "none"]
    assert months["2026-12"] == (2, 100, 20.5, 0, 0, 120.5)
    assert months["none"][0] == 2


@pytest.mark.parametrize("typed", ["unknown", "soon", "20261201", "2026-19-01", "2027-02-31"])
def test_what_is_no_day_is_no_month_of_the_pipeline(desk: Desk, typed: str) -> None:
    add(desk, "a", facts={"need_by": "2027-02-01"}, budget=5)
    with open_store(desk.store) as conn:
        conn.execute("UPDATE fact SET value = ?", (typed,))
    conn.close()
    assert [row.month for row in make(desk, "pipeline").sections["months"]] == ["none"]


def test_reasons_of_the_same_words_are_one(desk: Desk) -> None:
    for name, reason in (("a", "Too dear"), ("b", "too  dear "), ("c", "没有预算")):
        lose_lead(desk, add(desk, name), reason)
    given_up = add(desk, "d")
    call(desk, given_up)
    call(desk, given_up, "no_answer")
    drop_lead(desk, given_up, "too dear")
    lost = make(desk, "lost")
    assert [tuple(row) for row in lost.sections["reasons"]] == [
        ("Too dear", 2, 1, 3, 75.0, 0.3),
        ("没有预算", 1, 0, 1, 25.0, 0.0),
    ]
    bands = keyed(lost.sections["given_up"])
    assert (bands["0"], bands["1"]) == ((3, 0, 3, 100), (0, 1, 1, 98))
    assert lost.about == {"leads": 4, "within_twelve": 4}


def test_own_shares_wait_for_twenty_deals(desk: Desk) -> None:
    for place in range(20):
        lead = add(desk, f"n{place}")
        for _ in range(5 if place < 15 else 1):
            call(desk, lead)
        if place == 19:
            few = make(desk, "touches")
            assert {row.share for row in few.sections["deals"]} == {None}
            assert few.about == {"won": 19, "needed": 20, "median": None}
        win_lead(desk, lead, None)
    call(later(desk, 3), "1")
    enough = make(later(desk, 3), "touches")
    assert keyed(enough.sections["deals"])["5-12"] == (15, 75.0, 80)
    assert keyed(enough.sections["deals"])["1"] == (5, 25.0, 2)
    assert enough.about["median"] == 5


def test_a_step_is_kept_when_it_was_done_by_its_day(desk: Desk) -> None:
    for name, owner in (("a", "李雷"), ("b", "李雷"), ("c", "韩梅")):
        plan_next(desk, add(desk, name, owner=owner), StepWish(day(2)))
    call(later(desk, 2), "1")
    call(later(desk, 4), "2")
    late = later(desk, 4)
    log_touch(late, "3", Contacted(day(1), by="phone"))
    reps = keyed(make(later(desk, 30), "reps").sections["reps"])
    assert reps["李雷"][4:9] == (2, 2, 2, 1, 50.0)
    assert reps["韩梅"][4:9] == (1, 1, 1, 1, 100.0)


def test_who_did_the_step_has_kept_it(desk: Desk) -> None:
    add(desk, owner="李雷")
    call(other_desk(desk, me="韩梅"), "1")
    reps = keyed(make(desk, "reps").sections["reps"])
    assert (reps["李雷"][6], reps["韩梅"][6]) == (0, 1)


def test_the_grade_that_counts_is_the_one_at_the_end(desk: Desk) -> None:
    won, lost = add(desk, "a", facts=FOR_A), add(desk, "b", facts=FOR_B)
    win_lead(later(desk, 1), won, None)
    lose_lead(later(desk, 1), lost, "dear")
    win_lead(later(desk, 1), add(later(desk, 1), "nothing known"), None)
    calibration = make(later(desk, 90), "calibration")
    grades = keyed(calibration.sections["grades"])
    assert (grades["A"][:2], grades["B"][:2]) == ((1, 1), (1, 0))
    assert grades["A"][2:] == (None, None, None, None)
    assert keyed(calibration.sections["man"])["MAN"][:2] == (2, 1)
    assert calibration.about == {"closed": 3, "nothing_known": 1, "needed": 20}


def test_a_lead_that_came_back_counts_as_it_ended_last(desk: Desk) -> None:
    lead = add(desk, facts={**FOR_A, "need_by": "2027-02-10"})
    lose_lead(desk, lead, "dear")
    reopen_lead(later(desk, 2), lead)
    first = keyed(make(later(desk, 2), "calibration").sections["grades"])
    win_lead(later(desk, 60), lead, None)
    last = keyed(make(later(desk, 70), "calibration").sections["grades"])
    assert first == {}
    assert {band: row[:2] for band, row in last.items() if row[0]} == {"A": (1, 1)}


def test_a_rate_needs_twenty_closed_leads(desk: Desk) -> None:
    for place in range(20):
        lead = add(desk, f"n{place}", facts={**FOR_A, "pain": "yes", "obstacle": "no"})
        if place < 17:
            win_lead(desk, lead, None)
        else:
            lose_lead(desk, lead, "dear")
        if place == 18:
            assert keyed(make(desk, "calibration").sections["grades"])["A"][2] is None
    signals = keyed(make(desk, "calibration").sections["signals"])
    assert signals["5"] == (20, 17, 85.0, 64.0, 94.8, 95)
    assert signals["4"] == (0, 0, None, None, None, 80)
    assert signals["3"][-1] is None


def test_what_is_overdue_too_long_is_a_report_of_its_own(desk: Desk) -> None:
    for name, owner, facts, phones in (
        ("b", "Bob", FOR_A, ["13800138000"]),
        ("a", "Ann", FOR_C, []),
        ("nobodys", None, FOR_A, []),
    ):
        plan_next(desk, add(desk, name, facts, owner=owner, phones=phones), StepWish(day(0)))
    at_once = make(later(desk, 3), "overdue").sections["followups"]
    assert [(row.owner, row.name, row.days_late) for row in at_once] == [
        ("Bob", "b", 3),
        (None, "nobodys", 3),
    ]
    assert at_once[0]._asdict() == {
        **{"owner": "Bob", "number": 1, "name": "b", "company": None, "grade": "A"},
        **{"grade_best": "A", "days_late": 3, "phone": "+8613800138000", "wechat": None},
        **{"email": None, "last_touch": None, "promise": None},
    }
    of_all = make(later(desk, 15), "overdue").sections["followups"]
    assert [row.name for row in of_all] == ["a", "b", "nobodys"]
    assert [r.name for r in make(later(desk, 15), "overdue", "ANN").sections["followups"]] == ["a"]


LISTS = ("overdue", "questions", "decay")
"""Reports that name leads."""


@pytest.mark.parametrize("name", [name for name in REPORTS if name not in LISTS])
def test_a_report_of_one_rep_leaves_the_others_out(desk: Desk, name: str) -> None:
    for lead, owner in (("a", "Ann"), ("b", "Bob")):
        customer = add(desk, lead, FOR_A | {"satisfaction": "very"}, owner=owner, budget=10)
        win_lead(desk, customer, 5.0)
        note_case(desk, customer, CaseNews("leaks", solved="sealed", checked="yes"))
        gone = add(desk, f"{lead}4", owner=owner)
        win_lead(desk, gone, 3.0)
        leave_lead(desk, gone, "own_choice", "dear")
        lose_lead(desk, add(desk, f"{lead}2", FOR_A, owner=owner), "dear")
        call(desk, add(desk, f"{lead}3", FOR_B, owner=owner))
    alone, all_of_them = make(desk, name, "ann "), make(desk, name)
    if name == "churn":
        # it names who has left
        assert [row.name for row in alone.sections["gone"]] == ["a4"]
    elif name != "reps":
        assert alone.sections == make(desk, name, "BOB").sections
    assert alone.sections != all_of_them.sections
    assert make(desk, name, "nobody").is_empty or name == "touches"


def test_progress_is_told_report_by_report(desk: Desk) -> None:
    told: list[tuple[int, int]] = []
    make_reports(desk, REPORTS[:3], tell=lambda done, of: told.append((done, of)))
    assert told == [(0, 3), (1, 3), (2, 3)]
