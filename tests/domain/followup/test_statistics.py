"""Shares with their intervals, and the bands of touches."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadq.domain.followup.statistics import (
    TOUCH_BANDS,
    Rate,
    middle_of,
    rate_of,
    share_given_up,
    share_of,
    source_share,
    touch_band,
)


@pytest.mark.parametrize(
    ("hits", "total", "rate"),
    [
        (0, 10, Rate(0.0, 0.0, 27.8)),
        (10, 10, Rate(100.0, 72.2, 100.0)),
        (5, 10, Rate(50.0, 23.7, 76.3)),
        (16, 20, Rate(80.0, 58.4, 91.9)),
        (950, 1000, Rate(95.0, 93.5, 96.2)),
    ],
)
def test_intervals_are_those_of_the_books(hits: int, total: int, rate: Rate) -> None:
    assert rate_of(hits, total) == rate


def test_of_nothing_there_is_no_rate() -> None:
    assert rate_of(0, 0) is None
    assert share_of(0, 0) is None
    assert middle_of({}) is None
    assert middle_of({3: 0}) is None


@given(st.integers(1, 10**9), st.data())
def test_the_share_lies_in_its_interval(total: int, data: st.DataObject) -> None:
    rate = rate_of(data.draw(st.integers(0, total)), total)
    assert rate is not None
    assert 0 <= rate.low <= rate.share <= rate.high <= 100


def test_bands_are_the_sources() -> None:
    found = {number: touch_band(number) for number in (0, 1, 4, 5, 12, 13, 99)}
    assert found == {0: "0", 1: "1", 4: "4", 5: "5-12", 12: "5-12", 13: "13+", 99: "13+"}
    assert [source_share(band) for band in TOUCH_BANDS] == [0, 2, 3, 5, 10, 80, 0]
    assert [share_given_up(band) for band in TOUCH_BANDS] == [100, 98, 95, 90, 80, 80, 0]


@given(st.lists(st.integers(0, 40), min_size=1))
def test_the_middle_is_the_median(values: list[int]) -> None:
    from statistics import median

    assert middle_of({value: values.count(value) for value in values}) == median(values)
