"""Finds the one lead that a text means."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from leadq.domain.typing.typed import narrow
from leadq.errors import RefusedError
from leadq.store.read import sql
from leadq.store.read.read_leads import part_pattern
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
    digits = "".join(c for c in typed if c.isdigit())
    if len(digits) < _SHORTEST_DIGITS or any(c.isalpha() for c in given):
        digits = ""
    for norm in _norms(given, digits, desk.region):
        if ids := [row[0] for row in conn.execute(sql.BY_NORM, {"norm": norm})]:
            return ids
    return _by_words(conn, given, digits)


def _norms(given: str, digits: str, region: str) -> list[str]:
    """Return what a whole phone, email or WeChat name is compared by, the likeliest first."""
    norms = [given.casefold(), f"wx:{given.casefold()}"]
    if not digits:
        return norms
    from leadq.adapters.phones import normalise_phone

    return [normalise_phone(given, region).digits, *norms]


def _by_words(conn: sqlite3.Connection, given: str, digits: str) -> list[int]:
    """Return the leads that a text fits best: a whole name or key, the start of one, a part."""
    key = fold(given)
    params = {"text": given, "key": key, "part": part_pattern(key), "digits": part_pattern(digits)}
    rows = conn.execute(sql.BY_DIGITS if digits else sql.BY_TEXT, params).fetchall()
    return [lead_id for lead_id, fit in rows if fit == rows[0][1]]


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
