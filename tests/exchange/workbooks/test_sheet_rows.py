"""The rows of a sheet: every kind of cell is what openpyxl makes of it, however it is written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from leadq.exchange.workbooks.open_book import open_book
from leadq.exchange.workbooks.sheet_rows import Dates, read_shared, read_sheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DATES = Dates([1], [2], datetime(1899, 12, 30))
SHARED = ["none", "one", "two"]


def sheet(inside: str, prefix: str = "") -> io.BytesIO:
    names = f"xmlns:{prefix}" if prefix else "xmlns"
    colon = f"{prefix}:" if prefix else ""
    return io.BytesIO(
        f'<{colon}worksheet {names}="{MAIN}"><{colon}sheetData>{inside}'
        f"</{colon}sheetData></{colon}worksheet>".encode()
    )


def rows(inside: str, prefix: str = "") -> list[tuple[int, list[Any]]]:
    return list(read_sheet(sheet(inside, prefix), lambda: SHARED, DATES))


def value(cell: str) -> Any:
    ((_number, (found,)),) = rows(f'<row r="1">{cell}</row>')
    return found


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ('<c r="A1"><v>13800138000</v></c>', 13800138000),
        ('<c r="A1" t="n"><v>110101199003078888</v></c>', 110101199003078888),
        ('<c r="A1"><v>1.38E+10</v></c>', 1.38e10),
        ('<c r="A1" s="1"><v>46357</v></c>', datetime(2026, 12, 1)),
        ('<c r="A1" s="1"><v>0.5</v></c>', time(12)),
        ('<c r="A1" s="2"><v>1.5</v></c>', timedelta(days=1.5)),
        ('<c r="A1" s="1"><v>99999999999</v></c>', "#VALUE!"),
        ('<c r="A1" s="3"><v>46357</v></c>', 46357),
        ('<c r="A1" t="d"><v>2026-12-01</v></c>', date(2026, 12, 1)),
        ('<c r="A1" t="s"><v>2</v></c>', "two"),
        ('<c r="A1" t="b"><v>1</v></c>', True),
        ('<c r="A1" t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c r="A1" t="str"><f>A2&amp;"x"</f><v>3x</v></c>', "3x"),
        ('<c r="A1"><f>1+1</f><v>2</v></c>', 2),
        ('<c r="A1"><f>1+1</f></c>', None),
        ('<c r="A1"><f>1+1</f><v/></c>', None),
        ('<c r="A1" s="1"/>', None),
        ('<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a&lt;b </t></is></c>', " a<b "),
        ('<c r="A1" t="inlineStr"><is><r><t>王</t></r><r><t>建国</t></r></is></c>', "王建国"),
        ('<c r="A1" t="inlineStr"><is><t>王</t><rPh><t>wang</t></rPh></is></c>', "王"),
        ('<c r="A1" t="inlineStr"><v>not this</v><is>\n<t>a\nb</t>\n</is></c>', "a\nb"),
        ('<c>\n<v>7</v>\n</c>', 7),
    ],
)  # fmt: skip
def test_kinds_of_cells(cell: str, found: Any) -> None:
    assert (value(cell), type(value(cell))) == (found, type(found))


def test_places_are_those_that_cells_name_or_follow() -> None:
    inside = (
        '<row r="2"><c r="B2"><v>1</v></c><c><v>2</v></c><c r="AA2"><v>3</v></c></row><row/>'
        '<row r="7.0"><c r="A7"/><c r="A7"><v>4</v></c></row><row r="5"><c><v>5</v></c></row>'
    )
    found = [
        (2, [None, 1, 2, *[None] * 23, 3]),
        (3, []),
        (7, [4]),
    ]
    assert rows(inside) == found
    prefixed = inside.replace("</", "</x:").replace("<c", "<x:c").replace("<row", "<x:row")
    assert rows(prefixed.replace("<v", "<x:v"), "x") == found


@pytest.mark.parametrize(
    "inside",
    [
        '<row r="two"><c r="A1"><v>1</v></c></row>',
        '<row r="2.5"/>',
        '<row><c r="A1"><v>one</v></c></row>',
        '<row><c r="A1" t="s"><v>3</v></c></row>',
        '<row><c r="XFE1"><v>1</v></c></row>',
        '<row><c r="@1"><v>1</v></c></row>',
        "<row>" + "<c/>" * 16_385 + "</row>",
    ],
)
def test_what_no_sheet_says(inside: str) -> None:
    with pytest.raises((ValueError, IndexError)):
        rows(inside)


def test_a_sheet_that_breaks_off() -> None:
    whole = sheet("<row><c><v>1</v></c></row>").getvalue()
    with pytest.raises(ExpatError):
        list(read_sheet(io.BytesIO(whole[:-20]), lambda: [], DATES))


def test_texts_that_cells_share() -> None:
    items = (
        "<si><t>a</t></si><si/><si><t xml:space='preserve'> b </t></si>"
        "<si><r><rPr><b/></rPr><t>王</t></r><r><t>建</t></r><rPh sb='0' eb='1'><t>wang</t></rPh>"
        "</si><si><t>_x005F_x000D_</t></si>"
    )
    part = io.BytesIO(f'<sst xmlns="{MAIN}">{items}</sst>'.encode())
    assert read_shared(part) == ["a", "", " b ", "王建", "_x005F_x000D_"]


_CELLS = (
    st.none() | st.booleans() | st.integers(-(10**15), 10**15)
    | st.floats(allow_nan=False, allow_infinity=False, width=32)
    | st.datetimes(datetime(1900, 3, 2), datetime(2200, 1, 1)).map(
        lambda moment: moment.replace(microsecond=0)
    )
    | st.times().map(lambda moment: moment.replace(microsecond=0))
    | st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))
    | st.sampled_from(["#N/A", "=1+1", "a\nb", " ", "_x000D_"])
)  # fmt: skip


@given(
    table=st.lists(st.lists(_CELLS, min_size=1, max_size=6), min_size=1, max_size=6),
    mac=st.booleans(),
    streamed=st.booleans(),
)
def test_any_sheet_is_what_openpyxl_reads(
    tmp_path: Path, table: Sequence[Sequence[Any]], mac: bool, streamed: bool
) -> None:
    place = tmp_path / "in.xlsx"
    book = Workbook(write_only=streamed)
    if mac:
        book.epoch = CALENDAR_MAC_1904
    written = book.create_sheet() if streamed else book.active
    written.title = "s"
    for row in table:
        written.append(list(row))
    book.save(place)
    read = load_workbook(place, read_only=True, data_only=True)
    expected = enumerate(read["s"].iter_rows(values_only=True), start=1)
    kept = [(number, told) for number, row in expected if (told := list(filter(_is_told, row)))]
    read.close()
    with open_book(place) as opened:
        found = opened.each_row("s")
        assert [(number, list(filter(_is_told, row))) for number, row in found] == kept


def _is_told(cell: Any) -> bool:
    return cell is not None and str(cell).strip() != ""


def test_what_is_large_is_not_gone_through_for_the_names(tmp_path: Path) -> None:
    place = tmp_path / "in.xlsx"
    book = Workbook()
    for number in range(4_000):
        book.active.append([f"text {number}", number])
    book.create_sheet("二")
    book.save(place)
    with zipfile.ZipFile(place) as parts:
        assert parts.getinfo("xl/worksheets/sheet1.xml").file_size > 1 << 16
    with open_book(place) as opened:
        assert (opened.visible, opened.hidden) == (["Sheet", "二"], [])
        assert len(list(opened.each_row("Sheet"))) == 4_000
        assert not opened.has_rows("二")
