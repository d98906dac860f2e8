"""Everything of a store, and workbooks with several sheets, at the command line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def lived(run: Run, home: Path) -> Path:
    """A store with two leads that were worked on; returns its folder."""
    run("add", "王建国", "--phone", "13800138000", "--company", "华北路桥")
    run("add", "Ann", "--email", "ann@x.cn")
    run("fact", "1", "money=yes", "need_by=+20d")
    run("log", "1", "--said", "wants a quote", "--next", "+3d", "--promise", "bring it @ +3d")
    run("win", "2", "--amount", "500")
    return home


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[], None]:
    """Work on another store from here on."""

    def go() -> None:
        other = tmp_path / "other home"
        other.mkdir()
        monkeypatch.setenv("LEADQ_HOME", str(other))

    return go


def read_rows(name: str) -> list[dict[str, str]]:
    text = Path(name).read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_everything_goes_out_and_comes_back(
    run: Run, lived: Path, elsewhere: Callable[[], None]
) -> None:
    everything = ("--what", "all", "--format", "json", "--status", "all")
    run("export", "one.json", *everything)
    elsewhere()
    shown = run("import", "one.json")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith("2 new leads from 2 rows of one.json.")
    assert "Promises: 1 new" in shown.out
    run("export", "two.json", *everything)
    assert Path("two.json").read_bytes() == Path("one.json").read_bytes()
    assert "0 new leads" in run("import", "one.json", "--update").out
    assert run("undo").code == 0
    assert json.loads(run("list", "--status", "all", "--json").out) == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_workbook_comes_back_in_one_step(
    run: Run, lived: Path, elsewhere: Callable[[], None], lang: str
) -> None:
    tables = ("leads", "touches", "followups", "facts")
    run("export", "all.xlsx", "--status", "all", "--lang", lang)
    before = [run("export", "--what", what, "--status", "all").out for what in tables]
    elsewhere()
    result = json.loads(run("import", "all.xlsx", "--json").out)
    assert (result["rejected"], result["new"], result["rows"]) == (0, 2, 2)
    assert {what: one["new"] for what, one in result["brought"].items()} == {
        "touches": 1, "followups": 3, "facts": 2,
    }  # fmt: skip
    assert [run("export", "--what", what, "--status", "all").out for what in tables] == before
    run("undo")
    assert json.loads(run("list", "--status", "all", "--json").out) == []


def test_a_broken_record_is_kept_with_its_reason(run: Run, lived: Path) -> None:
    run("export", "one.json", "--what", "all", "--format", "json", "--status", "all")
    whole = json.loads(Path("one.json").read_text("utf-8"))
    whole["leads"][0]["touches"][0]["outcome"] = "shouted"
    Path("one.json").write_text(json.dumps(whole), "utf-8")
    shown = run("import", "one.json")
    assert shown.code == 1
    assert "line 1: touches[0].outcome is missing or not what it has to be" in shown.err
    (row,) = read_rows("one.json.rejected.csv")
    assert list(row) == ["rejected_line", "rejected_reason", "record"]
    assert json.loads(row["record"])["name"] == "王建国"
    assert "touches[0].outcome 缺失或不合规定" in run("import", "one.json", "--lang", "zh").err


def test_rows_of_several_sheets_are_kept_with_their_sheet(
    run: Run, lived: Path, elsewhere: Callable[[], None]
) -> None:
    import openpyxl

    run("export", "all.xlsx", "--status", "all")
    book = openpyxl.load_workbook("all.xlsx")
    book["touches"].append(
        [None, "x", None, "phone", "reached", "2026-11-20", *[None] * 5, "no id"]
    )
    book["leads"].cell(2, 3).value = None
    book["leads"].cell(2, 4).value = None
    book.save("all.xlsx")
    elsewhere()
    shown = run("import", "all.xlsx")
    assert shown.code == 1
    kept = read_rows("all.xlsx.rejected.csv")
    assert {row["sheet"] for row in kept} == {"leads", "touches", "followups", "facts"}
    assert kept[0]["rejected_reason"] == "neither name nor company"


def test_everything_is_no_table_to_be_mapped(run: Run, lived: Path) -> None:
    run("export", "one.json", "--what", "all", "--format", "json")
    for option in (("--what", "touches"), ("--map", "a=name")):
        shown = run("import", "one.json", *option)
        assert (shown.code, shown.out) == (1, "")
        assert "one.json holds everything of a store" in shown.err
