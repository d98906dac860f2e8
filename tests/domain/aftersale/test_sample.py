"""The stratified sample of a survey."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadq.domain.aftersale.sample import draw_sample, sample_size


@pytest.mark.parametrize(
    ("count", "share", "size"),
    [(0, 80, 0), (1, 80, 1), (3, 80, 2), (5, 80, 4), (10, 25, 3), (2, 25, 1), (1, 49, 0)],
)
def test_the_share_is_rounded_halves_upwards(count: int, share: int, size: int) -> None:
    assert sample_size(count, share) == size


def test_every_stratum_has_its_own_share() -> None:
    strata = {"loan": [f"l{n}" for n in range(10)], "retail": ["r1", "r2", "r3"]}
    drawn = draw_sample(strata, 80, 1)
    assert {name: len(keys) for name, keys in drawn.items()} == {"loan": 8, "retail": 2}
    assert set(drawn["loan"]) < set(strata["loan"])


def test_the_seed_decides() -> None:
    strata = {"general": [f"k{n}" for n in range(40)]}
    again = {"general": list(reversed(strata["general"]))}
    assert draw_sample(strata, 50, 7) == draw_sample(again, 50, 7)
    assert draw_sample(strata, 50, 7) != draw_sample(strata, 50, 8)


@given(st.sets(st.text(max_size=5), max_size=30), st.integers(1, 99), st.integers(0, 5))
def test_a_larger_share_keeps_whom_a_smaller_one_drew(
    keys: set[str], share: int, seed: int
) -> None:
    small = draw_sample({"x": keys}, share, seed)["x"]
    large = draw_sample({"x": keys}, share + 1, seed)["x"]
    assert large[: len(small)] == small
    assert len(set(large)) == len(large) == sample_size(len(keys), share + 1)
