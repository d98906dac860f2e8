"""Reads what the store keeps about itself, the days that reps are away among it (method §14)."""

import sqlite3
from collections.abc import Iterable, Mapping, Set
from datetime import date
from typing import NamedTuple

from leadq.store.read import sql

AWAY = "absences"
MEMBER, MEMBERS, FORMER = "team_member", "team_members", "team_former"
"""Whose computer this is, who is in the team, who was (JSON lists); not there outside of a team."""
_SYNCED = "team_synced"


def read_meta(conn: sqlite3.Connection, key: str) -> str | None:
    """Return a value the store keeps about itself."""
    row = conn.execute(sql.META, {"key": key}).fetchone()
    return row[0] if row else None


def read_synced(conn: sqlite3.Connection) -> date | None:
    """Return the day on which a store of a team was last brought together with its hub."""
    found = read_meta(conn, _SYNCED)
    return date.fromisoformat(found) if found else None


def note_synced(conn: sqlite3.Connection, day: date) -> None:
    """Remember that day; not journalled, since no undo changes it."""
    kept = (_SYNCED, day.isoformat())
    conn.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", kept)


class Absence(NamedTuple):
    """Days on which a rep is away, both included; ``owner`` empty: everybody."""

    first: date
    last: date
    owner: str


class Team(NamedTuple):
    """The team of this computer's user: ``names`` are its members' by how they are compared.

    ``others`` are all but the user, those who were removed among them.
    """

    member: str
    others: Set[str]
    names: Mapping[str, str]

    def has_here(self, owner: str | None) -> bool:
        """Tell whether leads of an owner are planned here: the user's own, and nobody's."""
        return fold_owner(owner) not in self.others


class Arranged(NamedTuple):
    """Who is away when, in the order in which it was noted, and the team, if there is one."""

    absences: list[Absence]
    team: Team | None


def fold_owner(owner: str | None) -> str:
    """Return an owner's name as it is compared."""
    return (owner or "").strip().casefold()


def read_arranged(conn: sqlite3.Connection) -> Arranged:
    """Return what the store knows of those who work with it."""
    stored = dict(conn.execute(sql.ARRANGED).fetchall())
    if not any(stored.values()):
        return Arranged([], None)
    # whoever was never away, and works alone, need not wait for a parser
    import json

    absences = [
        Absence(date.fromisoformat(first), date.fromisoformat(last), owner)
        for first, last, owner in json.loads(stored.get(AWAY) or "[]")
    ]
    if not stored.get(MEMBER):
        return Arranged(absences, None)
    member = fold_owner(stored[MEMBER])
    names = {fold_owner(name): name for name in json.loads(stored.get(MEMBERS) or "[]")}
    former = map(fold_owner, json.loads(stored.get(FORMER) or "[]"))
    return Arranged(absences, Team(member, {*names, *former} - {member, ""}, names))


def pack_absences(absences: Iterable[Absence], today: date) -> str:
    """Return absences as they are stored; those that are over are forgotten."""
    import json

    return json.dumps(
        [
            (one.first.isoformat(), one.last.isoformat(), one.owner)
            for one in absences
            if one.last >= today
        ],
        ensure_ascii=False,
    )
