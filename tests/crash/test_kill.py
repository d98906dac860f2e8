"""Killed at any moment: all of a command is there afterwards or nothing; what was said holds."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import leadq
from leadq.config import example
from leadq.files import list_left
from leadq.store import migrations
from leadq.store.care.backup_folder import is_good, list_backups
from leadq.usecases.care.doctor import examine
from leadq.usecases.desk import Desk
from tests.usecases.helpers import HOOKS

if sys.platform == "win32":
    pytest.skip("there is no kill -9 and no fork", allow_module_level=True)

ROOT = Path(leadq.__file__).parents[1]
KILLER = Path(__file__).with_name("killer.py")
TODAY = "2026-11-23"
ROWS = 300
INSIDE = {"store", "references", "journal", "next_steps", "outlooks", "lookup"}


@dataclass
class End:
    """How a run ended: whether it was killed, and what it had said by then."""

    killed: bool
    code: int
    took: float
    told: Any


class Killer:
    """The program that runs leadq and kills it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        place = {**os.environ, "PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen(
            [sys.executable, str(KILLER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=place,
        )

    def run(self, home: Path, *words: str, delay: float | None = None, newer: bool = False) -> End:
        order = {
            "words": [*words] if words[0] == "config" else [*words, "--json"],
            "delay": delay,
            "newer": newer,
            "out": str(self.folder / "out"),
            "err": str(self.folder / "err"),
            "env": {"LEADQ_HOME": str(home), "LEADQ_TODAY": TODAY, "LEADQ_LANG": "en"},
        }
        (self.folder / "out").unlink(missing_ok=True)
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        told = json.loads(self.process.stdout.readline())
        said = (self.folder / "out").read_text() if (self.folder / "out").exists() else ""
        try:
            answer = json.loads(said)
        except ValueError:
            answer = None
        return End(told["killed"], told["code"], told["took"], answer)

    def close(self) -> None:
        self.process.communicate(timeout=600)


@pytest.fixture(scope="module")
def killer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Killer]:
    started = Killer(tmp_path_factory.mktemp("killer"))
    yield started
    started.close()


def values(home: Path, statement: str) -> list[Any]:
    with closing(sqlite3.connect(home / "leadq.db")) as conn:
        return [row[0] for row in conn.execute(statement)]


def names(home: Path) -> list[str]:
    return [str(name) for name in values(home, "SELECT name FROM lead ORDER BY number")]


def check_inside(home: Path) -> None:
    """Hold the store against everything the doctor knows."""
    now = datetime(2026, 11, 23, 1, tzinfo=UTC)
    desk = Desk(home / "leadq.db", home, date.fromisoformat(TODAY), now, HOOKS)
    seen = {one.check: one for one in examine(desk) if one.check in INSIDE}
    assert set(seen) == INSIDE, seen
    assert {one.state for one in seen.values()} == {"ok"}, seen


class Case:
    """One command, the store before it, and how to tell what became of it."""

    words: tuple[str, ...]
    newer = False

    def prepare(self, home: Path, killer: Killer) -> None:
        killer.run(home, "add", "Wang", "--phone", "13800138000")
        killer.run(home, "fact", "1", "money=yes", "need=yes")

    def is_done(self, home: Path) -> bool:
        """Tell whether the command was done as a whole; fails for anything between."""
        raise NotImplementedError

    def check(self, home: Path) -> None:
        check_inside(home)


class Log(Case):
    """The first write of a day: it is followed by a backup, when it has been answered."""

    words = ("log", "1", "--said", "wants a quote", "--promise", "bring it @ +3d")

    def prepare(self, home: Path, killer: Killer) -> None:
        super().prepare(home, killer)
        shutil.rmtree(home / "backups")

    def is_done(self, home: Path) -> bool:
        counts = [values(home, f"SELECT count(*) FROM {name}")[0] for name in ("touch", "promise")]
        assert counts in ([0, 0], [1, 1])
        return counts == [1, 1]


class Grade(Case):
    words = ("grade", "1", "--set", "A", "--reason", "an old friend")

    def is_done(self, home: Path) -> bool:
        set_by_hand = values(home, "SELECT count(*) FROM override") == [1]
        graded = "A" in values(home, f"SELECT grade FROM outlook WHERE first_day = '{TODAY}'")
        assert set_by_hand == graded
        return set_by_hand


class Import(Case):
    words = ("import", "in.csv")

    def prepare(self, home: Path, killer: Killer) -> None:
        super().prepare(home, killer)
        rows = "".join(f"Lead {n},138{n:08d},{'x' * 200}\n" for n in range(ROWS))
        (home / "in.csv").write_text(f"name,phone,note\n{rows}")
        self.words = ("import", str(home / "in.csv"))

    def is_done(self, home: Path) -> bool:
        count = len(names(home))
        assert count in (1, ROWS + 1)
        return count > 1


class Migrate(Case):
    words = ("due",)
    newer = True

    def prepare(self, home: Path, killer: Killer) -> None:
        case = Import()
        case.prepare(home, killer)
        killer.run(home, *case.words)

    def is_done(self, home: Path) -> bool:
        (version,) = values(home, "PRAGMA user_version")
        columns = values(home, "SELECT name FROM pragma_table_info('lead')")
        assert version - migrations.VERSION == ("colour" in columns)
        if "colour" in columns:
            assert values(home, "SELECT count(*) FROM lead WHERE length(colour) = 600") == [
                ROWS + 1
            ]
        assert len(names(home)) == ROWS + 1
        return "colour" in columns

    def check(self, home: Path) -> None:
        with closing(sqlite3.connect(home / "leadq.db")) as conn:
            assert conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


class BackUp(Case):
    words = ("backup",)

    def prepare(self, home: Path, killer: Killer) -> None:
        case = Import()
        case.prepare(home, killer)
        killer.run(home, *case.words)

    def is_done(self, home: Path) -> bool:
        return "manual" in {one.kind for one in list_backups(home / "leadq.db")}


class Replacing(Case):
    """A command that replaces a file: the old one is there as it was, or the new one, whole."""

    OLD = "what the user had\n" * 5000
    name = "out.csv"

    def prepare(self, home: Path, killer: Killer) -> None:
        case = Import()
        case.prepare(home, killer)
        killer.run(home, *case.words)
        (home / self.name).write_text(self.OLD)

    def is_done(self, home: Path) -> bool:
        found = (home / self.name).read_bytes()
        if found == self.OLD.encode():
            return False
        self.check_new(found, home)
        return True

    def check_new(self, found: bytes, home: Path) -> None:
        """Hold the new file against what it has to be."""
        raise NotImplementedError

    def check(self, home: Path) -> None:
        """Look at what else lies there: killed writers leave nothing that has a name of a file."""
        names = {path.name for path in home.iterdir() if path not in list_left(home)}
        assert names - {f"{self.name}.bak"} <= {"leadq.db", "backups", "in.csv", self.name}


class Export(Replacing):
    def prepare(self, home: Path, killer: Killer) -> None:
        super().prepare(home, killer)
        self.words = ("export", str(home / self.name), "--force")

    def check_new(self, found: bytes, home: Path) -> None:
        assert len(json.loads(found)) == ROWS + 1


class BackUpFile(Replacing):
    def prepare(self, home: Path, killer: Killer) -> None:
        super().prepare(home, killer)
        self.words = ("backup", str(home / self.name), "--force")

    def check_new(self, found: bytes, home: Path) -> None:
        with closing(sqlite3.connect(home / self.name)) as conn:
            assert conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert conn.execute("SELECT count(*) FROM lead").fetchone() == (ROWS + 1,)


class ConfigInit(Replacing):
    OLD = 'me = "Li"\n'
    name = ".leadq.toml"
    words = ("config", "init", "--force")

    def check_new(self, found: bytes, home: Path) -> None:
        assert found.decode() == example()
        assert (home / f"{self.name}.bak").read_text() == self.OLD


class Restore(Case):
    words = ("restore", "manual", "--yes")
    damaged = False

    def prepare(self, home: Path, killer: Killer) -> None:
        super().prepare(home, killer)
        killer.run(home, "backup")
        case = Import()
        case.prepare(home, killer)
        killer.run(home, *case.words)
        self.words = ("restore", "leadq-2026-11-23-manual.db", "--yes")
        if self.damaged:
            (home / "leadq.db").write_bytes(b"\xa5" * 200_000)

    def is_done(self, home: Path) -> bool:
        if self.damaged and (home / "leadq.db").read_bytes() == b"\xa5" * 200_000:
            return False
        found = names(home)
        assert found[0] == "Wang"
        assert len(found) in ((1,) if self.damaged else (1, ROWS + 2, ROWS + 1))
        return len(found) == 1

    def check(self, home: Path) -> None:
        if not self.damaged or self.is_done(home):
            check_inside(home)


class RestoreDamaged(Restore):
    damaged = True


CASES: dict[str, Callable[[], Case]] = {
    "log": Log,
    "grade": Grade,
    "import": Import,
    "migrate": Migrate,
    "backup": BackUp,
    "backup over a file": BackUpFile,
    "export over a file": Export,
    "settings": ConfigInit,
    "restore": Restore,
    "restore a damaged one": RestoreDamaged,
}


def kill_often(case: Case, times: int, seed: int, killer: Killer, folder: Path) -> list[int]:
    """Kill a command at random moments; return how many runs died before and after it was done."""
    before, place = folder / "before", folder / "place"
    before.mkdir()
    case.prepare(before, killer)
    words = [word.replace(str(before), str(place)) for word in case.words]
    moments = random.Random(seed)
    took = []
    for _ in range(3):
        shutil.copytree(before, place)
        whole = killer.run(place, *words, newer=case.newer)
        assert (whole.code, case.is_done(place)) == (0, True), whole
        took.append(whole.took)
        shutil.rmtree(place)
    counts = [0, 0]
    tries = 0
    while tries < times or not sum(counts):
        shutil.copytree(before, place)
        # A machine that has become faster since is met earlier, until one run is caught at work.
        early = 0.5 ** max(0, tries - times + 1)
        delay = moments.uniform(0.001, sorted(took)[1] * early)
        tries += 1
        end = killer.run(place, *words, delay=delay, newer=case.newer)
        assert end.killed or end.code == 0, (seed, delay, end)
        with closing(sqlite3.connect(place / "leadq.db")) as conn:
            conn.execute("PRAGMA busy_timeout = 5000")
        done = case.is_done(place)
        assert done or end.told is None, f"said but not done (seed {seed}, after {delay:.4f} s)"
        case.check(place)
        for one in list_backups(place / "leadq.db"):
            assert one.kind == "damaged" or is_good(one) or case.newer, one
        again = killer.run(place, *words, newer=case.newer)
        assert again.code == 0, (seed, delay, again)
        shutil.rmtree(place)
        counts[done] += end.killed
    return counts


@pytest.mark.parametrize("name", CASES)
def test_killed_at_a_few_moments(name: str, killer: Killer, home: Path, tmp_path: Path) -> None:
    counts = kill_often(CASES[name](), 3, 20261123, killer, tmp_path)
    assert sum(counts) > 0


@pytest.mark.nightly
@pytest.mark.parametrize("name", CASES)
def test_killed_at_many_moments(name: str, killer: Killer, home: Path, tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(1_000_000)
    undone, done = kill_often(CASES[name](), 40, seed, killer, tmp_path)
    print(f"{name}: killed {undone} times before and {done} times after it was done (seed {seed})")
    assert undone > 0
