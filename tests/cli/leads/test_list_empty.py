"""A list that is empty says where else to look, with the words that were typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_suggestions_keep_what_was_typed(run: Run, lang: str) -> None:
    shown = run("list", "王 '五", "--grade", "A", "--lang", lang)
    assert shown.code == 0
    assert """--grade A --lang""" in shown.out
    assert f"--lang {lang} --status all" in shown.out
    assert """leadq find '王 '"'"'五'""" in shown.out
    assert "leadq add" not in shown.out


def test_what_was_given_is_not_suggested(run: Run) -> None:
    shown = run("list", "--status=won", "--limit", "3").out
    assert "--status all" not in shown
    assert "leadq find" not in shown
    assert "leadq add" in run("list").out


@pytest.mark.parametrize("words", [("list",), ("export", "x.csv"), ("handover", "a", "b")])
def test_a_trade_that_nobody_knows_is_said(run: Run, words: tuple[str, ...]) -> None:
    run("add", "王强", "--owner", "a")
    refused = run(*words, "--profile", "nonsense")
    assert (refused.code, "nonsense" in refused.err) == (1, True)
    assert run("list", "--profile", "general").out.count("王强") == 1
