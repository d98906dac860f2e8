"""Which cells of a row fill which field; settled once for a table, not for every row."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import repeat
from typing import Any, NamedTuple

from leadq.domain.fields import REACHES
from leadq.domain.typing.texts import narrow
from leadq.exchange.cells.nothing import is_nothing, is_salutation, written_nothings
from leadq.exchange.columns.aliases import COMPUTED, is_title
from leadq.exchange.columns.full_names import join_name, turn_name
from leadq.exchange.columns.header_names import is_given
from leadq.exchange.columns.languages import names_country

COUNTRY = "country"
"""What of a row tells where its numbers are from; no field of a lead."""
_PARTS = ("first_name", "middle_name", "last_name")
_STAND_INS = (("address_2", "address"), ("region_2", "region"))
# Marks that nobody sees and that copying adds: they part what is the same.
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")

_ODD = re.compile(
    f"{_UNSEEN.pattern[:-1]}\uff03\uff0b\uff0d\uff0f-\uff19\uff20-\uff3a\uff41-\uff5a]"
)
"""Those, and letters as wide as Chinese ones."""

_NO_MORE: dict[str, list[str]] = {}


class Row(NamedTuple):
    """One row by field, without the space around its cells.

    ``first`` holds the first cell of each field that says something, ``more`` the others of fields
    with several columns, ``extra`` the cells of no field as they stand.
    """

    first: dict[str, str]
    more: dict[str, list[str]]
    extra: dict[str, Any]

    def cells(self, field: str) -> list[str]:
        """Return every cell of a field that says something."""
        first = self.first.get(field)
        return [first, *self.more.get(field, ())] if first else []


_row: Callable[[tuple[Any, ...]], Row] = partial(tuple.__new__, Row)
"""Makes one in a third of the time."""


class Layout:
    """The columns of a table by the field they fill; ``mapping`` is each header's field.

    Headers without a field go to ``extra``, those that are computed nowhere. In a table that leadq
    has written (``own``), every cell stands as it is.
    """

    def __init__(
        self, headers: Sequence[str], mapping: Mapping[str, str | None], own: bool = False
    ) -> None:
        self.headers = headers
        self.own = own
        self.held: set[str] = set()
        """The columns of no field that hold something in the rows gathered so far."""
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
        single = {field: found[0] for field, found in places.items() if len(found) == 1}
        self._single, self._places = tuple(single), tuple(single.values())
        self._filled = [place for found in places.values() for place in found]
        self._nothings = written_nothings(places)
        self._names = places.get("name", ())
        self._several = [(field, found) for field, found in places.items() if len(found) > 1]
        self._country = next((at for at, one in enumerate(headers) if names_country(one)), None)
        self._titles = [header for header, _place in self._others if is_title(header)]
        self._has_parts = not places.keys().isdisjoint(_PARTS)
        # a Name beside a first name alone is what the family is called, and the other way round
        self._name_is_last = "first_name" in places and "last_name" not in places
        self._name_is_first = (
            {"name", "last_name"} <= places.keys()
            and "first_name" not in places
            and is_given(self.by_field["name"])
        )
        self._stand_ins = [pair for pair in _STAND_INS if pair[0] in places]
        self._has_code = "phone_code" in places and "phones" in places
        stands_in = not own and (self._stand_ins or self._has_code)
        self._joins = bool(self._has_parts or self._titles or stands_in)

    def gather(self, cells: Sequence[str]) -> Row:
        """Return one row's cells by field, as ``gather_all`` does."""
        return self.gather_all([cells])[0]

    def gather_all(self, rows: Sequence[Sequence[str]]) -> list[Row]:
        """Return the cells of rows by field; those beyond the headers go to ``extra`` as column N.

        Parts of a name are joined into ``name`` unless the row has a whole one. A row with neither
        name nor company is called by what its deal is called. What is asked of every cell is asked
        of a column of all rows at once.
        """
        width = len(self.headers)
        even = rows if {*map(len, rows)} == {width} else [_fitted(cells, width) for cells in rows]
        columns = [list(map(str.strip, column)) for column in zip(*even, strict=True)]
        picked = zip(*map(columns.__getitem__, self._places), strict=True)
        firsts = [dict(zip(self._single, texts, strict=True)) for texts in picked]
        if not firsts:  # every field has several columns
            firsts = [{} for _row in rows]
        mores = self._mores(firsts, columns) if self._several else repeat(_NO_MORE)
        parts = zip(firsts, mores, self._extras(even, columns), strict=False)
        gathered = list(map(_row, parts))
        joins = self._joins or any(", " in "\n".join(columns[place]) for place in self._names)
        if not self.own:
            unclean = self._find_unclean(columns)
            joins = joins or bool(unclean)
            for at in unclean:
                first, more, extra = gathered[at]
                gathered[at] = Row(*_clean_all(first, more), extra)
            if self._country is not None:
                for row, country in zip(gathered, columns[self._country], strict=True):
                    row.first[COUNTRY] = country
        if joins:
            for row in gathered:
                if self._joins or ", " in row.first.get("name", ""):
                    self._join_cells(*row)
        if even is not rows:
            for row, cells in zip(gathered, rows, strict=True):
                for place in range(width, len(cells)):
                    if cells[place].strip():
                        row.extra[f"column {place + 1}"] = cells[place]
        return gathered

    def _mores(
        self, firsts: Sequence[dict[str, str]], columns: Sequence[Sequence[str]]
    ) -> Sequence[dict[str, list[str]]]:
        """Fill the fields of several columns, and return what they have besides, by row."""
        mores: list[dict[str, list[str]]] = [{} for _row in firsts]
        for field, places in self._several:
            several = zip(*(columns[place] for place in places), strict=True)
            for first, more, texts in zip(firsts, mores, several, strict=True):
                found = list(filter(None, texts))
                first[field] = found[0] if found else ""
                if len(found) > 1:
                    more[field] = found[1:]
        return mores

    def _extras(
        self, rows: Sequence[Sequence[str]], columns: Sequence[Sequence[str]]
    ) -> list[dict[str, Any]]:
        """Return what stands in the columns of no field, by row."""
        extras: list[dict[str, Any]] = [{} for _row in rows]
        for header, place in self._others:
            if any(columns[place]):
                self.held.add(header)
                for extra, cells, told in zip(extras, rows, columns[place], strict=True):
                    if told:
                        extra[header] = cells[place]
        return extras

    def _find_unclean(self, columns: Sequence[Sequence[str]]) -> set[int]:
        """Return which rows have a cell that has to be looked at more closely.

        Nearly all say something in all their cells, in letters that can be seen.
        """
        found: set[int] = set()
        for place in self._filled:
            column, nothings = columns[place], self._nothings
            whole = "".join(column)
            odd = None if whole.isascii() else _ODD.search(whole)
            if odd is not None:
                found.update(at for at, text in enumerate(column) if _ODD.search(text))
            if not nothings.isdisjoint(column):
                found.update(at for at, text in enumerate(column) if text in nothings)
        return found

    def _join_cells(
        self, first: dict[str, str], more: dict[str, list[str]], extra: dict[str, Any]
    ) -> None:
        """Make one name of several parts, and let cells stand in for others that are empty."""
        if self._has_parts:
            self._join_parts(first)
        if not self.own:
            if ", " in first.get("name", ""):
                first["name"] = turn_name(first["name"])
            if self._stand_ins or self._has_code:
                self._use_stand_ins(first, more, extra)
        if self._titles and not (first.get("name") or first.get("company")):
            called = next((extra.pop(header) for header in self._titles if header in extra), "")
            first["name"] = called.strip()

    def _join_parts(self, first: dict[str, str]) -> None:
        """Make one name of the parts, unless the row has a whole one."""
        given, middle, family = (first.pop(part, "") for part in _PARTS)
        whole = first.get("name", "")
        if not (given or middle or family):
            return
        if not whole or (given and family and _is_addressed(whole, given, family)):
            first["name"] = join_name(given, family, middle)
        elif self._name_is_first and family.casefold() not in whole.casefold():
            first["name"] = join_name(whole, family, middle)
        elif self._name_is_last and given and given.casefold() not in whole.casefold():
            first["name"] = join_name(given, whole, middle)

    def _use_stand_ins(
        self, first: dict[str, str], more: dict[str, list[str]], extra: dict[str, Any]
    ) -> None:
        """Take a second address where there is no first one; put the code in front of a phone."""
        for second, field in self._stand_ins:
            found = [text for text in (first.pop(second, ""), *more.pop(second, ())) if text]
            if found and not first.get(field):
                first[field] = found[0]
                if found[1:]:
                    more[field] = found[1:]
            elif found:
                extra.setdefault(self.by_field[second], " ".join(found))
        if self._has_code:
            code = first.pop("phone_code", "").lstrip("+0")
            phone = first["phones"]
            if code.isdigit() and phone.isascii() and phone[:1] not in ("", "+", "0", "("):
                first["phones"] = f"+{code} {phone}"


def _fitted(cells: Sequence[str], width: int) -> Sequence[str]:
    """Return a row with as many cells as there are headers."""
    return [*cells[:width], *[""] * (width - len(cells))]


def _is_addressed(whole: str, given: str, family: str) -> bool:
    """Say whether a whole name only has in front of the parts how somebody is addressed."""
    address, _, name = whole.partition(" ")
    return name == f"{given} {family}" and is_salutation(address)


def _clean_all(
    first: Mapping[str, str], more: Mapping[str, Sequence[str]]
) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Return the cells of a row cleaned; those that say nothing make room for those that do."""
    cleaned = {
        field: [told for one in (text, *more.get(field, ())) if (told := _clean(one, field))]
        for field, text in first.items()
    }
    return (
        {field: found[0] if found else "" for field, found in cleaned.items()},
        {field: found[1:] for field, found in cleaned.items() if len(found) > 1},
    )


def _clean(text: str, field: str) -> str:
    """Return the text of a cell without what nobody sees; "" for a filler."""
    if not text.isascii():
        if _UNSEEN.search(text):
            text = _UNSEEN.sub("", text).strip()
        if field in REACHES.values():
            text = narrow(text)
    return "" if is_nothing(text, field) else text
