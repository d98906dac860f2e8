"""What a large store and a lead of many years cost: reads, writes and care, with their memory."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from .lines import MEMORY, SECONDS, Group, Line
from .lives import START, TODAY
from .measure import Case
from .reads import Stage
from .stores import environment

TOUCHES, FACTS, PROMISES = 50_000, 10_000, 2_000
_MOST = 300
_WORDS = {
    "show": ("show", "1", "--json"),
    "due": ("due", "--json"),
    "history": ("history", "1", "--json"),
    "log": ("log", "1", "--said", "x", "--next", "+3d", "--json"),
    "undo": ("undo", "--json"),
    "doctor": ("doctor", "--json"),
    "backup": ("backup", "--json"),
}
"""In this order, so that undo takes back what log has written."""


def plan_large(stage: Stage) -> Group:
    """Return what is done at the biggest store, one of whose leads has a life of many years."""
    home = stage.folder / "large"
    _prepare(stage, home)
    cases = [Case(f"large-{name}", (stage.program, *words), environment(home))
             for name, words in _WORDS.items()]  # fmt: skip
    size = f"{stage.big:,} leads, one of them with {TOUCHES:,} touches"
    lines = []
    for name in _WORDS:
        what = f"{name}, {size}"
        lines.append(Line(f"large-{name}", what, f"large-{name}", unit=SECONDS))
        memory = Line(f"large-{name}-memory", f"{what}, memory", f"large-{name}", must=_MOST,
                      unit=MEMORY)  # fmt: skip
        lines.append(memory)
    return Group(cases, lines, 1, warm=False)


def _prepare(stage: Stage, home: Path) -> None:
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    shutil.copyfile(stage.homes[stage.big] / "leadq.db", home / "leadq.db")
    with closing(sqlite3.connect(home / "leadq.db", isolation_level=None)) as conn:
        conn.execute("PRAGMA synchronous = OFF")
        conn.execute("BEGIN")
        add_years(conn)
        conn.execute("COMMIT")


def add_years(conn: sqlite3.Connection) -> None:
    """Give the first lead touches, facts of no question, and promises of many years."""
    at, day = f"{START}T08:00:00+00:00", START.isoformat()
    due = (TODAY + timedelta(90)).isoformat()
    rows = {
        'touch (uid, lead_id, "by", outcome, on_day, at_time, said, created_at)': (
            TOUCHES, ("phone", "reached", day, "09:00", "问了价格", at)
        ),
        "fact (uid, lead_id, fact, value, noted_on, created_at)": (
            FACTS, ("reason", "yes", day, at)
        ),
        "promise (uid, lead_id, text, due_on, state, created_at, updated_at)": (
            PROMISES, ("quote", due, "open", at, at)
        ),
    }  # fmt: skip
    for kind, (into, (count, values)) in enumerate(rows.items()):
        marks = ", ".join("?" * (len(values) + 2))
        conn.executemany(
            f"INSERT INTO {into} VALUES ({marks})",
            ((f"00000000-000{kind}-7000-8000-{n:012x}", 1, *values) for n in range(count)),
        )
