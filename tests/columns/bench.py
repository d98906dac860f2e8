"""Stores with a row that fills every column of a table, and one to compare them with."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

Values = dict[str, Any]
TABLES = {
    "lead": "", "followup": "followups", "promise": "promises", "contact": "contacts",
    "purchase": "purchases", "complaint": "complaints",
}  # fmt: skip
"""The tables, and what their rows are called in an export of everything."""
PERSON = "Zhang Weilong"
UID = "019ab000-0000-7000-8000-000000000009"
GIVEN: Values = {
    "profile": "realestate", "status": "parked", "parked_until": "2027-01-05", "amount": 4711.0,
    "key_customer": "yes", "referred_by": UID, "left_kind": "own_choice",
    "budget": 8150.0, "tags": '["Zz"]', "extra": '{"Zz": "Zz"}', "created_on": "2026-01-07",
    "on_day": "2026-11-23", "set_on": "2026-10-08", "at_time": "14:30", "due_on": "2026-12-24",
    "by": "visit", "set_by": "rep", "slot": "A", "state": "open", "role": "decider",
    "attitude": "against", "noted_by": "file", "phone": "13900001111", "complaint": UID,
    "thanked": "yes", "apologised": "yes", "satisfied": "yes", "solved_on": "2026-11-21",
    "checked_on": "2026-11-22",
}  # fmt: skip
"""What columns hold that take not every text; any other holds its own name."""
CHANGED: Values = {
    "profile": "loan", "status": "lost", "parked_until": None, "amount": 4712.0,
    "key_customer": "no", "referred_by": UID[:-1] + "8", "left_kind": "ended_by_us",
    "budget": 8151.0, "tags": '["Yy"]', "extra": '{"Yy": "Yy"}', "created_on": "2026-01-06",
    "on_day": "2026-11-20", "set_on": "2026-10-07", "at_time": "15:00", "slot": "B",
    "due_on": "2026-12-25", "by": "phone", "set_by": "rule", "state": "cancelled",
    "role": "approver", "attitude": "for", "noted_by": "rep", "phone": "13900002222",
    "complaint": UID[:-1] + "8", "thanked": "no", "apologised": "no", "satisfied": "no",
    "solved_on": "2026-11-19", "checked_on": "2026-11-20",
}  # fmt: skip
"""What they hold after a change."""
NO_TEXT = frozenset(GIVEN) - {"tags", "extra", "phone"}


def given(columns: Collection[str]) -> Values:
    """Return a value for each column."""
    return {name: GIVEN.get(name, f"Zz {name}") for name in columns}


def changed(columns: Collection[str]) -> Values:
    """Return another value for each column."""
    news = {name: CHANGED.get(name, f"Yy {name}") for name in columns}
    return news | ({"state": "closed"} if "solved_on" in columns else {})


def mentioning(columns: Collection[str]) -> Values:
    """Return values that mention somebody wherever a column takes words."""
    words = f"met {PERSON} twice"
    packed = {"tags": json.dumps([words]), "extra": json.dumps({"Zz": words})}
    texts = {name: packed.get(name, words) for name in columns if name not in NO_TEXT}
    return given(columns) | texts


class Bench:
    """A store ``here`` and others elsewhere, and the columns of a table that are asked for."""

    def __init__(
        self, run: Callable[..., Any], folder: Path, table: str, columns: Sequence[str]
    ) -> None:
        self.folder = folder
        self.table = table
        self.columns = columns
        self.run = run

    def place(self, at: str) -> Path:
        """Return the home of one of the stores."""
        return self.folder / ("home" if at == "here" else at)

    def go(self, *words: str, at: str = "here") -> str:
        """Run a command that has to succeed; return what it wrote."""
        done = self.run(*words, env={"LEADQ_HOME": str(self.place(at))})
        assert done.code == 0, (words, done.err)
        return str(done.out)

    def sql(self, statement: str, values: Sequence[Any] = (), at: str = "here") -> list[Values]:
        """Run a statement in a store."""
        with closing(sqlite3.connect(self.place(at) / "leadq.db")) as conn:
            conn.row_factory = sqlite3.Row
            found = [dict(row) for row in conn.execute(statement, values)]
            conn.commit()
            return found

    def row(self, key: int = 1) -> Values:
        """Return the row of the table, as far as its columns are asked for."""
        (row,) = self.sql(f'SELECT * FROM "{self.table}" WHERE id = ?', (key,))
        return {name: row[name] for name in self.columns}

    def twin(self, at: str) -> Values:
        """Return the same row in another store, as far as its columns are asked for."""
        (mine,) = self.sql(f'SELECT uid FROM "{self.table}" WHERE id = 1')
        found = self.sql(f'SELECT * FROM "{self.table}" WHERE uid = ?', (mine["uid"],), at)
        return {name: row[name] for row in found for name in self.columns}

    def write(self, values: Values, key: int = 1) -> None:
        """Write into a row past the program."""
        sets = ", ".join(f'"{name}" = ?' for name in values)
        statement = f'UPDATE "{self.table}" SET {sets} WHERE id = ?'
        self.sql(statement, (*values.values(), key))

    def fill(self, lead: int = 1) -> None:
        """Make leads up to a number, the last parked, and fill the table's row about it."""
        for number in range(1, lead + 1):
            self.go("add", f"Zz {number}", "--phone", f"1380000000{number}")
        if self.table == "lead":
            self.go("park", str(lead), "--until", "2027-01-05")
            self.write(given(self.columns), lead)
        else:
            self.insert(lead)

    def insert(self, lead: int) -> None:
        """Put a filled row about a lead into the table, in the place of any other."""
        uid = "019ab000-0000-7000-8000-000000000001"
        stamp = "2026-01-02T03:04:05+00:00"
        known = [one["name"] for one in self.sql(f'PRAGMA table_info("{self.table}")')]
        keys = {"id": 1, "uid": uid, "lead_id": lead, "created_at": stamp, "updated_at": stamp}
        values = given(self.columns) | {name: keys[name] for name in keys if name in known}
        names, marks = ", ".join(f'"{name}"' for name in values), ", ".join("?" * len(values))
        self.sql(f'DELETE FROM "{self.table}"')
        self.sql(f'INSERT INTO "{self.table}" ({names}) VALUES ({marks})', [*values.values()])

    def same(self, wanted: Values, found: Values) -> set[str]:
        """Return the columns that hold what they should; others may stand beside it in extra."""
        if "extra" in found:
            found = found | {"extra": _within(found["extra"], wanted["extra"])}
        return {name for name in self.columns if name in found and found[name] == wanted[name]}

    def file(self, name: str, *words: str) -> Path:
        """Export leads of every status to a file."""
        self.go("export", str(self.folder / name), "--status", "all", *words)
        return self.folder / name

    def own(self, record: Values) -> Values:
        """Return what a record of a lead has of the table, as the store has it."""
        row = record[TABLES[self.table]][0] if TABLES[self.table] else record
        packed = {name: json.dumps(row[name]) for name in ("tags", "extra") if name in row}
        return row | packed


def _within(text: str, wanted: str) -> str:
    """Return a mapping as JSON without what is not wanted of it."""
    kept: Values = json.loads(text)
    return json.dumps({name: kept[name] for name in json.loads(wanted) if name in kept})
