"""Answers beside all closed leads: what stands out, and what says too little."""

from __future__ import annotations

from leadq.domain.answers.lift import measure_lift
from leadq.domain.followup.statistics import rate_of


def test_few_leads_have_no_rate_and_come_last() -> None:
    counts = {("a", "yes"): (19, 19), ("b", "yes"): (20, 10)}
    found = measure_lift(counts, rate_of(29, 39))
    assert [(one.fact, one.rate is None, one.times is None) for one in found] == [
        ("b", False, False),
        ("a", True, True),
    ]


def test_only_a_whole_range_on_one_side_stands_out() -> None:
    counts = {
        ("money", "yes"): (100, 70),
        ("money", "no"): (100, 10),
        ("need", "yes"): (25, 11),
    }
    found = {one.fact + one.answer: one for one in measure_lift(counts, rate_of(80, 200))}
    assert {name: one.stands for name, one in found.items()} == {
        "moneyyes": "above",
        "needyes": None,
        "moneyno": "below",
    }
    assert (found["moneyyes"].times, found["moneyno"].times) == (1.75, 0.25)


def test_what_stands_out_comes_first_best_first() -> None:
    counts = {("x", "a"): (100, 10), ("x", "b"): (100, 70), ("y", "a"): (30, 20)}
    found = measure_lift(counts, rate_of(80, 200))
    assert [one.stands for one in found] == ["above", "above", "below"]
    assert (found[0].fact, found[0].answer) == ("x", "b")


def test_where_nothing_was_won_nothing_is_a_multiple() -> None:
    (one,) = measure_lift({("x", "a"): (40, 0)}, rate_of(0, 40))
    assert (one.times, one.stands, one.rate and one.rate.share) == (None, None, 0)
