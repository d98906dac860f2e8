"""Which rows travel between laptops, and as what: an object of fields, without local ids.

Columns that only make sense together are one field (``GROUPS``); a lead's ways to be reached are
one row of their own. Every command that opens a store of a team loads this: no JSON here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from leadq.domain.fields import STANDING
from leadq.store.columns import COLUMNS

LEAD, REACHES, OUTLOOK, LOST = "lead", "reaches", "outlook", "lost"
ROWS = (
    *("lead", "contact", "fact", "touch", "followup", "promise", "purchase", "override"),
    "complaint",
)
"""Tables whose rows travel by their ``uid``, leads first."""
STATE = "state"
GROUPS = {LEAD: {STATE: STANDING}}
"""By table, the fields that are several columns."""
SOFT = frozenset({"updated_at", "changed"})
"""Fields over which nobody disagrees: the later stands."""
_LOCAL = frozenset({"id", "uid", "lead_id", "number", "after_fact"})
REACH_COLUMNS = ("kind", "typed", "e164", "norm")
SPAN_COLUMNS = COLUMNS[OUTLOOK][1:]
Fields = dict[str, Any]


def plain_columns(table: str) -> tuple[str, ...]:
    """Return the columns of a table that travel each as a field of its own."""
    grouped = {column for group in GROUPS.get(table, {}).values() for column in group}
    return tuple(name for name in COLUMNS[table] if name not in _LOCAL | grouped)


PLAIN = {table: plain_columns(table) for table in ROWS}
WHOLE = {table: (*PLAIN[table], *GROUPS.get(table, {})) for table in ROWS} | {REACHES: (REACHES,)}
"""All the fields that a row can have, by table."""


def pack(table: str, row: Mapping[str, Any]) -> Fields:
    """Return a row as fields; what is empty is left out, but for fields of several columns."""
    fields = {name: row[name] for name in PLAIN[table] if row[name] is not None}
    for field, columns in GROUPS.get(table, {}).items():
        fields[field] = [row[column] for column in columns]
    return fields


def unpack(table: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return columns from fields, all of them. Raises ValueError for what cannot be a column."""
    columns = {name: fields.get(name) for name in PLAIN[table]}
    for field, names in GROUPS.get(table, {}).items():
        values = fields.get(field)
        if not isinstance(values, list) or len(values) != len(names):
            raise ValueError(field)
        columns |= dict(zip(names, values, strict=True))
    for name, value in columns.items():
        if not isinstance(value, str | int | float | None):
            raise ValueError(name)
    return columns


def columns_of(table: str, field: str) -> tuple[str, ...]:
    """Return the columns that a field is."""
    return GROUPS.get(table, {}).get(field, (field,))
