"""What undo and the team say at the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from leadq.store import repo
from leadq.store.statements import SYNC
from leadq.store.unit import open_unit

NOW = datetime.now(UTC)


WORKED = [("en", "worked on since, by Ann, 王芳."), ("zh", "Ann、王芳又改过")]
BROUGHT = [
    ("en", "3 new leads", "1 new lead, 2 known leads filled in", "2 touches"),
    ("zh", "新线索 3 条", "新线索 1 条、补充已有线索 2 条", "联系记录 2 条"),
]


@pytest.mark.parametrize(("lang", "said"), WORKED)
def test_undo_names_who_has_worked_since(
    run: Callable[..., Any], home: Path, lang: str, said: str
) -> None:
    run("add", "王建国", "--phone", "13800138000")
    with open_unit(home / "leadq.db", SYNC, NOW, "Ann") as unit:
        repo.change_lead(unit, 1, note="theirs")
    with open_unit(home / "leadq.db", SYNC, NOW, "王芳") as unit:
        repo.change_lead(unit, 1, name="theirs")
    done = run("--lang", lang, "undo")
    assert (done.code, done.out) == (1, "")
    assert said in done.err
    assert "leadq history" in done.err
    assert "Ann" in run("history", "1").out


@pytest.mark.parametrize(("lang", "said"), [("en", "of 李, once"), ("zh", "这是李的线索")])
def test_a_write_to_anothers_lead_says_where_it_is_planned(
    run: Callable[..., Any], home: Path, lang: str, said: str
) -> None:
    run("add", "Ann", "--phone", "13800138000", "--owner", "李")
    with open_unit(home / "leadq.db", "test", NOW) as unit:
        unit.put("meta", key="team_member", value="王经理")
        unit.put("meta", key="team_members", value=json.dumps(["王经理", "李"]))
    done = run("--lang", lang, "fact", "1", "money=yes", "--json")
    assert (done.code, json.loads(done.out)["number"]) == (0, 1)
    assert done.err.count("\n") == 1
    assert said in done.err
    assert said not in run("--lang", lang, "show", "1").err


def test_undo_says_that_an_erasure_lies_in_between(run: Callable[..., Any]) -> None:
    run("add", "Ann", "--phone", "13800138000")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("leadq.clock.now", lambda: datetime(2099, 1, 1, tzinfo=UTC))
        run("add", "Bob", "--phone", "13900139000")
        run("privacy", "erase", "2", "--yes")
    done = run("undo")
    assert done.code == 0
    assert "is gone for good" in done.err


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_rows_of_unknown_members_say_who_adds_them(
    run: Callable[..., Any], home: Path, lang: str
) -> None:
    run("add", "Ann", "--phone", "13800138000", "--owner", "李")
    with open_unit(home / "leadq.db", "test", NOW) as unit:
        unit.put("meta", key="team_member", value="王经理")
        unit.put("meta", key="team_members", value=json.dumps(["王经理", "李"]))
    Path("in.csv").write_text("name,phone,owner\nTom,13900139000,Mary\n", "utf-8")
    (home / ".leadq.toml").write_text('me = "王经理"\n', "utf-8")
    done = run("import", "in.csv", "--lang", lang)
    assert (done.code, done.err.count("leadq team add")) == (1, 1)
    assert "leadq team add" in run("add", "Bob", "--owner", "Mary", "--lang", lang).err


@pytest.mark.parametrize(("lang", "first", "second", "third"), BROUGHT)
def test_undo_says_what_an_import_did(
    run: Callable[..., Any], lang: str, first: str, second: str, third: str
) -> None:
    known = "name,phone,company\nAnn,13800138000,{}\nBob,13900139000,{}\nTom,13700137000,Hall\n"
    Path("new.csv").write_text(known.format("", ""), "utf-8")
    Path("filled.csv").write_text(known.format("Weber", "Road") + "Mary,13600136000,\n", "utf-8")
    talks = "name,date,words\nAnn,2026-11-20,met\nBob,2026-11-20,called\n"
    Path("talks.csv").write_text(talks, "utf-8")
    run("import", "new.csv")
    run("import", "filled.csv", "--update")
    run("import", "talks.csv", "--what", "touches")

    listed = run("--lang", lang, "undo", "--list").out.splitlines()
    assert all(words in line for words, line in zip((third, second, first), listed, strict=True))
    told = [(one["new"], one["updated"]) for one in json.loads(run("undo", "--list", "--json").out)]
    assert told == [(0, 0), (1, 2), (3, 0)]
    assert third in run("--lang", lang, "undo").out
    assert second in run("--lang", lang, "undo").out
    assert second in run("--lang", lang, "undo", "--redo").out
