"""The columns of a table of purchases: which lead, which day, how much, what."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files

from leadq.errors import RefusedError
from leadq.exchange.cells.money import with_wan
from leadq.exchange.columns.named_columns import place_columns

LEAD_FIELDS = ("id", "number", "lead", "phone", "email", "wechat", "name", "company")
"""The columns that tell which lead is meant, the surest first; ``lead`` is a number or a name."""
FIELDS = (*LEAD_FIELDS, "date", "amount", "product", "note")


def map_purchase_headers(
    headers: Sequence[str], said: Mapping[str, str], file: str
) -> dict[str, int]:
    """Return the place of each field's column; what the user says, column to field, wins.

    Raises UsageError no_column or no_purchase_field, RefusedError no_purchase_columns when lead,
    day or amount has no column.
    """
    names = {field: _aliases()[field] for field in FIELDS}
    names["amount"] = with_wan(names["amount"])
    places = place_columns(headers, names, said, "no_purchase_field")
    missing = [field for field in ("date", "amount") if field not in places]
    if not set(LEAD_FIELDS) & set(places):
        missing.insert(0, "number")
    if missing:
        raise RefusedError(
            "no_purchase_columns", hint="no_purchase_columns", file=file,
            missing=", ".join(missing), columns=", ".join(headers),
        )  # fmt: skip
    return places


def _aliases() -> Mapping[str, Sequence[str]]:
    text = files("leadq.exchange.columns").joinpath("purchase_aliases.toml").read_text("utf-8")
    return tomllib.loads(text)
