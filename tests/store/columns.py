"""Write leadq/store/columns.py from the SQLModel tables: ``python -m tests.store.columns``."""

from __future__ import annotations

import textwrap
from pathlib import Path

from sqlmodel import SQLModel

import leadq.store.columns
from leadq.store.schema import (
    complaint_table,
    erasure_tables,
    purchase_table,
    tables,
    team_tables,
)

FILE = Path(leadq.store.columns.__file__)
_MODULES = (tables, purchase_table, complaint_table, erasure_tables, team_tables)
"""Importing them fills the metadata."""
_HEAD = '''\
"""The columns of every table: written by ``python -m tests.store.columns``, not by hand.

They are those of the SQLModel tables, so that a command that writes need not load SQLModel.
"""

from __future__ import annotations

# fmt: off
COLUMNS = {
'''
_BETWEEN = """}
DEFAULTS: dict[str, dict[str, str | int]] = {
"""
_END = '''}
"""What a column holds in a new row that says nothing of it, where that is not NULL."""
'''


def columns_text() -> str:
    """Return what the file has to hold."""
    tables = sorted(SQLModel.metadata.tables.items())
    lines = [_HEAD]
    for name, table in tables:
        lines.append(f'    "{name}": (\n')
        names = " ".join(f'"{column.name}",' for column in table.columns)
        lines.append(textwrap.indent(textwrap.fill(names, 88), " " * 8) + "\n    ),\n")
    lines.append(_BETWEEN)
    for name, table in tables:
        found = {one.name: one.default.arg for one in table.columns if one.default is not None}
        given = {column: value for column, value in found.items() if value is not None}
        if given:
            said = ", ".join(f'"{column}": {_literal(value)}' for column, value in given.items())
            lines.append(f'    "{name}": {{{said}}},\n')
    return "".join([*lines, _END])


def _literal(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(int(value))  # type: ignore[call-overload]


if __name__ == "__main__":
    FILE.write_text(columns_text(), "utf-8", newline="\n")
