"""Finds what gainsays what: facts in force each other, or what was said since (method §14)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from leadq.domain.grading.facts import UNKNOWN
from leadq.domain.hearing.model import Contradiction, Proposal

ANY = "*"
Propose = Callable[[str, date], Iterable[Proposal]]
"""Returns what a talk of a day says."""


class NotedValue(NamedTuple):
    """A fact in force: its value, and the day it was noted."""

    value: str
    noted_on: date


class Talk(NamedTuple):
    """What was said on a day."""

    text: str
    on: date


class Gainsaid(NamedTuple):
    """A contradiction that was found; ``words`` and ``on`` of the talk, if one gainsays."""

    contradiction: Contradiction
    facts: tuple[str, ...]
    words: str = ""
    on: date | None = None


class _Heard(NamedTuple):
    field: str
    value: str
    words: str
    on: date


def is_told_so(rule: Contradiction, known: Mapping[str, NotedValue]) -> bool:
    """Say whether the facts are as a rule has them: whatever gainsays it, it is about this lead."""
    return all(_is_so(known.get(fact), value) for fact, value in rule.facts.items())


def find_contradictions(
    rules: Iterable[Contradiction],
    known: Mapping[str, NotedValue],
    talks: Sequence[Talk] = (),
    propose: Propose = lambda _text, _on: (),
) -> list[Gainsaid]:
    """Return what does not hold together, once each; of several talks the last one counts.

    A talk gainsays only facts noted on its day or before: what was noted later knew of it.
    """
    heard = [
        _Heard(one.field, one.value, one.words, talk.on)
        for talk in sorted(talks, key=lambda talk: talk.on)[::-1]
        for one in propose(talk.text, talk.on)
        if one.kind == "fact"
    ]
    found = (_find(rule, known, heard) for rule in rules)
    return [one for one in found if one is not None]


def _find(
    rule: Contradiction, known: Mapping[str, NotedValue], heard: Sequence[_Heard]
) -> Gainsaid | None:
    if not is_told_so(rule, known):
        return None
    facts = tuple(rule.facts)
    if not rule.said:
        return Gainsaid(rule, facts)
    since = max((known[fact].noted_on for fact in facts), default=date.min)
    for one in heard:
        if one.on >= since and f"{one.field}={one.value}" in rule.said:
            return Gainsaid(rule, facts, one.words, one.on)
    return None


def _is_so(fact: NotedValue | None, wanted: str) -> bool:
    if fact is None or fact.value == UNKNOWN:
        return False
    return wanted == ANY or fact.value in wanted.split("|")
