"""Which type the signs speak for, and how surely (method §7)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from leadq.domain.grading.person import Suggestion, suggest_types

POINTS = {
    "dress": {"neat": {"driver": 2}, "plain": {"analyst": 1}},
    "voice": {"loud": {"driver": 2, "expressive": 1}, "soft": {"amiable": 2}},
    "decides": {"alone": {"driver": 3}, "later": {}},
}
TYPES = ("amiable", "analyst", "driver", "expressive")
SIGNS = [f"sign{number}" for number in range(7)]
OPTIONS = ["a", "b", "c"]

points_of_types = st.dictionaries(st.sampled_from(TYPES), st.integers(1, 5), max_size=3)
tables = st.fixed_dictionaries(
    {sign: st.fixed_dictionaries(dict.fromkeys(OPTIONS, points_of_types)) for sign in SIGNS}
)
answers = st.dictionaries(st.sampled_from(SIGNS), st.sampled_from([*OPTIONS, "unknown"]))


def percent(found: list[Suggestion], type_: str) -> int:
    return next((one.confidence_percent for one in found if one.type == type_), 0)


def test_nothing_seen_suggests_nothing() -> None:
    assert suggest_types({}, POINTS) == []
    assert suggest_types({"dress": "unknown", "shoes": "brown", "decides": "later"}, POINTS) == []


def test_one_clear_sign_is_a_guess_and_three_are_more() -> None:
    assert suggest_types({"dress": "neat"}, POINTS) == [Suggestion("driver", 50)]
    found = suggest_types({"dress": "neat", "voice": "loud", "decides": "alone"}, POINTS)
    # 7 of 8 points, three signs: 7/8 of 3/4.
    assert found == [Suggestion("driver", 65), Suggestion("expressive", 9)]


def test_the_runner_up_follows_and_equals_stand_by_id() -> None:
    found = suggest_types({"dress": "plain", "voice": "soft"}, POINTS)
    assert [one.type for one in found] == ["amiable", "analyst"]
    tied = suggest_types({"x": "y"}, {"x": {"y": {"driver": 1, "analyst": 1}}})
    assert tied == [Suggestion("analyst", 25), Suggestion("driver", 25)]


@given(answers, tables, st.randoms())
def test_the_order_of_the_answers_does_not_matter(seen, points, random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(seen.items())
    random.shuffle(shuffled)
    assert suggest_types(dict(shuffled), points) == suggest_types(seen, points)


@given(answers, tables)
def test_confidence_is_a_percentage_and_falls(
    seen: dict[str, str], points: dict[str, dict[str, dict[str, int]]]
) -> None:
    found = [one.confidence_percent for one in suggest_types(seen, points)]
    assert found == sorted(found, reverse=True)
    assert all(0 <= one <= 100 for one in found)
    assert sum(found) <= 100


@given(answers, tables, st.sampled_from(TYPES), st.integers(1, 5))
def test_a_sign_that_agrees_never_lowers(
    seen: dict[str, str],
    points: dict[str, dict[str, dict[str, int]]],
    type_: str,
    weight: int,
) -> None:
    before = percent(suggest_types(seen, points), type_)
    more = {**points, "more": {"yes": {type_: weight}}}
    assert percent(suggest_types({**seen, "more": "yes"}, more), type_) >= before


@given(answers, tables, points_of_types)
def test_as_strong_a_sign_as_those_seen_never_lowers(
    seen: dict[str, str], points: dict[str, dict[str, dict[str, int]]], sign: dict[str, int]
) -> None:
    given_so_far = [points[one].get(option, {}) for one, option in seen.items()]
    whole = sum(sum(one.values()) for one in given_so_far)
    for type_, weight in sign.items():
        held = sum(one.get(type_, 0) for one in given_so_far)
        if held and weight * whole >= held * sum(sign.values()):
            after = suggest_types({**seen, "more": "yes"}, {**points, "more": {"yes": sign}})
            assert percent(after, type_) >= percent(suggest_types(seen, points), type_)
