"""Opens a file of any kind as a table, by what is in it and not by its name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from leadq.errors import RefusedError, UsageError
from leadq.exchange.columns.own_headers import in_own_words
from leadq.exchange.tables import csv_read
from leadq.exchange.tables.encodings import find_encoding
from leadq.exchange.tables.table import AnyTable, Remark, cannot_read

CSV, XLSX, JSON, WHOLE, VCF = "csv", "xlsx", "json", "whole", "vcf"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STORE = b"SQLite format 3\0"
_OTHER_FORMATS = (
    b"%PDF", b"{\\rtf", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"BEGIN:V", b"<",
)  # fmt: skip
_BLANKS = b"\xef\xbb\xbf \t\r\n"
_CARD = b"BEGIN:VCARD"
_SAMPLE = 4096


def file_kind(path: str | Path) -> str:
    """Return csv, xlsx, json, vcf, or whole for everything of a store (``--what all``).

    Raises UsageError no_file or is_folder; RefusedError not_a_table, a_store, empty_file or
    cannot_read.
    """
    place = Path(path)
    with _telling(path):
        if "\0" in str(path) or not place.exists():
            raise UsageError("no_file", hint="no_file", file=path)
        if place.is_dir():
            raise UsageError("is_folder", hint="is_folder", file=path)
        if not place.is_file():
            raise RefusedError("not_a_table", hint="not_a_table", file=path)
        with place.open("rb") as file:
            start = file.read(_SAMPLE)
    if not start:
        raise RefusedError("empty_file", hint="empty_file", file=path)
    return _kind_of(start, path)


def open_table(path: str | Path, encoding: str | None = None, sheet: str | None = None) -> AnyTable:
    """Open a table; ``encoding`` insists on that of a text file, ``sheet`` on one of a workbook.

    Raises UsageError no_file, is_folder, unknown_encoding, no_encoding or no_sheets; RefusedError
    with what keeps the file from being read as a table, or no_sheet.
    """
    place, kind = Path(path), file_kind(path)
    if sheet is not None and kind != XLSX:
        raise UsageError("no_sheets", hint="no_sheets", file=path)
    with _telling(path):
        if kind == WHOLE:
            raise RefusedError("whole_store", hint="whole_store", file=path)
        return in_own_words(_open_kind(place, kind, encoding, sheet))


def _open_kind(path: Path, kind: str, encoding: str | None, sheet: str | None) -> AnyTable:
    if kind == XLSX:
        from leadq.exchange.workbooks.xlsx_read import open_workbook

        refuse_encoding(path, encoding)
        return open_workbook(path, sheet)
    if kind == JSON:
        from leadq.exchange.tables.json_read import JsonTable

        return JsonTable(path, encoding)
    if kind == VCF:
        from leadq.exchange.cards.vcf_read import VcfTable

        return VcfTable(path, encoding)
    name, guess = find_encoding(path, encoding)
    table = csv_read.CsvTable(path, name)
    if guess and (guess.others or name != "gb18030"):
        others = guess.others or ["gbk", "utf-8"]
        params = {"encoding": name, "sample": guess.sample, "others": others}
        table.remarks.append(Remark("encoding_guess", params))
    return table


def refuse_encoding(path: str | Path, encoding: str | None) -> None:
    """Raise UsageError no_encoding where one is insisted on for a workbook, which has none."""
    if encoding is not None:
        raise UsageError("no_encoding", hint="no_encoding", file=path)


def open_own_sheets(path: str | Path) -> list[tuple[str, AnyTable]]:
    """Return the tables of leadq's own workbook by what they hold; none of any other file.

    They are leads and what belongs to them; one that goes on on a second sheet comes twice.
    A table without rows is left out. Raises as ``open_table`` does.
    """
    if file_kind(path) != XLSX:
        return []
    from leadq.exchange.workbooks.xlsx_read import open_own_tables

    with _telling(path):
        return [(kind, in_own_words(table)) for kind, table in open_own_tables(Path(path))]


def _kind_of(start: bytes, path: str | Path) -> str:
    if start.startswith((*_ZIP, _OLE)):
        return XLSX
    if start.startswith(_STORE):
        raise RefusedError("a_store", hint="a_store", file=path)
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = start.decode("utf-16" if wide else "latin-1", "ignore")
    plain = text.encode("utf-8").lstrip(_BLANKS) if wide else start.lstrip(_BLANKS)
    if plain[: len(_CARD)].upper() == _CARD:
        return VCF
    if plain.startswith(_OTHER_FORMATS):
        raise RefusedError("not_a_table", hint="not_a_table", file=path)
    if plain.startswith((b"{", b"[")):
        from leadq.exchange.tables.json_read import is_whole

        return WHOLE if is_whole(plain.decode("utf-8", "ignore")) else JSON
    return CSV


@contextmanager
def _telling(path: str | Path) -> Iterator[None]:
    """Say in one line why the system does not give a file."""
    try:
        yield
    except OSError as error:
        raise cannot_read(Path(path), error) from None
