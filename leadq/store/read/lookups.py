"""Finds leads by what they are known by: id, number, ways to reach them, names."""

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from leadq.store.read import sql
from leadq.store.repo_values import ReachValue
from leadq.store.search.filters import part_pattern

_ASKED_FIRST = 20
_THESE = "SELECT value FROM json_each(:leads)"
_INDEX = (
    "DROP TABLE IF EXISTS temp.named",
    "CREATE TEMP TABLE named AS SELECT lower(name) AS name, id FROM lead"
    " UNION SELECT lower(company), id FROM lead WHERE company IS NOT NULL",
    "CREATE INDEX temp.named_name ON named (name)",
)
_INDEXED = "SELECT id FROM temp.named WHERE name = lower(:text)"


class LeadName(NamedTuple):
    """A lead as it is named on a screen."""

    number: int
    name: str
    company: str | None


class Names:
    """The names and companies of the leads of a store in which none comes or goes meanwhile.

    A name is looked for among all leads; for many names it is worth to sort them all once.
    """

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._asked = 0

    def find(self, text: str) -> set[int]:
        """Return the leads that are called so, or whose company is."""
        self._asked += 1
        if self._asked == _ASKED_FIRST:
            for statement in _INDEX:
                self._conn.execute(statement)
        query = _INDEXED if self._asked >= _ASKED_FIRST else sql.BY_NAME
        return {row[0] for row in self._conn.execute(query, {"text": text})}


class Findable(NamedTuple):
    """What a lead is found by, as it was typed; in a store of any version."""

    names: list[str | None]
    phones: list[str]
    reaches: list[ReachValue]


def find_uid(conn: sqlite3.Connection, uid: str) -> int | None:
    """Return the lead with a key that travels, if it is there."""
    row = conn.execute(sql.BY_UID, {"uid": uid}).fetchone()
    return row and int(row[0])


def find_number(conn: sqlite3.Connection, number: int) -> int | None:
    """Return the lead with a number, if there is one."""
    row = conn.execute(sql.BY_NUMBER, {"number": number}).fetchone()
    return row and int(row[0])


def find_reached(conn: sqlite3.Connection, norms: Iterable[str]) -> list[int]:
    """Return the leads that can be reached in one of some ways, in the form that is compared."""
    found = (row[0] for norm in norms for row in conn.execute(sql.BY_NORM, {"norm": norm}))
    return list(dict.fromkeys(found))


def read_owned(
    conn: sqlite3.Connection, norm: str, before: int | None
) -> list[tuple[int, str | None]]:
    """Return the leads below an id that can be reached so, each with its owner."""
    return conn.execute(sql.OWNED_BY_NORM, {"norm": norm, "before": before}).fetchall()


def find_held(conn: sqlite3.Connection, norms: Sequence[str]) -> set[str]:
    """Return those of many numbers and addresses by which somebody can be reached."""
    import json

    query = "SELECT norm FROM reach WHERE norm IN (SELECT value FROM json_each(?))"
    return {norm for (norm,) in conn.execute(query, (json.dumps(norms),))}


def list_newer(conn: sqlite3.Connection, after: int, limit: int) -> list[int]:
    """Return the first leads above an id."""
    query = "SELECT id FROM lead WHERE id > ? ORDER BY id LIMIT ?"
    return [row[0] for row in conn.execute(query, (after, limit))]


def find_best(conn: sqlite3.Connection, text: str, key: str, digits: str) -> list[int]:
    """Return the leads that a text fits best: a whole name or key, the start of one, a part.

    ``key`` is the text as look-up keys are written; ``digits`` are those of a part of a phone.
    """
    params = {"text": text, "key": key, "part": part_pattern(key), "digits": part_pattern(digits)}
    rows = conn.execute(sql.BY_DIGITS if digits else sql.BY_TEXT, params).fetchall()
    return [lead_id for lead_id, fit in rows if fit == rows[0][1]]


def find_open(conn: sqlite3.Connection, norm: str, day: date, besides: int) -> list[Any]:
    """Return number, name, owner, status and grade of the leads reached so that are not closed."""
    params = {"norm": norm, "day": day.isoformat(), "besides": besides}
    return conn.execute(sql.OPEN_BY_NORM, params).fetchall()


def suggest(conn: sqlite3.Connection, key: str, limit: int) -> list[LeadName]:
    """Return leads of which a look-up key or the number holds a beginning, open ones first."""
    return [*map(LeadName._make, conn.execute(sql.SUGGEST, {"text": key, "limit": limit}))]


def list_used(conn: sqlite3.Connection, field: str, limit: int) -> list[str]:
    """Return the values of a field, the most used first: source, product, owner or tags."""
    rows = conn.execute(sql.USED_TAGS if field == "tags" else sql.USED[field], {"limit": limit})
    return [value for value, _count in rows]


def find_name(conn: sqlite3.Connection, lead_id: int | None) -> LeadName | None:
    """Return how a lead is named, None for one that is not there."""
    row = conn.execute(sql.NAME, {"lead": lead_id}).fetchone()
    return LeadName._make(row) if row else None


def read_name(conn: sqlite3.Connection, lead_id: int) -> LeadName:
    """Return how a lead that is there is named."""
    return LeadName._make(conn.execute(sql.NAME, {"lead": lead_id}).fetchone())


def list_names(conn: sqlite3.Connection) -> list[LeadName]:
    """Return how every lead is named."""
    return [*map(LeadName._make, conn.execute(sql.NAMES))]


def list_noted(conn: sqlite3.Connection, facts: Collection[str]) -> list[int]:
    """Return the open or parked leads of which one of some facts was ever noted, by number."""
    marks = ", ".join("?" * len(facts))
    statement = (
        "SELECT l.id FROM lead l WHERE l.status IN ('open', 'parked') AND EXISTS"
        f" (SELECT 1 FROM fact f WHERE f.lead_id = l.id AND f.fact IN ({marks})) ORDER BY l.number"
    )
    return [row[0] for row in conn.execute(statement, tuple(facts))]


def list_without_step(
    conn: sqlite3.Connection, command: str, day: date
) -> list[tuple[int, str | None]]:
    """Return the leads that a command of the journal was about, that are open and have no step,
    and whose they are."""
    values = {"command": command, "day": day.isoformat()}
    return conn.execute(sql.WITHOUT_STEP, values).fetchall()


def has_outlook(conn: sqlite3.Connection, lead_id: int, day: date) -> bool:
    """Tell whether it is known how a lead will stand from a day on."""
    query = "SELECT 1 FROM outlook WHERE lead_id = ? AND until_day >= ? LIMIT 1"
    return conn.execute(query, (lead_id, day.isoformat())).fetchone() is not None


def is_empty(conn: sqlite3.Connection) -> bool:
    """Tell whether there is no lead at all."""
    return conn.execute("SELECT 1 FROM lead LIMIT 1").fetchone() is None


def is_trade_used(conn: sqlite3.Connection, profile: str) -> bool:
    """Tell whether a lead is of a trade."""
    query = "SELECT 1 FROM lead WHERE profile = ? LIMIT 1"
    return conn.execute(query, (profile,)).fetchone() is not None


def read_findable(conn: sqlite3.Connection, lead_id: int) -> Findable:
    """Return what a lead is found by: its names, its people and their phones, its reaches."""
    return read_findables(conn, [lead_id])[lead_id]


def read_findables(conn: sqlite3.Connection, leads: Iterable[int]) -> dict[int, Findable]:
    """Return what some leads are found by."""
    these = {"leads": f"[{', '.join(map(str, leads))}]"}
    found = {
        lead: Findable([name, company], [], [])
        for lead, name, company in conn.execute(
            f"SELECT id, name, company FROM lead WHERE id IN ({_THESE})", these
        )
    }
    people = f"SELECT lead_id, name, phone FROM contact WHERE lead_id IN ({_THESE}) ORDER BY id"
    for lead, name, phone in conn.execute(people, these):
        found[lead].names.append(name)
        if phone:
            found[lead].phones.append(phone)
    for lead, *reach in conn.execute(sql.REACHES.format(leads=_THESE), these):
        found[lead].reaches.append(ReachValue._make(reach))
    return found


def read_uid(conn: sqlite3.Connection, lead_id: int) -> str:
    """Return the key of a lead that travels between stores."""
    return str(conn.execute("SELECT uid FROM lead WHERE id = ?", (lead_id,)).fetchone()[0])
