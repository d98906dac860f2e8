"""Conditions on leads: as typed, as SQL, and the same as the rules that grade by them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadq.domain.grading.classes import CLASSES, customer_class
from leadq.domain.grading.facts import latest
from leadq.errors import RefusedError, UsageError
from leadq.store.read.read_details import read_facts
from leadq.store.read.read_leads import read_lead
from leadq.store.search.conditions import Conditions
from leadq.store.search.filters import Filter
from leadq.store.search.find_leads import find_leads
from leadq.usecases.desk import Desk
from leadq.usecases.followup.due import list_due
from leadq.usecases.followup.plan import StepWish, plan_next
from leadq.usecases.grading.grade import override_grade
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.leads.browse import list_leads
from leadq.usecases.search.conditions import read_conditions

from ..helpers import add, day, later, make_desk

NOTED: dict[str, dict[str, object]] = {
    "talks": {"engagement": "bargaining", "money": "yes", "likes": "Fishing, 100%"},
    "compares": {
        "engagement": "comparing",
        "money": "no",
        "outlet_volume": "90",
        "outlet_supplier": "ÉLAN & Söhne",
    },
    "sells": {"outlet_volume": "1200", "birthday": "1980-05-12", "need_by": "2026-12-24"},
    "unsure": {"money": "unknown", "site_clue": "a lion", "birthday": "--11-02"},
    "nothing": {},
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return a desk with a lead for each of NOTED; no test changes them."""
    desk = make_desk(tmp_path_factory.mktemp("told"))
    for name, facts in NOTED.items():
        number = add(desk, name, {})
        if facts:
            note_facts(desk, number, facts)
    note_facts(desk, "4", {"site_clue": "two phones"})
    return later(desk, 1)


def names(desk: Desk, *typed: str, **more: object) -> list[str]:
    conditions = Conditions(read_conditions(desk, typed), **more)  # type: ignore[arg-type]
    wanted = Filter(conditions=conditions, sort="number")
    return [lead["name"] for lead in list_leads(desk, wanted).leads]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    {
        "likes": ["talks"],
        "money": ["talks", "compares"],
        "money?": ["sells", "unsure", "nothing"],
        "money＝有": ["talks"],
        "money!=yes": ["compares"],
        "money=unknown": ["sells", "unsure", "nothing"],
        "money!=unknown": ["talks", "compares"],
        "engagement>comparing": ["talks"],
        "engagement<bargaining": ["compares"],
        "engagement~还价": ["talks"],
        "outlet_volume>100": ["sells"],
        "outlet_volume<100": ["compares"],
        "outlet_volume=1200.0": ["sells"],
        "outlet_volume!=1200": ["compares"],
        "likes=fishing, 100%": ["talks"],
        "likes~FISH": ["talks"],
        "likes~0%": ["talks"],
        "likes~_": [],
        "site_clue=Two phones": ["unsure"],
        "site_clue=phones": [],
        "site_clue!=a lion": [],
        "birthday<06-01": ["sells"],
        "birthday>06-01": ["unsure"],
        "birthday=05-12": ["sells"],
        "birthday!=05-12": ["unsure"],
        "birthday!=1980-05-12": ["unsure"],
        "birthday=1981-05-12": [],
        "site_clue=TWO PHONES": ["unsure"],
        "outlet_supplier=ÉLAN & Söhne": ["compares"],
        "outlet_supplier!=ÉLAN & Söhne": [],
        "need_by<2026-12-25": ["sells"],
        "need_by>12-24": [],
    }.items(),
)
def test_a_condition_means(told: Desk, typed: str, wanted: list[str]) -> None:
    assert names(told, typed) == wanted


def test_all_of_them_have_to_hold(told: Desk) -> None:
    assert names(told, "money", "engagement>comparing") == ["talks"]
    assert names(told, "money", "engagement?") == []


@pytest.mark.parametrize(
    "typed", ["", "=3", "likes=", "likes~", "likes?x", "likes<b", "outlet_volume<=90"]
)
def test_what_is_no_condition_is_wrong_usage(told: Desk, typed: str) -> None:
    with pytest.raises(UsageError):
        read_conditions(told, [typed])


@pytest.mark.parametrize("typed", ["nosuch", "nosuch=1", "money=maybe", "engagement>yes"])
def test_an_unknown_fact_or_value_is_refused(told: Desk, typed: str) -> None:
    with pytest.raises(RefusedError):
        read_conditions(told, [typed])


def test_a_later_fact_counts_from_its_day_on(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    number = add(desk, "Ann", {"money": "yes"})
    note_facts(later(desk, 3), number, {"money": "no"})
    assert names(later(desk, 2), "money=yes") == ["Ann"]
    assert names(later(desk, 3), "money=yes") == []


def test_stale_facts_count_as_known_and_can_be_asked_for(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    facts = {"engagement": "bargaining", "reason": "yes", "money": "yes", "authority": "yes"}
    number = add(desk, "Ann", {**facts, "need": "yes", "need_by": "2027-08-01"})
    override_grade(desk, number, "B", "known")
    assert names(desk, stale=True) == []
    assert names(later(desk, 40), stale=True) == ["Ann"]
    assert names(later(desk, 40), "engagement=bargaining") == ["Ann"]


def test_the_channel_is_that_of_the_next_step(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    plan_next(desk, add(desk, "Ann", {}), StepWish(day(0), by="visit"))
    plan_next(desk, add(desk, "Bob", {}), StepWish(day(0), by="wechat"))
    assert names(desk, by="wechat") == ["Bob"]
    due = list_due(desk, conditions=Conditions(by="visit"))
    assert [item.lead["name"] for item in due.items] == ["Ann"]


def test_capitals_beyond_z_are_found_as_they_are_written(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    add(desk, "Ann", {}, source="ÉCOLE", region="Москва")
    add(desk, "Bob", {}, source="Fair", region="Évry")
    for wanted, found in (
        (Filter(source="ÉCOLE"), ["Ann"]),
        (Filter(source="fair"), ["Bob"]),
        (Filter(region="Москва"), ["Ann"]),
        (Filter(region="Évry"), ["Bob"]),
    ):
        assert [lead["name"] for lead in list_leads(desk, wanted).leads] == found


def test_due_takes_grades_and_facts(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    for name, facts in (("Ann", {"money": "yes"}), ("Bob", {"money": "no"})):
        plan_next(desk, add(desk, name, facts), StepWish(day(0)))
    override_grade(desk, "1", "A", "known")
    found = list_due(desk, grades=("A",))
    assert [item.lead["name"] for item in found.items] == ["Ann"]
    assert list_due(desk, grades=("A",), conditions=_facts(desk, "money=no")).items == []


def _facts(desk: Desk, *typed: str) -> Conditions:
    return Conditions(read_conditions(desk, typed))


def test_a_limit_says_that_there_is_more(told: Desk) -> None:
    wanted = Filter(conditions=_facts(told, "money?"), limit=2)
    assert list_leads(told, wanted).goes_on
    assert not list_leads(told, wanted._replace(limit=3)).goes_on


VALUES = st.sampled_from(["yes", "no", "unknown", None])
FACTS = st.fixed_dictionaries(
    {
        **dict.fromkeys(("intent", "money", "authority", "need", "financing"), VALUES),
        "repayment_source": VALUES,
        "engagement": st.sampled_from(["none", "comparing", "bargaining", None]),
    }
)


@given(facts=FACTS)
def test_the_class_in_sql_is_the_class_of_the_method(
    facts: Mapping[str, str | None], tmp_path_factory: pytest.TempPathFactory
) -> None:
    desk = make_desk(tmp_path_factory.mktemp("classes"))
    number = add(desk, "Ann", {})
    note_facts(desk, number, {fact: value for fact, value in facts.items() if value})
    with desk.read() as conn:
        known = latest(read_facts(conn, 1), desk.today)
        found = [
            one
            for one in CLASSES
            if find_leads(
                conn, Filter(statuses=(), conditions=Conditions(classes=(one,))), desk.today
            )
        ]
        assert read_lead(conn, 1, desk.today)["name"] == "Ann"
    wanted = customer_class(known)
    assert found == ([wanted] if wanted else [])
