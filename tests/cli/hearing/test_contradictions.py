"""report contradictions: facts that gainsay each other, or what was said since."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

Run = Callable[..., Any]


def listed(run: Run, *words: str) -> Any:
    return json.loads(run("report", "contradictions", *words, "--json").out)


def test_nothing(run: Run) -> None:
    run("add", "王建国")
    assert listed(run) == []
    assert "contradict" in run("report", "contradictions").out


def test_facts_that_gainsay_each_other(run: Run) -> None:
    run("add", "王建国", "--owner", "李明")
    run("fact", "1", "need=no", "need_by=2026-12-31")
    (found,) = listed(run)
    assert (found["number"], found["rule"], found["on"]) == (1, "no-need-but-date", None)
    assert found["facts"][0] == {"id": "need", "value": "no", "noted_on": "2026-11-23"}
    assert listed(run, "--owner", "张三") == []
    assert len(listed(run, "--owner", "李明")) == 1


def test_a_talk_that_was_only_written_down(run: Run) -> None:
    run("add", "王建国")
    run("fact", "1", "authority=yes")
    run("log", "1", "得问老板", "--plain")
    (found,) = listed(run)
    assert (found["rule"], found["words"]) == ("authority-yes-said-no", "得问老板")
    shown = run("report", "contradictions", "--lang", "zh").out.splitlines()
    assert [line.strip() for line in shown] == [
        "1 王建国",
        "! 记的是能做主，话里却要问别人",
        "购买决定权 说得上话（11-23）",
        "“得问老板”（11-23）",
    ]
    row = run("report", "contradictions", "--format", "csv").out.splitlines()[1]
    assert "authority=yes" in row


def test_what_was_taken_gainsays_nothing(run: Run) -> None:
    run("add", "王建国")
    run("fact", "1", "authority=yes")
    run("log", "1", "得问老板", "--accept")
    assert listed(run) == []


def test_a_note_is_heard_too(run: Run) -> None:
    run("add", "王建国")
    run("fact", "1", "money=yes")
    run("note", "1", "has no money", "--plain")
    assert [one["rule"] for one in listed(run)] == ["money-yes-said-no"]


def test_the_card_says_what_the_report_says(run: Run) -> None:
    run("add", "王建国")
    run("fact", "1", "money=yes", "need=yes")
    run("log", "1", "这事用不着", "--plain")
    for words in ("好的", "在忙", "晚点说", "再联系"):
        run("log", "1", words, "--plain")
    run("note", "1", "has no money", "--plain")
    card = json.loads(run("show", "1", "--json").out)["contradictions"]
    assert {one["id"] for one in card} == {"money-yes-said-no", "need-yes-said-no"}
    assert [one["id"] for one in card] == [one["rule"] for one in listed(run)]
