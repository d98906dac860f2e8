"""Reads what happened on one day: touches, promises, changes of grade, endings, new leads."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from leadq.store.read.rows import TouchData

_TOUCHES = """
SELECT t.lead_id, t.id, t."by", t.outcome, t.on_day, t.at_time, t.said, t.objection,
       coalesce(t.owner, l.owner)
FROM touch t JOIN lead l ON l.id = t.lead_id WHERE t.on_day = :day ORDER BY t.id
"""
_PROMISES = """
SELECT p.lead_id, p.id, p.text, p.due_on, p.state, j.op, j.before
FROM journal j JOIN promise p ON p.id BETWEEN j.row_first AND j.row_last
WHERE j.day = :day AND j.tbl = 'promise' AND j.undone = 0 ORDER BY j.id, p.id
"""
_GRADES = """
SELECT n.lead_id, o.grade, o.grade_best, n.grade, n.grade_best
FROM outlook n
JOIN outlook o ON o.lead_id = n.lead_id AND o.until_day = :eve
JOIN lead l ON l.id = n.lead_id
WHERE n.first_day = :day AND n.grade IS NOT o.grade ORDER BY l.number
"""
_ENDINGS = """
SELECT j.lead_id, j.verb FROM journal j JOIN lead l ON l.id = j.lead_id
WHERE j.day = :day AND j.tbl = 'lead' AND j.op = 'update' AND j.undone = 0
  AND j.verb IN ('win', 'lose', 'drop', 'park', 'reopen') ORDER BY j.id
"""
_NEW = """
SELECT l.id FROM journal j JOIN lead l ON l.id BETWEEN j.row_first AND j.row_last
WHERE j.day = :day AND j.tbl = 'lead' AND j.op = 'insert' AND j.undone = 0 ORDER BY l.id
"""


class PromiseMark(NamedTuple):
    """A promise that was made or kept on a day."""

    lead_id: int
    id: int
    text: str
    due_on: str | None


class GradeMove(NamedTuple):
    """A grade that is another one since a day; ``best`` is what was or is still possible."""

    lead_id: int
    before: str | None
    best_before: str | None
    after: str | None
    best_after: str | None


def read_day_touches(conn: sqlite3.Connection, day: date) -> Iterator[tuple[int, TouchData]]:
    """Yield the lead's id and each touch of a day; its owner is who made it."""
    for lead_id, *rest in conn.execute(_TOUCHES, {"day": day.isoformat()}):
        yield lead_id, TouchData._make(rest)


def read_day_promises(
    conn: sqlite3.Connection, day: date
) -> tuple[list[PromiseMark], list[PromiseMark]]:
    """Return the promises that were made on a day, and those that were kept."""
    made: list[PromiseMark] = []
    kept: dict[int, PromiseMark] = {}
    for lead_id, key, words, due_on, state, op, before in conn.execute(
        _PROMISES, {"day": day.isoformat()}
    ):
        mark = PromiseMark(lead_id, key, words, due_on)
        if op == "insert":
            made.append(mark)
        elif state == "kept" and "state" in json.loads(before):
            kept[key] = mark
    return made, list(kept.values())


def read_day_grades(conn: sqlite3.Connection, day: date) -> list[GradeMove]:
    """Return the grades that differ from those of the day before."""
    eve = (day - timedelta(days=1)).isoformat()
    rows = conn.execute(_GRADES, {"day": day.isoformat(), "eve": eve})
    return [GradeMove._make(row) for row in rows]


def read_day_endings(conn: sqlite3.Connection, day: date) -> dict[int, str]:
    """Return how leads ended on a day, by the last verb: win, lose, drop, park or reopen."""
    return dict(conn.execute(_ENDINGS, {"day": day.isoformat()}))


def read_day_new(conn: sqlite3.Connection, day: date) -> list[int]:
    """Return the ids of the leads that were added or imported on a day."""
    return [row[0] for row in conn.execute(_NEW, {"day": day.isoformat()})]
