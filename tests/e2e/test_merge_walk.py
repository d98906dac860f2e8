"""Merging by keyboard: a look at what comes from where, then yes or no."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

import pytest

from .terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

Run = Callable[..., Any]
SUM = {"en": "500,000", "zh": "50万"}
LANGUAGES = pytest.mark.parametrize("lang", ["en", "zh"])


@pytest.fixture
def two(run: Run) -> Run:
    """Fill the store with two leads that are one."""
    run("add", "王建国", "--company", "华北路桥", "--phone", "13800138000")
    run("add", "王建国", "--company", "华北路桥集团", "--budget", "50万")
    return run


def count(run: Run) -> int:
    return len(json.loads(run("list", "--json").out))


@LANGUAGES
def test_enter_makes_them_one(two: Run, lang: str) -> None:
    with Terminal("merge", "1", "2", lang=lang) as term:
        term.see("2 王建国 · 华北路桥集团", SUM[lang], term.words["merge.sure"]).enter()
        code, rest = term.end()
    assert (code, count(two)) == (0, 1)
    assert "leadq undo" in rest
    assert SUM[lang] not in rest


@LANGUAGES
def test_no_leaves_them_two(two: Run, lang: str) -> None:
    with Terminal("merge", "1", "2", lang=lang) as term:
        term.see(term.words["merge.sure"]).type("n")
        code, rest = term.end()
        assert term.words["merge.nothing_done"] in rest
    assert (code, count(two)) == (0, 2)


def test_ctrl_c_leaves_them_two(two: Run) -> None:
    with Terminal("merge", "1", "2") as term:
        term.see(term.words["merge.sure"]).interrupt()
        assert term.end()[0] == 130
    assert count(two) == 2


def test_a_name_of_several_is_chosen(two: Run) -> None:
    two("add", "李明", "--phone", "13911112222")
    with Terminal("merge", "李明", "王建国") as term:
        term.pick("2 王建国 · 华北路桥集团")
        term.see(term.words["merge.sure"]).enter()
        assert term.end()[0] == 0
    assert [
        lead["number"] for lead in json.loads(two("list", "--json", "--sort", "number").out)
    ] == [1, 3]


def test_dupes_in_colour(two: Run) -> None:
    with Terminal("dupes") as term:
        code, rest = term.see("leadq merge 1 2").end()
    assert code == 0
    assert "Traceback" not in rest
