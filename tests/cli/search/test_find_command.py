"""leadq find: what it writes on a screen and as data."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.conftest import Result

HOSTILE = "x\x1b[31m [bold]斗齿[/bold] \u202e:smile: " + "很长" * 400 + " 斗齿"


@pytest.fixture
def told(run: Callable[..., Result]) -> Callable[..., Result]:
    assert run("add", "王建国", "--company", "华北路桥").code == 0
    assert run("log", "1", "--by", "phone", "--said", HOSTILE).code == 0
    assert run("fact", "1", "likes=斗齿").code == 0
    return run


@pytest.mark.parametrize("columns", ["40", "60", "80", "120"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_screen_shows_the_hit(told: Callable[..., Result], lang: str, columns: str) -> None:
    shown = told("find", "斗齿", "--lang", lang, env={"COLUMNS": columns})
    assert shown.code == 0
    assert shown.out.count("斗齿") >= 2
    assert "\x1b" not in shown.out and "\u202e" not in shown.out
    assert "[bold]" in shown.out, "nothing is taken for markup"


def test_data_has_the_whole_text(told: Callable[..., Result]) -> None:
    rows = json.loads(told("find", "斗齿", "--json").out)
    assert {tuple(row) for row in rows} == {("number", "name", "where", "id", "on", "text")}
    by_where = {row["where"]: row for row in rows}
    assert by_where["facts"]["id"] == "likes"
    assert by_where["talks"]["text"].endswith("斗齿")
    assert told("find", "斗齿", "--format", "csv").out.splitlines()[0] == ",".join(rows[0])


def test_places_are_taken_in_both_languages(told: Callable[..., Result]) -> None:
    for place in ("facts", "情况", "信息", "facts,", "facts、承诺"):
        rows = json.loads(told("find", "斗齿", "--in", place, "--json").out)
        assert [row["where"] for row in rows] == ["facts"]
    refused = told("find", "斗齿", "--in", "nowhere", "--lang", "zh")
    assert refused.code == 2 and "talks 联系" in refused.err
    assert told("find", "斗齿", "--status", "nosuch").code == 2
    assert told("find", " ").code == 2


def test_nothing_found_says_what_to_do(told: Callable[..., Result]) -> None:
    shown = told("find", "没有的")
    assert shown.code == 0
    assert len(shown.out.splitlines()) == 2
    assert told("find", "没有的", "--json").out.strip() == "[]"


def test_a_limit_says_that_there_is_more(told: Callable[..., Result]) -> None:
    assert "--limit 0" in told("find", "斗齿", "--limit", "1").out
    assert "--limit 0" not in told("find", "斗齿", "--limit", "2").out
