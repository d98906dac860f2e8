"""What a rep does all day: single reads and writes, each a process of its own, and the peers'."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, partial
from pathlib import Path

from .lines import PASS, SECONDS, Group, Line
from .lives import TODAY
from .measure import Case, has_terminal
from .stores import environment

_FROM_NOW = 730
_OFTEN = 4
_MUST_READ, _STRETCH_READ = 9.0, 7.0


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

    def case(self, name: str, *words: str, size: int = 0, tty: bool = False) -> Case:
        """Return a call of leadq on the store of a size; 0 for the biggest."""
        env = environment(self.homes[size or self.big])
        return Case(name, [self.program, *words], env, tty=tty and has_terminal())


def plan_reads(stage: Stage, rounds: int, peers: Group) -> Group:
    """Return the reads and writes of the goals, with the peers in the same rounds."""
    here = Case(PASS, [sys.executable, "-c", "pass"], environment(stage.homes[stage.big]))
    pairs = [*_starts(stage), *_days(stage), *_finds(stage), *_writes(stage)]
    cases = [*(case for case, _line in pairs), *peers.cases]
    # the shortest is the most easily disturbed, and everything is divided by it
    often: list[Case] = []
    for place in range(0, len(cases), _OFTEN):
        often += [here, *cases[place : place + _OFTEN]]
    growth = Line(
        "growth", f"due on a terminal: {stage.small:,} to {stage.big:,} leads", "due-tty",
        _small(stage), 1.15, 1.05,
    )  # fmt: skip
    json = Line(
        "growth-json", f"due --json: {stage.small:,} to {stage.big:,} leads", "due-json",
        _small(stage, "--json"), 1.15, 1.05,
    )  # fmt: skip
    lines = [line for _case, line in pairs if line.what]
    return Group(often, [*lines, growth, json, *peers.lines], rounds)


Pair = tuple[Case, Line]
Pairs = Iterator[Pair]


def _pair(case: Case, what: str, must: float | None = None, stretch: float | None = None) -> Pair:
    return case, Line(case.name, what, case.name, PASS, must, stretch)


def _small(stage: Stage, *words: str) -> str:
    """Return the name under which the smallest store's list is measured."""
    return " ".join(("due", *words)) + f", {stage.small:,} leads"


def _starts(stage: Stage) -> Pairs:
    yield _pair(stage.case("version", "--version"), "--version", 7, 5)
    yield _pair(stage.case("help", "--help"), "--help", 9, 7)


def _days(stage: Stage) -> Pairs:
    size, later = f"{stage.big:,} leads", (TODAY + timedelta(_FROM_NOW)).isoformat()
    yield _pair(stage.case("due-tty", "due", tty=True), f"due on a terminal, {size}", 14, 10)
    yield _pair(stage.case(_small(stage), "due", tty=True, size=stage.small), "")
    goals = _MUST_READ, _STRETCH_READ
    yield _pair(stage.case("due-json", "due", "--json"), f"due --json, {size}", *goals)
    yield _pair(stage.case(_small(stage, "--json"), "due", "--json", size=stage.small), "")
    backlog = stage.case("due-backlog", "due", "--on", later, "--limit", "50", tty=True)
    yield _pair(backlog, f"due --limit 50 of a backlog of two years, {size}")
    words = "list", "--json", "--limit", "50"
    yield _pair(stage.case("list-json", *words), f"list --json --limit 50, {size}", *goals)
    number = str(_some_lead(stage).number)
    shown = stage.case("show-tty", "show", number, tty=True)
    yield _pair(shown, f"show on a terminal, {size}", 14, 10)
    shown = stage.case("show-json", "show", number, "--json")
    yield _pair(shown, f"show --json, {size}", *goals)


def _finds(stage: Stage) -> Pairs:
    lead, goals = _some_lead(stage), (13.0, 10.0)
    words = "list", "--source", "展会", "--grade", "A", "--limit", "50"
    yield _pair(stage.case("filter", *words, tty=True), "list with filters, terminal", *goals)
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


def _writes(stage: Stage) -> Pairs:
    """Yield a touch with the next follow-up, on a copy of the store."""
    home = stage.folder / "log"
    logged = _log_case(stage, "log", home, cache(partial(_copy_store, stage, home)))
    yield _pair(logged, "log with the next follow-up", 50, 20)


def plan_first_write(stage: Stage, rounds: int) -> Group:
    """Return the first touch of a day, after which the store is backed up."""
    home = stage.folder / "log"

    def forget_day() -> None:
        if not (home / "leadq.db").exists():
            _copy_store(stage, home)
        shutil.rmtree(home / "backups", ignore_errors=True)

    case = _log_case(stage, "first-log", home, forget_day)
    what = f"log, the first of a day: the store of {stage.big:,} leads is backed up"
    return Group([case], [Line("first-log", what, "first-log", unit=SECONDS)], rounds, warm=False)


def _copy_store(stage: Stage, home: Path) -> None:
    home.mkdir(exist_ok=True)
    shutil.copyfile(stage.homes[stage.big] / "leadq.db", home / "leadq.db")


def _log_case(stage: Stage, name: str, home: Path, prepare: Callable[[], object]) -> Case:
    words = (
        stage.program, "log", str(_some_lead(stage).number), "--by", "phone", "--said",
        "问了价格，周五给答复", "--next", "+3d", "--goal", "带报价", "--json",
    )  # fmt: skip
    return Case(name, words, environment(home), prepare=prepare)


@dataclass(frozen=True)
class Lead:
    """A Chinese lead of the biggest store and what it can be found by."""

    number: int
    company: str
    phone: str
    pinyin: str


def _some_lead(stage: Stage) -> Lead:
    """Return an open lead from the middle of the store, alone in its company."""
    with closing(sqlite3.connect(stage.homes[stage.big] / "leadq.db")) as conn:
        number, company, phone, keys = conn.execute(
            "SELECT l.number, l.company, r.typed, k.keys FROM lead l"
            " JOIN reach r ON r.lead_id = l.id AND r.kind = 'phone'"
            " JOIN lookup k ON k.lead_id = l.id"
            " WHERE l.number > ? AND l.status = 'open' AND l.company LIKE '%有限公司'"
            " AND (SELECT count(*) FROM lead o WHERE o.company = l.company) = 1"
            " AND length(l.name) = 3 ORDER BY l.number LIMIT 1",
            (stage.big // 2,),
        ).fetchone()
    # the name's own spelling follows it
    return Lead(number, company, phone, keys.split("\n")[1])
