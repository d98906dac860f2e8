"""report week, questions, lift and decay as they are typed, and the day's sheet on a clipboard."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
TARGETS = "[targets]\ncalls = 4\nturnover = 1_000_000\n"


@pytest.fixture
def filled(run: Run) -> Run:
    """Two reps with a lead each; one has been called and visited, one step has slipped."""
    run("add", "王建国", "--company", "华北路桥", "--phone", "13800138000", "--owner", "Li")
    run("add", "Ann", "--phone", "13900139000", "--owner", "Wu", "--budget", "50万")
    run("log", "1", "--by", "phone", "--next", "2026-11-24")
    run("log", "2", "--by", "visit", "--promise", "send the quote @ 2026-11-25")
    return run


def test_a_team_is_told_rep_by_rep(filled: Run) -> None:
    shown = filled("report", "week", env={"LEADQ_TODAY": "2026-11-27"})
    assert (shown.code, shown.err) == (0, "")
    lines = shown.out.splitlines()
    assert lines[0] == "The week  23 Nov – 27 Nov 2026, all reps"
    assert "Done in the week" in lines and "What missed its day, and where it is now" not in lines
    assert "Li       1       0         1      0    1     0         0" in shown.out
    told = json.loads(filled("report", "week", "--json").out)
    assert (told["report"], told["first"], told["until"]) == ("week", "2026-11-23", "2026-11-23")
    assert [row["owner"] for row in told["sections"]["activity"]] == ["Li", "Wu"]
    assert told["sections"]["measures"] == [] and told["targets"] is None


def test_ones_own_week_stands_beside_the_targets(filled: Run, home: Path) -> None:
    (home / ".leadq.toml").write_text(f'me = "Li"\n{TARGETS}', encoding="utf-8")
    later = {"LEADQ_TODAY": "2026-11-27"}
    shown = filled("report", "week", env=later).out
    assert "calls         1          4        25%" in shown
    assert "24 Nov   1  王建国 · 华北路桥" in shown
    told = json.loads(filled("report", "week", "--json", env=later).out)
    assert (told["owner"], told["targets"]) == ("Li", {"calls": 4, "turnover": 1000000})
    (row,) = told["sections"]["slipped"]
    assert (row["due_on"], row["state"], row["on"], row["days_late"]) == (
        "2026-11-24", "open", None, 3,
    )  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(filled("report", "week", "--format", "csv").out)))
    assert rows[0]["section"] == "measures" and rows[0]["measure"] == "calls"
    all_reps = filled("report", "week", "--owner", "ALL", "--lang", "zh", env=later).out
    assert "每人每周目标：电话 4，成交额 100万。" in all_reps


def test_the_year_of_a_week_stands_where_the_language_has_it(filled: Run) -> None:
    day = {"LEADQ_TODAY": "2027-01-01"}
    for on, en, zh in (
        ("2026-11-27", "23 Nov – 29 Nov 2026", "2026-11-23 – 11-29"),
        ("2027-01-01", "28 Dec 2026 – 1 Jan 2027", "2026-12-28 – 2027-01-01"),
    ):
        for lang, days in (("en", en), ("zh", zh)):
            shown = filled("report", "week", "--on", on, "--lang", lang, env=day).out
            assert days in shown.splitlines()[0]


def test_another_week_and_another_rep(filled: Run) -> None:
    told = json.loads(filled("report", "week", "--on", "-7d", "--owner", "wu", "--json").out)
    assert (told["first"], told["until"], told["owner"]) == ("2026-11-16", "2026-11-22", "wu")
    unknown = filled("report", "week", "--owner", "Lee")
    assert (unknown.code, unknown.out) == (0, "")
    assert unknown.err == "No lead belongs to “Lee”.\n"
    assert filled("report", "week", "--on", "whenever").code == 2


def test_a_managers_store_of_several_reps_files_tells_their_week(
    filled: Run, tmp_path: Path
) -> None:
    files = [str(tmp_path / name) for name in ("friday.json", "monday.json")]
    whole = ("--what", "all", "--status", "all")
    later = {"LEADQ_TODAY": "2026-11-27"}
    filled("export", files[0], *whole)
    filled("win", "1", "--amount", "900", env=later)
    filled("export", files[1], *whole, env=later)
    theirs = {"LEADQ_HOME": str(tmp_path / "manager")}
    assert filled("import", files[0], env=theirs).code == 0
    assert filled("import", files[1], "--update", env=theirs | later).code == 0
    told = json.loads(filled("report", "week", "--json", env=theirs | later).out)
    own = json.loads(filled("report", "week", "--json", env=later).out)
    for name in ("activity", "unasked", "forecast"):
        assert told["sections"][name] == own["sections"][name]
    assert [row["wins"] for row in told["sections"]["activity"]] == [1, 0]


def test_targets_are_shown_with_the_settings(run: Run, home: Path) -> None:
    (home / ".leadq.toml").write_text(TARGETS, encoding="utf-8")
    rows = {row["key"]: row["value"] for row in json.loads(run("config", "show", "--json").out)}
    assert (rows["targets.calls"], rows["targets.turnover"]) == (4, 1000000)
    assert run("config", "check").code == 0
    (home / ".leadq.toml").write_text("[targets]\ncals = 4\n", encoding="utf-8")
    wrong = run("config", "check")
    assert wrong.code == 4 and "targets.calls" in wrong.err


@pytest.mark.parametrize("name", ["week", "questions", "lift", "decay"])
def test_each_is_a_page_too(filled: Run, tmp_path: Path, name: str) -> None:
    file = tmp_path / "page.html"
    assert filled("report", name, "--html", str(file)).code == 0
    assert file.read_text("utf-8").startswith("<!DOCTYPE html>")
    again = filled("report", name, "--html", str(file))
    assert again.code == 1


def test_what_to_ask_says_whom(filled: Run) -> None:
    told = json.loads(filled("report", "questions", "--json").out)
    assert len(told["sections"]["questions"]) == 5
    assert {row["number"] for row in told["sections"]["leads"]} == {1, 2}
    shown = filled("report", "questions").out
    assert "How far have the talks come?" in shown and "2  Ann" in shown
    nothing = filled("report", "decay").out
    assert "No grade A or B runs out in the coming 30 days." in nothing


_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="has a clipboard")


def make_clipboard(folder: Path, script: str) -> dict[str, str]:
    """Put a program that is called as a clipboard's into a folder; return the environment."""
    program = folder / "xclip"
    program.write_text(script, encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    for name in ("which", "sh", "cat"):
        found = next(Path(one, name) for one in os.get_exec_path() if Path(one, name).exists())
        (folder / name).symlink_to(found)
    return {"PATH": str(folder), "DISPLAY": ":0", "WAYLAND_DISPLAY": "", "XDG_SESSION_TYPE": "x11"}


@_linux
def test_the_sheet_goes_on_the_clipboard_as_it_goes_into_a_chat(
    filled: Run, spawn: Run, tmp_path: Path
) -> None:
    held = tmp_path / "held"
    place = tmp_path / "bin"
    place.mkdir()
    script = f'#!/bin/sh\ncase "$*" in *-o*) cat "{held}";; *) cat > "{held}";; esac\n'
    copied = spawn("report", "day", "--copy", env=make_clipboard(place, script))
    assert (copied.code, copied.out) == (0, "")
    assert held.read_text("utf-8") == filled("report", "day").out
    lines = len(held.read_text("utf-8").splitlines())
    assert copied.err == f"The sheet is on the clipboard: {lines} lines.\n"


@_linux
@pytest.mark.parametrize("script", ["", "#!/bin/sh\nexit 1\n"])
def test_without_a_clipboard_it_says_so(
    filled: Run, spawn: Run, tmp_path: Path, script: str
) -> None:
    env = make_clipboard(tmp_path, script) if script else {"PATH": str(tmp_path), "DISPLAY": ""}
    refused = spawn("report", "day", "--copy", env=env)
    assert (refused.code, refused.out) == (1, "")
    first, second = refused.err.splitlines()
    assert first == "There is no clipboard here that takes a text."
    assert "leadq report day > day.txt" in second


def test_a_copy_is_no_page_and_no_data(filled: Run) -> None:
    for more in (("--json",), ("--format", "csv"), ("--html", "x.html")):
        assert filled("report", "day", "--copy", *more).code == 2
