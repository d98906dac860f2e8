"""Whom a lead can belong to: in a team its members, outside of one whoever is named."""

from __future__ import annotations

import sqlite3

from leadq.errors import RefusedError
from leadq.store.meta import fold_owner
from leadq.store.read.lookups import find_uid
from leadq.store.read.read_details import read_core
from leadq.usecases.desk import Desk

_NAMED = 12
_ALIKE = 50
"""How like a name must be to be meant (0 to 100): in one of two characters one may be wrong."""


def name_owner(desk: Desk, conn: sqlite3.Connection, typed: str | None) -> str | None:
    """Return an owner in the spelling of the team; whoever works without one is free.

    Raises RefusedError no_member for somebody who is not in the team.
    """
    team = desk.team(conn)
    if team is None or not typed:
        return typed
    if (name := team.names.get(fold_owner(typed))) is not None:
        return name
    from leadq.adapters.similarity import nearest

    names = sorted(team.names.values())
    near = "".join(nearest(typed, names, limit=1, cutoff=_ALIKE))
    allowed = [*names[:_NAMED], *(["…"] if len(names) > _NAMED else [])]
    raise RefusedError("no_member", hint="no_member", given=typed, near=near, allowed=allowed)


class Owners:
    """The owners that a file names, each looked up once."""

    def __init__(self, desk: Desk, conn: sqlite3.Connection) -> None:
        self._desk, self._conn = desk, conn
        self._is_free = desk.team(conn) is None
        self._known: dict[str, str | RefusedError] = {}

    def name(self, typed: str | None, uid: str) -> str | None:
        """Return the owner of a lead in the spelling of the team; ``uid`` is the lead's key.

        Of a lead that is here already, an old file may name whoever had it then: it stays whose it
        is. Raises RefusedError no_member.
        """
        if self._is_free or not typed:
            return typed
        if typed not in self._known:
            try:
                self._known[typed] = name_owner(self._desk, self._conn, typed) or typed
            except RefusedError as reason:
                self._known[typed] = reason
        found = self._known[typed]
        if isinstance(found, str):
            return found
        lead_id = find_uid(self._conn, uid) if uid else None
        if lead_id is None:
            raise found
        return read_core(self._conn, lead_id).owner
