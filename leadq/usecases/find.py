"""Finds the one lead that a text means."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from leadq.domain.typed import narrow
from leadq.errors import RefusedError
from leadq.store import sql
from leadq.usecases.desk import Desk
from leadq.usecases.keys import fold

_SHORTEST_DIGITS = 4
_LONGEST_NUMBER = 18
_SHOWN = 10


class Match(NamedTuple):
    """A lead that a text could mean."""

    number: int
    name: str
    company: str | None


class AmbiguousLeadError(RefusedError):
    """A text that means several leads; ``matches`` are the first of them (exit 1)."""

    def __init__(self, given: str, matches: list[Match], count: int) -> None:
        super().__init__("lead_ambiguous", hint="lead_ambiguous", given=given, count=count)
        self.matches = matches


def find_lead(conn: sqlite3.Connection, desk: Desk, given: str) -> int:
    """Return the id of the lead that a number or a text means.

    Raises RefusedError when there is none, AmbiguousLeadError when there are several.
    """
    ids = _candidates(conn, desk, given.strip())
    if len(ids) == 1:
        return ids[0]
    if not ids:
        raise _not_found(conn, given.strip())
    raise AmbiguousLeadError(given, [_match(conn, lead_id) for lead_id in ids[:_SHOWN]], len(ids))


def _candidates(conn: sqlite3.Connection, desk: Desk, given: str) -> list[int]:
    if not given:
        raise RefusedError("lead_empty", hint="lead_empty")
    typed = narrow(given)
    number = typed.removeprefix("#")
    if number.isascii() and number.isdigit():
        # more digits than SQLite can hold are no lead's number
        value = int(number) if len(number) <= _LONGEST_NUMBER else 0
        rows = conn.execute(sql.BY_NUMBER, {"number": value}).fetchall()
        if rows or typed.startswith("#") or len(number) < _SHORTEST_DIGITS:
            return [row[0] for row in rows]
    for statement, params in _attempts(given, desk.region):
        ids = list(dict.fromkeys(row[0] for row in conn.execute(statement, params)))
        if ids:
            return ids
    return []


def _attempts(given: str, region: str) -> list[tuple[str, dict[str, str]]]:
    """Return the look-ups to try in turn: whole phone, address, name or spelling, then parts."""
    attempts = [
        (sql.BY_NORM, {"norm": given.casefold()}),
        (sql.BY_NORM, {"norm": f"wx:{given.casefold()}"}),
        (sql.BY_NAME, {"text": given}),
    ]
    digits = "".join(c for c in narrow(given) if c.isdigit())
    if len(digits) >= _SHORTEST_DIGITS and not any(c.isalpha() for c in given):
        from leadq.adapters.phones import normalise_phone

        attempts.insert(0, (sql.BY_NORM, {"norm": normalise_phone(given, region).digits}))
        return [*attempts, (sql.BY_KEYS, {"text": digits})]
    key = {"text": fold(given)}
    return [*attempts, (sql.BY_WHOLE_KEY, key), (sql.BY_KEY_START, key), (sql.BY_KEYS, key)]


def _match(conn: sqlite3.Connection, lead_id: int) -> Match:
    row = conn.execute("SELECT number, name, company FROM lead WHERE id = ?", (lead_id,))
    return Match(*row.fetchone())


def _not_found(conn: sqlite3.Connection, given: str) -> RefusedError:
    from leadq.adapters.similarity import nearest

    rows = conn.execute(sql.NAMES).fetchall()
    if not rows:
        return RefusedError("lead_not_found", hint="no_leads_yet", given=given)
    numbers = {text: number for name, company, number in rows for text in (company, name) if text}
    near = nearest(given, numbers, limit=1)
    if not near:
        return RefusedError("lead_not_found", hint="lead_not_found", given=given)
    number, name = numbers[near[0]], near[0]
    return RefusedError(
        "lead_not_found_near", hint="lead_not_found", given=given, number=number, name=name
    )
