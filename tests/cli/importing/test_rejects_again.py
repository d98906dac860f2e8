"""Rows that were rejected come back, once mended, as what they were."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from leadq.render.importing.rejects_again import rejects_command

Run = Callable[..., Any]
WRONG = "20x6"
DAYS = {"touches": ("on_day", "日期"), "followups": ("on_day", "日期"), "facts": ("noted_on",)}
TABLES = {"touches": "touch", "followups": "followup", "facts": "fact"}
SHEETS = {"touches": "联系记录", "followups": "跟进计划", "facts": "事项"}


@pytest.fixture
def lived(run: Run) -> Run:
    """A lead with a talk, a fact and a step."""
    run("add", "王建国", "--phone", "13800138000", "--company", "华北路桥")
    run("log", "1", "met", "--plain", "--next", "12-03", "--goal", "sign")
    run("fact", "1", "money=yes")
    return run


@pytest.fixture
def elsewhere(tmp_path: Path) -> dict[str, str]:
    """Where a second store is."""
    return {"LEADQ_DB": str(tmp_path / "second.db")}


def rows(env: dict[str, str]) -> dict[str, int]:
    with closing(sqlite3.connect(env["LEADQ_DB"])) as conn:
        counts = {}
        for what, table in {"leads": "lead", **TABLES}.items():
            (counts[what],) = conn.execute(f"SELECT count(*) FROM {table}").fetchone()
        return counts


def spoil(book: Path, lang: str) -> None:
    """Write a day that is none into a row of each sheet beside the leads."""
    opened = openpyxl.load_workbook(book)
    for what, days in DAYS.items():
        sheet = opened[SHEETS[what] if lang == "zh" else what]
        names = [cell.value for cell in sheet[1]]
        place = next(at for at, name in enumerate(names, 1) if name in (*days, "记于", "记录日期"))
        sheet.cell(2, place).value = WRONG
    opened.save(book)


def mend(rejects: Path) -> None:
    text = rejects.read_text("utf-8-sig").replace(WRONG, "2026-11-20")
    rejects.write_text(text, "utf-8-sig")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_rows_of_a_workbook(lived: Run, elsewhere: dict[str, str], lang: str) -> None:
    lived("export", "all.xlsx", "--what", "all", "--status", "all", "--lang", lang)
    whole = Path("all.xlsx").read_bytes()
    spoil(Path("all.xlsx"), lang)
    done = lived("import", "all.xlsx", "--lang", lang, env=elsewhere)
    assert (done.code, rows(elsewhere)["touches"]) == (1, 0)

    rejects = Path("all.xlsx.rejected.csv")
    mend(rejects)
    with rejects.open(encoding="utf-8-sig", newline="") as opened:
        told = {row["rejected_table"] for row in csv.DictReader(opened)}
    assert told == ({*SHEETS.values()} if lang == "zh" else {*SHEETS})
    done = lived("import", str(rejects), "--lang", lang, env=elsewhere)
    assert (done.code, done.err) == (0, "")

    Path("all.xlsx").write_bytes(whole)
    lived("import", "all.xlsx", env={**elsewhere, "LEADQ_DB": elsewhere["LEADQ_DB"] + "2"})
    assert rows(elsewhere) == rows({"LEADQ_DB": elsewhere["LEADQ_DB"] + "2"})
    (lead,) = json.loads(lived("list", "--json", env=elsewhere).out)
    assert (lead["extra"], lead["touches"]) == ({}, 1)


def test_rows_of_another_programs_table(lived: Run) -> None:
    """A table that only --what and --map tell: its rejects need the --map alone."""
    Path("in.csv").write_text(f"who,when,what\n王建国,{WRONG},again\n", "utf-8")
    mapped = ("--map", "who=name", "--map", "when=date", "--map", "what=said")
    done = lived("import", "in.csv", "--what", "touches", *mapped, "--encoding", "utf-8", "--force")
    assert done.code == 1
    command = "leadq import in.csv.rejected.csv --what touches --map 'who=name'"
    assert command in done.err and "--encoding" not in done.err and "--force" not in done.err
    mend(Path("in.csv.rejected.csv"))
    for words in (mapped, ("--what", "touches", *mapped)):
        assert lived("import", "in.csv.rejected.csv", *words).code == 0
    (lead,) = json.loads(lived("list", "--json").out)
    assert lead["touches"] == 2


def test_a_row_that_is_rejected_again_says_its_table_once_more(lived: Run) -> None:
    Path("in.csv").write_text(f"name,date,words\n王建国,{WRONG},again\n", "utf-8")
    lived("import", "in.csv", "--what", "touches")
    again = Path("in.csv.rejected.csv")
    assert lived("import", str(again)).code == 1
    heads = Path(f"{again}.rejected.csv").read_text("utf-8-sig").splitlines()[0].split(",")
    assert heads == ["rejected_line", "rejected_reason", "rejected_table", "name", "date", "words"]


def test_tables_are_called_as_the_file_calls_them(lived: Run, elsewhere: dict[str, str]) -> None:
    lived("export", "all.xlsx", "--what", "all", "--status", "all", "--lang", "zh")
    spoil(Path("all.xlsx"), "zh")
    lived("import", "all.xlsx", "--lang", "zh", env=elsewhere)
    done = lived("import", "all.xlsx.rejected.csv", "--lang", "zh", env=elsewhere)
    assert done.code == 1
    for what, title in SHEETS.items():
        assert f"  {title} 第 " in done.err and what not in done.err


def test_a_table_asked_for_is_the_only_one_that_comes_in(lived: Run) -> None:
    """Rows that tell no table are what ``--what`` says; those of others are not taken for it."""
    heads = "rejected_line,rejected_reason,rejected_table,name,date,said"
    told = "王建国,11-05,hello"
    Path("in.csv").write_text(f"{heads}\n2,x,touches,{told}\n", "utf-8")
    done = lived("import", "in.csv", "--what", "facts")
    assert done.code == 1 and "fact, value" in done.err
    Path("in.csv").write_text(f"{heads}\n2,x,,{told}\n", "utf-8")
    assert lived("import", "in.csv", "--what", "touches").code == 0
    (lead,) = json.loads(lived("list", "--json").out)
    assert lead["touches"] == 2


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_table_that_nobody_knows_is_refused(lived: Run, lang: str) -> None:
    Path("in.csv").write_text("rejected_table,name,phone\nleads,甲,1\ntouchs,乙,2\n", "utf-8")
    done = lived("import", "in.csv", "--lang", lang)
    assert done.code == 1 and len(json.loads(lived("list", "--json").out)) == 1
    wrong, todo = done.err.splitlines()
    assert "touchs" in wrong and "3" in wrong
    assert "touches (联系记录)" in todo and "rejected_table" in todo


def test_leads_are_rejected_as_ever(lived: Run) -> None:
    Path("in.csv").write_text("name,phone\n王,1.38E+10\n", "utf-8")
    done = lived("import", "in.csv")
    assert "rejected_table" not in Path("in.csv.rejected.csv").read_text("utf-8-sig")
    assert "leadq import" not in done.err


@pytest.mark.parametrize(
    ("typed", "again"),
    [
        (["import", "in.csv"], ""),
        (["import", "in.csv", "--rejects", "bad.csv", "--strict", "--json"], ""),
        (["import", "--update", "in.csv"], "leadq import --update bad.csv"),
        (["import", "in.csv", "--sheet=x", "--map", "a b=name"],
         "leadq import bad.csv --map 'a b=name'"),
        (["purchase", "--import", "in.csv"], "leadq purchase --import bad.csv"),
        (["mcp"], ""),
    ],
)  # fmt: skip
def test_the_command_has_the_options_that_still_count(typed: list[str], again: str) -> None:
    assert rejects_command(typed, Path("in.csv"), Path("bad.csv")) == again
