"""The five signals (method §3)."""

from __future__ import annotations

import pytest

from leadq.domain.grading.signals import SIGNALS, intent_of, read_signals

from ..helpers import known

ALL = {"need": "yes", "money": "yes", "intent": "yes", "pain": "yes", "obstacle": "no"}


def test_all_five_are_met_when_there_is_no_obstacle() -> None:
    signals = read_signals(known(**ALL))
    assert signals.met == SIGNALS == ("need", "money", "intent", "pain", "no_obstacle")
    assert (signals.missing, signals.unknown) == ((), ())
    assert (signals.count, signals.source_odds) == (5, 95)


@pytest.mark.parametrize("left_out", ALL)
def test_four_of_five_are_given_eighty(left_out: str) -> None:
    signals = read_signals(known(**{k: v for k, v in ALL.items() if k != left_out}))
    assert (signals.count, signals.source_odds) == (4, 80)
    assert len(signals.unknown) == 1


def test_fewer_are_given_no_figure() -> None:
    for count in range(4):
        signals = read_signals(known(**dict(list(ALL.items())[:count])))
        assert (signals.count, signals.source_odds) == (count, None)


def test_an_obstacle_is_a_missing_signal() -> None:
    signals = read_signals(known(obstacle="yes", pain="no"))
    assert signals.missing == ("pain", "no_obstacle")
    assert signals.unknown == ("need", "money", "intent")


@pytest.mark.parametrize(
    ("engagement", "intent"), [("none", None), ("comparing", "yes"), ("bargaining", "yes")]
)
def test_the_talks_show_intent(engagement: str, intent: str | None) -> None:
    assert intent_of(known(engagement=engagement)) == intent


def test_intent_noted_itself_beats_the_talks() -> None:
    assert intent_of(known(engagement="bargaining", intent="no")) == "no"
    assert intent_of(known(engagement="none", intent="yes")) == "yes"
    assert intent_of({}) is None
