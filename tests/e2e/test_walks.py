"""Whole walks by keyboard, in both languages, on a screen of 80 columns."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from leadq.i18n import zh

from .terminal import Terminal, Words

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

Run = Callable[..., Any]
LANGUAGES = pytest.mark.parametrize("lang", ["en", "zh"])
MAN = {"need": "yes", "money": "yes", "authority": "yes"}
DOWN = "\x1b[B"
TRADE = {
    "engagement": "bargaining",
    "reason": "yes",
    "site": "yes",
    "project_stable": "yes",
    "plan": "yes",
}


def read(run: Run, *words: str) -> Any:
    """Return what a command prints as data."""
    result = run(*words, "--json")
    assert (result.code, result.err) == (0, "")
    return json.loads(result.out)


def fill_form(term: Terminal, name: str, phone: str) -> None:
    """Answer the form of a new lead; the budget is mistyped first, a company given for WeChat."""
    words = term.words
    term.see(words["add.name"]).type(name)
    term.see(words["add.phone"]).type(phone)
    term.see(words["add.reach"]).type("鑫源矿业")
    term.see(words.texts["error.bad_wechat"].format(given="鑫源矿业"))
    term.press(*["\x7f"] * 4).type("wang@x.cn，wx_123")
    term.see(words["add.company"]).type("华北路桥")
    for field in ("region", "product", "source"):
        term.see(words[f"add.{field}"]).enter()
    term.see(words["add.budget"]).type("soon")
    term.see(words.texts["error.bad_money"].format(given="soon")).type("50万")
    term.see(words["add.note"]).type("[red]急[/red]")
    term.see(words["add.profile"]).pick(trade(words))


def assert_one_language(term: Terminal) -> None:
    """Check that a walk was in Chinese, or in English save for the data that was typed."""
    shown = term.everything()
    if term.words.lang == "zh":
        left = set(re.findall(r"[A-Za-z]{2,}", shown))
        assert left <= {
            "MAN",
            "leadq",
            "kept",
            "red",
            "soon",
            "someday",
            "ask",
            "show",
            "Ctrl",
            "wang",
            "cn",
            "wx",
        }
    else:
        labels = {
            text for key, text in zh.TEXTS.items() if key.startswith(("add.", "ask.", "log."))
        }
        assert not [text for text in labels if "{" not in text and f"? {text}" in shown]


def trade(words: Words) -> str:
    return words.library.profile("equipment").name.pick(words.lang)


def answer(term: Terminal, facts: dict[str, str]) -> None:
    """Answer the rows of a sheet from the top; who has answered stands on the next row."""
    term.see(*map(term.words.label, facts))
    term.press(*(term.words.digit(fact, value) for fact, value in facts.items()))


@LANGUAGES
def test_add_walked_whole(run: Run, home: Path, lang: str) -> None:
    with Terminal("add", lang=lang) as term:
        words = term.words
        fill_form(term, "王建国", "138 0013 8000")
        term.see(words.texts["said.added"].format(number=1))
        answer(term, MAN)
        term.enter().see(words["ask.sheet_how"])
        answer(term, TRADE)
        term.press("someday").enter()
        term.see(words.texts["error.bad_day"].format(given="someday"))
        term.press(*["\x7f"] * 7).press("+20d", DOWN)
        term.press(words.digit("pain", "yes"), words.digit("obstacle", "no")).enter()
        term.see("王建国", "M A N", words["ask.next_on"], words["ask.goal"])
        term.press("+2d", DOWN, "2", DOWN).type("带报价")
        assert term.end()[0] == 0
        assert_one_language(term)
    lead = read(run, "show", "1")
    assert (lead["phones"], lead["budget"], lead["profile"]) == (
        ["+8613800138000"],
        500_000,
        "equipment",
    )
    assert (lead["grade"], lead["man"], lead["note"]) == ("A", "MAN", "[red]急[/red]")
    assert (lead["emails"], lead["wechat"]) == (["wang@x.cn"], "wx_123")
    assert (lead["next"]["on"], lead["next"]["goal"]) == ("2026-11-25", "带报价")


@LANGUAGES
def test_enter_alone_claims_nothing(run: Run, home: Path, lang: str) -> None:
    run("add", "王建国", "--profile", "equipment")
    with Terminal("man", "1", lang=lang) as term:
        term.see(*map(term.words.label, MAN)).enter()
        assert term.end()[0] == 0
    assert read(run, "show", "1")["man"] == "???"


@LANGUAGES
def test_the_form_broken_off_keeps_the_lead(run: Run, home: Path, lang: str) -> None:
    with Terminal("add", lang=lang) as term:
        words = term.words
        term.see(words["add.name"]).type("李四")
        term.see(words["add.phone"]).interrupt()
        code, rest = term.end()
    assert code == 130
    assert words.texts["said.added"].format(number=1) in rest
    assert [lead["name"] for lead in read(run, "list")] == ["李四"]


@LANGUAGES
def test_the_form_broken_off_at_once_keeps_nothing(run: Run, home: Path, lang: str) -> None:
    with Terminal("add", lang=lang) as term:
        term.see(term.words["add.name"]).interrupt()
        assert term.end()[0] == 130
    assert read(run, "list") == []


@LANGUAGES
def test_questions_broken_off_go_on_where_they_stopped(run: Run, home: Path, lang: str) -> None:
    run("add", "王建国", "--profile", "equipment")
    with Terminal("grade", "王建国", lang=lang) as term:
        words = term.words
        answer(term, {"need": "yes", "money": "no"})
        term.interrupt()
        code, rest = term.end()
        assert code == 130
        assert words.head("ask.stopped") in rest
    assert read(run, "show", "1")["man"] == "m?N"
    with Terminal("grade", "wangjianguo", lang=lang) as term:
        words = term.words
        answer(term, {"authority": "yes"})
        term.interrupt()
        assert term.end()[0] == 130
    assert read(run, "show", "1")["man"] == "mAN"


@LANGUAGES
def test_a_known_phone_stops_the_form(run: Run, home: Path, lang: str) -> None:
    run("add", "王建国", "--phone", "13800138000")
    with Terminal("add", lang=lang) as term:
        words = term.words
        term.see(words["add.name"]).type("Wang")
        term.see(words["add.phone"]).type("+86 138-0013-8000")
        term.see("1 王建国").pick(words["add.known_other"])
        term.see(words["add.phone"]).type("138 0013 8000")
        term.see("1 王建国").pick(words["add.known_open"])
        code, rest = term.end()
    assert code == 0
    assert "138 0013 8000" in rest
    assert len(read(run, "list")) == 1


@LANGUAGES
def test_a_phone_with_a_digit_too_many_is_asked_for_again(run: Run, home: Path, lang: str) -> None:
    with Terminal("add", "王", "--phone", "138001380001", lang=lang) as term:
        words = term.words
        term.see(words.texts["error.long_phone"].format(given="138001380001"))
        term.see(words["add.phone"]).type("010-623456789")
        term.see(words.texts["error.long_phone"].format(given="010-623456789"))
        term.type("13800138000")
        assert term.end()[0] == 0
    assert [lead["phones"] for lead in read(run, "list")] == [["+8613800138000"]]


@pytest.mark.parametrize(
    ("keys", "phone"),
    [
        ("13800138001", "+8613800138001"),
        ("\x1b[200~13800138001\x1b[201~", "+8613800138001"),
        ("\x7f13800138001", "+8613800138001"),
        ("\x1b[C00138001", "+8613800138001"),
    ],
)
def test_what_is_typed_after_a_refused_answer_takes_its_place(
    run: Run, home: Path, keys: str, phone: str
) -> None:
    """Typed or pasted it replaces what was refused; an arrow key keeps that to be mended."""
    with Terminal("add") as term:
        words = term.words
        term.see(words["add.name"]).type("王建国")
        term.see(words["add.phone"]).type("138")
        term.see(words.texts["error.bad_phone"].format(given="138"), words["add.phone"])
        term.see("138").press(keys).enter()
        term.see(words["add.reach"]).interrupt()
        term.end()
    assert read(run, "show", "1")["phones"] == [phone]


@LANGUAGES
def test_a_known_phone_left_by_ctrl_c_saves_nothing(run: Run, home: Path, lang: str) -> None:
    run("add", "王建国", "--phone", "13800138000")
    with Terminal("add", lang=lang) as term:
        words = term.words
        term.see(words["add.name"]).type("Wang")
        term.see(words["add.phone"]).type("13800138000")
        term.see("1 王建国").interrupt()
        assert term.end()[0] == 130
    assert [lead["name"] for lead in read(run, "list")] == ["王建国"]


@LANGUAGES
def test_a_known_phone_can_be_insisted_on(run: Run, home: Path, lang: str) -> None:
    run("add", "王建国", "--phone", "13800138000")
    with Terminal("add", lang=lang) as term:
        words = term.words
        term.see(words["add.name"]).type("Wang")
        term.see(words["add.phone"]).type("13800138000")
        term.see("1 王建国").pick(words["add.known_insist"])
        term.see(words["add.reach"]).interrupt()
        assert term.end()[0] == 130
    assert [lead["phones"] for lead in read(run, "list", "--sort", "number")] == [
        ["+8613800138000"],
        ["+8613800138000"],
    ]


@LANGUAGES
def test_open_questions_take_their_words(run: Run, home: Path, lang: str) -> None:
    run("add", "王建国", "--profile", "equipment")
    library = Words(lang).library
    steps = [step.fact for step in library.script("discovery", "equipment").steps]
    with Terminal("ask", "1", "discovery", lang=lang) as term:
        words = term.words
        for place, fact in enumerate(steps):
            term.see(f"{place + 1}/{len(steps)}", words.label(fact))
            term.type("租了两台") if place == 1 else term.enter()
        code, rest = term.end()
    assert code == 0
    assert "租了两台" in rest
    exported = json.loads(run("export", "--what", "facts", "--format", "json").out)
    assert [row["value"] for row in exported] == ["租了两台"]


@LANGUAGES
def test_log_walked(run: Run, home: Path, lang: str) -> None:
    run("add", "王建国", "--profile", "equipment")
    run("log", "1", "--said", "好", "--promise", "送样板 @ 明天")
    with Terminal("log", "1", lang=lang) as term:
        words = term.words
        term.see(words["log.said"]).type("价格再低点就定")
        term.see(words["hear.ask"]).enter()
        term.see(words["log.by"], words["log.outcome"], words["log.objection"], "送样板")
        term.press("1", "1", "嫌贵", DOWN, "y").type("带报价 @ 某天")
        term.see(words.texts["error.bad_day"].format(given="某天"))
        term.type("带报价 @ 周四；发样册 @ 周五")
        term.see(words["ask.next_on"], words["ask.goal"])
        term.press("周五 14:30", DOWN, "2", DOWN).type("签合同")
        assert term.end()[0] == 0
        assert_one_language(term)
    card = read(run, "show", "1")
    talks = [(touch["by"], touch["said"], touch["objection"]) for touch in card["talks"]]
    assert ("visit", "价格再低点就定", "嫌贵") in talks
    promises = [(promise["text"], promise["due_on"]) for promise in card["promises"]]
    assert promises == [("带报价", "2026-11-26"), ("发样册", "2026-11-27")]
    assert (card["next"]["on"], card["next"]["goal"]) == ("2026-11-27", "签合同")


@LANGUAGES
def test_a_morning_by_keyboard(run: Run, home: Path, lang: str) -> None:
    for name in ("王建国", "李四", "陈曦", "曾志强"):
        run("add", name, "--profile", "equipment")
        run("next", name, "today")
    with Terminal("due", "--work", lang=lang) as term:
        words = term.words
        term.see(words.texts["morning.place"].format(place=1, count=4))
        term.see(words.tail("morning.what")).pick(words["morning.log"])
        term.see(words["log.said"]).enter()
        term.see(words["log.outcome"]).press("2", "2").enter()
        term.see(words["ask.next_on"]).enter()
        term.see(words.texts["morning.place"].format(place=2, count=4))
        term.see(words.tail("morning.what")).pick(words["morning.snooze"])
        term.see(words.head("ask.until_usual")).type("+2d")
        term.see(words["ask.reason"]).type("周三才回来")
        term.see(words.texts["morning.place"].format(place=3, count=4))
        term.see(words.tail("morning.what")).pick(words["morning.skip"])
        term.see(words.texts["morning.place"].format(place=4, count=4))
        term.see(words.tail("morning.what")).pick(words["morning.quit"])
        code, rest = term.end()
    assert code == 0
    assert words.texts["morning.left"].format(count=2) in rest
    steps = {lead["name"]: lead["next"]["on"] for lead in read(run, "list")}
    assert sorted(steps.values()) == ["2026-11-23", "2026-11-23", "2026-11-24", "2026-11-25"]


@LANGUAGES
def test_a_morning_broken_off_keeps_what_was_done(run: Run, home: Path, lang: str) -> None:
    run("add", "王建国")
    run("next", "1", "today")
    with Terminal("due", "--work", lang=lang) as term:
        words = term.words
        term.see(words.tail("morning.what")).pick(words["morning.log"])
        term.see(words["log.said"]).type("下周再说")
        term.see(words["log.by"]).press("3").see(f"[{words['by.wechat']}]").interrupt()
        assert term.end()[0] == 130
    assert read(run, "show", "1")["talks"][0]["said"] == "下周再说"


@LANGUAGES
def test_one_of_several_leads_is_picked(run: Run, home: Path, lang: str) -> None:
    run("add", "Ann Denson", "--company", "Maurice")
    run("add", "Anna Denson", "--company", "Chargepal")
    with Terminal("man", "denson", lang=lang) as term:
        words = term.words
        term.see(words["choices.which"]).pick("2 Anna Denson · Chargepal")
        term.see(words.label("need"), words["ask.dont_know"]).interrupt()
        assert term.end()[0] == 130
    with Terminal("show", "denson", lang=lang) as term:
        term.see(term.words["choices.which"]).interrupt()
        assert term.end()[0] == 130


@LANGUAGES
def test_ungraded_leads_one_by_one(run: Run, home: Path, lang: str) -> None:
    for name in ("王建国", "李四"):
        run("add", name, "--profile", "equipment")
    with Terminal("grade", lang=lang) as term:
        term.see("王建国").type("y")
        answer(term, {"need": "no"})
        term.interrupt()
        assert term.end()[0] == 130
    assert read(run, "show", "1")["grade"] == "C"


@LANGUAGES
def test_the_morning_goes_back_by_escape(run: Run, home: Path, lang: str) -> None:
    for name in ("王建国", "李四"):
        run("add", name)
        run("next", name, "today")
    with Terminal("due", "--work", lang=lang) as term:
        words = term.words
        term.see(words.tail("morning.what")).press("8", "\r")
        term.see(words.texts["morning.place"].format(place=2, count=2))
        term.see(words.tail("morning.what")).press("\x1b")
        term.see(words.texts["morning.place"].format(place=1, count=2))
        term.see(words.tail("morning.what")).press("1", "\r")
        term.see(words["log.said"]).press("\x1b")
        term.see(words.texts["morning.place"].format(place=1, count=2))
        term.see(words.tail("morning.what")).press("\x1b")
        assert term.end()[0] == 0
    assert [lead["touches"] for lead in read(run, "list")] == [0, 0]
