"""Several programs at one store."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from leadq.store import opening, repo
from leadq.store.connect import open_store
from leadq.store.migrations import VERSION
from leadq.store.unit import open_unit

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
OPEN = """
import sys
from pathlib import Path
from leadq.store.connect import open_store
from leadq.store.migrations import load_step
load_step(1)
print("ready", flush=True)
sys.stdin.readline()
open_store(Path(sys.argv[1])).close()
"""


def start(code: str, store: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, str(store)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def test_two_programs_migrate_at_once(tmp_path: Path) -> None:
    """Both are held at the line before they open a store that is not there yet."""
    store = tmp_path / "new" / "leadq.db"
    running = [start(OPEN, store) for _ in range(3)]
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    ends = [(process.communicate(timeout=600)[1], process.returncode) for process in running]
    assert ends == [("", 0)] * 3
    with closing(open_store(store)) as conn:
        assert conn.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def add_some(store: Path, writer: int) -> list[int]:
    numbers = []
    for _ in range(3):
        with open_unit(store, "add", NOW) as unit:
            fields = {"name": f"writer {writer}", "profile": "general"}
            lead_id, number = repo.insert_lead(unit, fields, date(2026, 11, 23))
            repo.insert_fact(unit, lead_id, "money", "yes", "", date(2026, 11, 23))
            numbers.append(number)
    return numbers


def test_eight_writers_never_share_a_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # a busy machine makes nobody give up
    monkeypatch.setattr(opening, "BUSY_SECONDS", 600)
    store = tmp_path / "leadq.db"
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda writer: add_some(store, writer), range(8)))
    assert sorted(number for numbers in found for number in numbers) == list(range(1, 25))
    with closing(sqlite3.connect(store)) as conn:
        counts = [
            conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("lead", "fact", "journal")
        ]
        assert counts == [24, 24, 48]
        commands = conn.execute(
            "SELECT count(*), max(id) - min(id) FROM journal GROUP BY command"
        ).fetchall()
    assert commands == [(2, 1)] * 24
