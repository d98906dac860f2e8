"""Fetches what changed elsewhere since the last sync, and tells how much that is."""

from __future__ import annotations

import sqlite3
from functools import reduce

from leadq import __version__
from leadq.store.team.dirty import count_to_send
from leadq.store.team.membership import Membership, note_unread, read_unread
from leadq.store.team.spool import Arrival, Spool
from leadq.store.team.taking import earlier
from leadq.usecases.desk import Desk, Progress
from leadq.usecases.team.join import joined_team
from leadq.usecases.team.outcome import Ahead
from leadq.usecases.team.protocol import Hub

_TOLD_EVERY = 500


def look_ahead(desk: Desk, hub: Hub) -> Ahead:
    """Return what a sync would do; nothing is changed. Raises RefusedError not_in_team."""
    team = joined_team(desk)
    # whatever keeps a sync from the hub is told of this too
    hub.hello(team.device)
    with desk.read() as conn:
        send = count_to_send(conn)
    return Ahead(send, hub.count_news(team.device, team.cursor)[0])


def fetch_news(
    desk: Desk, hub: Hub, team: Membership, spool: Spool, progress: Progress | None
) -> int:
    """Fill a spool with what changed elsewhere, and return up to which of the hub's changes.

    What an older version could not read is asked for again.
    """
    cursor = start = team.cursor
    with desk.read() as conn:
        unread, version = read_unread(conn)
    if unread and version != __version__:
        start = min(cursor, unread - 1)
    total = sum(hub.count_news(team.device, start)) if progress is not None else 0
    for count, one in enumerate(map(Arrival._make, hub.feed(team.device, start)), start=1):
        if one.kind == "clock":
            cursor = one.seq
        else:
            spool.put(one)
        if progress is not None and count % _TOLD_EVERY == 0 and count <= total:
            progress(count, total)
    return cursor


def remember_unread(conn: sqlite3.Connection, *found: int) -> None:
    """Remember the first of the hub's changes that this version could not read (0: none)."""
    unread, version = read_unread(conn)
    known = unread if version == __version__ else 0
    note_unread(conn, reduce(earlier, found, known), __version__)
