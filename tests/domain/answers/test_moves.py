"""Which answers could move a grade, and which answers are alike in it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadq.domain.answers.moves import Move, find_moves, like_moved, weighed_facts
from leadq.domain.grading.facts import Fact
from leadq.domain.grading.rules import Rules

from ..helpers import rules_of

TODAY = date(2026, 11, 23)
GENERAL = rules_of("general")
ALL = {
    "money": "yes", "authority": "yes", "need": "yes", "engagement": "bargaining",
    "reason": "yes", "need_by": "2026-12-10",
}  # fmt: skip


def known(values: dict[str, str], days_ago: int = 0) -> dict[str, Fact]:
    return {id_: Fact(id_, value, TODAY - timedelta(days_ago)) for id_, value in values.items()}


def moves(values: dict[str, str], days_ago: int = 0) -> dict[str, tuple[bool, bool]]:
    found = find_moves(GENERAL, known(values, days_ago), TODAY)
    return {one.fact: (one.up, one.down) for one in found}


def test_what_is_known_and_fresh_moves_nothing() -> None:
    assert moves(ALL) == {}


def test_the_last_unknown_can_raise_and_settle() -> None:
    asked = {fact: value for fact, value in ALL.items() if fact != "need_by"}
    assert moves(asked) == {"need_by": (True, True)}


def test_a_stale_answer_can_only_fall_from_the_top() -> None:
    assert moves(ALL, 40) == {"engagement": (False, True)}


def test_nobody_who_is_no_customer_is_asked() -> None:
    assert moves({"money": "no", "authority": "no", "need": "no"}) == {}


def test_a_lead_settled_at_c_is_raised_by_no_single_answer() -> None:
    assert moves({"engagement": "none"}) == {}


VALUES = {
    "money": ("yes", "no"), "authority": ("yes", "no"), "need": ("yes", "no"),
    "engagement": ("none", "comparing", "bargaining"), "reason": ("yes", "no"),
    "viewed": ("yes", "no"), "plan": ("yes", "no"), "site": ("yes", "no"),
    "project_stable": ("yes", "no"),
}  # fmt: skip
DAYS = st.integers(-40, 200).map(lambda n: (TODAY + timedelta(n)).isoformat())
NOTED = st.integers(0, 200).map(lambda n: TODAY - timedelta(n))


@st.composite
def some_facts(draw: st.DrawFn) -> dict[str, Fact]:
    ids = draw(st.sets(st.sampled_from((*VALUES, "need_by"))))
    return {
        id_: Fact(id_, draw(st.sampled_from(VALUES[id_]) if id_ in VALUES else DAYS), draw(NOTED))
        for id_ in ids
    }


@pytest.mark.parametrize("profile", ["general", "equipment", "realestate"])
@given(facts=some_facts())
def test_what_is_alike_moves_as_much(profile: str, facts: dict[str, Fact]) -> None:
    rules = rules_of(profile)
    alike = {id_: like_moved(fact, rules, TODAY) for id_, fact in facts.items()}
    assert find_moves(rules, alike, TODAY) == find_moves(rules, facts, TODAY)


@given(facts=some_facts())
def test_only_what_a_grade_hangs_on_moves_it(facts: dict[str, Fact]) -> None:
    found = find_moves(GENERAL, facts, TODAY)
    assert {one.fact for one in found} <= set(weighed_facts(GENERAL))
    assert all(isinstance(one, Move) and (one.up or one.down) for one in found)


def test_the_facts_of_man_are_weighed_in_every_trade() -> None:
    bare = Rules("bare", (), {}, {}, {}, ())
    assert weighed_facts(bare) == ("money", "authority", "need")
