"""Makes stores of any size: leads by leadq's own import, their history by SQL of its schema.

The history is graded by leadq's own rules, so that ``leadq doctor`` finds nothing in it.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from .lives import START, TODAY, Life, live
from .measure import SAY, BenchError
from .people import write_csv

VERSION = 2
"""To be raised with every change of what is made here, so that kept stores are made afresh."""
OVERDUE, DUE, HOPELESS, PROMISED = 20, 20, 5, 5
"""What is due on TODAY in a store of any size: 50 rows; no promise falls due on the days after."""
_PER_DAY = 20
_BATCH = 2000
_EARLIER = datetime.combine(START, time(8), UTC)
_COLUMNS = {
    "fact": "id uid lead_id fact value noted_on owner created_at",
    "touch": "id uid lead_id by outcome on_day at_time said owner created_at",
    "followup": "id uid lead_id on_day by goal set_by set_on slot state owner"
    " created_at updated_at",
    "promise": "id uid lead_id text due_on state owner created_at updated_at",
    "purchase": "id uid lead_id on_day amount product noted_by owner created_at updated_at",
}
_JOURNAL = ("command", "verb", "at", "day", "tbl", "op", "row_first", "row_last", "undone")


def ensure_store(folder: Path, count: int, say: SAY = lambda _line: None) -> Path:
    """Return the LEADQ_HOME of a store of so many leads; one kept from before is taken."""
    home = folder / f"{count}"
    made = home / "made.json"
    wanted = {"version": VERSION, "leads": count, **_leadq_print(home)}
    if made.exists() and json.loads(made.read_text("utf-8")) == wanted:
        return home
    for old in (made, home / "leadq.db"):
        old.unlink(missing_ok=True)
    # leadq would not begin anew beside backups of a store that is gone
    shutil.rmtree(home / "backups", ignore_errors=True)
    home.mkdir(parents=True, exist_ok=True)
    _import_leads(home, count, say)
    _write_history(home / "leadq.db", count, say)
    made.write_text(json.dumps(wanted), "utf-8")
    return home


def environment(home: Path, day: date = TODAY) -> dict[str, str]:
    """Return the environment in which leadq works on a store, whatever the user's own is."""
    ours = ("LEADQ_", "PYTHON")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    kept |= {"LEADQ_HOME": str(home), "LEADQ_TODAY": day.isoformat(), "LEADQ_LANG": "en"}
    return kept | {"COLUMNS": "80", "LINES": "60", "TERM": "xterm-256color", "HOME": str(home)}


def _desk(store: Path) -> Any:
    from leadq.usecases.care.backup import keep_before
    from leadq.usecases.desk import Desk, Hooks
    from leadq.usecases.followup.replan import replan_lead
    from leadq.usecases.grading.regrade import regrade_all
    from leadq.usecases.privacy.away import refuse_erased

    now = datetime.combine(TODAY, time(8), UTC)
    hooks = Hooks(keep_before, regrade_all, replan_lead, refuse_erased)
    return Desk(store, store.parent, TODAY, now, hooks)


def _leadq_print(home: Path) -> dict[str, Any]:
    """Return what a store of leadq depends on: its schema, and the rules it was graded by."""
    from leadq.store.migrations import VERSION

    return {"schema": VERSION, "rules": _desk(home / "leadq.db").rules_print}


def _import_leads(home: Path, count: int, say: SAY) -> None:
    table = home / "leads.csv"
    write_csv(table, count, START)
    say(f"{count} leads: leadq import")
    import leadq

    env = environment(home, START) | {"PYTHONPATH": str(Path(leadq.__file__).parents[1])}
    words = [sys.executable, "-m", "leadq", "import", str(table), "--json"]
    done = subprocess.run(words, env=env, capture_output=True, encoding="utf-8", cwd=home)
    if done.returncode:
        raise BenchError(f"{' '.join(words)}\n{done.stderr}")
    table.unlink()


def _write_history(store: Path, count: int, say: SAY) -> None:
    from leadq.store.connect import open_store

    with closing(open_store(store)) as conn:
        conn.execute("PRAGMA synchronous = OFF")
        conn.execute("BEGIN IMMEDIATE")
        conn.execute("UPDATE followup SET state = 'moved' WHERE state = 'open'")
        conn.execute("DELETE FROM outlook")
        scribe = _Scribe(conn)
        for number, (lead, life) in enumerate(_lives(store, conn), 1):
            scribe.note(number, lead, life)
            if number % _BATCH == 0:
                scribe.flush()
            if number % (_BATCH * 10) == 0:
                say(f"{count} leads: {number} with their history")
        scribe.flush()
        scribe.journal()
        conn.execute("COMMIT")


def _lives(store: Path, conn: sqlite3.Connection) -> Iterator[tuple[Sequence[Any], Life]]:
    from leadq.domain.grading.facts import Fact

    desk, rng, days = _desk(store), Random(1123), _next_days(_desk(store).calendar)
    needed = dict(conn.execute("SELECT lead_id, value FROM fact"))
    leads = conn.execute("SELECT id, status, profile, owner FROM lead ORDER BY id").fetchall()
    for lead in leads:
        rules = desk.library.profile(lead[2]).rules
        known = [Fact("need_by", needed[lead[0]], START)] if lead[0] in needed else []
        next_on = next(days) if lead[1] == "open" else None
        yield lead, live(rng, rules, known, lead[1], next_on, desk.calendar)


def _next_days(calendar: Any) -> Iterator[date | None]:
    """Yield the next days of the open leads: first what is due today, then so many a day."""
    yield from (TODAY - timedelta(1 + place % 10) for place in range(OVERDUE))
    yield from [TODAY] * DUE
    yield from [None] * HOPELESS
    day = calendar.after(TODAY)
    while True:
        yield from [day] * _PER_DAY
        day = calendar.after(day)


class _Scribe:
    """Collects rows and inserts them in batches; afterwards journals each table as one range."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.conn = conn
        self.rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in _COLUMNS}
        self.spans: list[tuple[Any, ...]] = []
        self.first = {table: self._highest(table) + 1 for table in _COLUMNS}
        self.next = dict(self.first)
        self.promised = 0

    def _highest(self, table: str) -> int:
        (highest,) = self.conn.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()
        return int(highest)

    def _add(self, table: str, lead: Sequence[Any], *values: Any) -> None:
        key = self.next[table]
        self.next[table] += 1
        millis = int(_EARLIER.timestamp() * 1000) + key
        kind = list(_COLUMNS).index(table)
        digits = f"{millis:012x}7{kind:03x}8{key:015x}"
        uid = "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
        self.rows[table].append((key, uid, lead[0], *values))

    def note(self, number: int, lead: Sequence[Any], life: Life) -> None:
        """Take down one lead's life."""
        from leadq.store.repo import span_row

        owner = lead[3]
        for fact in life.facts:
            at = f"{fact.noted_on}T08:00:00+00:00"
            self._add("fact", lead, fact.id, fact.value, fact.noted_on.isoformat(), owner, at)
        for touch in life.touches:
            self._note_touch(lead, touch)
        last = f"{life.spans[-1].first}T08:00:00+00:00"
        if life.plan:
            self._note_plan(number, lead, life, last)
        if lead[1] == "won":
            for order in range(1 + number % 3):
                on = (START + timedelta(number % 40 + 10 * order)).isoformat()
                amount = float(20_000 + number % 50 * 1000)
                self._add("purchase", lead, on, amount, "JS220", "rep", owner, last, last)
        rows = [span_row(lead[0], span) for span in life.spans]
        self.spans += [(*row[:-1], int(place >= life.past)) for place, row in enumerate(rows)]

    def _note_plan(self, number: int, lead: Sequence[Any], life: Life, at: str) -> None:
        assert life.plan
        by, plan, owner = ("phone", "visit", "wechat")[number % 3], life.plan, lead[3]
        self._add(
            "followup", lead, plan.on.isoformat(), by, "@advance", plan.set_by, TODAY.isoformat(),
            life.slot, "open", owner, at, at,
        )  # fmt: skip
        is_first = self.promised < PROMISED
        if plan.on > TODAY and (number % 20 == 0 or is_first):
            due = TODAY if is_first else TODAY + timedelta(3 + number % 60)
            self.promised += 1
            self._add("promise", lead, "写好报价 / a quote", due.isoformat(), "open", owner, at, at)

    def _note_touch(self, lead: Sequence[Any], touch: Any) -> None:
        day, owner = touch.on.isoformat(), lead[3]
        at = f"{day}T{touch.time}:00+00:00"
        self._add("touch", lead, touch.by, touch.outcome, day, touch.time, touch.said, owner, at)
        if touch.closes:
            self._add(
                "followup", lead, day, touch.by, "@advance", "rule", day, "B", "done", owner, at, at
            )

    def flush(self) -> None:
        """Insert what was collected."""
        for table, rows in self.rows.items():
            self._insert(table, _COLUMNS[table].split(), rows)
            rows.clear()
        self.conn.executemany(f"INSERT INTO outlook VALUES ({', '.join('?' * 12)})", self.spans)
        self.spans.clear()

    def _insert(self, table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
        names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
        self.conn.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)

    def journal(self) -> None:
        """Journal the rows as leadq does after a bulk write."""
        at = _EARLIER.isoformat(timespec="seconds")
        for table, first in self.first.items():
            if self.next[table] > first:
                row = (
                    "bench", "import", at, START.isoformat(), table, "insert", first,
                    self.next[table] - 1, 0,
                )  # fmt: skip
                self._insert("journal", _JOURNAL, [row])
