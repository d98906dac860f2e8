"""leadq hear: as a table in both languages, as data, from standard input, by the user's rules."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
TEXT = "钱够，老婆不同意，周五下午三点去工地"

FIRM = """
version = 1
id = "firm"
lang = "zh"
name = { en = "Our firm", zh = "本公司" }
about = { en = "Words of our own.", zh = "自己的说法。" }
off = ["objection-minds"]

[words]
money = ["粮草"]

[[rules]]
id = "tried"
fact = "viewed"
value = "yes"
contrary = "no"
say = ["上手试过"]
"""


def test_a_table(run: Run) -> None:
    shown = run("hear", TEXT)
    assert (shown.code, shown.err) == (0, "")
    lines = [line.rstrip() for line in shown.out.splitlines()]
    assert lines == [
        "Understood  As                     From the words",
        "Money       has it                 钱够",
        "Obstacle    something in the way   老婆不同意",
        "Next step   Fri 27 Nov 15:00       周五下午三点去工地",
        "            visit 工地",
    ] or lines[3].startswith("Next step   Fri 27 Nov 15:00 visit 工地")


def test_chinese(run: Run) -> None:
    shown = run("hear", TEXT, "--lang", "zh").out
    assert "购买力" in shown
    assert "11-27 周五 15:00 拜访 工地" in shown


def test_data(run: Run) -> None:
    found = json.loads(run("hear", TEXT + "，预算80万", "--json").out)
    assert found[0] == {
        "kind": "fact", "field": "money", "value": "yes", "words": "钱够",
        "rule": "zh/money-enough",
    }  # fmt: skip
    assert [one["kind"] for one in found] == ["fact", "fact", "next", "field"]
    assert found[2] == {
        "kind": "next", "field": "", "value": "2026-11-27 15:00 visit",
        "words": "周五下午三点去工地", "rule": "zh/next-visit", "place": "工地",
    }  # fmt: skip
    assert run("hear", "钱够", "--format", "csv").out.splitlines()[1].startswith("fact,money,yes")


def test_nothing_understood(run: Run) -> None:
    assert json.loads(run("hear", "天气不错", "--json").out) == []
    shown = run("hear", "天气不错")
    assert (shown.code, shown.out) == (0, "")
    assert "Nothing in this" in shown.err


def test_pasted(run: Run) -> None:
    assert "has it" in run("hear", "-", stdin="钱够\n").out


def test_a_profile(run: Run) -> None:
    assert json.loads(run("hear", "来存20万", "--profile", "loan", "--json").out) == []
    assert run("hear", "来存20万", "--profile", "bank").out != ""
    refused = run("hear", "钱够", "--profile", "lown")
    assert refused.code == 1
    assert "loan" in refused.err


def test_nothing_is_written(run: Run, home: Path) -> None:
    run("hear", TEXT)
    assert not list(home.glob("*.db"))


def put(home: Path, text: str) -> None:
    folder = home / "hearing"
    folder.mkdir(parents=True)
    (folder / "firm.toml").write_text(text, encoding="utf-8")


def test_a_firm_adds_its_own_words(run: Run, home: Path) -> None:
    assert json.loads(run("hear", "没粮草，上手试过，太贵", "--json").out)[0]["kind"] == "objection"
    put(home, FIRM)
    assert run("script", "check").code == 0
    found = json.loads(run("hear", "没粮草，上手试过，太贵", "--json").out)
    assert [(one["field"], one["value"], one["rule"]) for one in found] == [
        ("money", "no", "zh/money-none"),
        ("viewed", "yes", "zh/tried"),
    ]


def test_a_mistake_is_named_and_stepped_over(run: Run, home: Path) -> None:
    put(home, FIRM.replace("上手试过", "上手{试").replace('"viewed"', '"vewed"'))
    checked = run("script", "check")
    assert checked.code == 4
    assert "hearing/firm.toml" in checked.out + checked.err
    assert "rules[0].say[0]: is not a pattern that can be read" in checked.out + checked.err
    heard = run("hear", "钱够", "--json")
    assert json.loads(heard.out)[0]["value"] == "yes"
    assert "firm.toml" in heard.err


@pytest.mark.parametrize("words", ["", " \n"])
def test_an_empty_text_is_refused_as_an_empty_note_is(run: Run, words: str) -> None:
    for typed in (["hear", words], ["hear", "-"]):
        shown = run(*typed, stdin=words)
        assert (shown.code, shown.out, len(shown.err.splitlines())) == (2, "", 2)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("下周一来工地看机器", "下周一来工地看机器"),
        ("他说明天下午三点过来看样机 钱够", "明天下午三点过来看样机"),
        ("周五上午去他们公司谈定价格", "周五上午去他们公司谈定价格"),
        (
            "Friday I come by to see the machine. He has money",
            "Friday I come by to see the machine",
        ),
        ("visit on Tue 3 pm with Mr. Li. Budget 40k", "visit on Tue 3 pm with Mr. Li"),
        ("call me tomorrow about the U.S. order. OK", "call me tomorrow about the U.S. order"),
        ("call me tomorrow about the U.S. Budget 40k", "call me tomorrow about the U.S"),
    ],
)
def test_a_step_is_told_by_its_whole_phrase(run: Run, text: str, words: str) -> None:
    found = json.loads(run("hear", text, "--json").out)
    assert [one["words"] for one in found if one["kind"] == "next"] == [words]
