"""Column names and status words of other programs, brought to leadq's own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from leadq.domain.typed import narrow
from leadq.errors import UsageError
from leadq.exchange.columns import COMPUTED_COLUMNS, REJECT_COLUMNS

COMPUTED = "computed"
"""Where a column that leadq itself has written and does not read back goes: nowhere."""

SEVERAL = frozenset({"phones", "emails", "tags", "note", "address", "region"})
"""Fields that more than one column may fill; any other is filled by its likeliest column."""

EXTRA = "extra"
# Names so general that elsewhere they mean something else: taken only as leadq writes them.
_EXACT = frozenset({"id", "profile", EXTRA})
_OWN_EXPORT_SIGNS = 3
_LONGEST_NAME = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """One row by field: the cells that are not empty, in column order; the rest in ``extra``."""

    fields: Mapping[str, list[str]]
    extra: Mapping[str, str]

    def first(self, field: str) -> str:
        """Return the field's first cell, or nothing."""
        return self.fields.get(field, [""])[0]


def field_names() -> list[str]:
    """Return the fields a column can be mapped to."""
    return sorted({field for field, _rank in _table("fields").values()} | _EXACT)


def is_own_export(headers: Iterable[str]) -> bool:
    """Say whether a table is an export of leadq, by the columns that no other program writes."""
    return len(COMPUTED_COLUMNS.intersection(headers)) >= _OWN_EXPORT_SIGNS


def map_headers(
    headers: Sequence[str], extra: Mapping[str, str] | None = None
) -> dict[str, str | None]:
    """Return the field of each column: None keeps it in ``extra``, COMPUTED leaves it out.

    ``extra`` is what the user says, column to field; it wins over what is known by heart.
    Raises UsageError no_column or no_field.
    """
    said = _read_said(headers, extra or {})
    unread = frozenset(REJECT_COLUMNS) | (COMPUTED_COLUMNS if is_own_export(headers) else set())
    mapping = dict.fromkeys(headers, None) | said
    taken = {field for field in said.values() if field and field not in SEVERAL}
    ranked: list[tuple[int, int, str, str]] = []
    for place, header in enumerate(headers):
        if header in said:
            continue
        if header in unread:
            mapping[header] = COMPUTED
            continue
        field, rank = _recognise(header)
        if field in SEVERAL:
            mapping[header] = field
        elif field:
            ranked.append((rank, place, header, field))
    listed = {field for *_, field in ranked}
    for _rank, _place, header, field in sorted(ranked):
        instead = _table("instead").get(_key(header), ("", 0))[0]
        wanted = instead if field in taken and instead else field
        # a company's own column stands in the list too and is not to be overtaken
        own_column = wanted in listed and wanted == instead
        if wanted not in taken and not own_column:
            mapping[header] = wanted
            taken.add(wanted)
    return mapping


def gather(headers: Sequence[str], mapping: Mapping[str, str | None], cells: Sequence[str]) -> Row:
    """Return one row's cells by field; cells beyond the headers go to ``extra`` as column N.

    Parts of a name are joined into ``name`` unless the row has a whole one.
    """
    fields: dict[str, list[str]] = {}
    extra: dict[str, str] = {}
    for place, cell in enumerate(cells):
        if not cell.strip():
            continue
        header = headers[place] if place < len(headers) else f"column {place + 1}"
        field = mapping.get(header)
        if field is None:
            extra[header] = cell
        elif field != COMPUTED:
            fields.setdefault(field, []).append(cell)
    first, last = (fields.pop(part, [""])[0] for part in ("first_name", "last_name"))
    if (first or last) and "name" not in fields:
        fields["name"] = [join_name(first, last)]
    return Row(fields, extra)


def join_name(first: str, last: str) -> str:
    """Return a whole name: 王 + 建国 without a space, ``First Last`` otherwise."""
    first, last = first.strip(), last.strip()
    if last and first and not (last + first).isascii() and _is_han(last + first):
        return last + first
    return f"{first} {last}".strip()


def map_status(text: str) -> str | None:
    """Return open, won, lost, dropped or parked for a status word; None for an unknown one."""
    found = _table("statuses").get(_key(text))
    return found[0] if found else None


def map_channel(text: str) -> str | None:
    """Return visit, phone, wechat, sms, email or other for a word; None for an unknown one."""
    found = _table("channels").get(_key(text))
    return found[0] if found else None


def _read_said(headers: Sequence[str], said: Mapping[str, str]) -> dict[str, str | None]:
    by_key = {_key(header): header for header in reversed(headers)}
    allowed = field_names()
    found: dict[str, str | None] = {}
    for column, field in said.items():
        header = column if column in headers else by_key.get(_key(column))
        if header is None:
            raise UsageError(
                "no_column", hint="no_column", given=column, columns=", ".join(headers)
            )
        if field not in allowed:
            raise UsageError("no_field", hint="no_field", given=field, allowed=", ".join(allowed))
        found[header] = None if field == EXTRA else field
    return found


def _recognise(header: str) -> tuple[str | None, int]:
    """Return the field of a column name and how far down its list the name stands."""
    if header in _EXACT:
        return header, 0
    known, key = _table("fields"), _key(header)
    if key in known:
        return known[key]
    found = known.get(key.rstrip("0123456789"))
    return found if found and found[0] in SEVERAL else (None, 0)


def _key(text: str) -> str:
    """Return a name without case, width, spaces, punctuation and the (2) of a repeated one."""
    plain = re.sub(r" ?\([0-9]+\)$", "", " ".join(narrow(text[:_LONGEST_NAME]).split()))
    return "".join(c for c in plain.casefold() if c.isalnum())


def _is_han(text: str) -> bool:
    return all("\u3400" <= c <= "\u9fff" or c >= "\U00020000" or c in "\u3007·" for c in text)


@lru_cache(maxsize=1)
def _aliases() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return tomllib.loads(files("leadq.exchange").joinpath("aliases.toml").read_text("utf-8"))


@lru_cache(maxsize=4)
def _table(name: str) -> Mapping[str, tuple[str, int]]:
    """Return one part of the alias file as name to (what it means, place in its list)."""
    return {
        _key(alias): (meaning, rank)
        for meaning, names in _aliases()[name].items()
        for rank, alias in enumerate(names)
    }
