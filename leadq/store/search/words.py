"""Finds words in what was noted of leads: facts in force, talks, notes, promises, complaints."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from heapq import merge
from itertools import islice
from operator import attrgetter
from typing import Any, NamedTuple

from leadq.domain.grading.facts import REMARK
from leadq.domain.words import CHECK
from leadq.store.search.conditions import like_pattern, name_values

# Sorted before anything else is looked at: of a common word, little more than the limit is.
_FIND = """
SELECT l.number, l.name, l.company, l.profile, {id}, h.on_day, {parts}
FROM (SELECT t.id, {on_day} AS on_day FROM {table} t {way} WHERE {of} {found}
      ORDER BY 2 DESC, 1 DESC LIMIT -1) h
CROSS JOIN {table} t ON t.id = h.id CROSS JOIN lead l ON l.id = {lead}
LEFT JOIN outlook o ON o.lead_id = l.id AND o.first_day <= :day AND o.until_day >= :day
WHERE 1 = 1 {besides} {filters} LIMIT :limit
"""
_IN_FORCE = """
AND t.value <> 'unknown' AND t.id = (SELECT f.id FROM fact f
  WHERE f.lead_id = t.lead_id AND f.fact = t.fact AND f.noted_on <= :day
  ORDER BY f.noted_on DESC, f.created_at DESC, f.uid DESC LIMIT 1)
"""
_NO_LIMIT = -1


class _Place(NamedTuple):
    """Where words may stand: the row that holds them, its texts, its day.

    ``of`` narrows the rows that are looked through, ``besides`` those that hold the words.
    """

    table: str
    id: str
    on_day: str
    parts: tuple[str, ...]
    besides: str = ""
    lead: str = "t.lead_id"
    of: str = ""
    # in the order of an index, every row would be a jump to another page
    way: str = "NOT INDEXED"


_NOTE = _Place(
    "lead", "NULL", "coalesce(substr(json_extract(t.changed, '$.note'), 1, 10), t.created_on)",
    ("t.note",), lead="t.id",
)  # fmt: skip
_REMARK = _Place("fact", "NULL", "t.noted_on", ("t.value",), of=f"t.fact = '{REMARK}' AND")
_FACT = _Place(
    *("fact", "t.fact", "t.noted_on", ("t.value", "t.note"), _IN_FORCE),
    of=f"t.fact <> '{REMARK}' AND",
)
_TALK = _Place("touch", "t.id", "t.on_day", ("t.said", "t.objection"))
# Of a word that is often said, these are enough; in a small store there are none.
_LATE_TALK = _TALK._replace(
    of="t.on_day >= (SELECT on_day FROM touch ORDER BY on_day DESC LIMIT 1 OFFSET 10000) AND",
    way="",
)
_PLACES = {
    "facts": (_FACT,),
    "talks": (_TALK,),
    "notes": (_NOTE, _REMARK),
    "promises": (
        _Place(
            *("promise", "t.id", "substr(t.created_at, 1, 10)", ("t.text",)),
            # what the program notes by itself is nobody's words
            besides=f"AND t.text <> '{CHECK}'",
        ),
    ),
    "complaints": (
        _Place(
            "complaint",
            "t.id",
            "t.on_day",
            ("t.text", "t.feeling", "t.details", "t.cause", "t.lesson", "t.solution", "t.missing"),
        ),
    ),
    "contacts": (
        _Place("contact", "t.id", "substr(t.created_at, 1, 10)", ("t.name", "t.phone", "t.note")),
    ),
}
PLACES = tuple(_PLACES)


class FoundRow(NamedTuple):
    """A text that holds every word: of which lead, where, from which day; ``id`` is the row's.

    Of a fact it is the fact's own id; a note has none.
    """

    number: int
    name: str
    company: str | None
    profile: str
    where: str
    id: str | int | None
    on: str
    text: str


def find_in(
    conn: sqlite3.Connection,
    where: str,
    words: Sequence[Sequence[str]],
    statuses: Sequence[str],
    day: date,
    limit: int = 0,
) -> Iterator[FoundRow]:
    """Return the texts of one place that hold each of some words, the newest first.

    A word is given in every way in which it may be written; cases of A to Z are one (``LIKE``).
    ``limit`` 0: all of them.
    """
    asked = _Asked(conn, where, words, statuses, day, limit)
    if where == "talks" and limit:
        late = list(_find(asked, _LATE_TALK))
        if len(late) == limit:
            return iter(late)
    rows = [_find(asked, place) for place in _PLACES[where]]
    newest = rows[0] if len(rows) == 1 else merge(*rows, key=attrgetter("on"), reverse=True)
    return islice(newest, limit or None)


class _Asked(NamedTuple):
    """What is looked for, as ``find_in`` has it."""

    conn: sqlite3.Connection
    where: str
    words: Sequence[Sequence[str]]
    statuses: Sequence[str]
    day: date
    limit: int


def _find(asked: _Asked, place: _Place) -> Iterator[FoundRow]:
    conn, where, words, statuses, day, limit = asked
    params: dict[str, Any] = {"day": day.isoformat(), "limit": limit or _NO_LIMIT}
    found = []
    for number, forms in enumerate(words):
        names = name_values(params, f"word{number}_", [like_pattern(form) for form in forms])
        tests = (
            f"{part} LIKE {name} ESCAPE '\\'" for name in names.split(", ") for part in place.parts
        )
        found.append(" OR ".join(tests).join("()"))
    filters = ""
    if statuses:
        filters = f"AND coalesce(o.status, l.status) IN ({name_values(params, 'is', statuses)})"
    statement = _FIND.format(
        **{**place._asdict(), "parts": ", ".join(place.parts)},
        found=" AND ".join(found),
        filters=filters,
    )
    for number, name, company, profile, key, on, *parts in conn.execute(statement, params):
        text = "\n".join(part for part in parts if part)
        yield FoundRow(number, name, company, profile, where, key, on, text)
