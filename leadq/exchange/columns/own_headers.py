"""leadq's own tables in Chinese words, and back: columns, sheet titles, the program's words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from leadq.content.loader import read_packaged
from leadq.errors import LeadqError
from leadq.exchange.columns.aliases import is_own_export
from leadq.exchange.columns.belonging_columns import own_table
from leadq.exchange.columns.columns import COMPUTED_COLUMNS
from leadq.exchange.tables.table import AnyTable, Record, Remark, name_columns

SHEETS = ("leads", "touches", "followups", "facts", "purchases")
"""The tables of leadq's own workbook, in their order."""
_TOKENS = {
    "by": "by", "next_by": "by", "status": "status", "outcome": "outcome", "state": "state",
    "set_by": "set_by", "key_customer": "yes_no", "left_kind": "left_kind", "grade_by": "set_by",
    "noted_by": "noted_by",
}  # fmt: skip
"""Columns that hold words of the program, and where those words stand."""
# so general that tables of other programs have them too
_GENERAL = frozenset({"number", "grade"})
_LEAST_SIGNS = 3
_GOES_ON = re.compile(r" \([0-9]+\)$")


def find_kind(headers: Sequence[str]) -> str | None:
    """Return which of leadq's own tables has these columns, in either language; None for others."""
    names = own_names(headers) or headers
    return "leads" if is_own_export(names) else own_table(names)


def own_names(headers: Sequence[str]) -> list[str] | None:
    """Return Chinese column names as leadq's own; None for a table that is not leadq's."""
    known = _names()
    names = [known.get(header, header) for header in headers]
    told = {name for header, name in zip(headers, names, strict=True) if header != name}
    if not own_table(told) and len((COMPUTED_COLUMNS - _GENERAL) & told) < _LEAST_SIGNS:
        return None
    return name_columns(names)


def in_own_words(table: AnyTable) -> AnyTable:
    """Return leadq's own table with the names and words it has in English; others as they are."""
    names = own_names(table.headers)
    return table if names is None else _Renamed(table, names)


def written_headers(table: AnyTable) -> Sequence[str]:
    """Return the column names of a table as the file has them."""
    return table.written if isinstance(table, _Renamed) else table.headers


def told_as_written(error: LeadqError, table: AnyTable, *names: str) -> LeadqError:
    """Return an error with the columns that its params name called as the file calls them."""
    written = dict(zip(table.headers, written_headers(table), strict=True))
    for name in names:
        told: Any = error.params.get(name)
        if isinstance(told, str):
            error.params[name] = written.get(told, told)
        elif told is not None:
            error.params[name] = [written.get(one, one) for one in told]
    return error


def sheet_title(what: str, lang: str, count: int = 1) -> str:
    """Return the title of a sheet; the second and further ones of a table are numbered."""
    title = str(_words()["sheets"][what]) if lang == "zh" else what
    return title if count == 1 else f"{title} ({count})"


def sheet_kind(title: str) -> str | None:
    """Return which table a sheet with such a title holds; None if it is not leadq's title."""
    plain = _GOES_ON.sub("", title)
    return next((w for w in SHEETS if plain in (w, _words()["sheets"][w])), None)


def column_name(column: str, lang: str) -> str:
    """Return the name of a column in a language."""
    return str(_words()["columns"].get(column, column)) if lang == "zh" else column


def token_words(column: str, lang: str) -> Mapping[str, str]:
    """Return the words for what a column can hold; nothing where it stays as it is."""
    if lang != "zh" or column not in _TOKENS:
        return {}
    words: Mapping[str, str] = _words()["tokens"][_TOKENS[column]]
    return words


class _Renamed:
    """A table of leadq in Chinese, seen in English."""

    def __init__(self, table: AnyTable, headers: list[str]) -> None:
        self._table = table
        self.headers = headers
        self.written = table.headers
        self._tokens = [
            (place, {word: token for token, word in token_words(name, "zh").items()})
            for place, name in enumerate(headers)
            if name in _TOKENS
        ]

    @property
    def path(self) -> Path:
        return self._table.path

    @property
    def encoding(self) -> str:
        return self._table.encoding

    @property
    def delimiter(self) -> str:
        return self._table.delimiter

    @property
    def sheet(self) -> str | None:
        return self._table.sheet

    @property
    def remarks(self) -> Sequence[Remark]:
        return self._table.remarks

    @property
    def size(self) -> int:
        return self._table.size

    def rows(self) -> Iterator[Record]:
        """Yield the rows with the program's words as tokens."""
        for number, cells in self._table.rows():
            for place, tokens in self._tokens:
                if place < len(cells):
                    cells[place] = tokens.get(cells[place], cells[place])
            yield number, cells

    def position(self) -> int:
        """Return how many bytes of the file have been read so far."""
        return self._table.position()


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    return read_packaged(__file__, "own_headers.toml")


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    return {word: column for column, word in _words()["columns"].items()}
