"""A table of leads is written byte for byte as it always was."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
GOLDEN = Path(__file__).parent / "golden"
STORE = Path(__file__).parents[2] / "store" / "versions" / "9.sql"


@pytest.fixture
def spoiled(run: Run, home: Path) -> Run:
    """Run in a store of fixed keys whose leads hold what a table can spoil."""
    with closing(sqlite3.connect(home / "leadq.db")) as conn:
        conn.executescript(STORE.read_text("utf-8"))
    run("due")
    with closing(sqlite3.connect(home / "leadq.db")) as conn:
        conn.executescript((GOLDEN / "spoil.sql").read_text("utf-8"))
    return run


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("leads", ()),
        ("mask", ("--mask",)),
        ("gbk", ("--encoding", "gbk")),
        ("facts", ("--facts", "--lang", "zh")),
        ("touches", ("--what", "touches")),
        ("followups", ("--what", "followups")),
    ],
)
def test_a_table_is_what_it_was(spoiled: Run, name: str, words: tuple[str, ...]) -> None:
    done = spoiled("export", "out.csv", "--status", "all", *words)
    assert done.code == 0
    assert Path("out.csv").read_bytes() == (GOLDEN / f"{name}.csv").read_bytes()
