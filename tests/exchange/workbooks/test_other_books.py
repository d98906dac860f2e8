"""Workbooks of other kinds and of other writers."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from leadq.exchange.tables.open_table import open_table

_NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "manifest")
)
_ROW = "<table:table-row>{}</table:table-row>"
_TEXT = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
_NUMBER = '<table:table-cell office:value-type="float" office:value="13911112222"/>'
_CONTENT = (
    f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMESPACES}><office:body>'
    '<office:spreadsheet><table:table table:name="客户">'
    + _ROW.format(_TEXT.format("姓名") + _TEXT.format("手机"))
    + _ROW.format(_TEXT.format("王建国") + _NUMBER)
    + "</table:table></office:spreadsheet></office:body></office:document-content>"
)


def made(place: Path) -> Path:
    book = Workbook()
    for row in (["Name", "Phone"], ["Ann", "+1 503-555-0123"], [None, None], ["Bob", None]):
        book.active.append(row)
    book.save(place)
    return place


def rewrite(place: Path, old: bytes, new: bytes, backslash: bool = False) -> None:
    with zipfile.ZipFile(place) as parts:
        kept = {info.filename: parts.read(info) for info in parts.infolist()}
    with zipfile.ZipFile(place, "w") as out:
        for name, content in kept.items():
            info = zipfile.ZipInfo("x")
            info.filename = name.replace("/", "\\") if backslash else name
            out.writestr(info, content.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<fill><patternFill /></fill>", b"<fill/>"),
        (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
         b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
    ],
)  # fmt: skip
def test_a_fault_beside_the_cells_refuses_nothing(tmp_path: Path, old: bytes, new: bytes) -> None:
    place = made(tmp_path / "in.xlsx")
    rewrite(place, old, new)
    table = open_table(place)
    assert list(table.rows()) == [(2, ["Ann", "+1 503-555-0123"]), (4, ["Bob", ""])]


def test_parts_named_with_backslashes(tmp_path: Path) -> None:
    place = made(tmp_path / "in.xlsx")
    rewrite(place, b"", b"", backslash=True)
    assert open_table(place).headers == ["Name", "Phone"]


def test_a_sheet_of_libreoffice(tmp_path: Path) -> None:
    place = tmp_path / "in.ods"
    with zipfile.ZipFile(place, "w") as out:
        out.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        out.writestr("content.xml", _CONTENT)
        out.writestr("META-INF/manifest.xml", f"<manifest:manifest {_NAMESPACES}/>")
    table = open_table(place)
    assert (table.sheet, list(table.rows())) == ("客户", [(2, ["王建国", "13911112222"])])
