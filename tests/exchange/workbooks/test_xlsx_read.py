"""Workbooks of any origin: titles, groups, formulas, hidden sheets, and what is no workbook."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from leadq.errors import LeadqError, RefusedError
from leadq.exchange.tables.open_table import open_own_sheets, open_table
from leadq.exchange.tables.table import AnyTable
from leadq.exchange.workbooks import open_book, xlsx_read
from leadq.exchange.workbooks.xlsx_read import cell_text
from tests.exchange.made_books import Rows, make_book

LEADS = [["姓名", "电话"], ["王建国", "13800138000"]]


def read(folder: Path, sheet: str | None = None, **sheets: Rows) -> AnyTable:
    return open_table(make_book(folder / "in.xlsx", **sheets), sheet=sheet)


def cells(table: AnyTable) -> list[list[str]]:
    return [row for _number, row in table.rows()]


def remarks(table: AnyTable) -> dict[str, dict[str, object]]:
    return {one.key: one.params for one in table.remarks}


def test_a_sheet_is_a_table(tmp_path: Path) -> None:
    table = read(tmp_path, 客户=[*LEADS, [None, ""], ["李", None], [None], ["  "]])
    assert (table.headers, table.sheet, table.encoding, table.delimiter) == (
        ["姓名", "电话"], "客户", "xlsx", "",
    )  # fmt: skip
    assert list(table.rows()) == [(2, ["王建国", "13800138000"]), (4, ["李"])]
    assert cells(table) == [["王建国", "13800138000"], ["李"]]
    assert (table.position(), table.remarks) == (table.size, [])


def test_a_mistake_of_our_own_is_no_broken_workbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = read(tmp_path, 客户=LEADS)

    def stumble(_value: object) -> str:
        raise LookupError("ours")

    monkeypatch.setattr(xlsx_read, "cell_text", stumble)
    with pytest.raises(LookupError, match="ours"):
        cells(table)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (13800138000, "13800138000"),
        (13800138000.0, "13800138000"),
        (1.38e10, "13800000000"),
        (0.5, "0.5"),
        (1e-7, "0.0000001"),
        (500000.25, "500000.25"),
        (True, "true"),
        (datetime(2026, 12, 1), "2026-12-01"),
        (datetime(2026, 12, 1, 9, 30), "2026-12-01 09:30:00"),
        (date(2026, 12, 1), "2026-12-01"),
        (time(9, 30), "09:30:00"),
        ("2026/12/1", "2026/12/1"),
        ("a_x000D_b_x005F_x000D_", "a\rb_x000D_"),
        ("wx_x1234_a", "wx_x1234_a"),
        ("'=1+1", "=1+1"),
        ("a\ud800\0", "a\ufffd\ufffd"),
    ],
)
def test_values_become_text(value: object, text: str) -> None:
    assert cell_text(value) == text


def test_numbers_and_days_as_a_spreadsheet_keeps_them(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["姓名", "手机", "预算", "下次联系时间", "折扣"])
    sheet.append(["王", 13800138000, 500000, date(2026, 12, 1), 0.15])
    sheet["E2"].number_format = "0%"
    sheet.append(["李", 1.38e10, 1.5, "3/12/2026", None])
    book.save(tmp_path / "in.xlsx")
    assert cells(open_table(tmp_path / "in.xlsx")) == [
        ["王", "13800138000", "500000", "2026-12-01", "0.15"],
        ["李", "13800000000", "1.5", "3/12/2026"],
    ]


def test_a_title_above_the_names_is_left_out(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    for row in (["2026年客户名单"], [None], *LEADS):
        sheet.append(row)
    sheet.merge_cells("A1:B1")
    book.save(tmp_path / "in.xlsx")
    table = open_table(tmp_path / "in.xlsx")
    assert (table.headers, list(table.rows())) == (LEADS[0], [(4, LEADS[1])])
    assert remarks(table) == {"title_rows": {"row": 3, "count": 1}}


def test_two_rows_of_names_are_one(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    for row in (
        ["客户名单"],
        ["姓名", "公司", "联系方式", None, "预算"],
        [None, None, "电话", "邮箱", None],
        ["王建国", "甲", "138", "a@b.cn", 5],
        ["李", None, "139", None, None],
    ):
        sheet.append(row)
    for merged in ("A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3"):
        sheet.merge_cells(merged)
    book.save(tmp_path / "in.xlsx")
    table = open_table(tmp_path / "in.xlsx")
    assert table.headers == ["姓名", "公司", "电话", "邮箱", "预算"]
    assert cells(table) == [["王建国", "甲", "138", "a@b.cn", "5"], ["李", "", "139"]]
    assert remarks(table) == {
        "title_rows": {"row": 3, "count": 1},
        "merged_header": {"columns": ["姓名", "公司", "预算"]},
    }


def test_a_group_row_that_is_not_merged(tmp_path: Path) -> None:
    groups = [
        ["基本信息", None, "跟进", None],
        ["姓名", "电话", "状态", "备注"],
        ["王", "138", "", "x"],
    ]
    table = read(tmp_path, 客户=groups)
    assert (table.headers, cells(table)) == (groups[1], [["王", "138", "", "x"]])


def test_rows_with_gaps_are_not_taken_for_names(tmp_path: Path) -> None:
    rows = [
        ["姓名", "公司", "来源", "备注"],
        [None, "甲", "电话", None],
        ["王", None, "微信", None],
    ]
    table = read(tmp_path, 客户=rows)
    assert table.headers == rows[0]
    assert len(cells(table)) == 2


def test_names_that_nobody_knows(tmp_path: Path) -> None:
    rows = [
        ["本月汇总"],
        ["客户全称", "老板叫啥", "打哪个号"],
        ["甲厂", "王", 138],
        ["乙厂", "李", 139],
    ]
    table = read(tmp_path, 表=rows)
    assert table.headers == rows[1]
    assert cells(table) == [["甲厂", "王", "138"], ["乙厂", "李", "139"]]


def test_cells_merged_downwards_say_the_same_in_all_their_rows(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    for row in (["公司", "姓名"], ["甲", "王"], [None, "李"], ["乙", "张"], [None, "赵"]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("A4:B4")
    book.save(tmp_path / "in.xlsx")
    table = open_table(tmp_path / "in.xlsx")
    assert (cells(table), table.remarks) == (
        [["甲", "王"], ["甲", "李"], ["乙"], ["", "赵"]], [],
    )  # fmt: skip


def test_formulas_without_a_result_are_told(tmp_path: Path) -> None:
    rows = [["姓名", "预算"], *([f"客户{n}", f"=B1*{n}"] for n in range(5))]
    table = read(tmp_path, 客户=rows)
    assert cells(table) == [[f"客户{n}", ""] for n in range(5)]
    assert remarks(table) == {"no_values": {"count": 5, "cells": ["B2", "B3", "B4", "…"]}}


def test_formulas_with_a_result_give_it(tmp_path: Path) -> None:
    place = make_book(tmp_path / "made.xlsx", 客户=[["姓名", "预算"], ["王", "=1+1"]])
    place = edit_part(place, "xl/worksheets/sheet1.xml", b"<v />", b"<v>2</v>")
    table = open_table(place)
    assert (cells(table), table.remarks) == ([["王", "2"]], [])


def test_hidden_sheets_are_left_out_and_named(tmp_path: Path) -> None:
    table = read(tmp_path, 旧_=[["姓名"], ["旧"]], 空=[[]], 客户=LEADS, 另=[["x"], ["y"]])
    assert (table.sheet, cells(table)) == ("客户", [LEADS[1]])
    assert remarks(table) == {
        "other_sheets": {"sheets": ["另"]}, "hidden_sheets": {"sheets": ["旧"]},
    }  # fmt: skip


def test_a_sheet_is_chosen_by_its_name(tmp_path: Path) -> None:
    place = make_book(tmp_path / "in.xlsx", One=[["a"], ["b"]], 客户=LEADS, 旧_=[["姓名"], ["旧"]])
    assert open_table(place, sheet=" 客户").headers == LEADS[0]
    assert open_table(place, sheet="one").headers == ["a"]
    assert cells(open_table(place, sheet="旧")) == [["旧"]]
    with pytest.raises(RefusedError, match="no_sheet") as caught:
        open_table(place, sheet="三")
    assert caught.value.params["sheets"] == ["One", "客户"]


@pytest.mark.parametrize(
    ("sheets", "key"),
    [
        ({"空": [[]]}, "empty_workbook"),
        ({"旧_": LEADS, "空": [[]]}, "empty_workbook"),
        ({"客户": [["姓名", "电话"]]}, "no_rows"),
        ({"客户": [["姓名", "电话"], ["  ", None]]}, "no_rows"),
    ],
)
def test_workbooks_with_nothing_in_them(tmp_path: Path, sheets: dict[str, Rows], key: str) -> None:
    with pytest.raises(RefusedError, match=key):
        list(read(tmp_path, **sheets).rows())


def edit_part(place: Path, name: str, old: bytes, new: bytes) -> Path:
    """Return a copy of a workbook in which a text of one part is another."""
    edited = place.with_name("edited.xlsx")
    with zipfile.ZipFile(place) as source, zipfile.ZipFile(edited, "w") as target:
        for part in source.namelist():
            content = source.read(part)
            assert part != name or old in content
            target.writestr(part, content.replace(old, new) if part == name else content)
    return edited


def test_a_protected_workbook_and_an_old_one(tmp_path: Path) -> None:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    cases = {
        "encrypted": head + "EncryptedPackage".encode("utf-16-le") + b"\0" * 9,
        "old_excel": head + "Workbook".encode("utf-16-le") + b"\0" * 9,
    }
    for key, content in cases.items():
        (tmp_path / "in.xlsx").write_bytes(content)
        with pytest.raises(RefusedError, match=key) as caught:
            open_table(tmp_path / "in.xlsx")
        assert caught.value.hint


def test_what_is_no_workbook(tmp_path: Path) -> None:
    place = tmp_path / "in.xlsx"
    sound = make_book(tmp_path / "sound.xlsx", 客户=LEADS)
    whole = sound.read_bytes()
    with zipfile.ZipFile(tmp_path / "other.docx", "w") as other:
        other.writestr("[Content_Types].xml", "<Types/>")
        other.writestr("word/document.xml", "<document/>")
    broken = edit_part(sound, "xl/worksheets/sheet1.xml", b"</row>", b"</rwo>")
    number = edit_part(sound, "xl/worksheets/sheet1.xml", b'r="2"', b'r="two"')
    for content in (
        b"PK\x03\x04rest",
        whole[: len(whole) // 2],
        (tmp_path / "other.docx").read_bytes(),
        broken.read_bytes(),
        number.read_bytes(),
    ):
        place.write_bytes(content)
        with pytest.raises(RefusedError, match="bad_workbook"):
            list(open_table(place).rows())


def test_any_damage_is_one_line(tmp_path: Path) -> None:
    sound = make_book(tmp_path / "sound.xlsx", 客户=[*LEADS, ["李", 5]]).read_bytes()
    place = tmp_path / "in.xlsx"
    for at in range(0, len(sound), 97):
        place.write_bytes(sound[:at] + b"\xff\x00" + sound[at + 2 :])
        try:
            list(open_table(place).rows())
        except LeadqError as error:
            assert error.hint


def test_sheets_formatted_to_the_end_do_not_hang(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_book, "_MOST_EMPTY_CELLS", 5000)
    empty = b"".join(
        b'<row r="%d">%s</row>'
        % (n, b"".join(b'<c r="%c%d" s="1"/>' % (65 + c, n) for c in range(9)))
        for n in range(3, 3003)
    )
    place = make_book(tmp_path / "in.xlsx", 客户=LEADS)
    place = edit_part(place, "xl/worksheets/sheet1.xml", b"</sheetData>", empty + b"</sheetData>")
    place = edit_part(
        place.rename(tmp_path / "two.xlsx"), "xl/worksheets/sheet1.xml",
        b'<dimension ref="A1:B2"', b'<dimension ref="A1:XFD1048576"',
    )  # fmt: skip
    table = open_table(place)
    assert cells(table) == [LEADS[1]]
    assert remarks(table) == {"rest_empty": {"row": 3}}


def test_rows_after_a_gap_are_found(tmp_path: Path) -> None:
    place = make_book(tmp_path / "made.xlsx", 客户=[*LEADS, ["李", "139"]])
    for old, new in (
        (b'r="3"', b'r="50000"'),
        (b'r="A3"', b'r="A50000"'),
        (b'r="B3"', b'r="B50000"'),
    ):
        place = edit_part(place, "xl/worksheets/sheet1.xml", old, new).rename(tmp_path / "in.xlsx")
    assert [number for number, _cells in open_table(place).rows()] == [2, 50000]


def test_parts_that_would_fill_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as small:
        small.setattr(open_book, "_LARGEST_PART", 100)
        with pytest.raises(RefusedError, match="bad_workbook"):
            read(tmp_path, 客户=LEADS)
    place = make_book(tmp_path / "made.xlsx", 客户=LEADS)
    rows = b"<row/>" * 1_000_000
    place = edit_part(place, "xl/worksheets/sheet1.xml", b"</sheetData>", rows + b"</sheetData>")
    with (
        zipfile.ZipFile(place) as stored,
        zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for part in stored.namelist():
            packed.writestr(part, stored.read(part))
    monkeypatch.setattr(open_book, "_LARGE_PART", 1_000_000)
    with pytest.raises(RefusedError, match="bad_workbook"):
        open_table(tmp_path / "bomb.xlsx")


def test_entities_that_multiply_are_refused(tmp_path: Path) -> None:
    place = make_book(tmp_path / "made.xlsx", 客户=LEADS)
    steps = b"".join(
        b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10 if n else b"x" * 10) for n in range(10)
    )
    place = edit_part(
        place, "xl/worksheets/sheet1.xml", b"<worksheet", b"<!DOCTYPE a [" + steps + b"]><worksheet"
    ).rename(tmp_path / "bomb.xlsx")
    place = edit_part(place, "xl/worksheets/sheet1.xml", b"13800138000", b"&e9;")
    with pytest.raises(RefusedError, match="bad_workbook"):
        open_table(place)


def test_sheets_of_other_workbooks_are_not_leadq_s(tmp_path: Path) -> None:
    place = make_book(tmp_path / "in.xlsx", leads=LEADS, facts=[["a"], ["b"]])
    assert open_own_sheets(place) == []
    assert load_workbook(place).sheetnames == ["leads", "facts"]


def test_a_long_gap_and_a_sheet_without_a_size_are_not_gone_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_book, "_LONGEST_GAP", 50)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("a")
    for row in [["name"], ["A"], *[[]] * 40, ["B"], *[[]] * 60, ["C"]]:
        sheet.append(row)
    book.save(tmp_path / "in.xlsx")
    with open_book.open_book(tmp_path / "in.xlsx") as opened:
        assert [row for _number, row in opened.each_row("a")] == [["name"], ["A"], ["B"]]


def test_more_shared_texts_than_memory_holds_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_book, "_MOST_SHARED", 10)
    book = Workbook()
    book.worksheets[0].append(["name", "phone"])
    book.save(tmp_path / "in.xlsx")
    with zipfile.ZipFile(tmp_path / "in.xlsx", "a") as parts:
        parts.writestr("xl/sharedStrings.xml", "<sst><si><t>name</t></si></sst>")
    with (
        pytest.raises(RefusedError, match="too_many_texts"),
        open_book.open_book(tmp_path / "in.xlsx"),
    ):
        pass
