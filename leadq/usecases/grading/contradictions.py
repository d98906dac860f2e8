"""What is noted of a lead and does not hold together, for its card (method §14)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from leadq.domain.grading.facts import Known
from leadq.domain.hearing.contradict import Gainsaid, NotedValue, Talk, find_contradictions
from leadq.domain.hearing.reader import Reader, languages_of
from leadq.store.read.rows import TouchData

if TYPE_CHECKING:
    from leadq.content.library import Library

_TALKS = 3


def gainsaid_facts(
    library: Library, known: Known, touches: Sequence[TouchData], listen: bool
) -> tuple[Gainsaid, ...]:
    """Return the facts that contradict each other; ``listen``: the last talks too."""
    noted = {fact.id: NotedValue(fact.value, fact.noted_on) for fact in known.values()}
    rules = library.hearing(()).contradictions
    plain = [rule for rule in rules if not rule.said]
    found = find_contradictions(plain, noted, (), Reader(()))
    said = [rule for rule in rules if rule.said and noted.keys() >= rule.facts.keys()]
    talks = [Talk(one.said, date.fromisoformat(one.on)) for one in touches[-_TALKS:] if one.said]
    if not (listen and said and talks):
        return tuple(found)
    langs = {lang: None for talk in talks for lang in languages_of(talk.text)}
    # of all that can be heard, only what could gainsay is listened for
    fields = {word.partition("=")[0] for rule in said for word in rule.said}
    hearings = [
        one._replace(rules=tuple(rule for rule in one.rules if rule.field in fields))
        for one in library.hearing(tuple(langs)).hearings
    ]
    return (*found, *find_contradictions(said, noted, talks, Reader(hearings)))
