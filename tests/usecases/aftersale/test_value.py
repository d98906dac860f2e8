"""Customers as the store knows them: classed, weighed, sampled."""

from __future__ import annotations

from datetime import timedelta

import pytest

from leadq.domain.aftersale.value import Outlay, Scale
from leadq.errors import RefusedError
from leadq.usecases.aftersale.purchase import note_purchase
from leadq.usecases.aftersale.survey import draw_survey
from leadq.usecases.aftersale.value import Worth, value_customers, value_lead
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import win_lead
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.privacy.consent import note_consent

from ..helpers import add, day, later, make_desk, rows


def worth(desk: Desk, by: str = "quarter", owner: str = "") -> Worth:
    return value_customers(desk, Scale(by), Outlay(), owner)


@pytest.fixture
def customers(desk: Desk) -> Desk:
    """Four customers, one for each class; a fifth lead is won and has bought nothing."""
    plans = {
        **{"much": (9000, 4), "much once": (20000, 1)},
        **{"little": (100, 4), "little once": (100, 1)},
    }
    for name, (amount, times) in plans.items():
        number = add(desk, name, owner="Li" if "once" in name else "Wu")
        for time in range(times):
            note_purchase(desk, number, amount, desk.today - timedelta(91 * time))
    win_lead(desk, add(desk, "silent", owner="Li"), None)
    add(desk, "lead")
    return desk


def test_the_four_classes_most_first(customers: Desk) -> None:
    found = worth(customers)
    assert [(one.row.name, one.kind) for one in found.customers] == [
        ("much", "EI"),
        ("much once", "EII"),
        ("little", "EIII"),
        ("little once", "EIV"),
    ]
    assert (found.silent, found.since and found.since.isoformat()) == (1, "2026-01-01")
    assert found.top.keys == (1,)
    assert found.bottom.keys == (4,)
    assert [one.importance for one in found.customers] == [
        *("vip", "important", "important", "ordinary")
    ]
    assert found.equity == pytest.approx(sum(one.lifetime for one in found.customers))


def test_a_rep_has_customers_of_their_own(customers: Desk) -> None:
    found = worth(customers, owner="li")
    assert [one.row.name for one in found.customers] == ["much once", "little once"]
    assert found.silent == 1
    assert worth(customers, owner="nobody").customers == ()


def test_importance_does_not_change_with_the_measure(customers: Desk) -> None:
    weights = [{c.row.number: c.importance for c in worth(customers, by).customers}
               for by in ("quarter", "month", "order")]  # fmt: skip
    assert weights[0] == weights[1] == weights[2]


def test_one_customer_by_every_measure(customers: Desk) -> None:
    found = value_lead(customers, "much", Scale(), Outlay())
    assert {by: kind for by, (kind, _measured) in found.kinds.items()} == {
        "quarter": "EI",
        "month": "EII",
        "order": "EI",
    }
    assert (found.bought, found.relation) == (36000.0, "relational")
    assert found.customer is not None and found.customer.times == 4


def test_what_is_noted_of_the_relation_counts(customers: Desk) -> None:
    note_facts(customers, "much", {"relation": "transactional"})
    found = value_lead(customers, "much", Scale(), Outlay())
    assert found.relation == "transactional"
    note_facts(customers, "much", {"relation": "unknown"})
    assert value_lead(customers, "much", Scale(), Outlay()).relation == "relational"


def test_a_lead_that_never_bought_has_no_class(customers: Desk) -> None:
    found = value_lead(customers, "silent", Scale(), Outlay())
    assert (found.customer, found.kinds, found.bought) == (None, {}, 0.0)
    with pytest.raises(RefusedError):
        value_lead(customers, "nobody at all", Scale(), Outlay())


def test_purchases_ahead_of_the_day_do_not_count(desk: Desk) -> None:
    note_purchase(later(desk, 30), add(desk), 5, None)
    assert worth(desk).customers == ()


def test_who_withdrew_consent_is_not_asked(desk: Desk) -> None:
    for place in range(10):
        win_lead(desk, add(desk, f"c{place}"), None)
    note_consent(desk, "c0", False, desk.today, "")
    survey = draw_survey(desk, 100, 1)
    assert (len(survey.asked), survey.withdrawn) == (9, 1)
    note_consent(desk, "c0", True, desk.today, "")
    assert draw_survey(desk, 100, 1).withdrawn == 0


def test_a_survey_is_drawn_trade_by_trade(desk: Desk) -> None:
    for place in range(14):
        profile = "loan" if place < 10 else "retail"
        number = add(desk, f"c{place}", profile=profile, region=("n", "s")[place % 2])
        win_lead(desk, number, None)
    add(desk, "open")
    survey = draw_survey(desk, 80, 1)
    assert [(one.name, one.customers, one.asked) for one in survey.trades] == [
        ("loan", 10, 8),
        ("retail", 4, 3),
    ]
    assert sum(one.asked for one in survey.regions) == len(survey.asked) == 11
    assert [(one.name, one.customers) for one in survey.regions] == [("n", 7), ("s", 7)]
    assert draw_survey(desk, 80, 1) == survey
    names = {lead["name"] for lead, _on in survey.asked}
    # two draws of eleven out of fourteen may be the same by chance
    others = [{lead["name"] for lead, _on in draw_survey(desk, 80, n).asked} for n in range(2, 9)]
    assert any(names != other for other in others)
    assert "open" not in names


def test_a_survey_brings_the_last_purchase_and_the_places_without_a_region(desk: Desk) -> None:
    number = add(desk)
    note_purchase(desk, number, 5, day(-9))
    win_lead(desk, number, None)
    survey = draw_survey(desk, 80, 1)
    assert [on for _lead, on in survey.asked] == [day(-9).isoformat()]
    assert [one.name for one in survey.regions] == [None]
    assert draw_survey(desk, 80, 1, owner="Li").asked == ()


def test_an_empty_store_has_no_customers(desk: Desk) -> None:
    assert worth(desk).customers == ()
    assert draw_survey(desk, 80, 1).trades == ()
    assert rows(make_desk(desk.store.parent), "SELECT count(*) FROM purchase") == [(0,)]
