"""Every column of what is kept of somebody is everywhere: typed, in, out, merged, joined, erased.

Columns that a place leaves out are named with the reason, and none is named that it does not
leave out. A column that stands in its table alone is missed everywhere: ``colour`` is one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import SQLModel

from leadq.store import migrations
from leadq.store.schema import complaint_table, purchase_table, tables

from . import ways
from .bench import TABLES, Bench
from .ways import Came

assert tables.Lead and purchase_table.Purchase and complaint_table.Complaint

KEYS = frozenset({"id", "uid", "lead_id", "number", "created_at", "updated_at", "changed"})
"""Columns that the program itself fills, in every table: keys and stamps."""

NEW = "colour"
UNLISTED = frozenset({
    ("lead", "undone"), ("contact", "undone"),
    *((table, place) for table in ("followup", "promise", "purchase", "complaint")
      for place in ("merged", "undone")),
    *((table, "handed out") for table in TABLES if table != "lead"),
})  # fmt: skip
"""Where rows go whole, whatever columns they have."""


def _because(reason: str, *columns: str) -> dict[str, str]:
    return dict.fromkeys(columns, reason)


_STANDS = _because(
    "win, lose, drop, park and leave say it",
    *("status", "parked_until", "reason", "amount", "left_kind"),
)
_OF_CUSTOMERS = _because("takes no text: a flag, another lead", "key_customer", "referred_by")
_STORED = {"extra": "columns of other programs", "created_on": "the day of the command"}
_NEVER_EMPTY = _because("is never empty", "name", "profile")
_WORDS = _because(
    "a number, a day or a word of the program",
    *("status", "profile", "parked_until", "amount", "budget", "created_on", "on_day", "at_time"),
    *("by", "set_by", "set_on", "slot", "state", "due_on", "role", "attitude", "noted_by"),
    *("key_customer", "referred_by", "left_kind", "complaint", "thanked", "apologised"),
    *("satisfied", "solved_on", "checked_on"),
)
_REP = {"owner": "a rep, no customer"}
_OTHERS = _because("who somebody else is, which is told and not hidden", "name", "company", "phone")
_WORK = _because(
    "what a lead is worked on with; only how somebody is reached is masked",
    *("name", "title", "company", "region", "source", "product", "tags", "note", "extra", "reason"),
    *("goal", "text", "feeling", "details", "cause", "lesson", "solution", "missing"),
)
LEFT_OUT: dict[str, dict[str, str]] = {
    "added": _STANDS | _STORED | _OF_CUSTOMERS,
    "edited": _STANDS | _STORED | _OF_CUSTOMERS,
    "cleared": _STANDS | _STORED | _OF_CUSTOMERS | _NEVER_EMPTY,
    "typed": {
        **_because("the program's own: when and why it planned", "set_on", "slot", "noted_by"),
        "reason": "snooze says it",
        "complaint": "the promises of a complaint have it",
        **_because(
            "a later step of a complaint, or its walk, says it",
            *("feeling", "thanked", "apologised", "details", "lesson", "solution", "solved_on"),
            *("checked_on", "satisfied", "missing"),
        ),
    },
    "gaps": _because("is never empty", "profile", "created_on"),
    "lead merged": _because("the kept lead has its own", "name", "profile"),
    "masked": _WORK | _WORDS | _REP,
    "found": _WORDS | _REP,
    "traced": _WORDS | _REP,
    "erased": _WORDS | _REP | _OTHERS,
    "masked traces": _WORDS | _REP,
}
"""What a place leaves out, and why."""
WAYS = [
    ("lead", ways.taken),
    *((table, way) for table in TABLES for way in
      (ways.typed, ways.carried, ways.joined, ways.told, ways.merged, ways.forgotten)),
]  # fmt: skip


def columns_of(table: str) -> list[str]:
    """Return the columns that somebody fills; of a lead alone the owner is one."""
    keys = KEYS if table == "lead" else KEYS | {"owner"}
    return [one.name for one in SQLModel.metadata.tables[table].columns if one.name not in keys]


@pytest.fixture
def widen(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Give a table of every new store a column that nothing else knows of."""

    def add_column(table: str) -> None:
        number, known = migrations.VERSION + 1, migrations.load_step

        def step(conn: sqlite3.Connection) -> None:
            conn.execute(f'ALTER TABLE "{table}" ADD COLUMN {NEW} TEXT')

        monkeypatch.setattr(migrations, "load_step", lambda n: step if n == number else known(n))
        monkeypatch.setattr(migrations, "VERSION", number)

    return add_column


@pytest.mark.parametrize(("table", "way"), WAYS)
def test_every_column_is_everywhere(
    table: str,
    way: Callable[[Bench], Came],
    run: Callable[..., Any],
    home: Path,
    widen: Callable[[str], None],
) -> None:
    widen(table)
    asked = [*columns_of(table), NEW]
    for place, came in way(Bench(run, home.parent, table, asked)).items():
        reasons = LEFT_OUT.get(place, LEFT_OUT.get(f"{table} {place}", {}))
        left_out = reasons.keys() & set(asked)
        if (table, place) in UNLISTED:
            came = came - {NEW}
        assert set(asked) - came == {*left_out, NEW}, (table, place)
