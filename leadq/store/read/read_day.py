"""Reads what happened on one day: touches, promises, changes of grade, endings, new leads."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from leadq.store.read.read_details import TouchData
from leadq.store.read.rows import NextStep

_TOUCHES = """
SELECT t.lead_id, t.id, t."by", t.outcome, t.on_day, t.at_time, t.said, t.objection,
       coalesce(t.owner, l.owner)
FROM touch t JOIN lead l ON l.id = t.lead_id WHERE t.on_day = :day ORDER BY t.id
"""
_PROMISES = """
SELECT p.lead_id, p.id, p.text, p.due_on, p.state, j.op, j.before, l.owner
FROM journal j JOIN promise p ON p.id BETWEEN j.row_first AND j.row_last
JOIN lead l ON l.id = p.lead_id
WHERE j.day = :day AND j.tbl = 'promise' AND j.undone = 0 ORDER BY j.id, p.id
"""
# Lead by lead as they lie in the store (LIMIT keeps the order): on a day on which many change, each
# page is read once.
_GRADES = """
WITH begun AS MATERIALIZED (
  SELECT lead_id FROM outlook WHERE first_day = :day AND status <> '' ORDER BY lead_id LIMIT -1
)
SELECT n.lead_id, o.grade, o.grade_best, n.grade, n.grade_best, l.owner
FROM begun b
CROSS JOIN outlook n ON n.lead_id = b.lead_id AND n.first_day = :day
CROSS JOIN outlook o ON o.lead_id = b.lead_id AND o.until_day = :eve
CROSS JOIN lead l ON l.id = b.lead_id
WHERE n.grade IS NOT o.grade ORDER BY l.number
"""
_ENDINGS = """
SELECT j.lead_id, j.verb, l.owner FROM journal j JOIN lead l ON l.id = j.lead_id
WHERE j.day = :day AND j.tbl = 'lead' AND j.op = 'update' AND j.undone = 0
  AND j.verb IN ('win', 'lose', 'drop', 'park', 'leave', 'reopen') ORDER BY j.id
"""
_NEW = """
SELECT l.id, l.owner FROM journal j INDEXED BY journal_day
CROSS JOIN lead l ON l.id BETWEEN j.row_first AND j.row_last
WHERE j.day = :day AND j.tbl = 'lead' AND j.op = 'insert' AND j.undone = 0 ORDER BY l.id
"""

_SINCE = """
SELECT op, row_first, row_last, before FROM journal
WHERE day > :day AND tbl = :table AND undone = 0 ORDER BY id DESC
"""
_APPOINTMENTS = """
SELECT DISTINCT l.number, l.name, l.company, l.owner, f.at_time, f."by"
FROM outlook o JOIN followup f ON f.lead_id = o.lead_id AND f.state = 'open'
JOIN lead l ON l.id = o.lead_id
WHERE o.live = 1 AND o.next_on = :day AND f.on_day = :day AND f.at_time IS NOT NULL
ORDER BY f.at_time, l.number
"""
_STEP = ("on_day", "by", "goal", "at_time", "place")
_STEPS = """
SELECT id, lead_id, state, on_day, "by", goal, at_time, place FROM followup
WHERE {which} IN (SELECT value FROM json_each(:wanted))
"""
_OPEN_STEPS, _CHANGED_STEPS = (
    _STEPS.format(which="state = 'open' AND lead_id"),
    _STEPS.format(which="id"),
)


OwnerTest = Callable[[str | None], bool]
"""Says whether what belongs to an owner is meant."""


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


class PlannedHour(NamedTuple):
    """A next step that has an hour (``HH:MM``), and whose it is."""

    number: int
    name: str
    company: str | None
    owner: str | None
    time: str
    by: str


def read_appointments(conn: sqlite3.Connection, day: str) -> list[PlannedHour]:
    """Return what is planned with an hour on a day, of every rep, by the hour."""
    return [PlannedHour._make(row) for row in conn.execute(_APPOINTMENTS, {"day": day})]


class RowsThen:
    """The rows of a table as they stood at the end of a day gone by, read off the journal."""

    def __init__(self, conn: sqlite3.Connection, table: str, day: date) -> None:
        self._before: dict[int, dict[str, Any]] = {}
        self._later: list[tuple[int, int]] = []
        rows = conn.execute(_SINCE, {"table": table, "day": day.isoformat()})
        for op, first, last, before in rows:
            if op == "insert":
                self._later.append((first, last))
            else:
                # from the newest to the oldest: what stood first is what stood that day
                self._before.setdefault(first, {}).update(json.loads(before))

    @property
    def changed(self) -> str:
        """Return the ids of the rows that were changed since, as JSON."""
        return str(list(self._before))

    def value(self, key: int, column: str, now: Any) -> Any:
        """Return what a column held, given what it holds now; None for a row that came later."""
        if any(first <= key <= last for first, last in self._later):
            return None
        return self._before.get(key, {}).get(column, now)


class StepsThen:
    """The next steps as they were planned at the end of a day gone by."""

    def __init__(self, conn: sqlite3.Connection, day: date) -> None:
        self._conn, self._then = conn, RowsThen(conn, "followup", day)
        rows = conn.execute(_CHANGED_STEPS, {"wanted": self._then.changed})
        self._changed = self._planned(rows)

    def read(self, leads: Sequence[int]) -> dict[int, NextStep]:
        """Return the steps of some leads, by lead."""
        rows = self._conn.execute(_OPEN_STEPS, {"wanted": str(list(leads))})
        changed = ((lead, self._changed[lead]) for lead in leads if lead in self._changed)
        return self._planned(rows) | dict(changed)

    def _planned(self, rows: Iterable[Any]) -> dict[int, NextStep]:
        steps: dict[int, NextStep] = {}
        for key, lead_id, state, *columns in rows:
            if self._then.value(key, "state", state) != "open":
                continue
            on, by, goal, time, place = (
                self._then.value(key, name, now) for name, now in zip(_STEP, columns, strict=True)
            )
            steps[lead_id] = {"on": on, "by": by, "goal": goal, "time": time, "place": place}
        return steps


def read_day_touches(
    conn: sqlite3.Connection, day: date, is_of: OwnerTest
) -> Iterator[tuple[int, TouchData]]:
    """Yield the lead's id and each touch of a day; its owner is who made it."""
    for lead_id, *rest in conn.execute(_TOUCHES, {"day": day.isoformat()}):
        touch = TouchData._make(rest)
        if is_of(touch.owner):
            yield lead_id, touch


def read_day_promises(
    conn: sqlite3.Connection, day: date, is_of: OwnerTest
) -> tuple[list[PromiseMark], list[PromiseMark]]:
    """Return the promises that were made on a day, and those that were kept."""
    made: list[PromiseMark] = []
    kept: dict[int, PromiseMark] = {}
    for lead_id, key, words, due_on, state, op, before, owner in conn.execute(
        _PROMISES, {"day": day.isoformat()}
    ):
        if not is_of(owner):
            continue
        mark = PromiseMark(lead_id, key, words, due_on)
        if op == "insert":
            made.append(mark)
        elif state == "kept" and "state" in json.loads(before):
            kept[key] = mark
    return made, list(kept.values())


def read_day_grades(conn: sqlite3.Connection, day: date, is_of: OwnerTest) -> list[GradeMove]:
    """Return the grades that differ from those of the day before, of the owners that are meant."""
    eve = (day - timedelta(days=1)).isoformat()
    rows = conn.execute(_GRADES, {"day": day.isoformat(), "eve": eve})
    return [GradeMove._make(row) for *row, owner in rows if is_of(owner)]


def read_day_endings(conn: sqlite3.Connection, day: date, is_of: OwnerTest) -> dict[int, str]:
    """Return how leads ended on a day, by the last verb: win, lose, drop, park, leave or reopen."""
    rows = conn.execute(_ENDINGS, {"day": day.isoformat()})
    return {lead_id: verb for lead_id, verb, owner in rows if is_of(owner)}


def read_day_new(conn: sqlite3.Connection, day: date, is_of: OwnerTest) -> list[int]:
    """Return the ids of the leads that were added or imported on a day."""
    rows = conn.execute(_NEW, {"day": day.isoformat()})
    return [lead_id for lead_id, owner in rows if is_of(owner)]
