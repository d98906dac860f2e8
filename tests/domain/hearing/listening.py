"""Sentences of reps with what is wanted of them and what is forbidden, and how well they do."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from leadq.content.library import open_library
from leadq.domain.hearing.model import LANGS, Proposal
from leadq.domain.hearing.reader import Reader

TODAY = date(2026, 11, 30)


@cache
def reader() -> Reader:
    """The built-in rules of both languages."""
    library = open_library(None)
    heard = library.hearing(LANGS)
    assert library.problems == []
    return Reader(heard.hearings)


def hear(text: str, **given: Any) -> list[str]:
    """What is proposed, each as ``kind:field=value``."""
    return [as_word(one) for one in reader().propose(text, TODAY, **given)]


def as_word(one: Proposal) -> str:
    return f"{one.kind}:{one.field}={one.value}"


def sentences(name: str) -> list[dict[str, Any]]:
    """The sentences of a file beside this one."""
    rows: list[dict[str, Any]] = json.loads((Path(__file__).parent / name).read_text("utf-8"))
    return rows


def fits(wanted: str, one: Proposal) -> bool:
    """Whether a proposal is what is wanted: ``*`` anything, ``~x`` contains x, ``a..b`` a range."""
    thing, _, value = wanted.partition("=")
    if thing != f"{one.kind}:{one.field}":
        return False
    if value.startswith("~"):
        return value[1:].lower() in one.value.lower()
    first, dots, last = value.partition("..")
    return value == "*" or (first <= one.value <= last if dots else value == one.value)


@dataclass
class Score:
    """How many proposals are right, how many wanted ones were found; the rest by sentence."""

    proposed: int = 0
    right: int = 0
    wanted: int = 0
    found: int = 0
    forbidden: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.proposed

    @property
    def recall(self) -> float:
        return self.found / self.wanted

    def __str__(self) -> str:
        head = (
            f"precision {self.right}/{self.proposed}={self.precision:.3f}"
            f" recall {self.found}/{self.wanted}={self.recall:.3f}"
        )
        lists = (("forbidden", self.forbidden), ("wrong", self.wrong), ("missed", self.missed))
        return "\n".join([head, *(f"  {name}: {line}" for name, all_ in lists for line in all_)])


def score(rows: Sequence[dict[str, Any]]) -> Score:
    """Hear every sentence; a proposal that nobody wanted is wrong.

    ``may`` names what a sentence can be taken for as well: it counts neither way.
    """
    total = Score()
    for row in rows:
        proposals = reader().propose(row["text"], TODAY)
        for one in proposals:
            right = any(fits(wanted, one) for wanted in row["want"])
            if not right and any(fits(other, one) for other in row.get("may", ())):
                continue
            total.proposed += 1
            total.right += right
            if not right:
                total.wrong.append(f"{row['text']} → {as_word(one)} ({one.rule}: {one.words})")
            if any(fits(banned, one) for banned in row["forbid"]):
                total.forbidden.append(f"{row['text']} → {as_word(one)}")
        for wanted in row["want"]:
            found = any(fits(wanted, one) for one in proposals)
            total.wanted += 1
            total.found += found
            if not found:
                total.missed.append(f"{row['text']} → {wanted}")
    return total
