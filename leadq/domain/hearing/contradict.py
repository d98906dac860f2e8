"""Finds what gainsays what: facts in force each other, or what was said since (method §14)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from leadq.domain.grading.facts import UNKNOWN
from leadq.domain.hearing.model import Contradiction, Proposal

ANY = "*"
Propose = Callable[[str, date, frozenset[str]], Iterable[Proposal]]
"""Returns what a talk of a day says, if it says one of some facts (``id=value``)."""


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


def is_told_so(rule: Contradiction, known: Mapping[str, NotedValue]) -> bool:
    """Say whether the facts are as a rule has them: whatever gainsays it, it is about this lead."""
    return all(_is_so(known.get(fact), value) for fact, value in rule.facts.items())


def find_contradictions(
    rules: Iterable[Contradiction],
    known: Mapping[str, NotedValue],
    talks: Sequence[Talk] = (),
    propose: Propose = lambda _text, _on, _wanted: (),
) -> list[Gainsaid]:
    """Return what does not hold together, once each; of several talks the last one counts.

    A talk gainsays only facts noted on its day or before: what was noted later knew of it.
    """
    told = [rule for rule in rules if is_told_so(rule, known)]
    found = {rule.id: Gainsaid(rule, tuple(rule.facts)) for rule in told if not rule.said}
    for talk in sorted(talks, key=lambda talk: talk.on)[::-1]:
        open_ = [one for one in told if one.id not in found and _since(one, known) <= talk.on]
        wanted = frozenset(word for rule in open_ for word in rule.said)
        for one in propose(talk.text, talk.on, wanted) if wanted else ():
            for rule in open_ if one.kind == "fact" else ():
                if f"{one.field}={one.value}" in rule.said:
                    gainsaid = Gainsaid(rule, tuple(rule.facts), one.words, talk.on)
                    found.setdefault(rule.id, gainsaid)
    return [found[rule.id] for rule in told if rule.id in found]


def _since(rule: Contradiction, known: Mapping[str, NotedValue]) -> date:
    return max((known[fact].noted_on for fact in rule.facts), default=date.min)


def _is_so(fact: NotedValue | None, wanted: str) -> bool:
    if fact is None or fact.value == UNKNOWN:
        return False
    return wanted == ANY or fact.value in wanted.split("|")
