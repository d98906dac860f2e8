"""The screens of an import: what it would do, what two reps changed, what came along."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from leadq.errors import RefusedError
from leadq.exchange.tables.table import Remark
from leadq.render.importing.imported import imported_json, show_import_plan, show_imported
from leadq.render.parts.text import cell_width
from leadq.store.search.filters import Filter
from leadq.usecases.desk import Desk
from leadq.usecases.importing.import_order import Conflict, Imported, Met, Rejected, Tally
from leadq.usecases.joining.import_whole import JOINED
from leadq.usecases.leads.browse import list_leads

from ..samples import make_look

See = Callable[..., str]
COLUMNS: dict[str, str | None] = {
    "客户全称": "company",
    "老板叫啥": "name",
    "打哪个号": "phones",
    "备胎": None,
    "number": "computed",
}


def make_result(**more: Any) -> Imported:
    return Imported(Path("odd.csv"), "gb18030", "\t", COLUMNS, rows=9, new=7, **more)


def conflict(number: int = 12, theirs: bool = True, **more: Any) -> Conflict:
    values = {"name": "王建国", "field": "budget", "kept": 500000, "dropped": None} | more
    return Conflict(number, theirs=theirs, **values)


@pytest.mark.parametrize("columns", [80, 100, 140])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_tables_fit_the_screen(desk: Desk, see: See, lang: str, columns: int) -> None:
    leads = list_leads(desk, Filter(sort="number")).leads
    leads[0] = {**leads[0], "name": "欧阳" * 50, "company": "Ltd " * 50, "source": "x" * 99}
    result = make_result(preview=leads, conflicts=[conflict(name="欧" * 90, kept="公司" * 99)])
    shown = see(lambda: show_imported(result, True, make_look(lang)), lang, columns)
    tables = shown.split("\n\n")
    assert len(tables) == 4
    wide = [line for table in tables for line in table.splitlines() if cell_width(line) > columns]
    assert not wide


def test_each_column_and_its_field(see: See) -> None:
    result = make_result(held=frozenset({"备胎"}))
    shown = see(lambda: show_imported(result, True, make_look("zh")), "zh")
    assert shown.splitlines() == [
        "预览：odd.csv 共 9 行，将新增 7 条线索；没有写入。",
        "按 gb18030 读取，列以 制表符 分隔",
        "共 9 行 = 新增 7 + 已有 0 + 另存 0。",
        "",
        "列        字段      含义",
        "客户全称  company   公司",
        "老板叫啥  name      姓名",
        "打哪个号  phones    电话",
        "备胎      –         附加信息",
        "number    computed  由 leadq 自行计算",
    ]


def test_the_first_rows(desk: Desk, see: See) -> None:
    leads = list_leads(desk, Filter(sort="number")).leads[:2]
    leads[1] = {**leads[1], "owner": "李雷"}
    result = make_result(preview=leads)
    shown = see(lambda: show_imported(result, True, make_look("en")), "en").split("\n\n")[-1]
    head, first, second = shown.splitlines()
    wanted = ["Name", "Company", "Phone", "Source", "Owner", "Budget", "Status", "Next"]
    assert head.split() == wanted
    assert first.startswith("王建国") and "open" in first
    # columns begin in the same cell, however wide the characters before them are
    assert cell_width(first[: first.index("open")]) == cell_width(head[: head.index("Status")])
    assert cell_width(second[: second.index("open")]) == cell_width(head[: head.index("Status")])
    plain = imported_json(result, True)
    assert [lead["number"] for lead in plain["preview"]] == [None, None]
    assert list(plain["preview"][0]) == [
        "number", "name", "company", "phones", "source", "owner", "budget", "status", "next",
    ]  # fmt: skip


def test_a_column_that_no_row_fills_is_left_out(desk: Desk, see: See) -> None:
    lead = {**list_leads(desk, Filter()).leads[0], "company": None, "source": None, "phones": []}
    lead |= {"owner": None, "budget": None, "next": None}
    shown = see(lambda: show_imported(make_result(preview=[lead]), True, make_look("en")), "en")
    assert shown.split("\n\n")[-1].splitlines()[0].split() == ["Name", "Status"]


def test_what_two_reps_changed(see: See) -> None:
    conflicts = [
        conflict(),
        conflict(7, theirs=False, field="status", kept="won", dropped="open"),
        conflict(8, field="tags", kept=["急", "大"], dropped=[]),
    ]
    result = make_result(conflicts=conflicts)
    shown = see(lambda: show_imported(result, False, make_look("en")), "en").split("\n\n")[-1]
    assert shown.splitlines() == [
        "Changed here and in the file (3): the newer value stands.",
        "#   Name    Field   Stands   Dropped  From",
        "12  王建国  budget  500,000  –        file",
        "7   王建国  status  won      open     store",
        "8   王建国  tags    急, 大   –        file",
    ]
    assert imported_json(result, False)["conflicts"][1] == {
        "number": 7, "name": "王建国", "field": "status", "kept": "won", "dropped": "open",
        "theirs": False,
    }  # fmt: skip


def test_no_more_than_twenty_conflicts_are_shown(see: See) -> None:
    result = make_result(conflicts=[conflict(number) for number in range(1, 24)])
    shown = see(lambda: show_imported(result, False, make_look("zh")), "zh").splitlines()
    assert shown[-2].startswith("20 ")
    assert shown[-1] == "……另有 3 处，--json 可列出全部"
    assert len(imported_json(result, False)["conflicts"]) == 23


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_came_along(see: See, lang: str) -> None:
    brought = {"touches": Tally(5, 3, 1, 1), "followups": Tally(2, 0, 2, 0)}
    result = make_result(brought=brought, newer=2, clashes=1, known=4, statuses=Counter(open=7))
    shown = see(lambda: show_imported(result, False, make_look(lang)), lang).splitlines()
    assert (
        shown[4:8]
        == {
            "en": [
                "2 of them have newer fields in the file: --update takes them.",
                "1 is also another rep's customer: leadq report clashes",
                "Touches: 3 new, 1 there already, 1 updated",
                "Follow-ups: 0 new, 2 there already, 0 updated",
            ],
            "zh": [
                "其中 2 条在文件里有更新的内容：--update 可采用。",
                "1 条同时也是其他人的客户：leadq report clashes",
                "联系记录：新增 3 条，已有 1 条，更新 1 条",
                "跟进安排：新增 0 条，已有 2 条，更新 0 条",
            ],
        }[lang]
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_all_that_comes_along_has_a_word(see: See, lang: str) -> None:
    result = make_result(brought={name: Tally(1, 1, 0, 0) for name in JOINED})
    shown = see(lambda: show_imported(result, False, make_look(lang)), lang)
    assert shown.count("\n") >= len(JOINED)
    assert not [name for name in JOINED if name in shown]


def test_a_sheet_and_what_is_odd_about_it(see: See) -> None:
    remark = Remark("mended", {})
    result = Imported(
        Path("a.xlsx"), "xlsx", "", {"name": "name"}, new=1, sheet="客户", remarks=[remark],
        rejected=[Rejected(3, RefusedError("row_without_name"))],
    )  # fmt: skip
    shown = see(lambda: show_import_plan(result, make_look("en")), "en")
    assert "Read from sheet 客户\n" in shown
    assert "Read as" not in shown
    assert shown.splitlines()[-2].startswith("Note: some characters could not be read")
    assert shown.splitlines()[-1] == "  line 3: no name, no company and no way to reach anybody"
    assert imported_json(result, True)["remarks"] == [{"remark": "mended"}]


def test_rows_that_meet_leads_of_other_names(see: See) -> None:
    met = [Met(line, "李娜", "华北路桥", 1, "王建国", "王建国") for line in range(2, 9)]
    shown = see(lambda: show_imported(make_result(known=7, met=met), False, make_look("zh")), "zh")
    lines = shown.splitlines()
    start = lines.index("其中 7 条在本库的姓名或公司与文件不同：")
    assert lines[start + 1] == "  第 2 行：李娜 · 华北路桥，本库为 1 王建国"
    assert lines[start + 6] == "  …… 另有 2 条"
    assert imported_json(make_result(met=met), False)["met"][0] == {
        "line": 2, "name": "李娜", "company": "华北路桥", "number": 1, "lead": "王建国",
        "lead_company": "王建国",
    }  # fmt: skip
