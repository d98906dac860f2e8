"""Everything of a store, and workbooks with several sheets, at the command line."""

from __future__ import annotations

import csv
import io
import json
import os
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
    tables = ("leads", "touches", "followups", "facts", "purchases")
    run("purchase", "2", "1234.5", "2026-11-02", "--product", "JS220", "--note", "=1")
    run("export", "all.xlsx", "--status", "all", "--lang", lang)
    before = [run("export", "--what", what, "--status", "all").out for what in tables]
    elsewhere()
    result = json.loads(run("import", "all.xlsx", "--json").out)
    assert (result["rejected"], result["new"], result["rows"]) == (0, 2, 2)
    assert {what: one["new"] for what, one in result["brought"].items()} == {
        "touches": 1, "followups": 6, "facts": 2, "purchases": 2,
    }  # fmt: skip
    assert [run("export", "--what", what, "--status", "all").out for what in tables] == before
    run("undo")
    assert json.loads(run("list", "--status", "all", "--json").out) == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_one_table_of_a_workbook_is_taken_by_its_name(run: Run, lived: Path, lang: str) -> None:
    run("export", "all.xlsx", "--status", "all", "--lang", lang)
    result = json.loads(run("import", "all.xlsx", "--what", "facts", "--json").out)
    assert list(result["brought"]) == ["facts"]
    assert (result["brought"]["facts"]["known"], result["known"], result["rejected"]) == (2, 0, 0)


def test_wins_of_a_rep_count_for_the_manager_once(
    run: Run, lived: Path, elsewhere: Callable[[], None]
) -> None:
    run("export", "rep.xlsx", "--status", "all")
    run("export", "leads.csv", "--status", "all")
    run("export", "bought.csv", "--what", "purchases", "--status", "all")
    run("export", "bought.xlsx", "--what", "purchases", "--status", "all", "--lang", "zh")
    assert [row["amount"] for row in read_rows("bought.csv")] == ["500"]
    worth = json.loads(run("value", "--json").out)
    elsewhere()
    early = run("import", "bought.csv")
    assert (early.code, "import the leads first" in early.err) == (1, True)
    for _ in range(2):
        assert run("import", "rep.xlsx", "--update").code == 0
    for file in ("bought.csv", "bought.xlsx"):
        assert "Purchases: 0 new, 1 there already, 0 updated" in run("import", file).out
    assert json.loads(run("value", "--json").out) == worth
    run("undo")
    assert json.loads(run("value", "--json").out)["customers"] == []


def test_purchases_of_another_program_come_in_as_a_table(run: Run, lived: Path) -> None:
    Path("orders.csv").write_text(
        "客户,下单日期,订单金额,商品\n王建国,2026-11-02,5万,JS220\n王建国,2026-12-24,1,x\n"
        "王建国,2026-11-02,0,x\n王建国,someday,1,x\n", "utf-8",
    )  # fmt: skip
    result = json.loads(run("import", "orders.csv", "--what", "purchases", "--json").out)
    assert (result["brought"]["purchases"]["new"], result["rejected"]) == (1, 3)
    (row,) = json.loads(run("purchase", "1", "--json").out)["purchases"]
    assert (row["amount"], row["on"], row["noted_by"]) == (50000, "2026-11-02", "file")
    again = json.loads(run("import", "orders.csv", "--what", "purchases", "--json").out)
    assert (again["brought"]["purchases"]["new"], again["brought"]["purchases"]["known"]) == (0, 1)


@pytest.mark.parametrize(
    ("lang", "first", "kept"),
    [
        ("en", "import the leads first", "The rows are in"),
        ("zh", "请先导入线索", "这些行连同原因已写入"),
    ],
)
def test_touches_without_their_leads_say_what_comes_first(
    run: Run, lived: Path, elsewhere: Callable[[], None], lang: str, first: str, kept: str
) -> None:
    run("export", "touches.csv", "--what", "touches")
    elsewhere()
    shown = run("import", "touches.csv", "--lang", lang)
    assert (shown.code, first in shown.err, kept in shown.err) == (1, True, True)
    run("add", "Ann")
    Path("mixed.csv").write_text("name,date\nBob,2026-11-20\nAnn,never\n", "utf-8")
    shown = run("import", "mixed.csv", "--what", "touches", "--lang", lang)
    assert (shown.code, first in shown.err) == (1, False)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_was_edited_in_a_workbook_is_told(run: Run, lived: Path, lang: str) -> None:
    run("edit", "1", "--budget", "5万")
    run("export", "out.csv")
    text = Path("out.csv").read_text("utf-8-sig").replace(",50000,", ",90000,")
    Path("out.csv").write_text(text, "utf-8")
    shown = run("import", "out.csv", "--update", "--lang", lang)
    assert "leadq edit 1 --budget …" in shown.out
    old, new = ("5万", "9万") if lang == "zh" else ("50,000", "90,000")
    assert old in shown.out and new in shown.out
    result = json.loads(run("import", "out.csv", "--update", "--json").out)
    assert result["conflicts"] == []
    assert result["edited"] == [
        {"number": 1, "name": "王建国", "field": "budget", "kept": 50000.0, "in_file": 90000.0}
    ]
    assert json.loads(run("show", "1", "--json").out)["budget"] == 50000


def test_everything_has_no_sheets(run: Run, lived: Path) -> None:
    run("export", "one.json", "--what", "all", "--format", "json")
    shown = run("import", "one.json", "--sheet", "leads")
    assert (shown.code, shown.out) == (2, "")
    assert "one.json" in shown.err


def test_a_broken_record_is_kept_with_its_reason(run: Run, lived: Path) -> None:
    run("export", "one.json", "--what", "all", "--format", "json", "--status", "all")
    whole = json.loads(Path("one.json").read_text("utf-8"))
    whole["leads"][0]["touches"][0]["outcome"] = "shouted"
    Path("one.json").write_text(json.dumps(whole), "utf-8")
    shown = run("import", "one.json")
    assert shown.code == 1
    assert "record 1: touches[0].outcome is missing or not what it has to be" in shown.err
    kept = Path("one.json.rejected.json").read_text("utf-8")
    (record,) = json.loads(kept)["leads"]
    assert record.pop("rejected_reason").startswith("touches[0].outcome is missing")
    assert record == whole["leads"][0]
    said = run("import", "one.json", "--lang", "zh").err
    assert "第 1 条记录：touches[0].outcome 缺失或不合规定" in said
    assert "one.json.rejected-2.json" in said


def test_mended_records_can_be_imported(
    run: Run, lived: Path, elsewhere: Callable[[], None]
) -> None:
    run("export", "one.json", "--what", "all", "--format", "json", "--status", "all")
    whole = json.loads(Path("one.json").read_text("utf-8"))
    whole["leads"][0]["name"] = "\ud800"
    Path("one.json").write_text(json.dumps(whole), "utf-8")
    elsewhere()
    assert run("import", "one.json", "--rejects", "left.json").code == 1
    assert run("import", "left.json").code == 1
    again = Path("left.json.rejected.json").read_text("utf-8")
    assert again == Path("left.json").read_text("utf-8")
    Path("left.json").write_text(again.replace("\\ud800", "王总"), "utf-8")
    assert run("import", "left.json", "--format", "csv").out.splitlines()[1].startswith("1,1,0,0,0")
    assert [lead["name"] for lead in json.loads(run("list", "--json").out)] == ["王总"]


def test_newer_fields_of_a_list_of_leads_win(
    run: Run, lived: Path, elsewhere: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    home = os.environ["LEADQ_HOME"]
    run("export", "one.json", "--status", "all")
    before = json.loads(Path("one.json").read_text("utf-8"))
    elsewhere()
    assert run("import", "one.json").code == 0
    there = os.environ["LEADQ_HOME"]
    monkeypatch.setenv("LEADQ_HOME", home)
    run("edit", "1", "--budget", "90000")
    run("export", "one.json", "--status", "all", "--force")
    run("export", "masked.json", "--status", "all", "--mask")
    after = json.loads(Path("one.json").read_text("utf-8"))
    assert after[0]["changed"].keys() - before[0]["changed"].keys() == {"budget"}
    assert "changed" not in json.loads(Path("masked.json").read_text("utf-8"))[0]
    monkeypatch.setenv("LEADQ_HOME", there)
    assert json.loads(run("import", "one.json", "--update", "--json").out)["updated"] == 1
    assert json.loads(run("show", "1", "--json").out)["budget"] == 90000


def test_rows_of_a_table_of_contacts_are_counted(
    run: Run, lived: Path, elsewhere: Callable[[], None]
) -> None:
    run("export", "leads.csv", "--status", "all")
    run("export", "touches.csv", "--what", "touches", "--status", "all")
    count = len(read_rows("touches.csv"))
    elsewhere()
    run("import", "leads.csv")
    for new, known in ((count, 0), (0, count)):
        shown = run("import", "touches.csv", "--format", "csv").out.splitlines()
        counts = dict(zip(*(line.split(",") for line in shown), strict=True))
        assert (counts["rows"], counts["new"], counts["known"]) == (
            str(count), str(new), str(known),
        )  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_workbook_has_no_encoding(run: Run, lived: Path, lang: str) -> None:
    run("export", "all.xlsx")
    shown = run("import", "all.xlsx", "--encoding", "gbk", "--lang", lang)
    assert (shown.code, shown.out) == (2, "")
    assert "all.xlsx" in shown.err and "--encoding" in shown.err


def test_rows_of_several_sheets_are_kept_with_their_sheet(
    run: Run, lived: Path, elsewhere: Callable[[], None]
) -> None:
    import openpyxl

    run("export", "all.xlsx", "--status", "all")
    book = openpyxl.load_workbook("all.xlsx")
    book["touches"].append(
        [None, "x", None, "phone", "reached", "2026-11-20", *[None] * 5, "no id"]
    )
    for column in (3, 4, 5, 6, 7):
        book["leads"].cell(2, column).value = None
    book.save("all.xlsx")
    elsewhere()
    shown = run("import", "all.xlsx")
    assert shown.code == 1
    kept = read_rows("all.xlsx.rejected.csv")
    assert {row["rejected_table"] for row in kept} == {"leads", "touches", "followups", "facts"}
    assert kept[0]["rejected_reason"] == "no name, no company and no way to reach anybody"


def test_everything_is_no_table_to_be_mapped(run: Run, lived: Path) -> None:
    run("export", "one.json", "--what", "all", "--format", "json")
    for option in (("--what", "touches"), ("--map", "a=name")):
        shown = run("import", "one.json", *option)
        assert (shown.code, shown.out) == (1, "")
        assert "one.json holds everything of a store" in shown.err
