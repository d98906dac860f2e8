"""leadq config and leadq script: what they show, write and find wrong."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from leadq.config import example, settings

Run = Callable[..., Any]


def test_settings_say_where_they_come_from(run: Run, home: Path) -> None:
    (home / ".leadq.toml").write_text('me = "李"\n', encoding="utf-8")
    shown = {row["key"]: row for row in json.loads(run("config", "show", "--json").out)}
    assert list(shown) == [row.key for row in settings()]
    assert shown["me"]["value"] == "李"
    assert shown["me"]["source"] == str(home / ".leadq.toml")
    assert shown["lang"]["source"] == "LEADQ_LANG"
    assert shown["per_day"]["source"] is None
    assert shown["days_off"]["value"] == ["sat", "sun"]


def test_saved_columns_are_shown_as_map_takes_them(run: Run, home: Path) -> None:
    (home / ".leadq.toml").write_text(
        "[import.a]\nKunde = 'name'\nOrt = 'region'\n[import.'老 系统']\n'客户' = 'name'\n", "utf-8"
    )
    shown = {row["key"]: row["value"] for row in json.loads(run("config", "show", "--json").out)}
    assert shown["import.a"] == ["Kunde=name", "Ort=region"]
    assert shown["import.老 系统"] == ["客户=name"]
    assert "import" not in shown
    assert "Kunde=name; Ort=region" in run("config", "show", "--format", "csv").out
    assert "Kunde=name" in run("config", "show").out


TOUCHES = "[import.calls]\nKunde = 'name'\nTel = 'phone'\nWann = 'date'\n"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_check_finds_saved_columns_without_a_field(run: Run, home: Path, lang: str) -> None:
    file = home / ".leadq.toml"
    file.write_text("[import.a]\nKunde = 'name'\nTel = 'phon'\n" + TOUCHES, "utf-8")
    done = run("config", "check", env={"LEADQ_LANG": lang})
    assert done.code == 4
    what, hint, *rest = done.err.splitlines()
    assert file.name in what and "import.a.Tel" in what and '"phon"' in what
    assert "phones" in hint.partition("?")[0].partition("？")[0] and "next_on" in hint
    # touches have fields of their own
    assert "Wann" not in done.err and len(rest) == 2


def test_settings_as_csv_and_as_a_table(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("config", "show", "--format", "csv").out)))
    assert rows[4]["key"] == "days_off" and rows[4]["value"] == "sat; sun"
    table = run("config", "show").out.splitlines()
    assert table[0].split() == ["Setting", "Value", "From", "Meaning"]
    assert any(line.startswith("days_off        sat, sun") for line in table)


def test_paths_without_a_settings_file(run: Run, home: Path) -> None:
    shown = json.loads(run("config", "path", "--json").out)
    assert shown == {
        "config": None,
        "config_folder": str(home),
        "store": str(home / "leadq.db"),
        "backups": str(home / "backups"),
        "profiles": str(home / "profiles"),
        "scripts": str(home / "scripts"),
    }
    assert "Store: " in run("config", "path").out
    assert not list(home.iterdir())


def test_init_writes_the_example_once(run: Run, home: Path) -> None:
    file = home / ".leadq.toml"
    assert run("config", "init").out == f"Written: {file}\n"
    assert file.read_text(encoding="utf-8") == example()
    file.write_text('me = "Li"', encoding="utf-8")
    refused = run("config", "init")
    assert (refused.code, len(refused.err.splitlines())) == (1, 2)
    assert file.read_text(encoding="utf-8") == 'me = "Li"'
    done = run("config", "init", "--force")
    kept = home / ".leadq.toml.bak"
    assert (done.code, done.out) == (0, f"Written: {file}\nThe old file is kept: {kept}\n")
    assert file.read_text(encoding="utf-8") == example()
    assert kept.read_text(encoding="utf-8") == 'me = "Li"'
    assert run("config", "init", "--force").out.endswith(".leadq.toml.bak-2\n")
    assert kept.read_text(encoding="utf-8") == 'me = "Li"'


def test_init_with_force_finds_nothing_to_keep(run: Run, home: Path) -> None:
    assert run("config", "init", "--force").out == f"Written: {home / '.leadq.toml'}\n"


def test_init_mends_broken_settings(run: Run, home: Path) -> None:
    file = home / ".leadq.toml"
    file.write_text("what = 1", encoding="utf-8")
    assert run("config", "init", "--force").code == 0
    assert file.read_text(encoding="utf-8") == example()


def test_check_finds_nothing(run: Run) -> None:
    assert run("config", "check").out == "No mistakes found.\n"
    assert run("script", "check", "--lang", "zh").out == "没有发现错误。\n"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_check_finds_every_mistake(run: Run, home: Path, lang: str) -> None:
    (home / ".leadq.toml").write_text("perday = 1", encoding="utf-8")
    (home / "scripts").mkdir()
    (home / "scripts" / "mine.toml").write_text("version = 1\nid = 'mine'\nname = 3\n")
    result = run("config", "check", env={"LEADQ_LANG": lang})
    blocks = result.err.strip().split("\n\n")
    assert result.code == 4
    assert "perday" in blocks[0]
    assert all("scripts/mine.toml" in block for block in blocks[1:-1])
    assert str(len(blocks) - 1) in blocks[-1]


def test_new_files_pass_the_check(run: Run, home: Path) -> None:
    assert run("script", "new", "farm-visits").code == 0
    assert run("script", "new", "farming", "--kind", "profile").code == 0
    assert run("script", "check").code == 0
    rows = {row["id"]: row for row in json.loads(run("script", "list", "--json").out)}
    assert (rows["farm-visits"]["kind"], rows["farm-visits"]["origin"]) == ("script", "yours")
    assert (rows["farming"]["kind"], rows["farming"]["origin"]) == ("profile", "yours")
    assert rows["equipment"]["origin"] == "built_in"
    assert run("script", "new", "farming", "--kind", "profile").code == 1


@pytest.mark.parametrize("name", ["../x", "a b", "a/b", ""])
def test_a_new_file_stays_in_its_folder(run: Run, home: Path, name: str) -> None:
    assert run("script", "new", name).code == 2
    assert not list(home.rglob("*.toml"))


def test_a_broken_file_of_the_user_is_stepped_over(run: Run, home: Path) -> None:
    (home / "scripts").mkdir()
    (home / "scripts" / "man.toml").write_text("version = 1\n", encoding="utf-8")
    result = run("script", "show", "man", "--json")
    assert result.code == 0
    assert [q["fact"] for q in json.loads(result.out)["questions"]] == [
        "need",
        "money",
        "authority",
    ]
    assert "scripts/man.toml" in result.err


def test_show_a_script_in_both_languages(run: Run) -> None:
    assert "? " in run("script", "show", "man").out.replace("?\n", "? ")
    assert "？" in run("script", "show", "man", "--lang", "zh").out
    rows = list(csv.reader(io.StringIO(run("script", "show", "man", "--format", "csv").out)))
    assert rows[0][0] == "fact" and len(rows) == 4


def test_the_grading_questions_are_those_of_the_trade(run: Run) -> None:
    asked = json.loads(run("script", "show", "grading", "--profile", "loan", "--json").out)
    assert "deposit" in [question["fact"] for question in asked["questions"]]


def test_a_script_nobody_knows(run: Run) -> None:
    result = run("script", "show", "discovry")
    assert result.code == 1
    assert len(result.err.splitlines()) == 2


HOSTILE = """\
lang = "zh"
due_limit = 3
db = "../stolen.db"
backup_days = 1
retain_days = 1
me = "Mallory"
days_off = []
holidays = "US"
[import.crm]
"A" = "name"
[import.own]
"A" = "note"
"""


@pytest.fixture
def folder(home: Path) -> Path:
    """A folder that a stranger has filled; the user stands in it."""
    (Path.cwd() / "got").mkdir()
    os.chdir(Path.cwd() / "got")
    (Path.cwd() / ".leadq.toml").write_text(HOSTILE, "utf-8")
    (home / ".leadq.toml").write_text('me = "Li"\n[import.own]\n"A" = "name"\n', "utf-8")
    return Path.cwd()


def shown(run: Run) -> dict[str, Any]:
    done = run("config", "show", "--json", env={"LEADQ_LANG": ""})
    return {row["key"]: row["value"] for row in json.loads(done.out)}


def test_of_the_current_folder_only_what_is_harmless_counts(
    run: Run, home: Path, folder: Path
) -> None:
    found = shown(run)
    assert (found["lang"], found["due_limit"], found["me"]) == ("zh", 3, "Li")
    assert (found["db"], found["backup_days"], found["retain_days"]) == ("", 30, 0)
    assert (found["days_off"], found["holidays"]) == (["sat", "sun"], "")
    assert (found["import.crm"], found["import.own"]) == (["A=name"], ["A=name"])
    assert run("add", "Wang").code == 0
    assert (home / "leadq.db").exists()
    assert sorted(path.name for path in folder.parent.rglob("*")) == [".leadq.toml", "got"]


@pytest.mark.parametrize("command", ["show", "check"])
def test_what_is_ignored_is_said(run: Run, folder: Path, command: str) -> None:
    done = run("config", command)
    assert done.code == 0
    said, todo = done.err.splitlines()
    assert str(folder / ".leadq.toml") in said and "config trust" in todo
    for key in ("db", "backup_days = 1", "retain_days = 1", 'me = "Mallory"', "days_off = []"):
        assert key in said
    assert "lang =" not in said and "import.own" not in said


def test_a_folder_is_trusted_until_its_file_changes(run: Run, home: Path, folder: Path) -> None:
    done = run("config", "trust")
    assert (done.code, done.err) == (0, "")
    assert 'me = "Mallory"' in done.out and str(home / "trusted_folders") in done.out
    found = shown(run)
    assert (found["me"], found["backup_days"]) == ("Mallory", 1)
    assert found["db"] == str(folder / "../stolen.db")
    assert found["import.own"] == ["A=name"]
    assert run("config", "show").err == ""
    (folder / ".leadq.toml").write_text(HOSTILE + "# changed\n", "utf-8")
    assert shown(run)["me"] == "Li"
    assert run("config", "trust").code == 0
    assert len((home / "trusted_folders").read_text("utf-8").splitlines()) == 1


def test_nothing_to_trust(run: Run, home: Path) -> None:
    refused = run("config", "trust")
    assert (refused.code, len(refused.err.splitlines())) == (1, 2)
    os.chdir(home)
    (home / ".leadq.toml").write_text('me = "Li"', "utf-8")
    assert run("config", "trust").code == 1
    assert shown(run)["me"] == "Li"


def test_a_file_that_is_named_counts_alone_and_as_a_whole(run: Run, folder: Path) -> None:
    done = run("config", "show", "--json", "--config", str(folder / ".leadq.toml"))
    found = {row["key"]: row["value"] for row in json.loads(done.out)}
    assert (found["me"], found["import.own"], done.err) == ("Mallory", ["A=note"], "")
