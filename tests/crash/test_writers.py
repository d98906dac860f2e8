"""Sixteen programs write at once: nobody is turned away and nothing is lost."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import leadq
from leadq.store.care.backup_folder import is_good, list_backups

if sys.platform == "win32":
    pytest.skip("the writers are forked", allow_module_level=True)

ROOT = Path(leadq.__file__).parents[1]
WRITERS = Path(__file__).with_name("writers.py")


def test_sixteen_writers_at_once(home: Path, tmp_path: Path, run: Callable[..., Any]) -> None:
    done = subprocess.run(
        [sys.executable, str(WRITERS), str(tmp_path), "16", "3"],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(WRITERS.parent)))},
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    met = json.loads(done.stdout)
    assert {one["code"] for one in met} == {0}
    assert all(line.startswith("Waiting: ") for one in met for line in one["err"].splitlines())
    numbers = [one["number"] for one in met if one["verb"] == "add"]
    assert sorted(numbers) == list(range(1, 49))
    with closing(sqlite3.connect(home / "leadq.db")) as conn:
        assert conn.execute("SELECT count(*) FROM touch").fetchone() == (48,)
        assert conn.execute(
            "SELECT count(DISTINCT command) FROM journal WHERE verb IN ('add', 'log')"
        ).fetchone() == (96,)
    assert run("doctor").code == 0
    (kept,) = list_backups(home / "leadq.db")
    assert is_good(kept)
