"""Workbooks at the door: leadq export FILE.xlsx, and the way back."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl import load_workbook

import leadq
from leadq.cli.exporting import to_xlsx
from leadq.domain.fields import FILED
from leadq.exchange.columns.columns import BELONGING_COLUMNS
from tests.exchange.made_books import make_book

Run = Callable[..., Any]


@pytest.fixture
def full(run: Run) -> Run:
    """Run in a store with three leads that hold whatever a spreadsheet could spoil."""
    run(
        "add", "王建国", "--company", "甲公司", "--phone", "138 0013 8000", "--tag", "a;b",
        "--tag", "c", "--budget", "50万", "--need-by", "2026-12-24", "--note", "一\n二",
        "--profile", "equipment",
    )  # fmt: skip
    run("add", "Won", "--email", "w@x.cn", "--owner", "Ann", "--wechat", "007")
    run("win", "2", "--amount", "1234.5")
    run(
        "add",
        "=HYPERLINK(1)",
        "--phone",
        "+49 30 123456 ext 5",
        "--company",
        "'=1",
        "--note",
        "#N/A",
    )
    run("log", "1", "--by", "visit", "--said", "=1+1", "--next", "2026-12-01", "--goal", "带报价")
    run("man", "1", "--money", "yes")
    return run


def sheets(file: str) -> dict[str, list[tuple[Any, ...]]]:
    book = load_workbook(file)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def exported(run: Run) -> list[dict[str, str]]:
    text = run("export", "--status", "all").out.removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_workbook_has_a_sheet_for_each_table(full: Run) -> None:
    done = full("export", "out.xlsx", "--status", "all")
    assert (done.code, done.out) == (0, "")
    assert done.err == (
        "3 leads, 1 touch, 7 follow-ups, 2 facts, 1 purchase written to out.xlsx.\n"
    )
    found = sheets("out.xlsx")
    assert list(found) == ["leads", "touches", "followups", "facts", "purchases"]
    assert found["leads"][0] == FILED
    for what, columns in BELONGING_COLUMNS.items():
        assert found[what][0] == columns
    assert [row[2] for row in found["leads"][1:]] == ["王建国", "Won", "=HYPERLINK(1)"]
    assert found["touches"][1][7] == "=1+1"


@pytest.mark.parametrize(
    ("words", "titles", "told"),
    [
        (("out.xlsx", "--what", "leads"), ["leads"], "2 leads"),
        (("out.xlsx", "--what", "facts", "--text", "王建国"), ["facts"], "2 facts"),
        (("out.xlsx", "--what", "all"), ["leads", "touches", "followups", "facts"], "2 leads, 1"),
        (("out.data", "--format", "xlsx", "--what", "touches"), ["touches"], "1 touch "),
        (("out.XLSX", "--grade", "A"), ["leads", "touches", "followups", "facts"], "0 leads, 0"),
        (("out.xlsx", "--lang", "zh", "--what", "touches"), ["联系记录"], "联系记录 1 条"),
    ],
)
def test_what_a_workbook_holds(
    full: Run, words: tuple[str, ...], titles: list[str], told: str
) -> None:
    done = full("export", *words)
    assert (done.code, told in done.err) == (0, True)
    Path(words[0]).rename("read.xlsx")
    assert list(sheets("read.xlsx")) == titles


def test_phones_are_masked_as_in_csv(full: Run) -> None:
    full("export", "out.xlsx", "--mask")
    full("export", "out.csv", "--mask")
    shown = [row[FILED.index("phones")] for row in sheets("out.xlsx")["leads"][1:]]
    table = csv.DictReader(io.StringIO(Path("out.csv").read_text("utf-8-sig"), newline=""))
    assert shown == [row["phones"].removeprefix("'") for row in table]
    assert "0013" not in str(shown)


def test_a_chinese_workbook_speaks_chinese(full: Run) -> None:
    done = full("export", "out.xlsx", "--status", "all", "--lang", "zh")
    assert done.err == (
        "已写入 线索 3 条、联系记录 1 条、跟进安排 7 条、事项 2 条、购买 1 条：out.xlsx\n"
    )
    found = sheets("out.xlsx")
    assert list(found) == ["线索", "联系记录", "跟进计划", "事项", "购买"]
    leads = [dict(zip(found["线索"][0], row, strict=True)) for row in found["线索"][1:]]
    assert [lead["状态"] for lead in leads] == ["跟进中", "成交", "跟进中"]
    assert [lead["下次跟进方式"] for lead in leads] == ["电话", "微信", "电话"]
    assert leads[2]["下次跟进目标"] == "问清未知事项"
    touch = dict(zip(found["联系记录"][0], found["联系记录"][1], strict=True))
    assert (touch["方式"], touch["结果"]) == ("拜访", "已联系上")
    states = [row[found["跟进计划"][0].index("进展")] for row in found["跟进计划"][1:]]
    assert set(states) <= {"待办", "排在后面", "已完成", "已改期", "已取消"}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_store_comes_back_from_its_workbook(full: Run, lang: str, tmp_path: Path) -> None:
    before = exported(full)
    full("export", "out.xlsx", "--status", "all", "--lang", lang)
    env = {"LEADQ_DB": str(tmp_path / "other.db")}
    done = full("import", "out.xlsx", env=env)
    assert (done.code, done.err) == (0, "")
    after = exported(lambda *words: full(*words, env=env))
    program_s = {"next_goal"} if lang == "zh" else set()
    for old, new in zip(before, after, strict=True):
        assert {
            key: (old[key], new[key]) for key in old if old[key] != new[key]
        }.keys() <= program_s
    again = full("import", "out.xlsx", "--json", "--update", env=env)
    assert '"edited": []' in again.out
    assert '"new": 0' in again.out and '"known": 3' in again.out


def test_an_existing_file_needs_force(full: Run) -> None:
    Path("out.xlsx").write_text("mine")
    done = full("export", "out.xlsx")
    assert (done.code, Path("out.xlsx").read_text()) == (1, "mine")
    assert full("export", "out.xlsx", "--force").code == 0
    assert len(sheets("out.xlsx")["leads"]) == 3
    assert sorted(path.name for path in Path().iterdir()) == ["out.xlsx"]


def test_places_that_cannot_be_written(full: Run) -> None:
    Path("folder.xlsx").mkdir()
    for target, code in (("nowhere/out.xlsx", 1), ("folder.xlsx", 2)):
        done = full("export", target, "--force")
        assert (done.code, done.out, len(done.err.splitlines())) == (code, "", 2)


def test_what_a_workbook_cannot_be(full: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    done = full("export", "out.xlsx", "--encoding", "gbk")
    assert (done.code, done.err.splitlines()[0]) == (2, "xlsx files are always UTF-8.")
    terminal = SimpleNamespace(stdout=SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr(to_xlsx, "sys", terminal)
    done = full("export", "--format", "xlsx")
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines() == [
        "A workbook cannot be shown on a terminal.",
        "Name a file, as in: leadq export leads.xlsx",
    ]


def test_what_a_workbook_cannot_hold_is_said(full: Run) -> None:
    full("edit", "1", "--note", "a\x07b" + "x" * 40_000)
    done = full("export", "out.xlsx")
    assert done.err.splitlines()[:2] == [
        "1 character that no workbook can hold was replaced.",
        "1 cell was longer than a workbook can hold and was cut: csv and json keep them whole.",
    ]


def test_a_workbook_goes_through_a_pipe(full: Run, home: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(Path(leadq.__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-m", "leadq", "export", "--format", "xlsx"],
        capture_output=True, env=env, check=True, timeout=600,
    )  # fmt: skip
    Path("piped.xlsx").write_bytes(done.stdout)
    assert (len(sheets("piped.xlsx")["leads"]), done.stderr) == (3, b"")


def test_a_reader_that_leaves_is_no_error(full: Run, home: Path) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    done = subprocess.run(
        [sys.executable, "-m", "leadq", "export", "--format", "xlsx"],
        stdout=write_end, stderr=subprocess.PIPE, check=False, timeout=600,
        env={**os.environ, "PYTHONPATH": str(Path(leadq.__file__).parents[1])},
    )  # fmt: skip
    os.close(write_end)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_foreign_workbook_is_imported(run: Run) -> None:
    book = [
        ["2026年客户名单"],
        ["姓名", "手机", "来源", "状态"],
        ["王建国", 13800138000, "展会", "已成交"],
    ]
    make_book(Path("in.xlsx"), 客户=book, 旧_=[["x"]])
    done = run("import", "in.xlsx")
    assert (done.code, "1 new lead" in done.out) == (0, True)
    assert "Hidden sheets are left out: 旧" in done.err
    assert "Row 2 holds the column names" in done.err
    (lead,) = exported(run)
    assert (lead["phones"], lead["status"]) == ("(+86) 138 0013 8000", "won")


def test_rows_of_a_workbook_that_cannot_be_taken(run: Run) -> None:
    book = [
        ["姓名", "手机", "下次联系时间"],
        ["王", "1.38E+10", None],
        ["李", 139, "someday"],
        ["赵", 0, None],
    ]
    make_book(Path("in.xlsx"), 客户=book)
    done = run("import", "in.xlsx")
    assert done.code == 1
    kept = Path("in.xlsx.rejected.csv").read_text("utf-8-sig")
    rejected = list(csv.reader(io.StringIO(kept, newline="")))
    assert [row[0] for row in rejected] == ["rejected_line", "2"]


def test_a_list_of_objects_is_imported(full: Run, tmp_path: Path) -> None:
    before = exported(full)
    full("export", "out.json", "--status", "all")
    env = {"LEADQ_DB": str(tmp_path / "other.db")}
    assert full("import", "out.json", env=env).code == 0
    after = exported(lambda *words: full(*words, env=env))
    own = (
        "id",
        "name",
        "company",
        "phones",
        "emails",
        "wechat",
        "status",
        "budget",
        "tags",
        "note",
    )
    assert [[lead[key] for key in own] for lead in after] == [
        [lead[key] for key in own] for lead in before
    ]  # fmt: skip
