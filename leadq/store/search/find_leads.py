"""Finds leads by words or filters, in the order asked for."""

import sqlite3
from datetime import date

from leadq.store.read import sql
from leadq.store.search.conditions import find_noted
from leadq.store.search.filters import GRADE, Filter, filter_clauses

_NEXT = "coalesce(o.next_on, '9999-12-31')"
_WITHIN = f"{_NEXT}, l.number"
"""The order of the leads of one grade."""
_ORDERS = {
    "grade": f"{GRADE}, {_WITHIN}",
    "next": f"{_NEXT}, {GRADE}, l.number",
    "number": "l.number",
    "name": "l.name, l.number",
    "company": "l.company IS NULL, l.company, l.number",
    "created": "l.created_on DESC, l.number DESC",
    "budget": "l.budget IS NULL, l.budget DESC, l.number",
    "owner": "l.owner IS NULL, l.owner, l.number",
    "status": "o.status, l.number",
}
SORT_FIELDS = tuple(_ORDERS)


def find_leads(conn: sqlite3.Connection, wanted: Filter, day: date) -> list[int]:
    """Return the ids of the leads that pass a filter, in its order.

    ``wanted.text`` must already be in the form of the look-up keys, ``wanted.digits`` are those
    of the phone that it can be read as; "none" among the grades stands for leads without one.
    """
    first = "span" if wanted.sort in ("grade", "next", "status") else "lead"
    # in an order that an index has, a limit ends the search
    order = _WITHIN if wanted.sort == "grade" and len(wanted.grades) == 1 else _ORDERS[wanted.sort]
    return [row[0] for row in _find(conn, wanted, day, "l.id", first, f"ORDER BY {order}")]


def count_leads(conn: sqlite3.Connection, wanted: Filter, day: date) -> int:
    """Return how many leads pass a filter, whatever its limit."""
    # the index of the list leads to a grade; a look at every lead goes through the leads
    first = "span" if wanted.grades else "lead"
    found = _find(conn, wanted._replace(limit=0), day, "count(*)", first)
    return int(found.fetchone()[0])


def _find(
    conn: sqlite3.Connection, wanted: Filter, day: date, what: str, first: str, order: str = ""
) -> sqlite3.Cursor:
    """Run the search for leads; ``first`` is the table it goes through, unless a text is given."""
    noted = None if wanted.text else find_noted(conn, wanted.conditions)
    if wanted.text or noted is not None:
        first = "key" if wanted.text else "noted"
    clauses, params = filter_clauses(wanted, at_once=first == "span" and not wanted.limit)
    statement = sql.FIND.format(
        what=what,
        tables=sql.FIND_IN[first],
        filters="".join(f" AND {clause}" for clause in clauses),
        order=f"{order} LIMIT :limit" if wanted.limit else order,
    )
    given = {"day": day.isoformat(), "limit": wanted.limit, "noted": str(noted)}
    return conn.execute(statement, params | given)
