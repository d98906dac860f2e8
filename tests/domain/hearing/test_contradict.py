"""Facts that gainsay each other, or what was said since."""

from __future__ import annotations

from datetime import date

import pytest

from leadq.content.library import open_library
from leadq.domain.hearing.contradict import Gainsaid, NotedValue, Talk, find_contradictions

from .listening import reader

NOTED, LATER = date(2026, 11, 20), date(2026, 11, 28)


def find(facts: dict[str, str], *talks: tuple[str, date]) -> list[Gainsaid]:
    rules = open_library(None).hearing(()).contradictions
    known = {fact: NotedValue(value, NOTED) for fact, value in facts.items()}
    said = [Talk(*talk) for talk in talks]
    return find_contradictions(
        rules, known, said, lambda text, on, wanted: reader().propose(text, on, wanted=wanted)
    )


def test_what_was_said_since_gainsays_a_fact() -> None:
    (found,) = find({"authority": "yes"}, ("has to ask the boss first", LATER))
    assert (found.contradiction.id, found.on) == ("authority-yes-said-no", LATER)
    assert found.words == "has to ask the boss"
    assert find({"authority": "yes"}, ("得问老板", LATER))[0].words == "得问老板"


def test_what_was_said_before_was_known() -> None:
    assert find({"authority": "yes"}, ("得问老板", date(2026, 11, 19))) == []


def test_the_last_talk_counts() -> None:
    talks = (("没钱", LATER), ("钱不够", date(2026, 11, 25)))
    assert [one.words for one in find({"money": "yes"}, *talks)] == ["没钱"]


@pytest.mark.parametrize(
    ("facts", "ids"),
    [
        ({"need": "no", "need_by": "2026-12-31"}, ["no-need-but-date"]),
        ({"intent": "no", "engagement": "comparing"}, ["no-intent-but-talks"]),
        ({"money": "no", "deposit": "intends"}, ["no-money-but-deposit"]),
        ({"need": "no", "need_by": "unknown"}, []),
        ({"need": "yes", "need_by": "2026-12-31"}, []),
    ],
)
def test_facts_gainsay_each_other(facts: dict[str, str], ids: list[str]) -> None:
    assert [one.contradiction.id for one in find(facts)] == ids


def test_no_fact_is_gainsaid_by_what_agrees_or_is_supposed() -> None:
    assert find({"money": "yes"}, ("钱够", LATER), ("如果没钱就算了", LATER)) == []
