"""report complaints, turnover and satisfaction, as they are typed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
NAMES = ("customers", "churn", "complaints", "turnover", "satisfaction")


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Run:
    """A customer of whom there is everything to report, and one who has left."""
    run("add", "王建国", "--product", "JS220", "--region", "北区", "--profile", "equipment")
    run("win", "1", "--amount", "50万")
    run("complaint", "1", "[red]leaks", "--promise", "a seal @ 2026-11-24", "--cause", "wear")
    answers = tmp_path / "answers.toml"
    answers.write_text('satisfaction = "不太满意"\nsatisfaction_better = "speed"\n', "utf-8")
    run("ask", "1", "satisfaction", "--answers", str(answers))
    run("add", "李走", "--product", "JS220", "--region", "北区")
    run("win", "2", "--amount", "20万")
    run("leave", "2", "--kind", "ended_by_us", "--reason", "[red]never pays")
    return run


@pytest.mark.parametrize("name", NAMES)
def test_nothing_to_report_says_how_to_begin(run: Run, name: str) -> None:
    assert "leadq " in run("report", name).out
    assert run("report", name, "--lang", "zh").code != 1


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("by", ["product", "source", "region", "owner", "profile"])
def test_every_report_by_every_group(filled: Run, name: str, by: str, tmp_path: Path) -> None:
    told = json.loads(filled("report", name, "--by", by, "--json").out)
    assert told["sections"][by]
    rows = list(
        csv.DictReader(io.StringIO(filled("report", name, "--by", by, "--format", "csv").out))
    )
    assert any(row["section"] == by for row in rows)
    for lang in ("en", "zh"):
        assert filled("--lang", lang, "report", name, "--by", by).code == 0
        page = tmp_path / f"{lang}.html"
        assert filled("--lang", lang, "report", name, "--by", by, "--html", str(page)).code == 0
        assert "[red]leaks" in page.read_text("utf-8") or name != "complaints"


def test_screens(filled: Run) -> None:
    shown = filled("report", "complaints", env={"LEADQ_TODAY": "2026-11-26"}).out
    assert "1  王建国     1  [red]leaks" in shown
    assert "open   24 Nov          2  nobody" in shown
    gone = filled("--lang", "zh", "report", "churn").out
    assert "李走" in gone and "我方终止  [red]never pays" in gone and "20万" in gone
    there = filled("report", "customers", env={"LEADQ_TODAY": "2027-03-01"}).out
    assert "JS220 1 0 1 500,000 100%" in " ".join(there.split())
    assert "王建国" in there and "李走" not in there
    assert "70万" in filled("--lang", "zh", "report", "turnover").out
    content = filled("--lang", "zh", "report", "satisfaction").out
    assert "设备" in content and "不太满意" in content and "数量太少" in content


def test_a_wrong_group_is_refused(run: Run) -> None:
    done = run("report", "turnover", "--by", "colour")
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 2)
