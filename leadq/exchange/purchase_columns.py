"""The columns of a table of purchases: which lead, which day, how much, what."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files

from leadq.domain.typed import narrow
from leadq.errors import RefusedError, UsageError

LEAD_FIELDS = ("id", "number", "phone", "email", "wechat", "name", "company")
"""The columns that tell which lead is meant, the surest first."""
FIELDS = (*LEAD_FIELDS, "date", "amount", "product", "note")
_LONGEST_NAME = 1000


def map_purchase_headers(
    headers: Sequence[str], said: Mapping[str, str], file: str
) -> dict[str, int]:
    """Return the place of each field's column; what the user says, column to field, wins.

    Raises UsageError no_column or no_purchase_field, RefusedError no_purchase_columns when lead,
    day or amount has no column.
    """
    keys = [_key(header) for header in headers]
    places = _read_said(headers, keys, said)
    taken = set(places.values())
    for field in FIELDS:
        known = (keys.index(key) for key in map(_key, _aliases()[field]) if key in keys)
        place = next((place for place in known if place not in taken), None)
        if field not in places and place is not None:
            places[field] = place
            taken.add(place)
    missing = [field for field in ("date", "amount") if field not in places]
    if not set(LEAD_FIELDS) & set(places):
        missing.insert(0, "number")
    if missing:
        raise RefusedError(
            "no_purchase_columns", hint="no_purchase_columns", file=file,
            missing=", ".join(missing), columns=", ".join(headers),
        )  # fmt: skip
    return places


def _read_said(
    headers: Sequence[str], keys: Sequence[str], said: Mapping[str, str]
) -> dict[str, int]:
    places = {}
    for column, field in said.items():
        if _key(column) not in keys:
            columns = ", ".join(headers)
            raise UsageError("no_column", hint="no_column", given=column, columns=columns)
        if field not in FIELDS:
            allowed = ", ".join(FIELDS)
            raise UsageError("no_purchase_field", hint="no_field", given=field, allowed=allowed)
        places[field] = keys.index(_key(column))
    return places


def _aliases() -> Mapping[str, Sequence[str]]:
    text = files("leadq.exchange").joinpath("purchase_aliases.toml").read_text("utf-8")
    return tomllib.loads(text)


def _key(text: str) -> str:
    return "".join(char for char in narrow(text[:_LONGEST_NAME]).casefold() if char.isalnum())
