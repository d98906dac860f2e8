"""What a rep reads all day, each call a process of its own, beside the peers' lists."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from .lines import PASS, Group, Line
from .lives import TODAY
from .measure import BenchError, Case, has_terminal
from .stores import environment

_FROM_NOW = 730
_OFTEN = 4
_READ, _DRAWN = (9.0, 7.0), (14.0, 10.0)
"""Must and stretch of a read, as json and on a terminal."""
_SAME, _FLAT, _SEARCH = (1.15, 1.05), (1.5, 1.15), (24.0,)
_GROWING: Mapping[str, tuple[tuple[str, ...], Sequence[float]]] = {
    "due": (("due",), _SAME),
    "due-json": (("due", "--json"), _SAME),
    "history": (("history", "{number}", "--json"), _FLAT),
    "report-day": (("report", "day", "--json"), _FLAT),
    "list-part": (("list", "{part}", "--limit", "50", "--json"), _SEARCH),
    "find": (("find", "quote", "Friday", "--limit", "50", "--json"), _SEARCH),
}
"""Answers that are as long in a store of any size, with the growth they may have."""


@dataclass(frozen=True)
class Stage:
    """What there is to measure on: the program, a folder to work in, the sizes and their stores."""

    program: str
    folder: Path
    homes: dict[int, Path]

    @property
    def small(self) -> int:
        """How many leads the smallest store has."""
        return min(self.homes)

    @property
    def big(self) -> int:
        """How many leads the biggest store has."""
        return max(self.homes)

    def case(
        self, name: str, *words: str, size: int = 0, tty: bool = False,
        more: Mapping[str, str] | None = None,
    ) -> Case:  # fmt: skip
        """Return a call of leadq on the store of a size; 0 for the biggest."""
        env = environment(self.homes[size or self.big]) | dict(more or {})
        return Case(name, [self.program, *words], env, tty=tty and has_terminal())


def plan_reads(stage: Stage, rounds: int, peers: Group) -> Group:
    """Return the reads of the goals, with the peers in the same rounds."""
    pairs = [*_starts(stage), *_days(stage), *_finds(stage)]
    cases = [*(case for case, _line in pairs), *peers.cases]
    lines = [line for _case, line in pairs]
    return Group(with_pass(stage, cases), [*lines, *peers.lines], rounds)


def with_pass(stage: Stage, cases: Sequence[Case]) -> list[Case]:
    """Return cases with the shortest of all among them, over and over.

    It is the most easily disturbed, and everything is divided by it.
    """
    here = Case(PASS, [sys.executable, "-c", "pass"], environment(stage.homes[stage.big]))
    often: list[Case] = []
    for place in range(0, len(cases), _OFTEN):
        often += [here, *cases[place : place + _OFTEN]]
    return often


def plan_growth(stage: Stage, rounds: int) -> Group:
    """Return what an answer as long costs in the biggest store, against the smallest."""
    leads = {size: some_lead(stage, size) for size in (stage.small, stage.big)}
    cases, lines = [], []
    for name, (words, goals) in _GROWING.items():
        for size, lead in leads.items():
            given = [word.format(number=lead.number, part=lead.company[2:6]) for word in words]
            tty = "--json" not in words
            cases.append(stage.case(_grown(name, size), *given, size=size, tty=tty))
        small, big = (_grown(name, size) for size in leads)
        typed = " ".join(words).format(number="N", part="TEXT")
        what = f"growth of {typed}: {stage.small:,} to {stage.big:,} leads"
        lines.append(Line(f"growth-{name}", what, big, small, *goals))
    return Group(cases, lines, rounds)


def _grown(name: str, size: int) -> str:
    return f"{name}, {size:,} leads"


Pair = tuple[Case, Line]
Pairs = Iterator[Pair]


def _pair(case: Case, what: str, must: float | None = None, stretch: float | None = None) -> Pair:
    return case, Line(case.name, what, case.name, PASS, must, stretch)


def _starts(stage: Stage) -> Pairs:
    yield _pair(stage.case("version", "--version"), "--version", 2.2, 1.8)
    yield _pair(stage.case("help", "--help"), "--help", 5, 4)
    asked = {"_LEADQ_COMPLETE": "bash", "_LEADQ_LINE": f"leadq show {some_lead(stage).name}"}
    yield _pair(stage.case("tab", more=asked), "Tab on a lead's name, bash", 8, 6)


def _days(stage: Stage) -> Pairs:
    size, later = f"{stage.big:,} leads", (TODAY + timedelta(_FROM_NOW)).isoformat()
    yield _pair(stage.case("due-tty", "due", tty=True), f"due on a terminal, {size}", 7, 6)
    yield _pair(stage.case("due-json", "due", "--json"), f"due --json, {size}", 5.8, 5)
    backlog = stage.case("due-backlog", "due", "--on", later, "--limit", "50", tty=True)
    yield _pair(backlog, f"due --limit 50 of a backlog of two years, {size}")
    words = "list", "--json", "--limit", "50"
    yield _pair(stage.case("list-json", *words), f"list --json --limit 50, {size}", *_READ)
    number = str(some_lead(stage).number)
    shown = stage.case("show-tty", "show", number, tty=True)
    yield _pair(shown, f"show on a terminal, {size}", *_DRAWN)
    shown = stage.case("show-json", "show", number, "--json")
    yield _pair(shown, f"show --json, {size}", *_READ)


def _finds(stage: Stage) -> Pairs:
    lead, goals = some_lead(stage), (13.0, 10.0)
    words = "list", "--source", "展会", "--grade", "A", "--limit", "50"
    yield _pair(stage.case("filter", *words, tty=True), "list with filters, terminal", 9, 7.5)
    found = {
        "pinyin": ("by pinyin", lead.pinyin),
        "phone": ("by phone", lead.phone),
        "part": ("by part of a name", lead.company[2:6]),
    }
    for name, (how, typed) in found.items():
        listed = stage.case(f"list-{name}", "list", typed, "--limit", "50", tty=True)
        yield _pair(listed, f"list {how}, terminal", *goals)
    words = "list", "--fact", "money=yes", "--limit", "50"
    yield _pair(stage.case("list-fact", *words, tty=True), "list --fact, terminal", 15, 10)
    words = "list", "--fact", "viewed=yes", "--limit", "50", "--json"
    yield _pair(stage.case("list-fact-json", *words), "list --fact --json", 15, 10)
    found_words = stage.case("find", "find", "quote", "Friday", "--limit", "50", tty=True)
    yield _pair(found_words, "find two words in all that was noted", 120, 60)
    found_words = stage.case("find-none", "find", "zebra", "--json")
    yield _pair(found_words, "find what nobody has noted", 120, 60)
    shown = stage.case("show-phone", "show", lead.phone, "--json")
    yield _pair(shown, "show --json by phone", *goals)
    shown = stage.case("show-part", "show", lead.company[:-4], "--json")
    yield _pair(shown, "show --json by part of a name", *goals)


@dataclass(frozen=True)
class Lead:
    """A Chinese lead of a store and what it can be found by."""

    number: int
    name: str
    company: str
    phone: str
    pinyin: str


def some_lead(stage: Stage, size: int = 0) -> Lead:
    """Return an open lead from the middle of the store of a size, alone in its company.

    0: the biggest. Raises BenchError when there is none.
    """
    size = size or stage.big
    with closing(sqlite3.connect(stage.homes[size] / "leadq.db")) as conn:
        found = conn.execute(
            "SELECT l.number, l.name, l.company, r.typed, k.keys FROM lead l"
            " JOIN reach r ON r.lead_id = l.id AND r.kind = 'phone'"
            " JOIN lookup k ON k.lead_id = l.id"
            " WHERE l.number > ? AND l.status = 'open' AND l.company LIKE '%有限公司'"
            " AND (SELECT count(*) FROM lead o WHERE o.company = l.company) = 1"
            " AND length(l.name) = 3 ORDER BY l.number LIMIT 1",
            (size // 2,),
        ).fetchone()
    if not found:
        raise BenchError(f"no lead of the store of {size} can be looked for")
    # the name's own spelling follows it
    return Lead(*found[:4], found[4].split("\n")[1])
