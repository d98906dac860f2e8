"""Column names and status words of other programs, brought to leadq's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import lru_cache

from leadq.domain import fields
from leadq.domain.fields import MONIES
from leadq.errors import UsageError
from leadq.exchange.cells.money import without_wan
from leadq.exchange.columns.columns import CHANGED, COMPUTED_COLUMNS, REJECT_COLUMNS, REJECT_TABLE
from leadq.exchange.columns.header_names import (
    bare_key,
    field_table,
    find_field,
    key_of,
    needed_beside,
    read_words,
    word_key,
)
from leadq.exchange.columns.named_columns import no_field, refuse_second

COMPUTED = "computed"
"""Where a column that leadq itself has written and does not read back goes: nowhere."""

SEVERAL = fields.SEVERAL | {"address_2", "region_2"}
"""Fields that more than one column may fill; any other is filled by its likeliest column."""

EXTRA = "extra"
# Names so general that elsewhere they mean something else: taken only as leadq writes them.
_EXACT = frozenset({"id", "profile", "referred_by", "left_kind", EXTRA})
EXPECTED = "expected"
"""What a deal is expected to bring; it stands for the budget where no column has that."""
_PARTS = frozenset({"middle_name", "phone_code", "address_2", "region_2", "aside", EXPECTED})
"""What fills a field together with others, or when they are empty: not for the user to say."""
NAMING = frozenset({"name", "first_name", "last_name", "company", "phones", "emails", "wechat"})
"""A row needs a value in one of these columns."""
_SCALED = re.compile(
    r"[十百千万萬亿億](?![^)\]）】]*[a-z])|\b(?:k|tsd|mio|thousands?|millions?|mn|lakhs?|crores?)\b",
    re.IGNORECASE,
)
_REJECT_KEYS = frozenset(map(key_of, (*REJECT_COLUMNS, REJECT_TABLE)))
_LAST = 100_000
_OWN_EXPORT_SIGNS = 3
_REMEMBERED = 256


def field_names() -> list[str]:
    """Return the fields a column can be mapped to."""
    return sorted(({field for field, _rank in field_table().values()} | _EXACT) - _PARTS)


def is_own_export(headers: Iterable[str]) -> bool:
    """Say whether a table is an export of leadq, by the columns that no other program writes."""
    return len(COMPUTED_COLUMNS.intersection(headers)) >= _OWN_EXPORT_SIGNS


def map_headers(
    headers: Sequence[str], extra: Mapping[str, str] | None = None
) -> dict[str, str | None]:
    """Return the field of each column: None keeps it in ``extra``, COMPUTED leaves it out.

    ``extra`` is what the user says, column to field; it wins over what is known by heart.
    Raises UsageError no_column, no_field or two_columns.
    """
    said = _read_said(headers, extra or {})
    own = is_own_export(headers)
    unread = COMPUTED_COLUMNS if own else frozenset()
    mapping = dict.fromkeys(headers, None) | said
    taken = {field for field in said.values() if field and field not in SEVERAL}
    ranked: list[tuple[int, int, str, str]] = []
    keys = frozenset(map(bare_key, headers))
    for place, header in enumerate(headers):
        if header in said:
            continue
        if header in unread or is_reject_column(header):
            mapping[header] = COMPUTED
            continue
        if own and header == CHANGED:
            mapping[header] = CHANGED
            continue
        field, rank = _recognise(header, keys)
        if field in SEVERAL:
            mapping[header] = field
        elif field:
            ranked.append((rank, place, header, field))
    listed = {field for *_, field in ranked}
    for _rank, _place, header, field in sorted(ranked):
        instead = _table("instead").get(bare_key(header), ("", 0))[0]
        # who names another column for a field wants none of the column called like it
        if field in said.values() and key_of(header) == key_of(field):
            instead = ""
        wanted = instead if field in taken and instead else field
        # a company's own column stands in the list too and is not to be overtaken
        own_column = wanted in listed and wanted == instead
        if wanted not in taken and not own_column:
            mapping[header] = wanted
            taken.add(wanted)
    return mapping


@lru_cache(maxsize=_REMEMBERED)
def map_channel(text: str) -> str | None:
    """Return visit, phone, wechat, sms, email or other for a word; None for an unknown one."""
    found = _table("channels").get(word_key(text))
    return found[0] if found else None


def find_headers(headers: Sequence[str], columns: Iterable[str]) -> dict[str, str | None]:
    """Return the column that each typed name means, however it is cased and spaced, or None."""
    by_key = {key_of(header): header for header in reversed(headers)}
    # a name of signs alone is like any other of them
    by_key.pop("", None)
    exact = set(headers)
    return {name: name if name in exact else by_key.get(key_of(name)) for name in columns}


def names_somebody(headers: Sequence[str]) -> bool:
    """Say whether columns give a name, a company, a phone, an email or a WeChat."""
    return not NAMING.isdisjoint(map_headers(headers).values())


def is_reject_column(header: str) -> bool:
    """Say whether a column is one that leadq put before rows which could not be taken."""
    return key_of(header) in _REJECT_KEYS


def is_title(header: str) -> bool:
    """Say whether a column holds what a lead is called, be it a person, a firm or a deal."""
    return bare_key(header) in _table("titles")


def _read_said(headers: Sequence[str], said: Mapping[str, str]) -> dict[str, str | None]:
    allowed = field_names()
    found: dict[str, str | None] = {}
    filled: dict[str, str] = {}
    places = find_headers(headers, said)
    for column, field in said.items():
        header = places[column]
        if header is None:
            raise UsageError("no_column", hint="no_column", given=column, columns=headers)
        if field not in allowed:
            raise no_field(field, allowed)
        if field not in SEVERAL and field != EXTRA:
            refuse_second(filled.setdefault(field, header), header, field)
        found[header] = None if field == EXTRA else field
    return found


def _recognise(header: str, beside: Set[str]) -> tuple[str | None, int]:
    """Return the field of a column name and how far down its list the name stands.

    ``beside`` are the keys of all columns: some names need another one to mean something.
    """
    if header in _EXACT:
        return header, 0
    needed = needed_beside(header)
    if needed is not None and not needed & beside:
        return None, 0
    if plain := without_wan(header):
        money = _find_money(plain)
        return money if money[0] in MONIES else (None, 0)
    field, rank = _find_money(header)
    # an amount in thousands must not be taken for one of units
    if field == "aside" or (field in MONIES and _SCALED.search(header)):
        return None, 0
    return field, rank


def _find_money(header: str) -> tuple[str | None, int]:
    """Return the field of a column; one of what is expected comes behind every budget."""
    field, rank = find_field(header)
    return ("budget", rank + _LAST) if field == EXPECTED else (field, rank)


def is_expected(header: str) -> bool:
    """Say whether a column holds what a deal is expected to bring, where 0 stands for nothing."""
    return find_field(without_wan(header) or header)[0] == EXPECTED


@lru_cache(maxsize=4)
def _table(name: str) -> Mapping[str, tuple[str, int]]:
    """Return one part of the alias file as name to (what it means, place in its list)."""
    return {
        word_key(alias): (meaning, rank)
        for meaning, names in read_words("aliases.toml")[name].items()
        for rank, alias in enumerate(names)
    }
