"""The columns of tables of what belongs to leads, leadq's own and other programs'."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from leadq.content.loader import read_packaged
from leadq.errors import RefusedError
from leadq.exchange.cells.money import with_wan
from leadq.exchange.columns.columns import BELONGING, BELONGING_SIGNS
from leadq.exchange.columns.header_names import word_key
from leadq.exchange.columns.named_columns import place_columns

LEAD_FIELDS = ("lead_id", "number", "lead", "phone", "email", "wechat", "name", "company")
"""The columns that tell which lead is meant, the surest first; ``lead`` is a number or a name."""
_NEEDED = {
    "touches": ("date",),
    "followups": ("date",),
    "facts": ("fact", "value"),
    "purchases": ("date", "amount"),
}
"""What a table must have a column for, besides one that tells the lead."""


def own_table(headers: Collection[str]) -> str | None:
    """Return which of leadq's own tables beside the leads has these headers, if any."""
    if not BELONGING.issubset(headers):
        return None
    # one that was renamed is to be asked for: its table is not one of leads for that
    found = (what for what, own in BELONGING_SIGNS.items() if len(own.intersection(headers)) > 1)
    return next(found, None)


def place_belongings(
    what: str, headers: Sequence[str], said: Mapping[str, str], file: str
) -> dict[str, int]:
    """Return the place of each field's column in a table of what belongs to leads.

    Raises UsageError no_column or no_table_field; RefusedError no_table_columns when the lead or
    something that has to be known has no column.
    """
    aliases = {**_aliases()["lead"], **_aliases()[what]}
    if "amount" in aliases:
        aliases["amount"] = with_wan(aliases["amount"])
    # what a row says comes before whom it is about: an id of its own is no lead's
    ordered = {name: aliases[name] for name in belonging_fields(what)}
    places = place_columns(headers, ordered, said, "no_table_field")
    missing = [field for field in _NEEDED[what] if field not in places]
    if not set(LEAD_FIELDS) & set(places):
        missing.insert(0, "name")
    if missing:
        raise RefusedError(
            "no_table_columns", hint="no_table_columns", file=file, what=what,
            missing=missing, columns=headers,
        )  # fmt: skip
    return places


def belonging_fields(what: str) -> list[str]:
    """Return the fields that a column of what belongs to leads can be mapped to."""
    known = _aliases()["lead"]
    return list(dict.fromkeys([*_aliases()[what], *(one for one in LEAD_FIELDS if one in known)]))


def map_outcome(text: str) -> str | None:
    """Return reached, no_answer or declined for a word; None for an unknown one."""
    return _words("outcomes").get(word_key(text))


def map_state(text: str) -> str | None:
    """Return open, queued, done, moved or cancelled for a word; None for an unknown one."""
    return _words("states").get(word_key(text))


@lru_cache(maxsize=1)
def _aliases() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return read_packaged(__file__, "belonging_aliases.toml")


@lru_cache(maxsize=2)
def _words(part: str) -> Mapping[str, str]:
    return {
        word_key(word): meaning for meaning, words in _aliases()[part].items() for word in words
    }
