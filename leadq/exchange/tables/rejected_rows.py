"""Rows that could not be taken, mended and brought back: each goes to the table it is from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from leadq.domain.fields import FILED
from leadq.errors import RefusedError
from leadq.exchange.columns.columns import BELONGING_COLUMNS, REJECT_TABLE
from leadq.exchange.columns.header_names import key_of
from leadq.exchange.columns.own_headers import SHEETS, sheet_kind, sheet_title
from leadq.exchange.tables.table import AnyTable, Record, Remark

_KEY = key_of(REJECT_TABLE)
_LEADS = SHEETS[0]
_COLUMNS = {_LEADS: FILED, **BELONGING_COLUMNS}


def says_table(headers: Sequence[str]) -> bool:
    """Say whether a column tells of each row which table it is from."""
    return any(key_of(header) == _KEY for header in headers)


def split_rejects(table: AnyTable) -> list[tuple[str, AnyTable]]:
    """Return the tables that rejected rows are from, leads first; a row that tells none is one.

    Raises RefusedError no_such_table for a word that is none of leadq's tables.
    """
    (place, *_more) = [at for at, name in enumerate(table.headers) if key_of(name) == _KEY]
    filled: dict[str, set[int]] = {}
    titles: dict[str, str] = {}
    for line, cells in table.rows():
        title = _title(cells, place)
        if title and not sheet_kind(title):
            raise _no_such_table(table, line, title)
        kind = _kind(title)
        known = filled.setdefault(kind, set())
        known |= {at for at, cell in enumerate(cells) if cell.strip()}
        if sheet_kind(title):
            titles.setdefault(kind, title)
    found = [kind for kind in SHEETS if kind in filled] or [_LEADS]
    if len(found) == 1:
        return [(found[0], _Part(table, found[0], place, filled.get(found[0], set()), None))]
    # each is called as the file calls it, in the language of the file
    return [
        (kind, _Part(table, kind, place, filled[kind], titles.get(kind, kind))) for kind in found
    ]


def _no_such_table(table: AnyTable, line: int, given: str) -> RefusedError:
    known = [f"{kind} ({sheet_title(kind, 'zh')})" for kind in SHEETS]
    return RefusedError(
        "no_such_table", hint="no_such_table", file=table.path, line=line, column=REJECT_TABLE,
        given=given, allowed=known,
    )  # fmt: skip


def _title(cells: Sequence[str], place: int) -> str:
    return cells[place].strip() if place < len(cells) else ""


def _kind(title: str) -> str:
    return sheet_kind(title) or _LEADS


class _Part:
    """The rows of one table among rejected ones, without the columns of other tables alone."""

    def __init__(
        self, table: AnyTable, kind: str, place: int, filled: set[int], title: str | None
    ) -> None:
        self._table, self._kind, self._place = table, kind, place
        others = {*chain.from_iterable(_COLUMNS.values())} - {*_COLUMNS[kind]}
        self._places = [
            at for at, name in enumerate(table.headers) if at in filled or name not in others
        ]
        self.headers = [table.headers[at] for at in self._places]
        self.sheet = title

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
    def remarks(self) -> Sequence[Remark]:
        return self._table.remarks

    @property
    def size(self) -> int:
        return self._table.size

    def rows(self) -> Iterator[Record]:
        """Yield the rows of this table."""
        for line, cells in self._table.rows():
            if _kind(_title(cells, self._place)) == self._kind:
                yield line, [cells[at] if at < len(cells) else "" for at in self._places]

    def position(self) -> int:
        """Return how many bytes of the file have been read so far."""
        return self._table.position()
