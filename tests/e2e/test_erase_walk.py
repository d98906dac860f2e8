"""Erasing on a terminal: shown first, asked about, and done only after a yes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

Run = Callable[..., Any]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_no_changes_nothing_and_a_yes_erases(run: Run, home: Path, lang: str) -> None:
    run("add", "王建国", "--phone", "13800138000")
    with Terminal("privacy", "erase", "1", lang=lang) as term:
        term.see(term.words["erase.would"], "王建国", term.words["erase.question"]).enter()
        code, _rest = term.end()
        assert (code, term.everything().count(term.words["erase.nothing_changed"])) == (1, 1)
    assert run("show", "1").code == 0
    with Terminal("privacy", "erase", "1", lang=lang) as term:
        term.see(term.words["erase.question"]).type("y")
        term.see(term.words.head("erase.done"))
        assert term.end()[0] == 0
    assert run("show", "1").code == 1
    held = b"".join(file.read_bytes() for file in home.rglob("*.db"))
    assert b"13800138000" not in held


def test_the_form_asks_before_it_takes_an_erased_person(run: Run, home: Path) -> None:
    run("add", "王建国", "--phone", "13800138000")
    run("privacy", "erase", "1", "--yes")
    with Terminal("add") as term:
        words = term.words
        term.see(words["add.name"]).type("王")
        term.see(words["add.phone"]).type("13800138000")
        for field in ("reach", "company", "region", "product", "source", "budget", "note"):
            term.see(words[f"add.{field}"]).enter()
        term.see(words["add.profile"]).enter()
        term.see(words["add.erased"]).type("n")
        code, rest = term.end()
        assert code == 1
        assert "Whoever has 13800138000 was erased before." in rest
    assert run("list", "--json").out.strip() == "[]"
