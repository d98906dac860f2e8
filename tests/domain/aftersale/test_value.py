"""What a customer is worth: classes, ladder, importance, lifetime value."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadq.domain.aftersale.value import (
    BOTTOM_PERCENT,
    Bought,
    Measured,
    Outlay,
    Scale,
    bottom_slice,
    classify,
    first_day,
    importances,
    ladder_step,
    last_year,
    lifetime_value,
    measure,
    period_of,
    rank,
    relation_of,
    top_slice,
)

TODAY = date(2026, 11, 23)


def bought(*days: str, amount: float = 100) -> list[Bought]:
    return [Bought(date.fromisoformat(day), amount) for day in days]


def measured(contribution: float, stable: bool = True) -> Measured:
    return Measured(contribution, stable, 3, 4)


def test_periods_begin_and_end_with_the_calendar() -> None:
    assert period_of(date(2026, 9, 30), "quarter") + 1 == period_of(date(2026, 10, 1), "quarter")
    assert period_of(date(2026, 12, 31), "month") + 1 == period_of(date(2027, 1, 1), "month")
    for by, start in (("quarter", date(2026, 10, 1)), ("month", date(2026, 11, 1))):
        assert first_day(period_of(TODAY, by), by) == start


def test_three_of_four_quarters_are_stable() -> None:
    found = measure(bought("2026-01-05", "2026-04-05", "2026-07-05"), TODAY, Scale())
    assert found == Measured(75.0, True, 3, 4)
    found = measure(bought("2026-04-05", "2026-07-05"), TODAY, Scale())
    assert (found.stable, found.bought_in) == (False, 2)


def test_what_lies_before_the_periods_or_ahead_does_not_count() -> None:
    outside = bought("2025-12-31", "2026-11-24")
    assert measure(outside, TODAY, Scale()) == Measured(0.0, False, 0, 4)
    assert measure(outside, date(2026, 12, 1), Scale(bought_in=1)).stable


def test_a_steady_customer_stays_stable_on_the_first_day_of_a_quarter() -> None:
    steady = bought("2026-01-05", "2026-04-05", "2026-07-05", "2026-10-05")
    assert measure(steady, date(2026, 12, 31), Scale()).stable
    assert measure(steady, date(2027, 1, 1), Scale()).stable
    assert not measure(steady, date(2027, 7, 1), Scale()).stable


def test_by_month_looks_at_months() -> None:
    twice = bought("2026-09-01", "2026-09-30", "2026-11-01")
    found = measure(twice, TODAY, Scale("month"))
    assert found == Measured(75.0, False, 2, 4)
    assert measure(twice, TODAY, Scale("month", 3, 2)).stable


def test_by_order_a_customer_keeps_a_rhythm() -> None:
    scale = Scale("order")
    every_30 = bought("2026-08-25", "2026-09-24", "2026-10-24")
    assert measure(every_30, TODAY, scale) == Measured(100.0, True, 3, 3)
    assert measure(every_30, date(2026, 12, 23), scale).stable
    assert not measure(every_30, date(2026, 12, 24), scale).stable
    assert not measure(every_30[:2], TODAY, scale).stable
    assert measure([], TODAY, scale) == Measured(0.0, False, 0, 3)


def test_orders_of_one_day_are_one_time() -> None:
    same = bought("2026-11-01", "2026-11-01", "2026-11-01")
    assert measure(same, TODAY, Scale("order")) == Measured(100.0, False, 1, 3)


def test_the_four_classes() -> None:
    found = classify(
        {1: measured(90), 2: measured(90, False), 3: measured(10), 4: measured(10, False)}
    )
    assert found == {1: "EI", 2: "EII", 3: "EIII", 4: "EIV"}


def test_equal_customers_are_all_at_the_mean() -> None:
    assert set(classify(dict.fromkeys(range(7), measured(0.1))).values()) == {"EI"}


def test_nobody_contributes_much_when_nobody_buys() -> None:
    assert classify({1: measured(0), 2: measured(0, False)}) == {1: "EIII", 2: "EIV"}
    assert classify({}) == {}


@pytest.mark.parametrize(
    ("days", "stable", "noted", "step"),
    [
        ((), False, None, "potential"),
        (("2026-01-01",), False, "relational", "new"),
        (("2026-01-01", "2026-01-01", "2026-02-01"), True, None, "new"),
        (("2026-01-01", "2026-02-01", "2026-03-01"), True, "relational", "regular"),
        (("2024-01-01", "2025-02-01", "2026-03-01"), True, None, "long_standing"),
        (("2024-01-01", "2025-02-01", "2026-03-01"), False, "relational", "long_standing"),
        (("2024-01-01", "2025-02-01", "2026-03-01"), True, "relational", "loyal"),
    ],
)
def test_the_loyalty_ladder(
    days: tuple[str, ...], stable: bool, noted: str | None, step: str
) -> None:
    assert ladder_step(bought(*days), stable, noted) == step


def test_the_relation_is_as_noted_else_by_repeats() -> None:
    thrice = bought("2026-01-01", "2026-02-01", "2026-03-01")
    assert relation_of(thrice, None) == "relational"
    assert relation_of(thrice, "transactional") == "transactional"
    assert relation_of(thrice[:2], "unknown") == "transactional"
    assert relation_of([], None) is None
    assert relation_of([], "relational") == "relational"


def test_the_top_fifth_and_the_bottom_third() -> None:
    totals = {number: 10.0 * number for number in range(1, 11)}
    assert rank(totals)[:3] == [10, 9, 8]
    top, bottom = top_slice(totals), bottom_slice(totals)
    assert (top.keys, bottom.keys) == ((10, 9), (3, 2, 1))
    assert top.percent == pytest.approx(190 / 550 * 100)
    assert bottom.percent == pytest.approx(60 / 550 * 100)
    weights = importances(totals)
    assert [weights[number] for number in (10, 9, 8, 4, 3, 1)] == [
        *("vip", "vip", "important", "important", "ordinary", "ordinary")
    ]


def test_one_customer_is_the_top_and_nobody_the_bottom() -> None:
    assert top_slice({5: 1.0}).keys == (5,)
    assert bottom_slice({5: 1.0}).keys == ()
    assert importances({5: 1.0}) == {5: "vip"}
    assert importances({5: 0.0}) == {5: "ordinary"}
    assert top_slice({}).keys == ()
    assert top_slice({1: 0.0}).percent is None


@given(st.dictionaries(st.integers(1, 500), st.floats(0, 1e12), max_size=60))
def test_top_and_bottom_never_overlap(totals: dict[int, float]) -> None:
    top, bottom = top_slice(totals), bottom_slice(totals)
    assert not set(top.keys) & set(bottom.keys)
    assert len(bottom.keys) == len(totals) * BOTTOM_PERCENT // 100
    least = min((totals[key] for key in top.keys), default=0)
    assert all(totals[key] <= least for key in totals if key not in top.keys)
    assert set(importances(totals)) == set(totals)


def test_lifetime_value_discounts_years_like_the_last() -> None:
    found = bought("2025-11-23", "2025-11-24", "2026-11-23", "2026-11-24", amount=50)
    assert last_year(found, TODAY) == 100
    assert lifetime_value(found, TODAY, Outlay(10, 2, 100)) == pytest.approx(100 / 1.1 + 100 / 1.21)
    assert lifetime_value(found, TODAY, Outlay(0, 5, 40)) == pytest.approx(200)
    assert lifetime_value([], TODAY, Outlay()) == 0


@given(
    st.lists(st.tuples(st.integers(0, 2000), st.floats(0.01, 1e9)), max_size=30),
    st.sampled_from(["quarter", "month", "order"]),
)
def test_any_customer_can_be_measured(days: list[tuple[int, float]], by: str) -> None:
    purchases = sorted(Bought(TODAY - timedelta(ago), amount) for ago, amount in days)
    found = measure(purchases, TODAY, Scale(by))
    assert found.contribution >= 0
    assert found.bought_in <= max(len(purchases), found.periods)
    assert classify({1: found})[1] in ("EI", "EII", "EIII", "EIV")
