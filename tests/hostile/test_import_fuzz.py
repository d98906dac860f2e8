"""Broken tables by the thousand: each lands whole or not at all, and every row is accounted for."""

from __future__ import annotations

import csv
import io
import itertools
import math
import os
import random
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from leadq.cli.importing.import_leads import _write_rejects
from leadq.errors import LeadqError
from leadq.store.care.health import find_problems
from leadq.store.connect import open_store
from leadq.usecases.importing.import_file import import_file
from leadq.usecases.importing.import_order import Imported, Order

from .desks import add, make_desk
from .hangs import no_hang
from .tables import break_table, make_seeds
from .texts import is_formula

_ENCODINGS = ("gbk", "utf-8", "latin-1", "utf-16")
_SECONDS_IN_ALL = float(os.environ.get("LEADQ_FUZZ_SECONDS", "inf"))
_NIGHTLY = int(os.environ.get("LEADQ_FUZZ_FILES", "100000"))


class Bench:
    """A store that is put back to what it was before every file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seeds = make_seeds(folder / "seeds")
        self.desk = make_desk(folder)
        self.desk.backup_days = 1
        add(self.desk, "王建国", phones=["13800138000"])
        add(self.desk, "Ann Lee", emails=["a@b.com"])
        self.sound = self.desk.store.read_bytes()
        self.outcomes: Counter[str] = Counter()
        self.slowest = 0.0

    def try_one(self, number: int) -> None:
        """Import one broken table and check what came of it."""
        dice = random.Random(number)
        content = break_table(dice.choice(self.seeds), dice.choice(self.seeds), dice)
        order = Order(
            self.folder / "in.csv",
            update=dice.random() < 0.2,
            strict=dice.random() < 0.1,
            dry_run=dice.random() < 0.1,
            encoding=dice.choice(_ENCODINGS) if dice.random() < 0.1 else None,
        )
        order.file.write_bytes(content)
        started = time.perf_counter()
        try:
            with no_hang():
                result = import_file(self.desk, order, self.keep_rejects)
        except LeadqError as error:
            self.outcomes[error.key] += 1
            assert error.hint, error
            assert self.desk.store.read_bytes() == self.sound
        else:
            self.outcomes["strict" if not result.landed else "landed"] += 1
            self.check(result)
        finally:
            self.slowest = max(self.slowest, time.perf_counter() - started)
        self.clear()

    def keep_rejects(self, result: Imported, table: Any) -> Path:
        """Write the rejected rows as the command does."""
        return _write_rejects(self.folder / "rejected.csv", True, result, table)

    def check(self, result: Imported) -> None:
        """Hold the counts against each other and against the store."""
        assert result.rows == result.new + result.known + len(result.rejected)
        if not result.landed:
            assert self.desk.store.read_bytes() == self.sound
            return
        with closing(open_store(self.desk.store)) as conn:
            counts = [
                conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                for table in ("lead", "lookup", "(SELECT DISTINCT lead_id FROM outlook)")
            ]
            assert counts == [2 + result.new] * 3
            assert result.new == sum(result.statuses.values())
            assert not find_problems(conn, full=False)
        if result.rejects_file is not None:
            text = result.rejects_file.read_bytes().decode("utf-8-sig")
            rows = list(csv.reader(io.StringIO(text, newline="")))
            assert len(rows) == 1 + len(result.rejected)
            assert not [cell for row in rows for cell in row if cell and is_formula(cell)]

    def clear(self) -> None:
        """Put the store back."""
        self.desk.store.write_bytes(self.sound)
        shutil.rmtree(self.folder / "backups", ignore_errors=True)


def run_files(bench: Bench, numbers: Iterator[int], seconds: float = math.inf) -> int:
    """Try files until the time is up; return how many there were."""
    end, count = time.monotonic() + seconds, 0
    for number in numbers:
        if time.monotonic() > end:
            break
        try:
            bench.try_one(number)
        except BaseException as error:
            error.add_note(f"file number {number}")
            raise
        count += 1
    return count


def test_some_broken_tables(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    run_files(bench, iter(range(150)))
    assert bench.outcomes["landed"] > 5


@pytest.mark.nightly
def test_a_hundred_thousand_broken_tables(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    started = time.monotonic()
    first = int(os.environ.get("LEADQ_FUZZ_FIRST", "1000"))
    count = run_files(bench, itertools.islice(itertools.count(first), _NIGHTLY), _SECONDS_IN_ALL)
    took = time.monotonic() - started
    print(f"{count} files, {count / took:.1f} a second, slowest {bench.slowest:.2f} s")
    print(bench.outcomes)
    assert count == _NIGHTLY or took >= _SECONDS_IN_ALL
