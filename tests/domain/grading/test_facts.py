"""What counts on a day (method §1)."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations

from leadq.domain.grading.facts import Fact, latest, value_of

from ..helpers import TODAY

OLD, NEW, LATER = TODAY - timedelta(3), TODAY, TODAY + timedelta(2)


def test_the_newest_day_counts_whatever_the_order_of_noting() -> None:
    noted = [Fact("money", "no", NEW, 1), Fact("money", "yes", OLD, 2)]
    for order in permutations(noted):
        assert value_of(latest(order, TODAY), "money") == "no"


def test_on_the_same_day_the_last_noted_counts() -> None:
    noted = [Fact("money", value, NEW, seq) for seq, value in enumerate(("yes", "no", "yes", "no"))]
    for order in permutations(noted):
        assert latest(order, TODAY)["money"].seq == 3


def test_facts_of_days_to_come_are_left_out() -> None:
    noted = [Fact("money", "no", OLD, 1), Fact("money", "yes", LATER, 2)]
    assert value_of(latest(noted, TODAY), "money") == "no"
    assert value_of(latest(noted, LATER), "money") == "yes"
    assert latest(noted, OLD - timedelta(1)) == {}


def test_unknown_takes_an_answer_back() -> None:
    noted = [Fact("money", "yes", OLD, 1), Fact("money", "unknown", NEW, 2)]
    assert value_of(latest(noted, OLD), "money") == "yes"
    assert latest(noted, NEW) == {}
