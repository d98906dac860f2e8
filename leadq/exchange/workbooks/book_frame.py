"""What is around the rows of a workbook: its sheets' names and parts, which styles are days.

openpyxl reads it, of a copy in which large sheets and shared texts are empty: it would go through
them before it told anything.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any, NamedTuple
from zipfile import ZipFile

from leadq.exchange.workbooks.sheet_rows import Dates

_SMALL = 1 << 16
_EVER_READ = ("styles.xml", "workbook.xml", ".rels", "[Content_Types].xml")
_EMPTY = '<{0} xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'


class Frame(NamedTuple):
    """The parts of sheets by their titles, those that are shown, shared texts and styles."""

    places: dict[str, str]
    visible: list[str]
    shared: str | None
    dates: Dates


def read_frame(parts: ZipFile) -> Frame:
    """Return what is around the rows. Raises whatever openpyxl makes of a broken workbook."""
    import warnings

    from openpyxl import load_workbook

    warnings.filterwarnings("ignore", module="openpyxl")
    shared = _find_shared(parts)
    book = load_workbook(_without_rows(parts, shared), read_only=True, keep_links=False)
    try:
        sheets = book.worksheets
        return Frame(
            {sheet.title: sheet._worksheet_path for sheet in sheets},
            [sheet.title for sheet in sheets if sheet.sheet_state == "visible"],
            shared,
            Dates(book._date_formats, book._timedelta_formats, book.epoch),
        )
    finally:
        book.close()


def _find_shared(parts: ZipFile) -> str | None:
    """Return the part of the texts that sheets share. Raises KeyError where it is missing."""
    from openpyxl.packaging.manifest import Manifest
    from openpyxl.xml.constants import ARC_CONTENT_TYPES, SHARED_STRINGS
    from openpyxl.xml.functions import fromstring

    found: Any = Manifest.from_tree(fromstring(parts.read(ARC_CONTENT_TYPES))).find(SHARED_STRINGS)
    return parts.getinfo(found.PartName[1:]).filename if found else None


def _without_rows(parts: ZipFile, shared: str | None) -> BytesIO:
    copy = BytesIO()
    with ZipFile(copy, "w") as out:
        for info in parts.infolist():
            name = info.filename
            if name == shared:
                out.writestr(name, _EMPTY.format("sst"))
            elif info.file_size > _SMALL and not name.endswith(_EVER_READ):
                out.writestr(name, _EMPTY.format("worksheet"))
            else:
                out.writestr(name, parts.read(info))
    copy.seek(0)
    return copy
