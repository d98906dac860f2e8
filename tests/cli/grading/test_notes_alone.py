"""A note or a reason that goes with nothing is not dropped without a word."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "words",
    [
        ("man", "张 三", "--note", "老板 同学"),
        ("type", "张 三", "--note", "老板 同学"),
        ("grade", "张 三", "--reason", "老板 同学"),
    ],
)
def test_what_goes_with_nothing_is_refused(run: Run, words: tuple[str, ...], lang: str) -> None:
    run("add", "张 三")
    refused = run(*words, "--lang", lang)
    assert refused.code == 2
    assert "leadq note '张 三' '老板 同学'" in refused.err
    assert run("note", "张 三", "老板 同学").code == 0


@pytest.mark.parametrize("words", [("--set", "A"), ("--clear",), ("--profile", "car")])
def test_a_change_without_a_lead_needs_one(run: Run, words: tuple[str, ...]) -> None:
    assert run("grade", *words).code == 2
    assert "leadq grade 12" in run("grade", *words).err


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (("log", "1", "--on", "昨天"), "--at"),
        (("due", "--date", "明天"), "--on"),
        (("park", "1", "--date", "明天"), "--until"),
        (("list", "--rep", "张"), "--owner"),
        (("add", "--tel", "1"), "--phone"),
        (("add", "--comapny", "x"), "--company"),
        (("list", "--xyz"), ""),
    ],
)
def test_an_option_of_another_name_is_named(run: Run, words: tuple[str, ...], near: str) -> None:
    refused = run(*words)
    assert refused.code == 2
    assert (f"Did you mean {near}?" in refused.err) == bool(near)
