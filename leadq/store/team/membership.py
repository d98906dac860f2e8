"""Which team a store has joined, and how far it and the hub know of each other."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from leadq.store.meta import FORMER, MEMBER, MEMBERS, read_meta

_URL, _DEVICE, _CURSOR, _BATCH = "team_url", "team_device", "team_cursor", "team_batch"
_UNREAD, _TOLD = "team_unread", "team_told"


class Membership(NamedTuple):
    """What a store knows of its team: where, as whom, on which device (a UUID), who else.

    ``cursor`` is how far the hub's changes have been taken, ``batch`` the last that was answered;
    ``former`` are those who were removed.
    """

    url: str
    member: str
    device: str
    cursor: int
    batch: int
    members: tuple[str, ...]
    former: tuple[str, ...] = ()

    def with_members(self, told: Sequence[Mapping[str, Any]]) -> Membership:
        """Return the same with the team as the hub tells it now."""
        members, former = (
            tuple(one["name"] for one in told if one["active"] is active)
            for active in (True, False)
        )
        return self._replace(members=members, former=former)


def password_file(store: Path) -> Path:
    """Return where a laptop keeps its passwords at the hub."""
    return store.with_name(f"{store.name}.password")


def read_membership(conn: sqlite3.Connection) -> Membership | None:
    """Return the team that a store has joined, or None."""
    member = read_meta(conn, MEMBER)
    if member is None:
        return None
    url, device, cursor, batch = (read_meta(conn, key) for key in (_URL, _DEVICE, _CURSOR, _BATCH))
    names, former = (tuple(json.loads(read_meta(conn, key) or "[]")) for key in (MEMBERS, FORMER))
    return Membership(
        url or "", member, device or "", int(cursor or 0), int(batch or 0), names, former
    )


def write_membership(conn: sqlite3.Connection, found: Membership) -> None:
    """Keep what a store knows of its team; not journalled, since no undo may change it."""
    kept: Mapping[str, str] = {
        _URL: found.url,
        MEMBER: found.member,
        _DEVICE: found.device,
        _CURSOR: str(found.cursor),
        _BATCH: str(found.batch),
        MEMBERS: json.dumps(found.members, ensure_ascii=False),
        FORMER: json.dumps(found.former, ensure_ascii=False),
    }
    conn.executemany("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", kept.items())


def read_told(conn: sqlite3.Connection, device: str) -> int:
    """Return how far the hub has been told that a device has come, and has said so; 0: nothing."""
    name, _, cursor = (read_meta(conn, _TOLD) or "").partition(" ")
    return int(cursor) if name == device else 0


def note_told(conn: sqlite3.Connection, device: str, cursor: int) -> None:
    """Remember that; a hub that knows of less has been put back."""
    kept = (_TOLD, f"{device} {cursor}")
    conn.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", kept)


def read_unread(conn: sqlite3.Connection) -> tuple[int, str]:
    """Return the first of the hub's changes that could not be read, and by which version.

    Its number there is 0 where all could be.
    """
    number, _, version = (read_meta(conn, _UNREAD) or "0 ").partition(" ")
    return int(number), version


def note_unread(conn: sqlite3.Connection, number: int, version: str) -> None:
    """Remember that change, so that a later version asks for it again; 0: forget it."""
    conn.execute("DELETE FROM meta WHERE key = ?", (_UNREAD,))
    if number:
        kept = (_UNREAD, f"{number} {version}")
        conn.execute("INSERT INTO meta (key, value) VALUES (?, ?)", kept)
