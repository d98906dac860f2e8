"""Finds the one lead that a text means."""

from __future__ import annotations

import sqlite3

from leadq.domain.typing.texts import narrow
from leadq.errors import RefusedError
from leadq.store.read import lookups
from leadq.store.read.lookups import LeadName
from leadq.usecases.desk import Desk
from leadq.usecases.keys import fold

_SHORTEST_DIGITS = 4
_LONGEST_NUMBER = 18
_SHOWN = 10


class AmbiguousLeadError(RefusedError):
    """A text that means several leads; ``matches`` are the first of them (exit 1)."""

    def __init__(self, given: str, matches: list[LeadName], count: int) -> None:
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
    names = [lookups.read_name(conn, one) for one in ids[:_SHOWN]]
    raise AmbiguousLeadError(given, names, len(ids))


def _candidates(conn: sqlite3.Connection, desk: Desk, given: str) -> list[int]:
    if not given:
        raise RefusedError("lead_empty", hint="lead_empty")
    typed = narrow(given)
    number = typed.removeprefix("#")
    if number.isascii() and number.isdigit():
        # more digits than SQLite can hold are no lead's number
        found = lookups.find_number(conn, int(number) if len(number) <= _LONGEST_NUMBER else 0)
        if found or typed.startswith("#") or len(number) < _SHORTEST_DIGITS:
            return [found] if found else []
    digits = "".join(c for c in typed if c.isdigit())
    if len(digits) < _SHORTEST_DIGITS or any(c.isalpha() for c in given):
        digits = ""
    for norm in _norms(given, digits, desk.region):
        if ids := lookups.find_reached(conn, [norm]):
            return ids
    return lookups.find_best(conn, given, fold(given), digits)


def _norms(given: str, digits: str, region: str) -> list[str]:
    """Return what a whole phone, email or WeChat name is compared by, the likeliest first."""
    norms = [given.casefold(), f"wx:{given.casefold()}"]
    if not digits:
        return norms
    from leadq.adapters.phones import normalise_phone

    return [normalise_phone(given, region).digits, *norms]


def _not_found(conn: sqlite3.Connection, given: str) -> RefusedError:
    from leadq.adapters.similarity import nearest

    names = lookups.list_names(conn)
    if not names:
        return RefusedError("lead_not_found", hint="no_leads_yet", given=given)
    numbers = {text: one.number for one in names for text in (one.company, one.name) if text}
    near = nearest(given, numbers, limit=1)
    if not near:
        return RefusedError("lead_not_found", hint="lead_not_found", given=given)
    number, name = numbers[near[0]], near[0]
    return RefusedError(
        "lead_not_found_near", hint="lead_not_found", given=given, number=number, name=name
    )


def find_bringer(
    conn: sqlite3.Connection, desk: Desk, given: str, brought: int | None = None
) -> str:
    """Return the key of the lead that brought another one (§10).

    Raises RefusedError when it is not found, or is that lead itself.
    """
    lead_id = find_lead(conn, desk, given)
    if lead_id == brought:
        raise RefusedError("referred_self", hint="referred_self")
    return lookups.read_uid(conn, lead_id)
