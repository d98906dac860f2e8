"""Makes the stores, measures, prints the table."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from .bulk import plan_books, plan_dupes, plan_export, plan_import, plan_million, plan_reports
from .care import plan_care
from .large import plan_large
from .lines import FAILED, Group, Line, draw_markdown, draw_plain, make_rows
from .measure import BenchError, Run, measure
from .peers import plan_peers
from .program import find_program
from .reads import Stage, plan_growth, plan_reads
from .stores import ensure_store
from .team.cost import plan_cost, plan_cost_of_import
from .team.plan import plan_team
from .writes import plan_first_writes, plan_writes

_SIZES, _QUICK_SIZES = (1000, 10_000, 100_000), (1000, 10_000)


def measure_all(options: argparse.Namespace) -> int:
    """Measure what was asked for; return the exit code: 1 also when a line of the table failed."""
    try:
        rows = run(options)
    except BenchError as error:
        say(f"{error}\n")
        return 1
    print(draw_plain(rows))
    if options.markdown:
        options.markdown.write_text(f"{describe()}\n\n{draw_markdown(rows)}", "utf-8")
    return int(any(FAILED in row for row in rows))


def run(options: argparse.Namespace) -> list[tuple[str, ...]]:
    """Make what is missing, measure and return the table's cells. Raises BenchError."""
    program, folder = find_program(), options.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    sizes = _QUICK_SIZES if options.quick else _SIZES
    if options.size:
        sizes = (min(sizes), options.size)
    homes = {size: make_store(folder, size) for size in sizes}
    stage = Stage(program, folder, homes)
    results: dict[str, list[Run]] = {}
    lines: list[Line] = []
    with ExitStack() as stack:
        for plan in plans(stage, options, stack):
            group = choose(plan(), options.only)
            if group.lines:
                results |= measure(
                    group.cases, group.rounds, group.warm, folder / "said", progress, say
                )
                lines += group.lines
    say("\r\033[K")
    if not lines:
        raise BenchError(f"no line begins with {options.only!r}")
    if not shutil.which("sqlite3"):
        say("sqlite3 is not installed: import and export have nothing to be measured against\n")
    return make_rows(lines, results)


def plans(stage: Stage, options: argparse.Namespace, stack: ExitStack) -> list[Callable[[], Group]]:
    """Return what makes the groups, in the order of the table; each is made when its turn comes.

    ``stack`` holds what runs until everything is measured.
    """
    store = stage.homes[stage.big] / "leadq.db"
    peers = plan_peers(stage.folder, store, options.quick)
    few, many = (1, 5) if options.quick else (3, 15)
    found: list[Callable[[], Group]] = [
        partial(plan_reads, stage, options.rounds or many, peers),
        partial(plan_writes, stage, options.rounds or many),
        partial(plan_first_writes, stage, few),
        partial(plan_growth, stage, few),
        partial(plan_import, stage, stage.big, few),
        partial(plan_export, stage, few),
        partial(plan_books, stage, 1),
        partial(plan_care, stage, few),
        partial(plan_dupes, stage),
        partial(plan_team, stage, stack),
        partial(plan_cost, stage, stack, options.rounds or many),
        partial(plan_cost_of_import, stage, stack, few),
        partial(plan_reports, stage),
        partial(plan_large, stage),
    ]
    return [*found, partial(plan_million, stage)] if options.large else found


def choose(group: Group, name: str | None) -> Group:
    """Return what of a group is needed for the lines whose name begins so."""
    if not name:
        return group
    lines = [line for line in group.lines if line.name.startswith(name)]
    needed = {case for line in lines for case in (line.case, line.base)}
    return Group(
        [case for case in group.cases if case.name in needed], lines, group.rounds, group.warm
    )


def make_store(folder: Path, size: int) -> Path:
    """Make the store of a size in a process of its own, whose memory ends with it."""
    maker = multiprocessing.Process(target=_make_store, args=(folder, size))
    maker.start()
    maker.join()
    if maker.exitcode:
        raise BenchError(f"the store of {size} leads could not be made")
    return folder / str(size)


def _make_store(folder: Path, size: int) -> None:
    try:
        ensure_store(folder, size, progress)
    except BenchError as error:
        say(f"{error}\n")
        sys.exit(1)


def describe() -> str:
    """Say on what it was measured."""
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"
    return f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {machine}."


def progress(line: str) -> None:
    """Show what is going on, on one line of a terminal."""
    if sys.stderr.isatty():
        say(f"\r\033[K{line[:78]}")


def say(text: str) -> None:
    """Write to stderr."""
    sys.stderr.write(text)
    sys.stderr.flush()
