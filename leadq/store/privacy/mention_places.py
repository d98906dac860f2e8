"""Where people are written of: the columns that can name somebody, and every place that does."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any, NamedTuple

from leadq.domain import fields
from leadq.domain.typing.mention import Mention

WHO = {
    "lead": fields.telling(fields.WHO),
    "reach": ("typed", "e164", "norm"),
    "contact": ("name", "phone"),
}
"""Columns that say who somebody is."""
WORDS = {
    "lead": fields.telling(fields.WORDS),
    "contact": ("note",),
    "fact": ("value", "note"),
    "touch": ("said", "objection"),
    "followup": ("place", "goal", "reason"),
    "promise": ("text",),
    "override": ("reason",),
    "purchase": ("product", "note"),
    "complaint": (
        *("text", "product", "feeling", "details", "cause", "lesson", "solution", "missing"),
        *("thanked", "apologised"),
    ),
}
"""Columns in which anybody may be mentioned."""
_SIGN = "\x1f"


class MentionPlace(NamedTuple):
    """A column that mentions somebody. ``at`` is when that was, for what only the journal has."""

    table: str
    row: int
    lead_id: int | None
    column: str
    text: str
    at: str | None = None


class Record(NamedTuple):
    """A journal entry that keeps rows: ``before`` and ``after`` are lists of them."""

    id: int
    at: str
    table: str
    op: str
    row: int
    lead_id: int | None
    before: list[dict[str, Any]]
    after: list[dict[str, Any]]
    undone: bool


def tables_of(conn: sqlite3.Connection) -> list[str]:
    """Return the tables that can name or mention somebody, in a store of any version."""
    there = {row[0] for row in conn.execute("SELECT name FROM sqlite_schema")}
    return [table for table in dict.fromkeys([*WHO, *WORDS]) if table in there]


def mention_columns(table: str) -> tuple[str, ...]:
    """Return the columns of a table that can name or mention somebody."""
    return (*WHO.get(table, ()), *WORDS.get(table, ()))


def each_mention_place(conn: sqlite3.Connection, mention: Mention) -> Iterator[MentionPlace]:
    """Yield every place of the store that mentions somebody: rows first, then the journal."""
    for table in tables_of(conn):
        yield from _row_places(conn, table, mention)
    yield from _journal_places(conn, mention)


def _row_places(conn: sqlite3.Connection, table: str, mention: Mention) -> Iterator[MentionPlace]:
    columns = mention_columns(table)
    lead = "id" if table == "lead" else "lead_id"
    names = ", ".join(f'"{column}"' for column in columns)
    for row, lead_id, *values in conn.execute(f'SELECT id, {lead}, {names} FROM "{table}"'):
        if not mention.finds(_SIGN.join(_plain(value) for value in values)):
            continue
        for column, value in zip(columns, values, strict=True):
            if mention.finds(_plain(value)):
                yield MentionPlace(table, row, lead_id, column, str(value))


def _journal_places(conn: sqlite3.Connection, mention: Mention) -> Iterator[MentionPlace]:
    for record in each_journal_record(conn):
        for row in (*record.before, *record.after):
            for column in mention_columns(record.table):
                if mention.finds(_plain(row.get(column))):
                    key = row.get("id", record.row)
                    lead_id = key if record.table == "lead" else record.lead_id
                    lead_id = row.get("lead_id", lead_id)
                    text = str(row[column])
                    yield MentionPlace(record.table, key, lead_id, column, text, record.at)


def each_journal_record(conn: sqlite3.Connection) -> Iterator[Record]:
    """Yield every journal entry that keeps what stood in rows."""
    for row in conn.execute(
        "SELECT id, at, tbl, op, row_first, lead_id, before, after, undone FROM journal"
        " WHERE before IS NOT NULL OR after IS NOT NULL ORDER BY id"
    ):
        yield Record._make((*row[:6], _rows(row[6]), _rows(row[7]), bool(row[8])))


def _rows(text: str | None) -> list[dict[str, Any]]:
    if text is None:
        return []
    kept = json.loads(text)
    return kept if isinstance(kept, list) else [kept]


def _plain(value: object) -> str:
    """Return a value as text, without the escapes of a JSON column."""
    text = "" if value is None else str(value)
    if "\\" in text and text[:1] in "[{":
        try:
            return _SIGN.join(_leaves(json.loads(text)))
        except ValueError:
            return text
    return text


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    else:
        yield str(value)


def hide_in(column: str, value: str, mention: Mention) -> str:
    """Return the text of a column with every mention replaced; words of the program stay."""
    if column in fields.PACKED:
        return json.dumps(_hide_leaves(json.loads(value), mention), ensure_ascii=False)
    if value.startswith("@") or (column == "value" and _is_token(value)):
        return value
    return mention.hide(value)


def _hide_leaves(value: Any, mention: Mention) -> Any:
    if isinstance(value, dict):
        return {key: _hide_leaves(inner, mention) for key, inner in value.items()}
    if isinstance(value, list):
        return [_hide_leaves(inner, mention) for inner in value]
    return mention.hide(value) if isinstance(value, str) else value


def _is_token(value: str) -> bool:
    return value.isascii() and value.replace("_", "").isalpha() and value.islower()
