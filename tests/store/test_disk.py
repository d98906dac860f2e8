"""A store that is locked, may only be read, or has no room left."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

import leadq
from leadq.store import opening
from leadq.store.care.backup_folder import list_backups
from leadq.store.connect import open_store

from .faults import READS, WRITES, assert_two_lines

Run = Callable[..., Any]
ROOT = Path(leadq.__file__).parents[1]
NOBODY = 65534
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="rights and limits are POSIX")


@pytest.fixture
def store(filled: Path) -> Path:
    return filled


@pytest.fixture
def hold(store: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Let another program lock the store until the test ends."""
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.05)
    code = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute(sys.argv[2]); print('locked', flush=True); sys.stdin.readline()"
    )
    started: list[subprocess.Popen[str]] = []

    def lock(how: str) -> None:
        other = subprocess.Popen(
            [sys.executable, "-c", code, str(store), how],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(other)
        assert other.stdout is not None
        assert other.stdout.readline() == "locked\n"

    yield lock
    for other in started:
        other.communicate("\n", timeout=600)


def test_a_store_locked_by_another_program(
    run: Run, store: Path, hold: Callable[[str], None]
) -> None:
    run("backup")
    before = store.read_bytes()
    hold("BEGIN EXCLUSIVE")
    locked = (*READS, *WRITES, ["backup"], ["restore", "leadq-2026-11-23-manual.db", "--yes"])
    for words in locked:
        assert_two_lines(run(*words), "Another leadq is writing")
    assert run("doctor").code == 3
    assert store.read_bytes() == before
    assert len(list_backups(store)) == 1


def test_reading_goes_on_while_another_program_writes(
    run: Run, store: Path, hold: Callable[[str], None]
) -> None:
    hold("BEGIN IMMEDIATE")
    for words in (*READS, ["backup"]):
        assert run(*words).code == 0, words
    for words in WRITES:
        assert_two_lines(run(*words), "Another leadq is writing")


@contextmanager
def as_nobody() -> Iterator[None]:
    """Let rights hold even where the tests run as root."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


@pytest.fixture
def open_home(home: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home that anybody can look into, with the store in it."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        place.chmod(0o755)
        shutil.copyfile(store, place / "leadq.db")
        for variable in ("LEADQ_HOME", "HOME", "USERPROFILE"):
            monkeypatch.setenv(variable, name)
        monkeypatch.chdir(place)
        yield place
        place.chmod(0o755)
        monkeypatch.chdir(home)


@POSIX
@pytest.mark.parametrize("which", ["file", "folder"])
def test_a_store_that_may_only_be_read(run: Run, open_home: Path, which: str) -> None:
    store = open_home / "leadq.db"
    store.chmod(0o444 if which == "file" else 0o666)
    open_home.chmod(0o555)
    before = store.read_bytes()
    with as_nobody():
        if not os.access(leadq.__file__, os.R_OK, effective_ids=True):
            pytest.skip("leadq is installed where only its owner may look")
        for words in READS:
            assert run(*words).code == 0, words
        for words in WRITES:
            done = run(*words)
            assert done.code == 3, (words, done)
            assert len(done.err.splitlines()) == 2, done.err
        refused = run("backup")
        assert refused.code == 3
        assert "could not be written" in refused.err
        assert len(refused.err.splitlines()) == 2
    assert store.read_bytes() == before


LIMITED = """
import resource, sys
from leadq.__main__ import main
size = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
sys.exit(main(sys.argv[2:]))
"""


@POSIX
def test_a_file_that_cannot_grow(run: Run, store: Path) -> None:
    """What a full disk is to SQLite, as far as can be had without rights: no byte more."""
    before = run("list", "--json").out
    words = ["fact", "1", "reason=yes", "--note", "n" * 60_000]
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(store.stat().st_size), *words],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert len(done.stderr.splitlines()) == 2
    assert "leadq.db" in done.stderr
    assert run("list", "--json").out == before
    assert run("doctor").code == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[Path, int], None]]:
    """Put a disk of a few KB over a folder, where the tests may."""
    mounted: list[Path] = []

    def mount(folder: Path, kilobytes: int) -> None:
        folder.mkdir(exist_ok=True)
        words = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k,mode=700", "leadq", str(folder)]
        done = subprocess.run(words, capture_output=True, check=False)
        if done.returncode:
            pytest.skip("only root can make a small disk")
        mounted.append(folder)

    if sys.platform != "linux":
        pytest.skip("a small disk is made with tmpfs")
    yield mount
    for folder in mounted:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_no_room_for_a_backup(
    run: Run, store: Path, small_disk: Callable[[Path, int], None]
) -> None:
    small_disk(store.parent / "backups", 64)
    done = run("add", "Zhao", "--json")
    assert (done.code, json.loads(done.out)["number"]) == (0, 61)
    assert len(done.err.splitlines()) == 1
    assert "no backup" in done.err
    table = store.parent / "more.csv"
    table.write_text("name\nNewcomer\n")
    done = run("import", str(table))
    assert (done.code, len(done.err.splitlines())) == (0, 1)
    assert "Newcomer" in run("list").out
    assert_two_lines(run("backup"), "could not be written")
    assert list((store.parent / "backups").iterdir()) == []


def test_no_room_for_the_store(
    run: Run, store: Path, small_disk: Callable[[Path, int], None]
) -> None:
    disk = store.parent / "disk"
    small_disk(disk, store.stat().st_size // 1024 + 90)
    shutil.copyfile(store, disk / "leadq.db")
    (disk / "backups").write_text("so that no backup takes the room")
    here = ["--db", str(disk / "leadq.db")]
    before = run("list", "--json", *here).out
    table = store.parent / "more.csv"
    table.write_text("name,note\n" + "".join(f"n{i},{'x' * 900}\n" for i in range(900)))
    codes = set()
    for words in (["import", str(table)], ["fact", "1", "reason=yes", "--note", "n" * 120_000]):
        done = run(*words, *here)
        codes.add(done.code)
        shown = [line for line in done.err.splitlines() if "no backup" not in line]
        assert len(shown) == 2, done.err
    assert codes == {3}
    assert run("list", "--json", *here).out == before
    with closing(open_store(disk / "leadq.db")) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_no_room_for_what_is_restored(
    run: Run, store: Path, small_disk: Callable[[Path, int], None], tmp_path: Path
) -> None:
    run("backup", str(tmp_path / "saved.db"))
    disk = store.parent / "disk"
    small_disk(disk, store.stat().st_size // 1024 + 60)
    shutil.copyfile(store, disk / "leadq.db")
    before = (disk / "leadq.db").read_bytes()
    here = ["--db", str(disk / "leadq.db")]
    done = run("restore", str(tmp_path / "saved.db"), "--yes", *here)
    assert_two_lines(done, "could not be written")
    assert (disk / "leadq.db").read_bytes() == before
    assert {path.name for path in disk.iterdir()} == {"leadq.db"}


@pytest.mark.parametrize("name", ["out.csv", "out.json", "out.xlsx", "out.vcf"])
def test_no_room_for_what_is_exported(
    spawn: Run, store: Path, small_disk: Callable[[Path, int], None], name: str
) -> None:
    disk = store.parent / "disk"
    small_disk(disk, 8)
    spawn("edit", "1", "--note", random.Random(1).randbytes(30_000).hex())
    done = spawn("export", str(disk / name))
    assert_two_lines(done, "does not fit on the disk", code=1)
    assert list(disk.iterdir()) == []


def test_no_room_for_settings(spawn: Run, small_disk: Callable[[Path, int], None]) -> None:
    disk = Path.cwd() / "disk"
    small_disk(disk, 4)
    (disk / "fill").write_bytes(b"x" * 4096)
    for words in (["config", "init"], ["script", "new", "mine"]):
        done = spawn(*words, env={"LEADQ_HOME": str(disk)})
        assert_two_lines(done, "does not fit on the disk", code=1)
    assert [path for path in disk.rglob("*") if path.is_file()] == [disk / "fill"]
