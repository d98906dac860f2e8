"""When each field of a lead was changed last: what decides between two reps' files.

The stamps stand in ``lead.changed``, a JSON object of field to instant (UTC). A field that is not
in it stands as the lead was created. Status, day of return, reason and amount are one field.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from leadq.domain.fields import STANDING

_UNSTAMPED = frozenset({"changed", "updated_at", "created_at"})


def stamp_fields(stamps: Mapping[str, str], columns: Iterable[str], now: str) -> str:
    """Return the stamps of a lead after columns, or fields, of it were changed at an instant."""
    fields = {"status" if name in STANDING else name for name in columns} - _UNSTAMPED
    news = {name: later_than(stamps.get(name, ""), now) for name in fields}
    return pack_stamps({**stamps, **news})


def later_than(stamp: str, now: str) -> str:
    """Return now, or an instant behind a stamp: a change counts as newer than what it changes.

    A stamp can lie ahead, when the clock of whoever set it was wrong.
    """
    return now if stamp <= now else second_after(stamp) or now


def second_after(stamp: str) -> str:
    """Return the instant a second behind one, nothing behind what is none."""
    try:
        later = datetime.fromisoformat(stamp) + timedelta(seconds=1)
    except (ValueError, OverflowError):
        return ""
    return later.isoformat(timespec="seconds")


def pack_stamps(stamps: Mapping[str, str]) -> str:
    """Return stamps as they are stored: compact, and in an order that tells nothing."""
    import json

    return json.dumps(dict(sorted(stamps.items())), ensure_ascii=False, separators=(",", ":"))


def read_stamps(conn: sqlite3.Connection, lead_id: int) -> dict[str, str]:
    """Return when each field of a lead was changed."""
    import json

    (text,) = conn.execute("SELECT changed FROM lead WHERE id = ?", (lead_id,)).fetchone()
    found: dict[str, str] = json.loads(text)
    return found
