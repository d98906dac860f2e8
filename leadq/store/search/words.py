"""Finds words in what was noted of leads: facts in force, talks, notes, promises, complaints."""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from leadq.domain.grading.facts import REMARK
from leadq.domain.words import CHECK
from leadq.store.search.conditions import like_pattern, name_values

# Sorted before anything else is looked at: of a common word, little more than the limit is.
_FIND = """
SELECT l.number, l.name, l.company, l.profile, {id}, h.on_day, {parts}
FROM (SELECT t.id, {on_day} AS on_day FROM {table} t {way} WHERE {of} {found}
      ORDER BY 2 DESC{apart}, 1 DESC LIMIT -1) h
CROSS JOIN {table} t ON t.id = h.id CROSS JOIN lead l ON l.id = {lead}
LEFT JOIN outlook o ON o.lead_id = l.id AND o.first_day <= :day AND o.until_day >= :day
WHERE 1 = 1 {besides} {filters} LIMIT :limit
"""
_IN_FORCE = """
t.value <> 'unknown' AND t.id = (SELECT f.id FROM fact f
  WHERE f.lead_id = t.lead_id AND f.fact = t.fact AND f.noted_on <= :day
  ORDER BY f.noted_on DESC, f.created_at DESC, f.uid DESC LIMIT 1)
"""
_NO_LIMIT = -1


class _Place(NamedTuple):
    """Where words may stand: the row that holds them, its texts, its day.

    ``of`` narrows the rows that are looked through, ``besides`` those that hold the words;
    ``apart`` tells of a day which rows come last.
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
    apart: str = ""


_IS_REMARK = f"t.fact = '{REMARK}'"
_NOTE = _Place(
    "lead", "NULL", "coalesce(substr(json_extract(t.changed, '$.note'), 1, 10), t.created_on)",
    ("t.note",), lead="t.id",
)  # fmt: skip
_REMARK = _Place("fact", "t.fact", "t.noted_on", ("t.value",), of=f"{_IS_REMARK} AND")
_FACT = _REMARK._replace(
    parts=("t.value", "t.note"), besides=f"AND {_IN_FORCE}", of=f"NOT {_IS_REMARK} AND"
)
# Both in one pass over the facts.
_FACT_OR_REMARK = _FACT._replace(
    parts=("t.value", f"CASE WHEN {_IS_REMARK} THEN NULL ELSE t.note END"),
    besides=f"AND ({_IS_REMARK} OR {_IN_FORCE})",
    of="",
    apart=f", {_IS_REMARK}",
)
_TALK = _Place("touch", "t.id", "t.on_day", ("t.said", "t.objection"))
# Of a word that is often said, these are enough; in a small store there are none.
_LATE_TALK = _TALK._replace(
    of="t.on_day >= (SELECT on_day FROM touch ORDER BY on_day DESC LIMIT 1 OFFSET 10000) AND",
    way="",
)
_PROMISE = _Place(
    *("promise", "t.id", "substr(t.created_at, 1, 10)", ("t.text",)),
    # what the program notes by itself is nobody's words
    besides=f"AND t.text <> '{CHECK}'",
)
_COMPLAINT = _Place(
    *("complaint", "t.id", "t.on_day"),
    ("t.text", "t.feeling", "t.details", "t.cause", "t.lesson", "t.solution", "t.missing"),
)
_CONTACT = _Place("contact", "t.id", "substr(t.created_at, 1, 10)", ("t.name", "t.phone", "t.note"))
PLACES = ("facts", "talks", "notes", "promises", "complaints", "contacts")


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
    places: Collection[str],
    words: Sequence[Sequence[str]],
    statuses: Sequence[str],
    day: date,
    limit: int = 0,
) -> list[FoundRow]:
    """Return the texts in some places that hold each of some words, the newest first.

    A word is given in every way in which it may be written; cases of A to Z are one (``LIKE``).
    ``limit`` 0: all of them, else at least as many as that of what there is.
    """
    asked = _Asked(conn, words, statuses, day, limit)
    found: dict[str, list[FoundRow]] = {place: [] for place in PLACES}
    if "talks" in places:
        found["talks"] = _find_talks(asked)
        if limit and len(found["talks"]) == limit:
            # what is older than these is not among the newest
            asked = asked._replace(since=found["talks"][-1].on)
    for place in _other_places(places):
        for row in _find(asked, place):
            found[row.where].append(row)
    rows = [row for place in PLACES for row in found[place]]
    return sorted(rows, key=lambda row: row.on, reverse=True)


def _other_places(places: Collection[str]) -> Iterator[tuple[str, _Place]]:
    """Yield what is looked through besides talks, and what it is called."""
    if "notes" in places:
        yield "notes", _NOTE
    if "facts" in places:
        yield "facts", _FACT_OR_REMARK if "notes" in places else _FACT
    elif "notes" in places:
        yield "notes", _REMARK
    others = {"promises": _PROMISE, "complaints": _COMPLAINT, "contacts": _CONTACT}
    yield from (one for one in others.items() if one[0] in places)


class _Asked(NamedTuple):
    """What is looked for, as ``find_in`` has it; nothing from before the day ``since``."""

    conn: sqlite3.Connection
    words: Sequence[Sequence[str]]
    statuses: Sequence[str]
    day: date
    limit: int
    since: str = ""


def _find_talks(asked: _Asked) -> list[FoundRow]:
    if asked.limit:
        late = list(_find(asked, ("talks", _LATE_TALK)))
        if len(late) == asked.limit:
            return late
    return list(_find(asked, ("talks", _TALK)))


def _find(asked: _Asked, among: tuple[str, _Place]) -> Iterator[FoundRow]:
    conn, words, statuses, day, limit, since = asked
    where, place = among
    params: dict[str, Any] = {"day": day.isoformat(), "limit": limit or _NO_LIMIT, "since": since}
    found = []
    for number, forms in enumerate(words):
        names = name_values(params, f"word{number}_", [like_pattern(form) for form in forms])
        tests = (
            f"{part} LIKE {name} ESCAPE '\\'" for name in names.split(", ") for part in place.parts
        )
        found.append(" OR ".join(tests).join("()"))
    if since:
        # a day that stands in the row is soonest compared, one that is worked out last of all
        found.insert(
            0 if place.on_day.startswith("t.") else len(found), f"{place.on_day} >= :since"
        )
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
        at, row = ("notes", None) if key == REMARK else (where, key)
        yield FoundRow(number, name, company, profile, at, row, on, text)
