"""Finds the one lead that a row of a table is about, by whatever the row says of it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence

from leadq.domain.fields import REACHES
from leadq.errors import LeadqError, RefusedError
from leadq.exchange.cells.values import split_values
from leadq.store.read.lookups import Names, find_number, find_reached
from leadq.usecases.keys import parse_reaches

_LONGEST_NUMBER = 18
UID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
"""How a key that travels looks; an id of another program is none."""


def find_row_lead(
    conn: sqlite3.Connection, names: Names, named: Sequence[tuple[str, str]], region: str
) -> int:
    """Return the one lead that all the cells which find any agree on.

    ``named`` are the filled cells by field (number, lead, phone, email, wechat, name, company),
    the surest first, ``lead`` being any of them; ``names`` serve all rows of a file. Raises
    RefusedError row_without_lead, row_of_two_leads or row_of_many_leads.
    """
    left: set[int] | None = None
    for field, given in named:
        ids = _find_ids(conn, names, field, given, region)
        if not ids and (field == "number" or (field == "lead" and _is_number(given))):
            raise RefusedError("row_without_lead", given=given)
        if ids:
            left = ids if left is None else left & ids
            if not left:
                raise RefusedError("row_of_two_leads", given=given)
    if not left:
        raise RefusedError("row_without_lead", given=" ".join(given for _field, given in named))
    if len(left) > 1:
        raise RefusedError("row_of_many_leads", given=named[0][1], count=len(left))
    return left.pop()


def _find_ids(
    conn: sqlite3.Connection, names: Names, field: str, given: str, region: str
) -> set[int]:
    if field in REACHES:
        several = split_values(given)
        return {key for typed in several for key in _reached(conn, field, typed, region)}
    if field == "number":
        found = find_number(conn, int(given.removeprefix("#")) if _is_number(given) else 0)
    elif field == "lead":
        ways = (_find_ids(conn, names, way, given, region) for way in ("number", *REACHES))
        return next(filter(None, ways), None) or names.find(given)
    else:
        return names.find(given)
    return {found} if found else set()


def _is_number(given: str) -> bool:
    digits = given.removeprefix("#")
    return digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_NUMBER


def _reached(conn: sqlite3.Connection, kind: str, typed: str, region: str) -> set[int]:
    try:
        norms = [reach.norm for reach in parse_reaches(kind, [typed], region)]
    except LeadqError:
        return set()
    return set(find_reached(conn, norms))
