"""What an option takes is said with its words in Chinese, and those words are taken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("leave", "1", "--kind", "x"), "own_choice 主动、"),
        (("list", "--class", "x"), "target 目标客户、"),
        (("due", "--class", "x"), "potential 潜在客户、"),
        (("import", "in.csv", "--what", "x"), "facts 事项、"),
        (("import", "in.csv", "--map-status", "a=b"), "won 成交、"),
        (("export", "out.csv", "--what", "x"), "leads 线索、"),
        (("list", "--status", "x"), "won 成交、"),
        (("edit", "1", "--clear", "x"), "company 公司、"),
    ],
)
def test_choices_are_named_in_chinese(run: Run, words: tuple[str, ...], said: str) -> None:
    done = run(*words, "--lang", "zh")
    assert (done.code, said in done.err) == (2, True)
    english = run(*words).err
    assert english.isascii() or "“" in english
    assert said.split()[1].rstrip("、") not in english


def test_their_words_are_taken(run: Run) -> None:
    run("add", "Ann", "--phone", "13800138000")
    Path("in.csv").write_text("name,date,words\nAnn,2026-11-20,met\n", "utf-8")
    assert run("import", "in.csv", "--what", "联系记录").code == 0
    for word in ("目标", "潜在客户", "购买力强", "Target"):
        assert run("list", "--class", word).code == 0


@pytest.mark.parametrize(("lang", "said"), [("en", "No lead has an owner"), ("zh", "还没有线索")])
def test_where_nobody_owns_anything_no_empty_list_is_given(run: Run, lang: str, said: str) -> None:
    run("add", "Ann")
    done = run("handover", "Li", "Wu", "--lang", lang)
    assert (done.code, said in done.err) == (1, True)


def test_a_person_without_a_name_is_asked_for_one(run: Run) -> None:
    run("add", "王强")
    refused = run("contact", "1", " ", "--role", "decider")
    assert (refused.code, "leadq contact 12" in refused.err) == (2, True)
    assert "--company" not in refused.err
