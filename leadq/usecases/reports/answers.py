"""What the answers of many leads say: what to ask this week, what preceded wins, what runs out."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from leadq.content.asked import asked_facts
from leadq.domain.answers.decay import STALE, Decay, find_decay, like_decaying
from leadq.domain.answers.lift import Answer, measure_lift
from leadq.domain.answers.moves import Move, find_moves, like_moved, weighed_facts
from leadq.domain.followup.statistics import ENOUGH, rate_of
from leadq.domain.grading.facts import UNKNOWN, Fact
from leadq.domain.words import CONSENT
from leadq.errors import LeadqError, RefusedError
from leadq.store.read.read_reports import Scope
from leadq.store.reports.named_leads import read_named
from leadq.store.reports.read_answers import read_ended
from leadq.usecases.desk import Desk
from leadq.usecases.in_turn import Pairs, by_the_hundred, read_in_turn
from leadq.usecases.reports.report_rows import (
    AskRow,
    DecayRow,
    KeepRow,
    LiftRow,
    QuestionRow,
    Report,
    Sections,
)
from leadq.usecases.reports.weigh import Find, Like, Weigher, weigh_open

if TYPE_CHECKING:
    from leadq.content.model import FactDef, Profile
    from leadq.domain.grading.rules import Rules

    _Ids = array[int]

_FIVE = 5
AHEAD = 30
"""So many days decay looks ahead (leadq's own)."""
_CLOSED_SETS = ("yes_no", "choice")
_WEIGHED = ("A", "B")
_NO_RATE = (None, None, None)
_OTHER = ""
"""Stands for every answer that is none of those to choose from."""


class _Asked:
    """The leads that the same questions are open of: those of this week, and the others."""

    def __init__(self) -> None:
        self.soon, self.rest = array("q"), array("q")

    def __len__(self) -> int:
        return len(self.soon) + len(self.rest)


def report_questions(conn: sqlite3.Connection, desk: Desk, scope: Scope) -> Report:
    """Return the five questions that would move most grades this week, with the leads (§4).

    Of this week are the leads whose next step is due by its Sunday: they are spoken to anyway.
    """
    sunday = (scope.day + timedelta(days=7 - scope.day.isoweekday())).isoformat()
    asked = _ask_leads(conn, desk, scope, sunday)
    counts: dict[str, Counter[str]] = {}
    for moves, held in asked.items():
        for move in moves:
            counts.setdefault(move.fact, Counter()).update({
                "soon": len(held.soon), "leads": len(held), "up": move.up * len(held),
                "down": move.down * len(held),
            })  # fmt: skip
    best = sorted(counts.items(), key=lambda one: (-one[1]["soon"], -one[1]["leads"]))[:_FIVE]
    questions = [QuestionRow(fact, c["soon"], c["leads"], c["up"], c["down"]) for fact, c in best]
    keys = Pairs([pair for fact, _counts in best for pair in _leads_of(fact, asked)])
    leads = read_in_turn(conn, desk, keys, partial(_read_asked, day=scope.day))
    about = {"until": date.fromisoformat(sunday)}
    sections: Sections = {"questions": questions, "leads": leads}
    definitions = define_facts(desk, counts)
    return Report("questions", scope.day, scope.owner, sections, about, definitions)


def _ask_leads(
    conn: sqlite3.Connection, desk: Desk, scope: Scope, sunday: str
) -> dict[tuple[Move, ...], _Asked]:
    """Return the open leads by the questions that could move their grades."""

    def make(rules: Rules) -> tuple[Like, Find[tuple[Move, ...]]]:
        weighed = frozenset(weighed_facts(rules))
        return (
            lambda fact: like_moved(fact, rules, scope.day) if fact.id in weighed else None,
            lambda noted: find_moves(rules, known_of(noted), scope.day),
        )

    asked: dict[tuple[Move, ...], _Asked] = {}
    for lead, moves in weigh_open(conn, desk, scope, _weighed(desk), make):
        held = asked.get(moves)
        if held is None:
            held = asked[moves] = _Asked()
        is_soon = lead.next_on is not None and lead.next_on <= sunday
        (held.soon if is_soon else held.rest).append(lead.id)
    return asked


def _leads_of(fact: str, asked: Mapping[tuple[Move, ...], _Asked]) -> Iterator[tuple[str, _Ids]]:
    """Yield a question with the leads it is open of: first those of this week."""
    held = [held for moves, held in asked.items() if any(move.fact == fact for move in moves)]
    for some in ([one.soon for one in held], [one.rest for one in held]):
        yield fact, array("q", sorted(chain.from_iterable(some)))


def _read_asked(
    conn: sqlite3.Connection, keys: Sequence[tuple[str, int]], day: date
) -> Iterator[AskRow]:
    for some in by_the_hundred(keys):
        leads = read_named(conn, {lead_id for _fact, lead_id in some}, day)
        for fact, lead_id in some:
            if (lead := leads.get(lead_id)) is not None:
                yield AskRow(
                    fact, lead.number, lead.name, lead.company, lead.owner,
                    lead.grade, lead.grade_best, lead.next_on,
                )  # fmt: skip


class _Kept(NamedTuple):
    """What one question keeps of one lead, and until when; ordered by that day."""

    on: date
    lead_id: int
    fact: str
    state: str
    becomes: str | None


def report_decay(conn: sqlite3.Connection, desk: Desk, scope: Scope) -> Report:
    """Return the grades A and B that run out in the coming 30 days, and what keeps them (§4).

    A stale answer still counts for the letter, but marks it to be checked again; a day that
    passes takes the grade that hung on it.
    """
    until = scope.day + timedelta(days=AHEAD)

    def make(rules: Rules) -> tuple[Like, Find[list[Decay]]]:
        weighed = frozenset(weighed_facts(rules))
        return (
            lambda fact: (
                like_decaying(fact, rules, scope.day, until) if fact.id in weighed else None
            ),
            lambda noted: find_decay(rules, known_of(noted), scope.day, until),
        )

    found: list[_Kept] = []
    counts: dict[str, Counter[str]] = {}
    for lead, decays in weigh_open(conn, desk, scope, _weighed(desk), make, _WEIGHED):
        for one in decays:
            left = lead.grade if one.state == STALE else one.grade
            found.append(_Kept(one.on, lead.id, one.fact, one.state, left))
            counts.setdefault(one.fact, Counter())[one.state] += 1
        for fact in {one.fact for one in decays}:
            counts[fact]["leads"] += 1
    found.sort(key=lambda one: one[:4])
    rows = read_in_turn(conn, desk, found, partial(_read_kept, day=scope.day))
    kept = [KeepRow(fact, c["leads"], c["stale"], c["passed"]) for fact, c in counts.items()]
    kept.sort(key=lambda row: (-row.leads, row.fact))
    sections: Sections = {"questions": kept, "leads": rows}
    about = {"until": until}
    return Report("decay", scope.day, scope.owner, sections, about, define_facts(desk, counts))


def _read_kept(conn: sqlite3.Connection, kept: Sequence[_Kept], day: date) -> Iterator[DecayRow]:
    for some in by_the_hundred(kept):
        leads = read_named(conn, {one.lead_id for one in some}, day)
        for one in some:
            if (lead := leads.get(one.lead_id)) is not None:
                yield DecayRow(
                    one.on, lead.number, lead.name, lead.company, lead.owner,
                    lead.grade, lead.grade_best, one.becomes, one.state, one.fact,
                )  # fmt: skip


def report_lift(conn: sqlite3.Connection, desk: Desk, scope: Scope) -> Report:
    """Return which answers preceded wins, beside all closed leads of which any is known (§3)."""
    definitions = _closed_sets(desk)
    counts: Counter[tuple[frozenset[Answer], bool]] = Counter()
    weigher = Weigher(partial(_like_answered, definitions), _answers_of)
    for lead in read_ended(conn, scope, definitions):
        counts[weigher.of(conn, lead.id, lead.closed_on, lead.noted), lead.won] += 1
    ended: dict[Answer, list[int]] = {}
    closed = won = 0
    for (answers, is_won), leads in counts.items():
        closed, won = closed + leads * bool(answers), won + leads * bool(answers and is_won)
        for answer in answers:
            held = ended.setdefault(answer, [0, 0])
            held[0], held[1] = held[0] + leads, held[1] + leads * is_won
    told = {(fact, value): (n, w) for (fact, value), (n, w) in ended.items() if value != _OTHER}
    base = rate_of(won, closed)
    measured = measure_lift(told, base)
    rows = [
        LiftRow._make((*one[:4], *(one.rate or _NO_RATE), one.times, one.stands))
        for one in measured
    ]
    about = {
        "closed": closed, "won": won, "win_rate": base.share if base else None,
        "looked_at": sum(row.win_rate is not None for row in rows), "needed": ENOUGH,
    }  # fmt: skip
    return Report("lift", scope.day, scope.owner, {"answers": rows}, about, definitions)


def _like_answered(definitions: Mapping[str, FactDef], fact: Fact) -> Fact:
    is_told = fact.value == UNKNOWN or fact.value in definitions[fact.id].values
    return Fact(fact.id, fact.value if is_told else _OTHER, date.min)


def _answers_of(noted: dict[str, Fact]) -> frozenset[Answer]:
    return frozenset((fact.id, fact.value) for fact in known_of(noted).values())


def known_of(noted: Mapping[str, Fact]) -> dict[str, Fact]:
    """Return what is known by the newest facts: all but the "unknown" ones (§1)."""
    return {id_: fact for id_, fact in noted.items() if fact.value != UNKNOWN}


def _closed_sets(desk: Desk) -> dict[str, FactDef]:
    """Return the facts of all trades that take one of a few answers."""
    found: dict[str, FactDef] = {}
    for trade in _each_trade(desk):
        ids = asked_facts(desk.library, trade.id)
        found = define_facts(desk, [fact for fact in ids if fact not in found]) | found
    return {
        fact: one for fact, one in found.items() if one.kind in _CLOSED_SETS and fact != CONSENT
    }


def _weighed(desk: Desk) -> set[str]:
    """Return the facts that the grade of any trade hangs on."""
    return {fact for trade in _each_trade(desk) for fact in weighed_facts(trade.rules)}


def graded_facts(desk: Desk) -> set[str]:
    """Return the facts that the grade of any trade asks for."""
    return _weighed(desk).union(*(trade.rules.ask for trade in _each_trade(desk)))


def _each_trade(desk: Desk) -> Iterator[Profile]:
    """Yield every trade whose file is in order; leads of others are kept under ``general``."""
    for profile in desk.library.profile_ids():
        with suppress(LeadqError):
            yield desk.library.profile(profile)


def define_facts(desk: Desk, facts: Iterable[str]) -> dict[str, FactDef]:
    """Return what facts are called, in the words of the rep's own trade where it has any."""
    found, trade = {}, desk.trade_of(desk.profile).id
    for fact in facts:
        # there is no word for a fact of a file that is gone
        with suppress(RefusedError):
            found[fact] = desk.library.fact(fact, trade)
    return found
