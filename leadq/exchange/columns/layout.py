"""Which cells of a row fill which field; settled once for a table, not for every row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from leadq.exchange.columns.aliases import COMPUTED, is_title, join_name

_PARTS = ("first_name", "last_name")


class Row(NamedTuple):
    """One row by field, without the space around its cells.

    ``first`` holds the first cell of each field that says something, ``more`` the others of fields
    with several columns, ``extra`` the cells of no field as they stand.
    """

    first: Mapping[str, str]
    more: Mapping[str, Sequence[str]]
    extra: dict[str, Any]

    def cells(self, field: str) -> list[str]:
        """Return every cell of a field that says something."""
        first = self.first.get(field)
        return [first, *self.more.get(field, ())] if first else []


class Layout:
    """The columns of a table by the field they fill; ``mapping`` is each header's field.

    Headers without a field go to ``extra``, those that are computed nowhere.
    """

    def __init__(self, headers: Sequence[str], mapping: Mapping[str, str | None]) -> None:
        self.headers = headers
        self.by_field: dict[str, str] = {}
        """The first column of each field."""
        places: dict[str, list[int]] = {}
        self._others: list[tuple[str, int]] = []
        for place, header in enumerate(headers):
            field = mapping.get(header)
            if field is None:
                self._others.append((header, place))
            elif field != COMPUTED:
                places.setdefault(field, []).append(place)
                self.by_field.setdefault(field, header)
        self._single = [(field, found[0]) for field, found in places.items() if len(found) == 1]
        self._several = [(field, found) for field, found in places.items() if len(found) > 1]
        self._titles = [header for header, _place in self._others if is_title(header)]
        self._has_parts = not places.keys().isdisjoint(_PARTS)

    def gather(self, cells: Sequence[str]) -> Row:
        """Return one row's cells by field; cells beyond the headers go to ``extra`` as column N.

        Parts of a name are joined into ``name`` unless the row has a whole one. A row with neither
        name nor company is called by what its deal is called.
        """
        width = len(self.headers)
        if len(cells) < width:
            cells = [*cells, *[""] * (width - len(cells))]
        first = {field: cells[place].strip() for field, place in self._single}
        more: dict[str, list[str]] = {}
        for field, places in self._several:
            found = [text for place in places if (text := cells[place].strip())]
            first[field] = found[0] if found else ""
            if len(found) > 1:
                more[field] = found[1:]
        if self._has_parts:
            given, family = (first.pop(part, "") for part in _PARTS)
            if (given or family) and not first.get("name"):
                first["name"] = join_name(given, family)
        extra = {header: cells[place] for header, place in self._others if cells[place].strip()}
        if self._titles and not (first.get("name") or first.get("company")):
            called = next((extra.pop(header) for header in self._titles if header in extra), "")
            first["name"] = called.strip()
        for place in range(width, len(cells)):
            if cells[place].strip():
                extra[f"column {place + 1}"] = cells[place]
        return Row(first, more, extra)
