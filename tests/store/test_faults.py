"""What a rep is told when the store is out of order, and that it is left as it is."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import leadq
from leadq.errors import StoreError
from leadq.store import connect, migrations
from leadq.store.backup import list_backups
from leadq.store.connect import open_store

Run = Callable[..., Any]
ROOT = Path(leadq.__file__).parents[1]
VERSIONS = Path(__file__).parent / "versions"
TODAY = date(2026, 11, 23)
NOBODY = 65534
PAGE = 4096
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="rights and limits are POSIX")
READS = (["due"], ["list", "--json"], ["show", "1"], ["export"], ["history", "1"])
WRITES = (["add", "Zhao"], ["log", "1", "--said", "hi"], ["fact", "1", "money=yes"], ["undo"])


@pytest.fixture
def store(run: Run, home: Path) -> Path:
    """A store of some pages in every table, with no backup yet."""
    table = home / "in.csv"
    rows = "".join(f"Lead {n},138{n:08d},said {n} things\n" for n in range(60))
    table.write_text(f"name,phone,note\n{rows}", encoding="utf-8")
    assert run("import", str(table)).code == 0
    run("log", "1", "--said", "wants a quote", "--promise", "bring it @ +3d")
    run("fact", "1", "money=yes", "need=yes")
    shutil.rmtree(home / "backups")
    return home / "leadq.db"


def assert_two_lines(done: Any, words: str) -> None:
    assert (done.code, done.out) == (3, ""), done
    assert len(done.err.splitlines()) == 2, done.err
    assert words in done.err


def zero(store: Path, first: int, count: int = 1) -> None:
    data = bytearray(store.read_bytes())
    data[first * PAGE : (first + count) * PAGE] = bytes(count * PAGE)
    store.write_bytes(bytes(data))


def set_header(store: Path, field: str, value: int) -> None:
    with closing(sqlite3.connect(store)) as conn:
        conn.execute(f"PRAGMA {field} = {value}")


def make_foreign(store: Path) -> None:
    store.unlink()
    with closing(sqlite3.connect(store)) as conn:
        conn.execute("CREATE TABLE song (name)")
        conn.commit()


HARM: dict[str, tuple[Callable[[Path], object], str]] = {
    "cut in half": (lambda p: os.truncate(p, p.stat().st_size // 2), "is damaged"),
    "cut within a page": (lambda p: os.truncate(p, p.stat().st_size - 2000), "is damaged"),
    "cut to a page": (lambda p: os.truncate(p, PAGE), "is damaged"),
    "cut in the header": (lambda p: os.truncate(p, 60), "is damaged"),
    "garbage": (lambda p: p.write_bytes(b"\xa5" * 9000), "is not a store of leadq"),
    "a byte": (lambda p: p.write_bytes(b"x"), "is not a store of leadq"),
    "a text": (lambda p: p.write_text("name,phone\n" * 900), "is not a store of leadq"),
    "zeroed": (lambda p: p.write_bytes(bytes(9000)), "is not a store of leadq"),
    "zeroed after the header": (lambda p: zero(p, 1, 99), "is damaged"),
    "another program's": (make_foreign, "is not a store of leadq"),
    "a newer one": (lambda p: set_header(p, "user_version", 99), "newer leadq (version 99"),
}


@pytest.mark.parametrize("harm", HARM)
def test_a_store_of_no_use_is_named_and_left_alone(run: Run, store: Path, harm: str) -> None:
    do, words = HARM[harm]
    do(store)
    before = store.read_bytes()
    for command in (*READS, *WRITES, ["backup"], ["backup", str(store.parent / "b.db")]):
        assert_two_lines(run(*command), words)
        assert store.read_bytes() == before, command
    assert not (store.parent / "b.db").exists()
    assert list_backups(store) == []


@pytest.mark.parametrize("harm", HARM)
def test_the_newest_good_backup_is_named_and_comes_back(run: Run, store: Path, harm: str) -> None:
    run("add", "Zhao")
    run("backup")
    before = json.loads(run("list", "--json").out)
    HARM[harm][0](store)
    done = run("due")
    assert (done.code, len(done.err.splitlines())) == (3, 2)
    if harm in ("another program's", "a newer one"):
        assert "restore" not in done.err
        return
    assert "leadq restore leadq-2026-11-23-manual.db" in done.err
    assert "leadq restore leadq-2026-11-23-manual.db" in run("due", "--lang", "zh").err
    assert "2026-11-23" in done.err
    words = done.err.split("leadq ")[-1].split()
    assert run(*words, "--yes").code == 0
    assert json.loads(run("list", "--json").out) == before
    assert run("doctor").code == 0


def test_a_store_that_lost_every_byte(run: Run, store: Path) -> None:
    run("backup")
    store.write_bytes(b"")
    for words in (*READS, *WRITES):
        assert_two_lines(run(*words), "is empty, but there are backups")
    assert store.read_bytes() == b""


def test_any_zeroed_page_is_harmless_or_said(run: Run, store: Path) -> None:
    """A page that a command does not touch cannot disturb it; one that it does is named."""
    whole = store.read_bytes()
    seen = set()
    for page in range(1, len(whole) // PAGE):
        store.write_bytes(whole)
        zero(store, page)
        before = store.read_bytes()
        for words in (["list", "--json"], ["show", "1"], ["due", "--within", "30"]):
            done = run(*words)
            assert done.code in (0, 3), (page, words, done)
            assert store.read_bytes() == before
            seen.add(done.code)
        checked = run("doctor")
        assert checked.code == 3, (page, checked)
        assert "is damaged" in checked.out
        assert store.read_bytes() == before
        done = run("add", "Zhao", "--phone", "13900000001")
        assert done.code in (0, 3), (page, done)
        assert done.code == 0 or store.read_bytes() == before
    assert seen == {0, 3}


@pytest.fixture
def hold(store: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Let another program lock the store until the test ends."""
    monkeypatch.setattr(connect, "BUSY_SECONDS", 0.05)
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
        other.communicate("\n", timeout=20)


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


# stores of every version there was


def contents(conn: sqlite3.Connection) -> dict[str, list[dict[str, Any]]]:
    tables = conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    found = {}
    for (table,) in tables.fetchall():
        rows = conn.execute(f'SELECT * FROM "{table}"')
        names = [column[0] for column in rows.description]
        found[table] = sorted((dict(zip(names, row, strict=True)) for row in rows), key=repr)
    return found


def load(version: int, path: Path) -> dict[str, list[dict[str, Any]]]:
    """Make a store as it was at a version, and return what is in it."""
    with closing(sqlite3.connect(path)) as conn:
        conn.executescript((VERSIONS / f"{version}.sql").read_text(encoding="utf-8"))
        return contents(conn)


OLDER = range(1, max(migrations.VERSION, 2))


def test_there_is_a_store_of_every_older_version() -> None:
    assert {path.stem for path in VERSIONS.iterdir()} == {str(number) for number in OLDER}


@pytest.mark.parametrize("version", OLDER)
def test_a_store_of_an_older_version_keeps_all_it_holds(version: int, run: Run, home: Path) -> None:
    old = load(version, home / "leadq.db")
    assert run("due").code == 0
    with closing(open_store(home / "leadq.db")) as conn:
        assert conn.execute("PRAGMA user_version").fetchone() == (migrations.VERSION,)
        new = contents(conn)
    for table, rows in old.items():
        if table in ("meta", "outlook"):
            continue
        kept = [{name: row[name] for name in rows[0]} for row in new[table]] if rows else []
        assert sorted(kept, key=repr) == rows, table
    assert run("doctor", "--fix").code == 0
    assert run("doctor").out.count("√") >= 9
    assert {"王建国", "Denson", "O'Neil"} <= {one["name"] for one in listed(run)}
    assert (list_backups(home / "leadq.db") == []) == (version == migrations.VERSION)


def listed(run: Run) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("list", "--status", "all", "--json").out)
    return found


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Give the program a version more, whose step runs a statement."""

    def plan(statement: str) -> None:
        steps = {migrations.VERSION + 1: lambda conn: conn.execute(statement)}
        known = migrations.load_step
        monkeypatch.setattr(migrations, "load_step", lambda n: steps.get(n) or known(n))
        monkeypatch.setattr(migrations, "VERSION", migrations.VERSION + 1)

    return plan


def test_a_migration_is_backed_up_before(store: Path, next_version: Callable[[str], None]) -> None:
    with closing(open_store(store)) as conn:
        before = contents(conn)
    next_version("ALTER TABLE lead ADD COLUMN colour TEXT")
    open_store(store, TODAY).close()
    (kept,) = list_backups(store)
    assert (kept.kind, kept.day) == ("migrate", TODAY)
    with closing(sqlite3.connect(kept.path)) as conn:
        assert conn.execute("PRAGMA user_version").fetchone() == (migrations.VERSION - 1,)
        assert contents(conn) == before
    open_store(store, TODAY).close()
    assert len(list_backups(store)) == 1


def test_a_migration_that_fails_changes_nothing(
    store: Path, next_version: Callable[[str], None]
) -> None:
    before = store.read_bytes()
    next_version("ALTER TABLE nothing ADD COLUMN colour TEXT")
    with pytest.raises(StoreError):
        open_store(store, TODAY)
    assert store.read_bytes() == before


def test_no_migration_without_a_backup(store: Path, next_version: Callable[[str], None]) -> None:
    before = store.read_bytes()
    (store.parent / "backups").write_text("in its place")
    next_version("ALTER TABLE lead ADD COLUMN colour TEXT")
    with pytest.raises(StoreError) as caught:
        open_store(store, TODAY)
    assert caught.value.key == "backup_failed"
    assert store.read_bytes() == before


def test_of_two_migrations_at_once_one_wins(
    store: Path, next_version: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second one arrives when the first has looked at the version and not yet begun."""
    next_version("ALTER TABLE lead ADD COLUMN colour TEXT")
    migrate, arrived = connect._migrate, []

    def let_another_pass(conn: sqlite3.Connection, path: Path) -> None:
        if not arrived:
            arrived.append(True)
            open_store(path, TODAY).close()
        migrate(conn, path)

    monkeypatch.setattr(connect, "_migrate", let_another_pass)
    with closing(open_store(store, TODAY)) as conn:
        columns = [row[1] for row in conn.execute("PRAGMA table_info(lead)")]
        assert conn.execute("PRAGMA user_version").fetchone() == (migrations.VERSION,)
    assert columns.count("colour") == 1


def test_an_older_backup_is_migrated_on_its_way_back(
    run: Run, store: Path, next_version: Callable[[str], None]
) -> None:
    run("backup", "old.db")
    next_version("ALTER TABLE lead ADD COLUMN colour TEXT")
    assert run("restore", "old.db", "--yes").code == 0
    with closing(sqlite3.connect(store)) as conn:
        assert conn.execute("PRAGMA user_version").fetchone() == (migrations.VERSION,)
        assert conn.execute("SELECT count(colour), count(*) FROM lead").fetchone() == (0, 60)
    with closing(sqlite3.connect("old.db")) as conn:
        assert conn.execute("PRAGMA user_version").fetchone() == (migrations.VERSION - 1,)
