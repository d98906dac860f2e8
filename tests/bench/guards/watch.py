"""Counts what SQLite is asked to do while leadq runs in this process."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest


@dataclass
class Work:
    """The statements that were run, with their values, and SQLite's instructions for them."""

    statements: list[str] = field(default_factory=list)
    steps: int = 0

    def reads(self) -> list[str]:
        """Return the statements that read rows."""
        return [text for text in self.statements if text.lstrip().startswith(("SELECT", "WITH"))]


@contextmanager
def watch(monkeypatch: pytest.MonkeyPatch) -> Iterator[Work]:
    """Count the work of every connection that is opened in the block."""
    work = Work()
    connect = sqlite3.connect

    def count() -> int:
        work.steps += 1
        return 0

    def connect_watched(*args: Any, **named: Any) -> sqlite3.Connection:
        conn: sqlite3.Connection = connect(*args, **named)
        conn.set_trace_callback(work.statements.append)
        conn.set_progress_handler(count, 1)
        return conn

    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", connect_watched)
        yield work


def scans(store: Path, statements: list[str]) -> dict[str, str]:
    """Return each table that a plan goes through from end to end, with the statement."""
    found: dict[str, str] = {}
    with sqlite3.connect(store) as conn:
        for text in statements:
            names = _names(conn, text)
            for step in conn.execute(f"EXPLAIN QUERY PLAN {text}"):
                words = step[3].split()
                if words[0] == "SCAN" and words[1] in names:
                    found[names[words[1]]] = text
    conn.close()
    return found


def _names(conn: sqlite3.Connection, text: str) -> dict[str, str]:
    """Return the names that a statement gives to tables of the store, each with its table."""
    tables = {row[0] for row in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    words = text.replace(",", " , ").replace("(", " ( ").replace(")", " ) ").split()
    names = {table: table for table in tables}
    for place, word in enumerate(words[:-1]):
        if word.strip('"') in tables:
            after = words[place + 2] if words[place + 1].upper() == "AS" else words[place + 1]
            names[after] = word.strip('"')
    return names
