"""What tells a store from other files, and how such a file is opened as it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

APPLICATION_ID = 0x6C656471
"""The four letters "ledq" in the file's header, so that no other database is taken for ours."""
BUSY_SECONDS = 10.0
"""How long a command waits while another one writes."""


def _tell_nobody(store: Path) -> None:
    """Wait in silence."""


tell_waiting: Callable[[Path], None] = _tell_nobody
"""Hears of a store for which a command waits; who talks with people puts his own here."""


tell_migrating: Callable[[Path], None] = _tell_nobody
"""Hears of a store that is about to be brought to today's version: a big one takes long."""


def open_as_it_is(path: Path, mode: str = "ro") -> sqlite3.Connection:
    """Open a database file that is there, changing nothing; ``mode`` is ro or rw."""
    where = f"{path.absolute().as_uri()}?mode={mode}"
    conn = sqlite3.connect(where, uri=True, isolation_level=None, timeout=BUSY_SECONDS)
    conn.execute("PRAGMA trusted_schema = OFF")
    return conn


def read_marks(conn: sqlite3.Connection) -> tuple[int, int]:
    """Return the application and the version that a database names in its header."""
    (app,) = conn.execute("PRAGMA application_id").fetchone()
    (version,) = conn.execute("PRAGMA user_version").fetchone()
    return int(app), int(version)
