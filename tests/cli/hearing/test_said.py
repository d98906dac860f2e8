"""log, note and add --text off a terminal: reported, taken with --accept, not with --plain."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]
LINE = "王总 华北路桥 138 0013 8000 下个月要 预算80万 爱钓鱼"


@pytest.fixture
def known(run: Run) -> Run:
    run("add", "王建国", "--phone", "138 0013 8000")
    return run


def read(run: Run, *words: str, **more: Any) -> Any:
    result = run(*words, "--json", **more)
    assert result.code == 0, result.err
    return json.loads(result.out)


def facts(run: Run) -> dict[str, tuple[str, str]]:
    return {one["id"]: (one["value"], one["by"]) for one in read(run, "show", "1")["facts"]}


def test_a_talk_is_reported_only(known: Run) -> None:
    found = read(known, "log", "1", "钱够，", "老婆不同意", "--by", "wechat")
    assert [one["field"] for one in found["proposals"]] == ["money", "obstacle"]
    assert found["accepted"] == []
    assert found["take"] == ("leadq undo && leadq log 1 '钱够， 老婆不同意' --by wechat --accept")
    assert facts(known) == {}
    assert read(known, "show", "1")["talks"][0]["said"] == "钱够， 老婆不同意"


def test_words_and_said_are_the_same(known: Run) -> None:
    one = read(known, "log", "1", "钱够", "--accept")
    two = read(known, "log", "1", "--said", "钱够", "--accept")
    assert one["accepted"] == two["accepted"] == one["proposals"]
    assert "take" not in one
    assert facts(known) == {"money": ("yes", "said")}


def test_a_change_says_what_it_was(known: Run) -> None:
    known("fact", "1", "obstacle=no")
    (found,) = read(known, "log", "1", "老婆不同意")["proposals"]
    assert found["was"] == {"value": "no", "noted_on": "2026-11-23"}
    shown = known("log", "1", "老婆不同意", "--lang", "zh").out
    assert "无阻碍（11-23）" in shown
    assert "要一并记下：\nleadq undo && leadq log 1 老婆不同意 --accept" in shown


def test_plain_takes_nothing_and_says_nothing(known: Run) -> None:
    shown = known("log", "1", "钱够", "--plain")
    assert "钱够" not in shown.out
    found = read(known, "log", "1", "钱够", "--plain")
    assert (len(found["proposals"]), found["accepted"]) == (1, [])
    assert "take" not in found
    assert facts(known) == {}


def test_a_talk_with_all_that_was_taken_is_undone_at_once(known: Run) -> None:
    known("log", "1", "钱够，嫌贵，答应明天发报价单", "--accept")
    known("undo")
    found = read(known, "show", "1")
    assert (found["facts"], found["promises"], found["touches"]) == ([], [], 0)


def test_options_stand_over_words(known: Run) -> None:
    found = read(known, "log", "1", "没接电话，周五再打", "--outcome", "reached", "--accept")
    assert "outcome" not in [one["kind"] for one in found["proposals"]]


def test_a_note(known: Run) -> None:
    found = read(known, "note", "1", "他弟弟开了个采石场")
    assert (found["touches"], found["proposals"]) == (0, [])
    assert (
        "No contact" in known("note", "1", "x").out or "no contact" in known("note", "1", "x").out
    )
    assert facts(known)["remark"] == ("x", "rep")
    (hit,) = read(known, "find", "采石场")
    assert (hit["where"], hit["text"], hit["on"]) == ("notes", "他弟弟开了个采石场", "2026-11-23")
    assert read(known, "find", "采石场", "--in", "facts") == []
    history = known("history", "1", "--lang", "zh").out
    assert "他弟弟开了个采石场" in history
    assert "他弟弟开了个采石场" in known("export", "-", "--what", "facts", "--format", "csv").out


def test_a_note_that_says_something(known: Run) -> None:
    found = read(known, "note", "1", "钱够了")
    assert found["take"] == "leadq undo && leadq note 1 钱够了 --accept"
    assert facts(known).keys() == {"remark"}
    read(known, "note", "1", "钱够", "--accept")
    assert facts(known)["money"] == ("yes", "said")


def test_a_text_is_understood_but_not_saved(run: Run) -> None:
    found = read(run, "add", "--text", LINE)
    assert (found["number"], found["accepted"]) == (None, [])
    assert [one["field"] for one in found["understood"]] == [
        *("name", "company", "phones", "need_by", "budget"),
    ]
    assert found["take"] == f"leadq add --text '{LINE}' --accept"
    assert read(run, "list") == []
    assert "尚未保存" in run("add", "--text", LINE, "--lang", "zh").out


def test_a_text_is_saved(run: Run) -> None:
    found = read(run, "add", "--text", "-", "--accept", stdin=LINE)
    assert (found["number"], found["name"], found["note"]) == (1, "王总", "爱钓鱼")
    assert found["need_by"] == "2026-12-31"
    assert len(found["accepted"]) == len(found["understood"]) == 5
    again = run("add", "--text", LINE, "--accept")
    assert (again.code, again.out) == (1, "")
    assert run("add", "--text", LINE).code == 1
    assert read(run, "add", "--text", LINE, "--accept", "--force")["number"] == 2


def test_a_named_lead_keeps_the_words(run: Run) -> None:
    found = read(run, "add", "李四", "--text", LINE, "--plain")
    assert (found["name"], found["company"], found["note"]) == ("李四", None, LINE)
    refused = run("add", "--text", LINE, "--plain")
    assert refused.code == 2
    assert run("add", "--text", "随便看看", "--accept").code == 2


@pytest.mark.parametrize("words", [("log", "1", "x"), ("note", "1", "x"), ("add", "--text", "x")])
def test_flags_that_gainsay_each_other(known: Run, words: tuple[str, ...]) -> None:
    refused = known(*words, "--accept", "--plain")
    assert refused.code == 2
    assert len(refused.err.splitlines()) == 2


@pytest.mark.parametrize(
    "text",
    ["\x00\x07钱够\x1b[31m", "Здравствуйте, у нас нет денег", "x" * 100_000, "钱够，" * 20_000],
    ids=["control", "foreign", "long", "many"],
)
def test_whatever_is_pasted_is_kept(known: Run, text: str) -> None:
    found = read(known, "note", "1", "-", "--accept", stdin=text)
    assert found["number"] == 1
    (kept,) = [one for one in read(known, "show", "1")["facts"] if one["id"] == "remark"]
    assert len(kept["value"]) >= len(text) - 10
    assert read(known, "add", "李四", "--text", "-", "--accept", stdin=text)["number"] == 2


def test_the_command_holds_the_whole_text(run: Run) -> None:
    said = "张总 13800138000\n预算50-60万\n" + "他说it's好的，" * 60 + "\\回头联系"
    take = read(run, "add", "--text", "-", stdin=said)["take"]
    assert shlex.split(take) == ["leadq", "add", "--text", said, "--accept"]
    shown = run("add", "--text", "-", stdin=said).out
    assert take in shown
    added = read(run, *shlex.split(take)[1:])
    assert (added["budget"], "50-60万" in added["note"]) == (500_000, True)
