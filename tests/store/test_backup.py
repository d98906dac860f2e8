"""Backups: what is copied, what is kept, what comes back."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from leadq import paths
from leadq.errors import RefusedError, StoreError
from leadq.store import backup, connect, repo
from leadq.store.backup import Backup, choose_dropped, find_good, keep_copy, list_backups
from leadq.store.connect import open_store
from leadq.store.restore import check_backup, restore_store
from leadq.store.unit import write

Run = Callable[..., Any]
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")


def note(store: Path, key: str) -> None:
    with write(store, "test", NOW) as unit:
        repo.set_meta(unit, key, "x")


def keys(store: Path) -> list[str]:
    with closing(sqlite3.connect(store)) as conn:
        return [row[0] for row in conn.execute("SELECT key FROM meta ORDER BY key")]


def names(store: Path) -> list[str]:
    return sorted(path.name for path in backup.backups_of(store).iterdir())


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "leadq.db"
    note(path, "first")
    return path


def test_the_folder_is_the_one_the_settings_show(store: Path) -> None:
    assert backup.backups_of(store) == paths.backups_folder(store)


def test_a_backup_holds_what_the_store_held(store: Path) -> None:
    file = keep_copy(store, "day", TODAY)
    note(store, "second")
    assert keys(file) == ["first"]
    assert names(store) == ["leadq-2026-11-23-day.db"]
    assert backup.has_day(store, TODAY)
    assert not backup.has_day(store, TODAY + timedelta(1))


@POSIX
def test_a_backup_is_its_owners_alone(store: Path, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        file = keep_copy(store, "day", TODAY)
        backup.write_copy(store, tmp_path / "elsewhere.db", full=True)
    finally:
        os.umask(before)
    assert (mode(file), mode(file.parent)) == (0o600, 0o700)
    assert mode(tmp_path / "elsewhere.db") == 0o600


def test_a_second_one_of_a_kind_gets_a_name_of_its_own(store: Path) -> None:
    for _ in range(3):
        keep_copy(store, "import", TODAY)
    keep_copy(store, "day", TODAY)
    keep_copy(store, "day", TODAY)
    assert names(store) == [
        "leadq-2026-11-23-day.db",
        "leadq-2026-11-23-import-2.db",
        "leadq-2026-11-23-import-3.db",
        "leadq-2026-11-23-import.db",
    ]
    assert {one.kind for one in list_backups(store)} == {"day", "import"}


def test_stores_in_one_folder_do_not_mix(store: Path) -> None:
    for other in ("leadq-2.db", "leadq.sqlite", "my.db"):
        note(store.with_name(other), "x")
        keep_copy(store.with_name(other), "day", TODAY)
    keep_copy(store, "day", TODAY)
    (backup.backups_of(store) / "leadq-2026-13-45-day.db").touch()
    assert [one.path.name for one in list_backups(store)] == ["leadq-2026-11-23-day.db"]


def test_a_writer_at_work_is_not_in_the_backup(store: Path) -> None:
    with closing(sqlite3.connect(store, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO meta VALUES ('unfinished', 'x')")
        assert keys(keep_copy(store, "day", TODAY)) == ["first"]
        other.execute("ROLLBACK")


def test_a_locked_store_is_waited_for_no_longer_than_by_any_command(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connect, "BUSY_SECONDS", 0.02)
    with closing(sqlite3.connect(store, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError) as caught:
            keep_copy(store, "day", TODAY)
        other.execute("ROLLBACK")
    assert caught.value.key == "store_locked"
    assert names(store) == []


def test_a_damaged_store_is_not_backed_up(store: Path) -> None:
    good = keep_copy(store, "day", TODAY)
    damage(store)
    with pytest.raises(StoreError) as caught:
        keep_copy(store, "import", TODAY)
    assert (caught.value.key, caught.value.hint) == ("store_damaged", "store_restore")
    assert caught.value.params["backup"] == good.name
    assert names(store) == [good.name]


def test_a_folder_that_cannot_be_written(store: Path) -> None:
    backup.backups_of(store).write_text("a file in its place")
    with pytest.raises(StoreError) as caught:
        keep_copy(store, "day", TODAY)
    assert caught.value.key == "backup_failed"
    assert caught.value.params["reason"]


def damage(store: Path, page: int = 3) -> None:
    data = bytearray(store.read_bytes())
    data[4096 * page : 4096 * (page + 4)] = bytes(4096 * 4)
    store.write_bytes(bytes(data))


def made(day: date, kind: str = "day", number: int = 0) -> Backup:
    return Backup(Path(f"{day}-{kind}-{number}"), day, kind, 1, number)


def kept(backups: list[Backup], days: int = 30) -> list[Backup]:
    newest_first = sorted(backups, key=lambda one: (one.day, one.made), reverse=True)
    dropped = choose_dropped(newest_first, TODAY, days)
    return [one for one in newest_first if one not in dropped]


def test_seven_days_and_four_weeks_are_kept() -> None:
    every_day = [made(TODAY - timedelta(n)) for n in range(60)]
    days = [(TODAY - one.day).days for one in kept(every_day)]
    # today is a Monday: the newest of the weeks before are Sundays
    assert days == [0, 1, 2, 3, 4, 5, 6, 8, 15]
    assert [one.day.weekday() for one in kept(every_day)[-2:]] == [6, 6]


def test_days_without_work_leave_older_days_in_their_place() -> None:
    every_third = [made(TODAY - timedelta(3 * n)) for n in range(20)]
    assert [(TODAY - one.day).days for one in kept(every_third)] == [0, 3, 6, 9, 12, 15, 18]


def test_none_is_older_than_the_settings_allow() -> None:
    weekly = [made(TODAY - timedelta(7 * n), kind) for n in range(9) for kind in ("day", "manual")]
    assert max((TODAY - one.day).days for one in kept(weekly)) == 28
    assert max((TODAY - one.day).days for one in kept(weekly, days=10)) == 7
    assert kept([made(date.min)], days=3650) == []


def test_the_last_five_before_a_command_are_kept_and_all_made_by_hand() -> None:
    many = [made(TODAY, "import", n) for n in range(8)] + [made(TODAY, "manual", n) for n in (8, 9)]
    found = [(one.kind, one.made) for one in kept(many)]
    assert found == [("manual", 9), ("manual", 8), *(("import", n) for n in (7, 6, 5, 4, 3))]


def test_what_a_broken_off_backup_left_is_cleared_away_later(store: Path) -> None:
    folder = keep_copy(store, "day", TODAY).parent
    now = (folder / "leadq-2026-11-23-day.db").stat().st_mtime
    for name, age in (("old", 7200), ("new", 10)):
        part = folder / f".leadq-{name}.db-77.part"
        part.touch()
        os.utime(part, (now - age, now - age))
    backup.drop_old(store, TODAY, 30)
    assert names(store) == [".leadq-new.db-77.part", "leadq-2026-11-23-day.db"]


def test_the_newest_good_one_is_found(store: Path) -> None:
    good = keep_copy(store, "day", TODAY - timedelta(2))
    damage(keep_copy(store, "day", TODAY - timedelta(1)))
    keep_copy(store, "day", TODAY).write_bytes(b"no database")
    newer = keep_copy(store, "import", TODAY)
    with closing(sqlite3.connect(newer)) as conn:
        conn.execute("PRAGMA user_version = 999")
    found = find_good(store)
    assert found is not None
    assert found.path == good


@pytest.fixture
def saved(store: Path, tmp_path: Path) -> Path:
    """A backup of the store as it was before something was written."""
    file = tmp_path / "saved.db"
    backup.write_copy(store, file)
    note(store, "second")
    return file


@POSIX
def test_a_restore_brings_back_all_of_it_and_keeps_what_was_there(store: Path, saved: Path) -> None:
    store.chmod(0o640)
    done = restore_store(store, saved, TODAY)
    assert keys(store) == ["first"]
    assert done.copy is not None
    assert keys(done.copy) == ["first", "second"]
    assert done.copy.name == "leadq-2026-11-23-restore.db"
    assert (mode(store), mode(done.copy)) == (0o640, 0o600)
    assert sorted(path.name for path in store.parent.iterdir()) == [
        "backups",
        "leadq.db",
        saved.name,
    ]


def test_a_reader_that_is_open_sees_the_restored_store(store: Path, saved: Path) -> None:
    with closing(open_store(store)) as reader:
        assert reader.execute("SELECT count(*) FROM meta").fetchone() == (2,)
        restore_store(store, saved, TODAY)
        assert reader.execute("SELECT count(*) FROM meta").fetchone() == (1,)


@pytest.mark.parametrize("lock", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE", "read"])
def test_a_store_in_use_is_not_replaced(
    store: Path, saved: Path, lock: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connect, "BUSY_SECONDS", 0.02)
    with closing(sqlite3.connect(store, isolation_level=None)) as other:
        if lock == "read":
            other.execute("BEGIN")
            other.execute("SELECT count(*) FROM meta").fetchone()
        else:
            other.execute(lock)
        with pytest.raises(StoreError) as caught:
            restore_store(store, saved, TODAY)
        other.execute("ROLLBACK")
    assert caught.value.key == "store_locked"
    assert keys(store) == ["first", "second"]


def test_nobody_can_write_while_a_store_is_replaced(
    store: Path, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    filled = backup.copy_from

    def look(source: sqlite3.Connection, of: Path, target: Path, **how: bool) -> None:
        filled(source, of, target, **how)
        if of == store:
            with closing(sqlite3.connect(store, timeout=0)) as other:
                try:
                    other.execute("SELECT count(*) FROM meta")
                except sqlite3.OperationalError as error:
                    seen.append(error.sqlite_errorname)

    monkeypatch.setattr(backup, "copy_from", look)
    restore_store(store, saved, TODAY)
    assert seen == ["SQLITE_BUSY"]


DAMAGES: dict[str, Callable[[Path], object]] = {
    "garbage": lambda path: path.write_bytes(b"\xa5" * 9000),
    "zeroed": lambda path: path.write_bytes(bytes(9000)),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:20_000]),
    "emptied": lambda path: path.write_bytes(b""),
    "pages": damage,
    "schema": lambda path: damage(path, 0),
    "one byte": lambda path: path.write_bytes(b"x"),
    "gone": lambda path: path.unlink(),
}


@pytest.mark.parametrize("how", DAMAGES)
def test_a_damaged_store_is_replaced_too(store: Path, saved: Path, how: str) -> None:
    DAMAGES[how](store)
    found = store.read_bytes() if store.exists() else b""
    done = restore_store(store, saved, TODAY)
    assert keys(store) == ["first"]
    assert (done.copy is None) == (not found)
    if done.copy is not None:
        # the header counts changes, copying included
        assert done.copy.read_bytes()[100 : len(found)] == found[100:]
        assert "damaged" in done.copy.name
    note(store, "works again")


def test_work_left_beside_the_damaged_file_does_not_reach_the_restored_one(
    store: Path, saved: Path
) -> None:
    store.write_bytes(b"x")
    for ending in ("-journal", "-wal"):
        store.with_name(store.name + ending).write_bytes(b"\x5a" * 600)
    done = restore_store(store, saved, TODAY)
    assert done.copy is not None
    for ending in ("-journal", "-wal"):
        assert done.copy.with_name(done.copy.name + ending).read_bytes() == b"\x5a" * 600
    assert sorted(path.name for path in store.parent.glob("leadq.db*")) == ["leadq.db"]
    assert keys(store) == ["first"]


def test_another_programs_database_is_not_replaced(saved: Path, tmp_path: Path) -> None:
    other = tmp_path / "music.db"
    with closing(sqlite3.connect(other)) as conn:
        conn.execute("CREATE TABLE song (name)")
        conn.commit()
    before = other.read_bytes()
    with pytest.raises(StoreError) as caught:
        restore_store(other, saved, TODAY)
    assert caught.value.key == "store_foreign"
    assert other.read_bytes() == before


def test_a_link_stays_a_link(store: Path, saved: Path, tmp_path: Path) -> None:
    link = tmp_path / "links" / "leadq.db"
    link.parent.mkdir()
    try:
        link.symlink_to(store)
    except OSError as error:
        pytest.skip(f"no links here: {error}")
    for harm in (DAMAGES["pages"], DAMAGES["garbage"]):
        harm(store)
        restore_store(link, saved, TODAY)
        assert link.is_symlink()
        assert keys(store) == ["first"]


@pytest.mark.parametrize(
    ("harm", "key"),
    [
        (lambda path: path.unlink(), "no_backup"),
        (lambda path: path.write_bytes(b"text" * 500), "backup_foreign"),
        (lambda path: path.write_bytes(b""), "backup_foreign"),
        (lambda path: path.write_bytes(path.read_bytes()[:20_000]), "backup_damaged"),
        (damage, "backup_damaged"),
        (lambda path: header(path, "user_version", 99), "backup_newer"),
        (lambda path: header(path, "application_id", 7), "backup_foreign"),
    ],
)
def test_what_cannot_be_put_back(saved: Path, harm: Callable[[Path], object], key: str) -> None:
    harm(saved)
    before = saved.read_bytes() if saved.exists() else b""
    with pytest.raises(RefusedError) as caught:
        check_backup(saved)
    assert caught.value.key == key
    assert (saved.read_bytes() if saved.exists() else b"") == before


def header(path: Path, field: str, value: int) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.execute(f"PRAGMA {field} = {value}")


def test_a_backup_with_a_row_of_no_lead_is_damaged(saved: Path) -> None:
    with closing(sqlite3.connect(saved)) as conn:
        conn.execute("INSERT INTO lookup VALUES (77, 'x')")
        conn.commit()
    with pytest.raises(RefusedError, match="backup_damaged"):
        check_backup(saved)


# the commands


@pytest.fixture
def backups(home: Path) -> Iterator[Callable[[], list[str]]]:
    def listed() -> list[str]:
        folder = home / "backups"
        return sorted(path.name for path in folder.iterdir()) if folder.exists() else []

    return listed


def test_the_first_write_of_a_day_makes_a_backup(run: Run, backups: Any, home: Path) -> None:
    run("due")
    assert backups() == []
    run("add", "Wang")
    assert backups() == ["leadq-2026-11-23-day.db"]
    first = (home / "backups" / "leadq-2026-11-23-day.db").read_bytes()
    run("add", "Li")
    assert (home / "backups" / "leadq-2026-11-23-day.db").read_bytes() == first
    run("due", env={"LEADQ_TODAY": "2026-11-24"})
    run("add", "Zhao", env={"LEADQ_TODAY": "2026-11-25"})
    assert backups() == ["leadq-2026-11-23-day.db", "leadq-2026-11-25-day.db"]


def test_backups_go_after_the_days_that_are_set(run: Run, backups: Any, home: Path) -> None:
    (home / ".leadq.toml").write_text("backup_days = 2\n")
    for day in (20, 21, 23):
        run("add", f"lead {day}", env={"LEADQ_TODAY": f"2026-11-{day}"})
    assert backups() == ["leadq-2026-11-21-day.db", "leadq-2026-11-23-day.db"]


def test_an_import_is_backed_up_before(run: Run, backups: Any, home: Path) -> None:
    table = home / "in.csv"
    table.write_text("name\nDenson\n")
    assert run("import", str(table)).code == 0
    assert backups() == ["leadq-2026-11-23-day.db"], "there was nothing to back up before"
    table.write_text("name\nOther\n")
    assert run("import", str(table)).code == 0
    assert backups() == ["leadq-2026-11-23-day.db", "leadq-2026-11-23-import.db"]
    with closing(sqlite3.connect(home / "backups" / "leadq-2026-11-23-import.db")) as conn:
        assert conn.execute("SELECT name FROM lead").fetchall() == [("Denson",)]


def test_a_backup_that_fails_is_one_line_and_no_failure(run: Run, home: Path) -> None:
    (home / "backups").write_text("in its place")
    done = run("add", "Wang", "--json")
    assert (done.code, json.loads(done.out)["number"]) == (0, 1)
    assert len(done.err.splitlines()) == 1
    assert "no backup" in done.err
    table = home / "in.csv"
    table.write_text("name\nDenson\n")
    done = run("import", str(table))
    assert (done.code, len(done.err.splitlines())) == (0, 1)
    assert "Denson" in run("list").out


def test_backup_to_a_file(run: Run, home: Path, tmp_path: Path) -> None:
    run("add", "Wang")
    file = tmp_path / "my leads.db"
    done = run("backup", str(file), "--json")
    assert json.loads(done.out) == {"file": str(file), "bytes": file.stat().st_size}
    assert check_backup(file).leads == 1
    run("add", "Li")
    before = file.read_bytes()
    refused = run("backup", str(file))
    assert (refused.code, file.read_bytes()) == (1, before)
    assert run("backup", str(file), "--force").code == 0
    assert check_backup(file).leads == 2


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["backup", "{home}"], 2),
        (["backup", "{home}/leadq.db", "--force"], 2),
        (["backup", "{home}/no/such/folder.db"], 1),
        (["backup", "x.db", "--list"], 2),
        (["restore", "nothing.db"], 1),
        (["restore", "{home}/leadq.db", "--yes"], 2),
        (["restore", "leadq-2026-11-23-day.db"], 2),
        (["restore"], 2),
    ],
)
def test_what_is_refused_is_said_in_two_lines(
    run: Run, home: Path, words: list[str], code: int
) -> None:
    run("add", "Wang")
    before = (home / "leadq.db").read_bytes()
    for lang in ("en", "zh"):
        done = run(*(word.format(home=home) for word in words), env={"LEADQ_LANG": lang})
        assert (done.code, done.out, len(done.err.splitlines())) == (code, "", 2)
    assert (home / "leadq.db").read_bytes() == before


def test_nothing_is_there_to_be_backed_up(run: Run, home: Path) -> None:
    done = run("backup")
    assert (done.code, len(done.err.splitlines())) == (1, 2)
    assert not (home / "leadq.db").exists()


def test_the_list_of_backups(run: Run, home: Path) -> None:
    assert "no backups yet" in run("backup", "--list").out
    run("add", "Wang")
    run("backup")
    listed = json.loads(run("backup", "--list", "--json").out)
    assert [(one["day"], one["kind"]) for one in listed] == [
        ("2026-11-23", "manual"),
        ("2026-11-23", "day"),
    ]
    assert listed[0]["bytes"] == Path(listed[0]["file"]).stat().st_size
    shown = run("backup", "--list", env={"LEADQ_LANG": "zh"})
    assert "手动" in shown.out
    assert "每日" in shown.out
    assert str(home / "backups") in shown.err
    assert run("backup", "--list", "--format", "csv").out.startswith("day,kind,bytes,file\n")


def test_restore_by_name_and_back_again(run: Run, home: Path) -> None:
    run("add", "Wang")
    run("add", "Li")
    done = run("restore", "leadq-2026-11-23-day.db", "--yes", "--json")
    assert done.code == 0
    told = json.loads(done.out)
    assert (told["leads"], told["last_day"]) == (1, "2026-11-23")
    assert "Li" not in run("list").out
    assert run("restore", Path(told["replaced"]).name, "--yes").code == 0
    assert "Li" in run("list").out
    assert run("doctor").code == 0


def test_restore_where_there_is_no_store_needs_no_yes(run: Run, home: Path) -> None:
    run("add", "Wang")
    (home / "leadq.db").unlink()
    done = run("restore", "leadq-2026-11-23-day.db")
    assert (done.code, done.err) == (0, "")
    assert "Wang" in run("list").out
