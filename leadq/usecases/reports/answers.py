"""What the answers of many leads say: what to ask this week, what preceded wins, what runs out."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from leadq.content.asked import asked_facts
from leadq.domain.answers.decay import STALE, find_decay
from leadq.domain.answers.lift import Answer, measure_lift
from leadq.domain.answers.moves import Moves, weighed_facts
from leadq.domain.followup.statistics import ENOUGH, rate_of
from leadq.domain.grading.facts import CONSENT, latest
from leadq.errors import LeadqError, RefusedError
from leadq.store.read.read_leads import read_by_id
from leadq.store.read.read_reports import Scope
from leadq.store.reports.read_answers import read_ended, read_open
from leadq.usecases.desk import Desk
from leadq.usecases.in_turn import by_the_hundred, read_in_turn
from leadq.usecases.reports.report_rows import (
    AskRow,
    DecayRow,
    KeepRow,
    LiftRow,
    QuestionRow,
    Report,
    Sections,
)

if TYPE_CHECKING:
    from leadq.content.model import FactDef, Profile

_FIVE = 5
AHEAD = 30
"""So many days decay looks ahead (leadq's own)."""
_CLOSED_SETS = ("yes_no", "choice")
_WEIGHED = ("A", "B")
_NO_RATE = (None, None, None)


class _Asked:
    """The leads whose grade one question could move: those of this week, and the others."""

    def __init__(self) -> None:
        self.soon, self.rest = array("q"), array("q")
        self.up = self.down = 0


def report_questions(conn: sqlite3.Connection, desk: Desk, scope: Scope) -> Report:
    """Return the five questions that would move most grades this week, with the leads (§4).

    Of this week are the leads whose next step is due by its Sunday: they are spoken to anyway.
    """
    sunday = (scope.day + timedelta(days=7 - scope.day.isoweekday())).isoformat()
    moves, asked = Moves(scope.day), dict[str, _Asked]()
    for lead in read_open(conn, scope, graded_facts(desk)):
        rules = desk.trade_of(lead.profile).rules
        for move in moves.of(rules, latest(lead.facts, scope.day)):
            held = asked.setdefault(move.fact, _Asked())
            (held.soon if lead.next_on and lead.next_on <= sunday else held.rest).append(lead.id)
            held.up, held.down = held.up + move.up, held.down + move.down
    best = sorted(asked.items(), key=lambda one: (-len(one[1].soon), -len(one[1].rest)))[:_FIVE]
    questions = [
        QuestionRow(fact, len(held.soon), len(held.soon) + len(held.rest), held.up, held.down)
        for fact, held in best
    ]
    keys = [(fact, lead) for fact, held in best for ids in (held.soon, held.rest) for lead in ids]
    leads = read_in_turn(conn, desk, keys, partial(_read_asked, day=scope.day))
    about = {"until": date.fromisoformat(sunday)}
    sections: Sections = {"questions": questions, "leads": leads}
    definitions = define_facts(desk, asked)
    return Report("questions", scope.day, scope.owner, sections, about, definitions)


def _read_asked(
    conn: sqlite3.Connection, keys: Sequence[tuple[str, int]], day: date
) -> Iterator[AskRow]:
    for some in by_the_hundred(keys):
        leads = read_by_id(conn, list(dict.fromkeys(lead_id for _fact, lead_id in some)), day)
        for fact, lead_id in some:
            if (lead := leads.get(lead_id)) is not None:
                yield AskRow(
                    fact, lead["number"], lead["name"], lead["company"], lead["owner"],
                    lead["grade"], lead["grade_best"], lead["next"]["on"] if lead["next"] else None,
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
    found: list[_Kept] = []
    counts: dict[str, Counter[str]] = {}
    for lead in read_open(conn, scope, graded_facts(desk)):
        if lead.grade not in _WEIGHED:
            continue
        rules = desk.trade_of(lead.profile).rules
        decays = find_decay(rules, latest(lead.facts, scope.day), scope.day, until)
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
        leads = read_by_id(conn, list(dict.fromkeys(one.lead_id for one in some)), day)
        for one in some:
            if (lead := leads.get(one.lead_id)) is not None:
                yield DecayRow(
                    one.on, lead["number"], lead["name"], lead["company"], lead["owner"],
                    lead["grade"], lead["grade_best"], one.becomes, one.state, one.fact,
                )  # fmt: skip


def report_lift(conn: sqlite3.Connection, desk: Desk, scope: Scope) -> Report:
    """Return which answers preceded wins, beside all closed leads of which any is known (§3)."""
    definitions = _closed_sets(desk)
    counts: dict[Answer, list[int]] = {}
    closed = won = 0
    for lead in read_ended(conn, scope, definitions):
        known = latest(lead.facts, date.max)
        closed, won = closed + bool(known), won + bool(known and lead.won)
        for fact in known.values():
            if fact.value in definitions[fact.id].values:
                held = counts.setdefault((fact.id, fact.value), [0, 0])
                held[0], held[1] = held[0] + 1, held[1] + lead.won
    base = rate_of(won, closed)
    measured = measure_lift({answer: (n, w) for answer, (n, w) in counts.items()}, base)
    rows = [
        LiftRow._make((*one[:4], *(one.rate or _NO_RATE), one.times, one.stands))
        for one in measured
    ]
    about = {
        "closed": closed, "won": won, "win_rate": base.share if base else None,
        "looked_at": sum(row.win_rate is not None for row in rows), "needed": ENOUGH,
    }  # fmt: skip
    return Report("lift", scope.day, scope.owner, {"answers": rows}, about, definitions)


def _closed_sets(desk: Desk) -> dict[str, FactDef]:
    """Return the facts of all trades that take one of a few answers."""
    found: dict[str, FactDef] = {}
    for trade in _each_trade(desk):
        ids = asked_facts(desk.library, trade.id)
        found = define_facts(desk, [fact for fact in ids if fact not in found]) | found
    return {
        fact: one for fact, one in found.items() if one.kind in _CLOSED_SETS and fact != CONSENT
    }


def graded_facts(desk: Desk) -> list[str]:
    """Return the facts that the grade of any trade asks for."""
    found: dict[str, None] = {}
    for trade in _each_trade(desk):
        found |= dict.fromkeys((*weighed_facts(trade.rules), *trade.rules.ask))
    return list(found)


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
