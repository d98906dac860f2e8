"""Remembers what was sent on a day, in a small file beside the store.

It is a file of its own, since sending waits for others: nobody's write to the store is to wait for
a server that hangs. It holds no address, only digests of them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

from leadq.files import make_private
from leadq.store.store_errors import store_errors

_PATIENCE = 60.0
"""Seconds to wait for another run, which may be waiting for a server."""
_TABLE = "CREATE TABLE IF NOT EXISTS sent (day TEXT, target TEXT, PRIMARY KEY (day, target))"
_ADD = "INSERT OR IGNORE INTO sent VALUES (?, ?)"


def sent_file(store: Path) -> Path:
    """Return where it is remembered what was sent from a store."""
    return store.with_name(f"{store.name}.reminded")


def send_once(
    file: Path, day: date, target: str, send: Callable[[], None], *, again: bool = False
) -> bool:
    """Send something unless the target got it on that day; return whether it was sent now.

    ``again``: send it all the same.

    What stops on the way, by an error of ``send`` or because the program is killed, counts as not
    sent; two runs at the same time wait for each other. Raises StoreError when it could not be
    remembered; then nothing is sent.
    """
    with store_errors(file), closing(_open(file)) as conn:
        conn.execute("BEGIN IMMEDIATE")
        try:
            conn.execute("DELETE FROM sent WHERE day < ?", (day.isoformat(),))
            added = conn.execute(_ADD, (day.isoformat(), target)).rowcount
            if is_due := again or added == 1:
                send()
            conn.execute("COMMIT")
        except BaseException:
            conn.execute("ROLLBACK")
            raise
    return is_due


def _open(file: Path) -> sqlite3.Connection:
    """Open the file; one that is damaged is made anew, since it says nothing that must be kept."""
    with suppress(FileExistsError):
        make_private(file)
    conn = sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)
    try:
        conn.execute("PRAGMA synchronous = EXTRA")
        conn.execute(_TABLE)
    except sqlite3.OperationalError:
        conn.close()
        raise
    except sqlite3.DatabaseError:
        conn.close()
        file.unlink()
        return _open(file)
    return conn
