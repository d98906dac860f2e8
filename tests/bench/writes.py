"""What a rep writes all day, each call a process of its own, on a copy of the biggest store."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path

from .lines import PASS, SECONDS, Group, Line
from .measure import Case, run_once
from .reads import Stage, some_lead, with_pass
from .stores import environment

_LIGHT, _HEAVY = (12.0, 8.0), (15.0, 11.0)
_LOG = ("log", "{number}", "--by", "phone", "--said", "问了价格，周五给答复", "--next", "+3d",
        "--goal", "带报价")  # fmt: skip
_WRITES = {
    "log": ("log with the next follow-up", _LOG, _LIGHT),
    "fact": ("fact, two of them", ("fact", "{number}", "money=yes", "reason=yes"), _LIGHT),
    "man": ("man", ("man", "{number}", "--money", "yes", "--authority", "no"), _LIGHT),
    "next": ("next", ("next", "{number}", "fri", "--by", "visit", "--time", "14:30"), _LIGHT),
    "snooze": ("snooze", ("snooze", "{number}", "+5d", "--reason", "away"), _LIGHT),
    "note": ("note, what is heard accepted", ("note", "{number}", "钱够", "--accept"), _LIGHT),
    # in every round once more, so the number is known from the second on
    "add": ("add", ("add", "Newcomer", "--phone", "13912345678", "--need-by", "2027-02-01",
                    "--force"), _HEAVY),
    "edit": ("edit", ("edit", "{number}", "--company", "Maurice", "--tag", "vip"), _HEAVY),
}  # fmt: skip


def plan_writes(stage: Stage, rounds: int) -> Group:
    """Return the single writes of the goals; the last one is taken back."""
    home, number = stage.folder / "writes", str(some_lead(stage).number)
    copy = cache(partial(copy_store, stage, home))
    cases, lines = [], []
    for name, (what, words, goals) in _WRITES.items():
        cases.append(_case(stage, name, home, [word.format(number=number) for word in words], copy))
        lines.append(Line(name, f"{what}, {stage.big:,} leads", name, PASS, *goals))

    def write_first() -> None:
        copy()
        run_once(_case(stage, "before", home, ("fact", number, "money=yes")), home / "said")

    cases.append(_case(stage, "undo", home, ("undo",), write_first))
    lines.append(Line("undo", f"undo, {stage.big:,} leads", "undo", PASS, *_HEAVY))
    return Group(with_pass(stage, cases), lines, rounds)


def plan_first_writes(stage: Stage, rounds: int) -> Group:
    """Return the first touch of a day, before which the store is backed up, and the first command
    of all, which makes the store."""
    home, empty = stage.folder / "log", stage.folder / "first"

    def forget_day() -> None:
        if not (home / "leadq.db").exists():
            copy_store(stage, home)
        shutil.rmtree(home / "backups", ignore_errors=True)

    def forget_all() -> None:
        shutil.rmtree(empty, ignore_errors=True)
        empty.mkdir(parents=True)

    words = [word.format(number=some_lead(stage).number) for word in _LOG]
    first = Case("first", (stage.program, "due"), environment(empty), prepare=forget_all)
    cases = [_case(stage, "first-log", home, words, forget_day), *with_pass(stage, [first])]
    what = f"log, the first of a day: the store of {stage.big:,} leads is backed up"
    lines = [
        Line("first-log", what, "first-log", unit=SECONDS),
        Line("first", "the first command of all: due makes the store", "first", PASS, 60, 25),
    ]
    return Group(cases, lines, rounds)


def copy_store(stage: Stage, home: Path) -> None:
    """Copy the biggest store into a home of its own, which may be written to."""
    home.mkdir(exist_ok=True)
    shutil.copyfile(stage.homes[stage.big] / "leadq.db", home / "leadq.db")


def _case(
    stage: Stage, name: str, home: Path, words: Sequence[str],
    prepare: Callable[[], object] | None = None,
) -> Case:  # fmt: skip
    return Case(name, (stage.program, *words, "--json"), environment(home), prepare=prepare)
