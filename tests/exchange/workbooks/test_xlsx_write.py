"""Workbooks out: what a spreadsheet shows, and that all of it comes back."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from leadq.domain.fields import FILED
from leadq.exchange.columns.columns import BELONGING_COLUMNS
from leadq.exchange.columns.own_headers import (
    SHEETS,
    column_name,
    find_kind,
    own_names,
    sheet_title,
)
from leadq.exchange.tables.open_table import open_own_sheets, open_table
from leadq.exchange.workbooks import xlsx_write
from leadq.exchange.workbooks.xlsx_write import BookTable, WrittenBook, write_workbook
from leadq.i18n import zh

Row = tuple[Any, ...]


def table(what: str, columns: Sequence[str], rows: Iterable[Row]) -> BookTable:
    listed = list(rows)
    return BookTable(what, columns, listed, len(listed))


def write(place: Path, *tables: BookTable, lang: str = "en") -> WrittenBook:
    with place.open("wb") as stream:
        return write_workbook(stream, tables, lang)


def one(place: Path, column: str, *values: Any, lang: str = "en") -> WrittenBook:
    """Write a table of one telling column beside a name."""
    rows = [(value, f"N{n}") for n, value in enumerate(values)]
    return write(place, table("leads", (column, "name"), rows), lang=lang)


def read_back(place: Path) -> list[str]:
    return [cells[0] for _number, cells in open_table(place).rows()]


def test_days_numbers_and_money_are_real(tmp_path: Path) -> None:
    place = tmp_path / "out.xlsx"
    row = (7, "王", "2026-12-01", 500000, 1234.5, "a\\;b; c", None)
    write(
        place,
        table("leads", ("number", "name", "next_on", "budget", "amount", "tags", "note"), [row]),
    )
    cells = load_workbook(place)["leads"][2]
    assert [cell.value for cell in cells[:6]] == [
        7, "王", datetime(2026, 12, 1), 500000, 1234.5, "a\\;b; c",
    ]  # fmt: skip
    formats = [cell.number_format for cell in cells[2:5]]
    assert formats == ["yyyy-mm-dd", "#,##0", "#,##0.00"]


def test_a_sheet_is_ready_to_use(tmp_path: Path) -> None:
    place = tmp_path / "out.xlsx"
    columns = ("number", "id", "name", "lead_id", "changed")
    write(
        place,
        table("leads", columns, [(1, "u", "王建国" * 5, "v", None), (2, "w", "b", "x", "{}")]),
    )
    sheet = load_workbook(place)["leads"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:E3")
    assert sheet["A1"].font.bold and sheet["A1"].fill.fgColor.rgb == "00DDE6F0"
    hidden = [letter for letter, column in sheet.column_dimensions.items() if column.hidden]
    assert hidden == ["B", "D", "E"]
    quick = load_workbook(place, read_only=True)
    assert quick["leads"].calculate_dimension() == "A1:E3"
    quick.close()
    widths = {letter: sheet.column_dimensions[letter].width for letter in "AC"}
    assert widths == {"A": 9, "C": 31}


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", '=HYPERLINK("http://x")', "+49 30", "-1", "@home", "#N/A", "#REF!", "'=1", "''=1",
        "'t Hooft", "(+86) 138 0013 8000", "a\r\nb\rc\nd", " a ", "_x000D_", "wx_x1234_", "1e5",
        "007", "TRUE", "2026-12-01", "<&>\"'", "\u2028𠮷", "\t=1",
    ],
)  # fmt: skip
def test_text_stays_text(tmp_path: Path, text: str) -> None:
    place = tmp_path / "out.xlsx"
    one(place, "note", text)
    cell = load_workbook(place)["leads"]["A2"]
    assert cell.data_type == "s"
    assert read_back(place) == [text]


def test_whoever_edits_such_a_text_makes_no_formula_of_it(tmp_path: Path) -> None:
    place = tmp_path / "out.xlsx"
    one(place, "company", "=1+1", "+49", "plain")
    sheet = load_workbook(place)["leads"]
    assert [sheet.cell(row, 1).number_format for row in (2, 3, 4)] == ["@", "@", "General"]


def test_what_no_workbook_holds_is_replaced_and_counted(tmp_path: Path) -> None:
    place = tmp_path / "out.xlsx"
    written = one(place, "note", "a\0b\x1b[31m\ud800c\uffff", "x" * 40_000, "𠮷" * 20_000)
    assert (written.replaced, written.cut, written.rows) == (4, 2, {"leads": 3})
    first, second, third = read_back(place)
    assert first == "a\ufffdb\ufffd[31m\ufffdc\ufffd"
    assert (second, third) == ("x" * 32_767, "𠮷" * 16_383)


def test_a_cut_does_not_halve_an_escape(tmp_path: Path) -> None:
    place = tmp_path / "out.xlsx"
    one(place, "note", "x" * 32_763 + "\r\r")
    assert read_back(place) == ["x" * 32_763]


@pytest.mark.parametrize("value", [1e20, 0.1, 123456789012345, 1234567890123456789, -5, 1e-9])
def test_numbers_come_back(tmp_path: Path, value: float) -> None:
    place = tmp_path / "out.xlsx"
    one(place, "budget", value)
    assert [type(value)(text) for text in read_back(place)] == [value]


@pytest.mark.parametrize("day", ["1900-01-01", "1900-02-28", "1900-03-01", "2200-12-31"])
def test_days_come_back(tmp_path: Path, day: str) -> None:
    place = tmp_path / "out.xlsx"
    one(place, "next_on", day)
    assert read_back(place) == [day]


def test_long_text_goes_on_below(tmp_path: Path) -> None:
    place = tmp_path / "out.xlsx"
    one(place, "said", "说" * 50, "short", "a\nb")
    sheet = load_workbook(place)["leads"]
    assert [sheet.cell(row, 1).alignment.wrap_text for row in (2, 3)] == [True, None]
    assert sheet.column_dimensions["A"].width == 60


def test_a_table_that_is_too_long_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_write, "MOST_ROWS", 3)
    columns = BELONGING_COLUMNS["touches"]
    rows = [(n, "N", f"u{n}", "phone", "reached", "2026-11-23", *[None] * 6) for n in range(7)]
    place = tmp_path / "out.xlsx"
    written = write(place, table("touches", columns, rows), lang="zh")
    assert written.rows == {"touches": 7}
    book = load_workbook(place)
    assert book.sheetnames == ["联系记录", "联系记录 (2)", "联系记录 (3)"]
    assert [sheet.max_row for sheet in book] == [4, 4, 2]
    assert [sheet.auto_filter.ref for sheet in book] == ["A1:L4", "A1:L4", "A1:L2"]
    sheets = open_own_sheets(place)
    assert [what for what, _table in sheets] == ["touches"] * 3
    found = [cells[2] for _what, table in sheets for _number, cells in table.rows()]
    assert found == [f"u{n}" for n in range(7)]


def test_a_full_sheet_has_no_empty_one_behind_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_write, "MOST_ROWS", 2)
    one(tmp_path / "out.xlsx", "note", "a", "b")
    assert load_workbook(tmp_path / "out.xlsx").sheetnames == ["leads"]


def test_nothing_is_a_sheet_of_names(tmp_path: Path) -> None:
    written = write(tmp_path / "out.xlsx", table("facts", BELONGING_COLUMNS["facts"], []))
    sheet = load_workbook(tmp_path / "out.xlsx")["facts"]
    assert (written.rows, sheet.max_row, sheet.auto_filter.ref) == ({"facts": 0}, 1, "A1:J1")


def test_progress_hears_of_every_table() -> None:
    heard: list[tuple[int, int]] = []
    tables = [
        table("leads", ("name",), [("N",)] * 600),
        table("facts", ("fact",), [("f",)] * 500),
    ]
    write_workbook(
        io.BytesIO(), tables, "en", 1100, lambda done, total: heard.append((done, total))
    )
    assert heard == [(500, 1100), (1000, 1100)]


def test_a_workbook_that_is_given_up_leaves_nothing_open(tmp_path: Path) -> None:
    def breaking() -> Iterator[Row]:
        yield ("a",)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_workbook(io.BytesIO(), [BookTable("leads", ("name",), breaking(), 2)], "en")


def test_chinese_words_stand_for_one_thing_each() -> None:
    for columns in (FILED, *BELONGING_COLUMNS.values()):
        words = [column_name(column, "zh") for column in columns]
        assert len(set(words)) == len(words)
        assert own_names(words) == list(columns)
        assert all(not word.isascii() or word == "MAN" for word in words)
    for what in SHEETS:
        columns = FILED if what == "leads" else BELONGING_COLUMNS[what]
        words = [column_name(column, "zh") for column in columns]
        assert find_kind(columns) == find_kind(words) == what
        assert not sheet_title(what, "zh").isascii()


def test_chinese_words_are_those_of_the_screens() -> None:
    from leadq.exchange.columns.own_headers import token_words

    for column, stem in (("status", "status"), ("by", "by"), ("outcome", "outcome")):
        words = token_words(column, "zh")
        assert words == {token: zh.TEXTS[f"{stem}.{token}"] for token in words}
        assert len(set(words.values())) == len(words)
    assert token_words("status", "en") == token_words("name", "zh") == {}


def test_tables_of_other_programs_keep_their_names() -> None:
    for headers in (["编号", "姓名", "电话", "等级", "最近联系"], ["线索名称", "标识", "日期"], []):
        assert own_names(headers) is None


_TEXT = st.text(
    alphabet=st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    | st.sampled_from("\n\r\t=+-@'#_x0D"),
    max_size=12,
)


@given(
    texts=st.lists(_TEXT.filter(str.strip), min_size=1, max_size=8),
    lang=st.sampled_from(["en", "zh"]),
)
def test_any_text_comes_back(tmp_path: Path, texts: list[str], lang: str) -> None:
    place = tmp_path / "out.xlsx"
    rows = [
        tuple("N" if column == "name" else text if column == "note" else None for column in FILED)
        for text in texts
    ]
    write(place, table("leads", FILED, rows), lang=lang)
    found = open_table(place)
    assert found.headers == list(FILED)
    noted = [cells[FILED.index("note")] for _number, cells in found.rows()]
    assert noted == texts
