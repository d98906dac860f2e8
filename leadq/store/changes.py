"""When each field of a lead was changed last: what decides between two reps' files.

The stamps stand in ``lead.changed``, a JSON object of field to instant (UTC). A field that is not
in it stands as the lead was created. Status, day of return, reason and amount are one field.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

STANDING = ("status", "parked_until", "reason", "amount")
"""The columns that change together; they are stamped as ``status``."""
REACH_FIELDS = {"phone": "phones", "email": "emails", "wechat": "wechat"}
"""The field that the ways to reach a lead of each kind make up."""
_UNSTAMPED = frozenset({"changed", "updated_at", "created_at"})


def stamp_fields(stamps: str, columns: Iterable[str], now: str) -> str:
    """Return the stamps of a lead after columns, or fields, of it were changed at an instant."""
    import json

    fields = {"status" if name in STANDING else name for name in columns} - _UNSTAMPED
    return pack_stamps({**json.loads(stamps), **dict.fromkeys(fields, now)})


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
