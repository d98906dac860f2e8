"""Finds the columns of a table by the names that they go by, in English and Chinese."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from leadq.errors import UsageError
from leadq.exchange.columns.header_names import key_of, word_key


def place_columns(
    headers: Sequence[str],
    aliases: Mapping[str, Sequence[str]],
    said: Mapping[str, str],
    unknown_field: str = "no_field",
) -> dict[str, int]:
    """Return the place of each field's column; what the user says, column to field, wins.

    ``aliases`` are the names of each field, the likeliest first; a field that comes first has the
    first choice. Raises UsageError no_column, two_columns, or ``unknown_field`` for a field
    that is not there.
    """
    keys = [word_key(header) for header in headers]
    places = _read_said(headers, aliases, said, unknown_field)
    taken = set(places.values())
    for field, names in aliases.items():
        known = (keys.index(key) for key in map(word_key, names) if key in keys)
        place = next((place for place in known if place not in taken), None)
        if field not in places and place is not None:
            places[field] = place
            taken.add(place)
    return places


def _read_said(
    headers: Sequence[str],
    fields: Iterable[str],
    said: Mapping[str, str],
    unknown_field: str,
) -> dict[str, int]:
    allowed = list(fields)
    keys = [key_of(header) for header in headers]
    places: dict[str, int] = {}
    for column, field in said.items():
        if key_of(column) not in keys:
            raise UsageError("no_column", hint="no_column", given=column, columns=headers)
        if field not in allowed:
            raise no_field(field, allowed, unknown_field)
        place = headers.index(column) if column in headers else keys.index(key_of(column))
        refuse_second(headers[places.setdefault(field, place)], headers[place], field)
    return places


def refuse_second(first: str, second: str, field: str) -> None:
    """Refuse two different columns for a field of one value. Raises UsageError two_columns."""
    if first != second:
        raise UsageError("two_columns", hint="two_columns", first=first, second=second, field=field)


def no_field(given: str, allowed: Sequence[str], key: str = "no_field") -> UsageError:
    """Return that a column cannot go to a field, with the nearest one that there is."""
    from difflib import get_close_matches

    near = "".join(get_close_matches(given.casefold(), allowed, n=1))
    return UsageError(key, hint="no_field", given=given, near=near, allowed=list(allowed))
