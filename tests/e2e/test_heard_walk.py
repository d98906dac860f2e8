"""What was said is followed by one screen of what was understood; nothing of it is asked again."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .terminal import Terminal, Words

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

Run = Callable[..., Any]
LANGUAGES = pytest.mark.parametrize("lang", ["en", "zh"])
SAID = {
    "zh": "钱够，老婆不同意，嫌贵，答应明天发报价单，周五下午三点去工地看样机",
    "en": "he has the money but his wife is against it, thinks we are too expensive, "
    "promised to send the quote tomorrow, meet Friday 3 pm at the site",
}
PASTED = {
    "zh": "王总 华北路桥 138 0013 8000 他说了算，钱够，下个月要，爱钓鱼",
    "en": "Mark Denson, Maurice The Pants Man Ltd, 660-485-0224, he decides and has the money, "
    "needs it by the end of January, likes boats",
}
SPACE, DOWN = " ", "\x1b[B"


def read(run: Run, *words: str) -> Any:
    result = run(*words, "--json")
    assert result.code == 0, result.err
    return json.loads(result.out)


def label(words: Words, fact: str) -> str:
    return words.label(fact, "general")


@LANGUAGES
def test_a_talk_in_one_line(run: Run, home: Path, lang: str) -> None:
    run("add", "王建国")
    run("fact", "1", "obstacle=no")
    with Terminal("log", "1", SAID[lang], lang=lang) as term:
        words = term.words
        term.see(words["hear.ask"], label(words, "money"), label(words, "obstacle"))
        term.child.send(DOWN + SPACE)
        term.enter()
        code, shown = term.end()
    assert code == 0
    assert words["hear.taken"] in shown
    card = read(run, "show", "1")
    facts = {one["id"]: (one["value"], one["by"]) for one in card["facts"]}
    assert facts["money"] == ("yes", "said")
    assert facts["obstacle"] == ("no", "rep")
    assert card["next"]["on"] == "2026-11-27"
    assert card["next"]["time"] == "15:00"
    assert [one["due_on"] for one in card["promises"]] == ["2026-11-24"]


@LANGUAGES
def test_a_walk_does_not_ask_what_was_understood(run: Run, home: Path, lang: str) -> None:
    run("add", "王建国")
    with Terminal("log", "1", lang=lang) as term:
        words = term.words
        term.see(words["log.said"]).type(SAID[lang])
        term.see(words["hear.ask"]).enter()
        term.see(words["log.by"]).enter()
        code, shown = term.end()
    assert code == 0
    assert words["log.objection"] not in shown.split(words["hear.taken"])[0]
    assert words["ask.next_on"] not in shown
    card = read(run, "show", "1")
    assert card["touches"] == 1
    assert {one["id"] for one in card["facts"]} >= {"money", "obstacle"}
    run("undo")
    assert read(run, "show", "1")["facts"] == []


@LANGUAGES
def test_from_a_pasted_line_to_a_grade_in_three_prompts(run: Run, home: Path, lang: str) -> None:
    with Terminal("add", "--text", PASTED[lang], lang=lang) as term:
        words = term.words
        term.see(words["hear.ask"]).enter()
        term.see(words["ask.sheet_how"])
        told = {"need": "yes", "engagement": "bargaining", "reason": "yes"}
        term.press(*(words.digit(fact, value, "general") for fact, value in told.items())).enter()
        term.see(words["ask.next_on"]).enter()
        code, _shown = term.end()
    assert code == 0
    lead = read(run, "show", "1")
    assert lead["grade"] in ("A", "B")
    assert lead["next"] is not None
    assert lead["phones"] != []
    assert ("爱钓鱼" if lang == "zh" else "likes boats") in lead["note"]


@LANGUAGES
def test_somebody_known_is_shown_first(run: Run, home: Path, lang: str) -> None:
    run("add", "老王", "--phone", "138 0013 8000")
    run("add", "Denson", "--phone", "660-485-0224")
    with Terminal("add", "--text", PASTED[lang], lang=lang) as term:
        words = term.words
        term.see(words.tail("add.known")).pick(words["add.known_open"])
        code, _shown = term.end()
    assert code == 0
    assert len(read(run, "list")) == 2


@LANGUAGES
def test_left_before_anything_is_saved(run: Run, home: Path, lang: str) -> None:
    with Terminal("add", "--text", PASTED[lang], lang=lang) as term:
        term.see(term.words["hear.ask"]).interrupt()
        assert term.end()[0] == 130
    assert read(run, "list") == []
