"""A restore on a terminal asks first, and says what comes and what goes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

Run = Callable[..., Any]
NAME = "leadq-2026-11-23-day.db"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_restore_asks_first(run: Run, home: Path, lang: str) -> None:
    run("add", "Wang")
    run("add", "Li")
    before = (home / "leadq.db").read_bytes()
    for said_no in ("", "n"):
        with Terminal("restore", NAME, lang=lang) as term:
            term.see(term.words.head("restore.question")).type(said_no)
            term.see(term.words["restore.kept"])
            assert term.end()[0] == 1
        assert (home / "leadq.db").read_bytes() == before
    with Terminal("restore", NAME, lang=lang) as term:
        term.see(term.words.head("restore.question"), "2", "1").type("y")
        code, shown = term.end()
    assert code == 0
    assert "leadq-2026-11-23-restore.db" in shown.replace("\n", "")
    assert "Li" not in run("list").out
