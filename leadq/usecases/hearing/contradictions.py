"""Finds what does not hold together: facts of a lead with each other, or with the talks (§14)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from leadq.domain.grading.facts import REMARK, Fact, latest
from leadq.domain.hearing.contradict import (
    Gainsaid,
    NotedValue,
    Propose,
    Talk,
    find_contradictions,
    is_told_so,
)
from leadq.domain.hearing.model import Contradiction, Hearing, Proposal
from leadq.domain.hearing.narrow import languages_of, may_say_at_a_glance
from leadq.store.read.lookups import list_noted
from leadq.store.read.read_details import TouchData, read_core, read_facts, read_touches

if TYPE_CHECKING:
    from leadq.content.library import Library
    from leadq.content.model import FactDef
    from leadq.domain.hearing.reader import Reader
    from leadq.usecases.desk import Desk


_REMEMBERED = 4096


class ContradictoryLead(NamedTuple):
    """A lead of which something does not hold together, its trade's words for the facts."""

    number: int
    name: str
    owner: str | None
    found: tuple[Gainsaid, ...]
    known: dict[str, Fact]
    definitions: "dict[str, FactDef]"


class Gainsayer:
    """Looks at leads one after the other; rules of hearing are read once a talk needs them."""

    def __init__(self, library: "Library") -> None:
        self._library = library
        self.rules = library.hearing(()).contradictions
        self._heard: dict[tuple[tuple[str, ...], frozenset[str]], Propose] = {}

    def find(
        self, facts: Sequence[Fact], touches: Callable[[], Iterable[TouchData]], day: date
    ) -> tuple[Gainsaid, ...]:
        """Return what does not hold together in what was known on a day, and in the talks since."""
        known = latest(facts, day)
        noted = {fact.id: NotedValue(fact.value, fact.noted_on) for fact in known.values()}
        rules = [rule for rule in self.rules if is_told_so(rule, noted)]
        of_talks = [known[fact].noted_on for rule in rules if rule.said for fact in rule.facts]
        talks = list(_talks(touches(), facts, min(of_talks), day)) if of_talks else []
        return tuple(find_contradictions(rules, noted, talks, self._listen(rules, talks)))

    def _listen(self, rules: Iterable[Contradiction], talks: Iterable[Talk]) -> Propose:
        """Return who listens to talks: of all that can be heard, for what could gainsay alone.

        Of many leads, equal talks of a day are listened to once.
        """
        langs = tuple(sorted({lang for talk in talks for lang in languages_of(talk.text)}))
        fields = frozenset(word.partition("=")[0] for rule in rules for word in rule.said)
        found = self._heard.get((langs, fields))
        if found is None:
            heard = self._library.hearing(langs, fields).hearings if langs else ()
            found = self._heard[langs, fields] = lru_cache(_REMEMBERED)(listen_to(heard))
        return found


def listen_to(heard: Sequence[Hearing]) -> Propose:
    """Return who listens to talks that may say what is wanted; only these need a reader."""
    readers: list[Reader] = []

    def propose(text: str, on: date, wanted: frozenset[str]) -> Iterable[Proposal]:
        langs = languages_of(text)
        if not any(one.lang in langs and may_say_at_a_glance(one, text, wanted) for one in heard):
            return ()
        if not readers:
            from leadq.domain.hearing.reader import Reader

            readers.append(Reader(heard))
        return readers[0].propose(text, on, wanted=wanted)

    return propose


def list_contradictory(desk: "Desk", owner: str = "") -> list[ContradictoryLead]:
    """Return the open leads of a rep, or everybody's, that something is contradictory of."""
    gainsayer = Gainsayer(desk.library)
    told = {fact for rule in gainsayer.rules for fact in rule.facts}
    wanted = owner.casefold()
    found = []
    with desk.read() as conn:
        for lead_id in list_noted(conn, told):
            facts = read_facts(conn, lead_id)
            gainsaid = gainsayer.find(facts, partial(read_touches, conn, lead_id), desk.today)
            core = read_core(conn, lead_id) if gainsaid else None
            if core is None or (wanted and (core.owner or "").casefold() != wanted):
                continue
            trade = desk.trade_of(core.profile).id
            ids = dict.fromkeys(fact for one in gainsaid for fact in one.facts)
            named = {fact: desk.library.fact(fact, trade) for fact in ids}
            known = latest(facts, desk.today)
            found.append(
                ContradictoryLead(core.number, core.name, core.owner, gainsaid, known, named)
            )
    return found


def _talks(
    touches: Iterable[TouchData], facts: Iterable[Fact], since: date, until: date
) -> Iterator[Talk]:
    """Yield what was said of a lead from a day to another: in talks, and in notes."""
    said = [(touch.said, date.fromisoformat(touch.on)) for touch in touches if touch.said]
    said += [(fact.value, fact.noted_on) for fact in facts if fact.id == REMARK]
    for words, on in said:
        if since <= on <= until:
            yield Talk(words, on)
