"""Reads what is known of one lead: facts, touches, people, promises, history."""

import sqlite3
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

from leadq.domain.followup.schedule import Step
from leadq.domain.grading.facts import Fact
from leadq.domain.grading.grade import Override
from leadq.domain.grading.outlook import Plan, State
from leadq.store.read import sql
from leadq.store.read.read_leads import load_json
from leadq.store.read.rows import NextStep


class TouchData(NamedTuple):
    """One contact or attempt as recorded."""

    id: int
    by: str
    outcome: str
    on: str
    time: str | None
    said: str | None
    objection: str | None
    owner: str | None


class ContactData(NamedTuple):
    """A person of the decision chain; ``attitude`` is for, neutral or against, None unknown."""

    id: int
    name: str
    role: str
    phone: str | None
    note: str | None
    attitude: str | None = None


class PromiseData(NamedTuple):
    """A promise and its state: open, kept or cancelled; ``complaint`` is the key of its case.

    ``text`` starting with "@" is a word of the program, as a goal's is.
    """

    id: int
    text: str
    due_on: str | None
    state: str
    complaint: str | None = None


class ChangeData(NamedTuple):
    """One row of the journal."""

    command: str
    verb: str
    at: str
    owner: str | None
    table: str
    op: str
    row_first: int
    row_last: int
    before: dict[str, Any] | None
    id: int


class OpenStep(NamedTuple):
    """The open follow-up of a lead; days are ISO texts, ``created_at`` is an instant (UTC)."""

    id: int
    on: str
    time: str | None
    place: str | None
    by: str
    goal: str
    set_by: str
    slot: str | None
    set_on: str
    created_at: str
    reason: str | None

    @property
    def step(self) -> Step:
        """Return what planning looks at."""
        return Step(date.fromisoformat(self.on), self.by, self.goal)

    @property
    def plan(self) -> Plan:
        """Return what the outlook looks at."""
        return Plan(date.fromisoformat(self.on), self.set_by, date.fromisoformat(self.set_on))

    @property
    def data(self) -> NextStep:
        """Return the step in the words of the JSON contract."""
        time, place = self.time, self.place
        return {"on": self.on, "by": self.by, "goal": self.goal, "time": time, "place": place}


class Core(NamedTuple):
    """The columns of a lead that the rules and the use cases look at."""

    id: int
    number: int
    name: str
    profile: str
    owner: str | None
    status: str
    parked_until: date | None
    created_on: date


def read_core(conn: sqlite3.Connection, lead_id: int) -> Core:
    """Return the columns of a lead that decide how it is judged."""
    row = conn.execute(
        "SELECT id, number, name, profile, owner, status, parked_until, created_on"
        " FROM lead WHERE id = :lead",
        {"lead": lead_id},
    ).fetchone()
    parked = date.fromisoformat(row[6]) if row[6] else None
    return Core(row[0], row[1], row[2], row[3], row[4], row[5], parked, date.fromisoformat(row[7]))


def read_state(conn: sqlite3.Connection, lead_id: int) -> State:
    """Return what the outlook of a lead depends on besides its facts."""
    core, step = read_core(conn, lead_id), read_open_step(conn, lead_id)
    return State(core.status, core.parked_until, step and step.plan, read_override(conn, lead_id))


def read_override(conn: sqlite3.Connection, lead_id: int) -> Override | None:
    """Return the grade that was set by hand, if there is one."""
    row = conn.execute(sql.OVERRIDE, {"lead": lead_id}).fetchone()
    return override_of(row) if row else None


def override_of(row: tuple[Any, ...]) -> Override:
    """Return a grade that was set by hand; the row begins with its lead."""
    return Override(row[1], row[2], date.fromisoformat(row[3]), row[4])


def read_open_step(conn: sqlite3.Connection, lead_id: int) -> OpenStep | None:
    """Return the open follow-up of a lead, if there is one."""
    row = conn.execute(sql.OPEN_STEP, {"lead": lead_id}).fetchone()
    return OpenStep._make(row) if row else None


def read_queued(conn: sqlite3.Connection, lead_id: int) -> list[OpenStep]:
    """Return the steps that wait until the open one is done, the earliest first (§14)."""
    return [OpenStep._make(row) for row in conn.execute(sql.QUEUED_STEPS, {"lead": lead_id})]


def read_facts(conn: sqlite3.Connection, lead_id: int) -> list[Fact]:
    """Return every fact of a lead in the order in which they were noted."""
    rows = conn.execute(sql.FACTS, {"lead": lead_id})
    return [
        Fact(fact, value, date.fromisoformat(noted_on), seq, note, row)
        for seq, (fact, value, noted_on, note, row) in enumerate(rows, start=1)
    ]


def read_fact_origins(conn: sqlite3.Connection, lead_id: int) -> dict[int, str]:
    """Return where facts of a lead are from, by their row: ``import`` (a file) or ``said``.

    What was said has the words it is from beside it; the rest was noted as a fact.
    """
    return dict(conn.execute(sql.FACT_ORIGINS, {"lead": lead_id}).fetchall())


def read_latest_fact(
    conn: sqlite3.Connection, lead_id: int, fact: str, day: date
) -> tuple[str, str, str] | None:
    """Return value, instant (UTC) and day of what was last noted of a fact by a day."""
    found: tuple[str, str, str] | None = conn.execute(
        "SELECT value, created_at, noted_on FROM fact WHERE lead_id = ? AND fact = ?"
        " AND noted_on <= ? ORDER BY noted_on DESC, created_at DESC, uid DESC LIMIT 1",
        (lead_id, fact, day.isoformat()),
    ).fetchone()
    return found


def read_touches(conn: sqlite3.Connection, lead_id: int) -> list[TouchData]:
    """Return every touch of a lead, oldest first."""
    return [TouchData(*row) for row in conn.execute(sql.TOUCHES, {"lead": lead_id})]


def read_touch_at(conn: sqlite3.Connection, lead_id: int, at: str) -> tuple[date, str] | None:
    """Return day and outcome of the newest touch noted at an instant (UTC), if there is one."""
    row = conn.execute(
        "SELECT on_day, outcome FROM touch WHERE lead_id = ? AND created_at = ?"
        " ORDER BY on_day DESC, id DESC LIMIT 1",
        (lead_id, at),
    ).fetchone()
    return (date.fromisoformat(row[0]), row[1]) if row else None


def read_ways(conn: sqlite3.Connection, lead_id: int) -> frozenset[str]:
    """Return by what a lead can be reached: phone, email, wechat, address."""
    rows = conn.execute(
        "SELECT kind FROM reach WHERE lead_id = :lead UNION SELECT 'address' FROM lead"
        " WHERE id = :lead AND address IS NOT NULL",
        {"lead": lead_id},
    )
    return frozenset(row[0] for row in rows)


def read_contacts(conn: sqlite3.Connection, lead_id: int) -> list[ContactData]:
    """Return the people of a lead's decision chain."""
    return [ContactData(*row) for row in conn.execute(sql.CONTACTS, {"lead": lead_id})]


def read_promises(conn: sqlite3.Connection, lead_id: int) -> list[PromiseData]:
    """Return every promise made to a lead, the first to fall due first."""
    return [PromiseData(*row) for row in conn.execute(sql.PROMISES, {"lead": lead_id})]


def read_history(
    conn: sqlite3.Connection, lead_id: int, tables: Collection[str]
) -> list[ChangeData]:
    """Return what every command changed of a lead, oldest first.

    Of what came in many rows at a time, each row of one of the ``tables`` is a change of its own.
    """
    changes = []
    for row in conn.execute(sql.HISTORY, {"lead": lead_id}):
        *columns, before, key = row
        changes.append(ChangeData._make((*columns, load_json(before) if before else None, key)))
    # an import of a whole store leaves a range for every lead that it met
    rows = {table: _rows_of(conn, lead_id, table, changes) for table in set(tables) - {"lead"}}
    for row in conn.execute(sql.RANGES):
        first, last = row[6:8]
        changes += [
            ChangeData._make((*row[:6], key, key, None, row[9]))
            for key in rows.get(row[4], ())
            if first <= key <= last
        ]
    changes.sort(key=lambda change: (change.id, change.row_first))
    return changes


def read_whole_row(conn: sqlite3.Connection, table: str, key: int) -> dict[str, Any]:
    """Return a row of any table whole, by column; empty for one that is not there."""
    cursor = conn.execute(f'SELECT * FROM "{table}" WHERE id = ?', (key,))
    row, columns = cursor.fetchone(), [column[0] for column in cursor.description]
    return dict(zip(columns, row, strict=True)) if row else {}


def _rows_of(
    conn: sqlite3.Connection, lead_id: int, table: str, changes: Iterable[ChangeData]
) -> set[int]:
    """Return the ids of the rows of a table that belong or belonged to a lead."""
    there = conn.execute(f'SELECT id FROM "{table}" WHERE lead_id = ?', (lead_id,))
    gone = (one.row_first for one in changes if (one.table, one.op) == (table, "delete"))
    return {*(key for (key,) in there), *gone}


def is_noted_on(conn: sqlite3.Connection, fact_id: str, day: date) -> bool:
    """Tell whether anything but "unknown" was noted of a fact on a day, of whatever lead."""
    query = "SELECT 1 FROM fact WHERE fact = ? AND noted_on = ? AND value <> 'unknown' LIMIT 1"
    return conn.execute(query, (fact_id, day.isoformat())).fetchone() is not None
