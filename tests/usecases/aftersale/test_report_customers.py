"""The reports on customers: complaints, turnover, satisfaction."""

from __future__ import annotations

from typing import Any

from leadq.domain.followup.statistics import ENOUGH
from leadq.store.repo import insert_fact
from leadq.usecases.aftersale.complaint import CaseNews, note_case
from leadq.usecases.aftersale.purchase import note_purchase
from leadq.usecases.aftersale.survey import draw_survey
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import win_lead
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.leads.edit import Change, edit_lead
from leadq.usecases.reports.report_rows import Report
from leadq.usecases.reports.reports import make_reports
from tests.usecases.helpers import FOR_B, add, day, later


def make(desk: Desk, name: str, by: str = "", owner: str = "") -> Report:
    (report,) = make_reports(desk, [name], owner, by=by)
    return report


def keyed(rows: Any) -> dict[Any, tuple[Any, ...]]:
    return {row[0]: tuple(row[1:]) for row in rows}


def won(desk: Desk, name: str, **said: Any) -> str:
    number = add(desk, name, **said)
    win_lead(desk, number, None)
    return number


def test_complaints_are_counted_by_product_and_cause(desk: Desk) -> None:
    first, other = won(desk, "Ann", product="JS220", owner="Li"), won(desk, "Bob", owner="Wu")
    note_case(desk, first, CaseNews("leaks", promises=[("a seal", day(2))], told={"cause": "Wear"}))
    note_case(desk, first, CaseNews("late", solved="sent", checked="yes"))
    note_case(desk, other, CaseNews("noisy", told={"cause": "wear ", "product": "js220"}))
    # what the customer looks at by now does not change what the complaint was about
    edit_lead(desk, first, Change({"product": "JS300"}))
    report = make(later(desk, 5), "complaints")
    assert keyed(report.sections["product"]) == {"JS220": (3, 2, 1, 1, 0.0)}
    assert keyed(report.sections["causes"]) == {"Wear": (2, 2, 1), None: (1, 0, 0)}
    going = [(row.name, row.due_on, row.days_late) for row in report.sections["open"]]
    assert going == [("Ann", day(2).isoformat(), 3), ("Bob", None, 0)]
    by_rep = make(later(desk, 5), "complaints", "owner").sections["owner"]
    assert keyed(by_rep) == {"Li": (2, 1, 1, 1, 0.0), "Wu": (1, 1, 0, 0, None)}
    assert keyed(make(desk, "complaints", owner="Wu").sections["causes"]) == {"wear": (1, 1, 0)}
    assert make(desk, "complaints", owner="Zhou").is_empty


def test_turnover_is_that_of_a_year_beside_the_year_before(desk: Desk) -> None:
    first = won(desk, "Ann", source="转介绍", region="north", profile="equipment")
    other = won(desk, "Bob", source="Referral", region="south")
    for number, amount, ago, product in (
        (first, 100.0, 0, "JS"), (first, 50.0, 364, "js"), (first, 30.0, 365, "parts"),
        (other, 50.0, 400, "JS"), (other, 9.0, 731, "JS"),
    ):  # fmt: skip
        note_purchase(desk, number, amount, day(-ago), product)
    report = make(desk, "turnover")
    assert keyed(report.sections["product"]) == {
        "JS": (1, 2, 150, 100.0, 50), "parts": (0, 0, 0, 0.0, 30),
    }  # fmt: skip
    assert keyed(make(desk, "turnover", "source").sections["source"]) == {
        "转介绍": (1, 2, 150, 100.0, 80)
    }
    assert keyed(make(desk, "turnover", "region").sections["region"])["south"] == (0, 0, 0, 0.0, 50)
    assert report.about["turnover"] == 150
    assert report.names["equipment"].zh == "设备"


def test_how_customers_stay_is_said_of_enough(desk: Desk) -> None:
    for n in range(ENOUGH):
        number = won(desk, f"L{n}")
        note_purchase(desk, number, 10.0, day(-500))
        if n < ENOUGH // 2:
            note_purchase(desk, number, 10.0, day(-9))
    add(desk, "open", facts=FOR_B)
    (trade,) = make(desk, "turnover").sections["trades"]
    assert tuple(trade) == ("general", ENOUGH, 50.0, 50.0, 0, ENOUGH, 1)
    won_now = won(desk, "new", profile="loan")
    note_purchase(desk, won_now, 5.0, None)
    rows = keyed(make(desk, "turnover").sections["trades"])
    assert rows["loan"] == (1, None, None, 1, 0, 0)


def test_satisfaction_is_told_by_trade_and_region(desk: Desk) -> None:
    numbers = [won(desk, f"L{n}", region="north" if n % 2 else None) for n in range(ENOUGH)]
    for n, number in enumerate(numbers):
        note_facts(desk, number, {
            "satisfaction": "hardly" if n == 3 else "very", "satisfaction_again": "yes",
            "satisfaction_better": "speed",
        })  # fmt: skip
    add(desk, "open")
    report = make(desk, "satisfaction")
    assert list(report.sections) == ["profile", "region", "answers", "unhappy"]
    ((trade, customers, answered, content, share, low, high, again, recommend),) = report.sections[
        "profile"
    ]
    assert (trade, customers, answered, content, share) == ("general", 20, 20, 19, 95.0)
    assert low is not None and low < 95 < high and (again, recommend) == (20, 0)
    regions = keyed(report.sections["region"])
    assert regions["north"][:4] == (10, 10, 9, None)
    assert regions[None][:4] == (10, 10, 10, None)
    assert keyed(report.sections["answers"]) == {"very": (19,), "hardly": (1,)}
    assert [(row.name, row.better) for row in report.sections["unhappy"]] == [("L3", "speed")]


def test_the_newest_answer_counts_and_one_of_a_year_ago_no_more(desk: Desk) -> None:
    number = won(desk, "Ann", owner="Li")
    note_facts(desk, number, {"satisfaction": "not"})
    note_facts(later(desk, 30), number, {"satisfaction": "fairly"})
    report = make(later(desk, 40), "satisfaction", "owner")
    assert keyed(report.sections["owner"])["Li"][:3] == (1, 1, 1)
    assert report.sections["unhappy"] == []
    assert draw_survey(later(desk, 40), 100, 1).answered == {1: day(30).isoformat()}
    assert make(later(desk, 400), "satisfaction").is_empty


def test_an_answer_that_the_survey_does_not_know_is_none(desk: Desk) -> None:
    number = won(desk, "Ann")
    with desk.write("fact") as unit:
        insert_fact(unit, 1, "satisfaction", "so so", None, desk.today)
    assert make(desk, "satisfaction").is_empty
    note_facts(desk, number, {"satisfaction": "not"})
    assert [row.answer for row in make(desk, "satisfaction").sections["unhappy"]] == ["not"]
