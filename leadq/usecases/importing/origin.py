"""Where a foreign table is from: by whose customs its numbers, days and amounts are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from leadq.adapters.phone_codes import is_home_mobile, is_international, region_of
from leadq.adapters.phones import normalise_phone
from leadq.exchange.columns.languages import country_of, find_regions
from leadq.exchange.tables.table import AnyTable
from leadq.usecases.desk import Desk

_ROWS_LOOKED_AT = 100
_LEAST_NUMBERS = 2
_WITH_COMMAS = "DE"


@dataclass(frozen=True)
class Origin:
    """The country of a table's numbers, "" where it is abroad and nothing tells where.

    ``home`` is the user's own; ``customs`` is the country by whose customs the table is written
    where its numbers do not tell.
    """

    home: str
    region: str
    customs: str = ""

    @property
    def habits(self) -> str:
        """Return the country by whose customs days and amounts are read."""
        return self.customs or self.region or self.home

    def of(self, country: str | None) -> str:
        """Return the country of the numbers of a row; its own says more than the table."""
        return (country_of(country) if country else None) or self.region


def find_origin(table: AnyTable, mapping: Mapping[str, str | None], desk: Desk) -> Origin:
    """Return where a table is from, by the names of its columns and the numbers with a code."""
    home = desk.region.upper()
    regions = find_regions(table.headers)
    # Excel parts cells by semicolons where a comma stands before the cents: days come first there
    customs = _WITH_COMMAS if table.delimiter == ";" else ""
    if home in regions:
        return Origin(home, home, customs)
    numbers = _first_numbers(table, mapping)
    codes = _count_codes(numbers)
    if regions:
        here = [region for region in codes if region in regions]
        region = here[0] if here else regions[0] if len(regions) == 1 else ""
        return Origin(home, region, customs or region or regions[0])
    abroad = _only_one(codes, numbers, home)
    return Origin(home, abroad or home, customs or home)


def _first_numbers(table: AnyTable, mapping: Mapping[str, str | None]) -> Sequence[str]:
    places = [at for at, name in enumerate(table.headers) if mapping.get(name) == "phones"]
    return [
        text
        for _line, cells in islice(table.rows(), _ROWS_LOOKED_AT)
        for place in places
        if place < len(cells) and (text := cells[place].strip())
    ]


def _count_codes(numbers: Sequence[str]) -> Counter[str]:
    """Return the countries of the numbers that have a code, the most frequent first."""
    found = (normalise_phone(one, "").e164 for one in numbers if is_international(one))
    counted = Counter(region for e164 in found if e164 and (region := region_of(e164)))
    return Counter(dict(counted.most_common()))


def _only_one(codes: Counter[str], numbers: Sequence[str], home: str) -> str | None:
    """Return the country abroad that all numbers with a code are from, if others fit it better."""
    if len(codes) != 1 or home in codes or codes.total() < _LEAST_NUMBERS:
        return None
    region = next(iter(codes))
    plain = [one for one in numbers if not is_international(one)]
    if any(is_home_mobile(one, home) for one in plain):
        return None
    there, here = (
        sum(normalise_phone(one, where).e164 is not None for one in plain)
        for where in (region, home)
    )
    return region if there >= here else None
