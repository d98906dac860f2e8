"""A file that nobody knows, imported by keyboard: questions, a look, a name for the columns."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

Run = Callable[..., Any]
LANGUAGES = pytest.mark.parametrize("lang", ["en", "zh"])
ODD = """谁家来的,老板叫啥,打哪个号,备胎,空列
华北路桥集团,王建国,13800138000,13900139000,
晨曦建材,陈曦,0571-88886666,,
"""
SAVED = """[import."老系统"]
"谁家来的" = "company"
"老板叫啥" = "name"
"打哪个号" = "phones"
"备胎" = "extra"
"""
FIELDS = {"谁家来的": "company", "老板叫啥": "name", "打哪个号": "phone"}
SAMPLES = ("华北路桥集团 · 晨曦建材", "王建国 · 陈曦", "13800138000 · 0571-88886666")


@pytest.fixture(autouse=True)
def odd(home: Path) -> Path:
    """The file, in the current folder."""
    place = Path.cwd() / "odd.csv"
    place.write_text(ODD, "utf-8")
    return place


def leads(run: Run) -> list[Any]:
    found: list[Any] = json.loads(run("list", "--json", "--sort", "number").out)
    return found


def answer(term: Terminal) -> None:
    """Say what three columns hold; Enter keeps the fourth aside, the empty one is not asked."""
    words = term.words
    for place, (column, field) in enumerate(FIELDS.items(), start=1):
        term.see(f"{place}/4", column, SAMPLES[place - 1], words["import.holds"])
        term.pick(words[f"field.{field}"])
    term.see("4/4", "备胎", "13900139000", words["import.holds"]).enter()


@LANGUAGES
def test_an_unknown_file_walked_whole(run: Run, home: Path, lang: str) -> None:
    with Terminal("import", "odd.csv", lang=lang) as term:
        words = term.words
        answer(term)
        term.see(words["import.aside"], "王建国", "华北路桥集团", "138 0013 8000")
        term.see(words["import.now"]).enter()
        term.see(words.head("import.save_as")).type("a=b")
        term.see(words["error.mapping_name"]).type("老系统")
        term.see(words.head("import.saved"), "leadq import FILE --map 老系统")
        code, rest = term.end()
    assert code == 0
    assert words.head("import.landed") in rest
    assert (home / ".leadq.toml").read_text("utf-8") == SAVED
    assert [(lead["name"], lead["company"], lead["phones"]) for lead in leads(run)] == [
        ("王建国", "华北路桥集团", ["+8613800138000"]),
        ("陈曦", "晨曦建材", ["+8657188886666"]),
    ]
    assert leads(run)[0]["extra"] == {"备胎": "13900139000"}
    # the next file like it needs no questions
    Path("next.csv").write_text(ODD.replace("王建国", "李四").replace("38000", "38001"), "utf-8")
    with Terminal("import", "next.csv", "--map", "老系统", lang=lang) as term:
        assert term.end()[0] == 0
    assert [lead["name"] for lead in leads(run)] == ["王建国", "陈曦", "李四"]


@LANGUAGES
@pytest.mark.parametrize("key", ["\x1b", "\x03"])
def test_leaving_imports_nothing(run: Run, home: Path, lang: str, key: str) -> None:
    with Terminal("import", "odd.csv", lang=lang) as term:
        words = term.words
        term.see("1/4", words["import.holds"]).pick(words["field.company"])
        term.see("2/4", words["import.holds"])
        term.child.send(key)
        code, rest = term.end()
    assert (code, words["import.not_now"] in rest) == (130, True)
    assert leads(run) == []
    assert not (home / ".leadq.toml").exists()


@LANGUAGES
def test_fields_keep_their_keys(run: Run, home: Path, lang: str) -> None:
    with Terminal("import", "odd.csv", lang=lang) as term:
        words = term.words
        term.see("1/4", words["import.holds"]).see(f"3) {words['field.company']}")
        term.child.send("3\r")
        term.see("2/4", words["import.holds"])
        term.see(f"2) {words['field.name']}", f"- {words['field.company']} ")
        term.see(words["import.taken"], f"4) {words['field.phone']}")
        # the key of what is taken does nothing, Enter keeps the column aside
        term.child.send("3\r")
        term.see("3/4").pick(words["field.phone"])
        term.see("4/4", words["import.holds"])
        term.see(f"- {words['field.company']} ", f"4) {words['field.phone']}").enter()
        term.see(words["import.now"]).enter()
        term.see(words.head("import.save_as")).enter()
        assert term.end()[0] == 0
    assert leads(run)[0]["extra"] == {"老板叫啥": "王建国", "备胎": "13900139000"}


@LANGUAGES
def test_a_no_saves_nothing_either(run: Run, home: Path, lang: str) -> None:
    with Terminal("import", "odd.csv", lang=lang) as term:
        words = term.words
        answer(term)
        term.see(words["import.now"]).type("n")
        code, rest = term.end()
    assert (code, words["import.not_now"] in rest) == (0, True)
    assert words.head("import.save_as") not in rest
    assert not (home / ".leadq.toml").exists()


def test_a_file_without_company_or_phone_is_asked_about(run: Run, home: Path) -> None:
    for head in ("姓名,手机,啥名号", "姓名,公司,打哪个号"):
        Path("odd.csv").write_text(f"{head}\n王,1,x\n", "utf-8")
        with Terminal("import", "odd.csv") as term:
            term.see("1/1", term.words["import.holds"])
            term.child.send("\x1b")
            assert term.end()[0] == 130


@LANGUAGES
def test_without_a_name_it_asks_again(run: Run, home: Path, lang: str) -> None:
    with Terminal("import", "odd.csv", lang=lang) as term:
        words = term.words
        for place in range(1, 5):
            term.see(f"{place}/4", words["import.holds"]).enter()
        term.see(words["import.no_name_yet"], "1/4", words["import.holds"])
        term.pick(words["field.company"])
        term.see("2/4", words["import.holds"]).pick(words["import.keep_rest"])
        term.see(words["import.now"]).type("n")
        code, rest = term.end()
    assert (code, words["import.not_now"] in rest) == (0, True)
    assert leads(run) == []


@LANGUAGES
def test_a_rare_field_and_a_dry_run(run: Run, home: Path, lang: str) -> None:
    (home / ".leadq.toml").write_text('per_day = 7\n[import.old]\nA = "name"', "utf-8")
    Path("odd.csv").write_text("谁家来的,最后期限\n华北路桥集团,2027-01-05\n", "utf-8")
    with Terminal("import", "odd.csv", "--dry-run", lang=lang) as term:
        words = term.words
        term.see("1/2", words["import.holds"]).pick(words["field.name"])
        term.see("2/2", words["import.holds"]).pick(words["import.another_field"])
        term.see(words["import.holds"]).pick(words["field.need_by"])
        term.see("need_by", "华北路桥集团", words.head("import.save_as")).type("old")
        term.see(words.texts["error.mapping_taken"].format(given="old")).type("new")
        code, rest = term.end()
    assert (code, words.head("import.saved") in rest) == (0, True)
    assert leads(run) == []
    assert (home / ".leadq.toml").read_text("utf-8") == (
        'per_day = 7\n[import.old]\nA = "name"\n\n'
        '[import.new]\n"谁家来的" = "name"\n"最后期限" = "need_by"\n'
    )


@LANGUAGES
def test_settings_that_cannot_be_changed_are_shown(run: Run, home: Path, lang: str) -> None:
    written = 'import = { old = { A = "name" } }\n'
    (home / ".leadq.toml").write_text(written, "utf-8")
    with Terminal("import", "odd.csv", lang=lang) as term:
        words = term.words
        answer(term)
        term.see(words["import.now"]).enter()
        term.see(words.head("import.save_as")).type("老系统")
        term.see(words["import.reason_toml"], '[import."老系统"]', '"备胎" = "extra"')
        assert term.end()[0] == 0
    assert (home / ".leadq.toml").read_text("utf-8") == written
    assert len(leads(run)) == 2


def test_a_known_file_is_not_asked_about(run: Run, home: Path) -> None:
    known = "姓名,公司,手机,打哪个号,空\n王,甲,13800138000,x,\n"
    for text in (known, "姓名\n王\n", "name,x,y,z\nA,,,\n"):
        Path("odd.csv").write_text(text, "utf-8")
        with Terminal("import", "odd.csv", "--dry-run") as term:
            assert term.end()[0] == 0
