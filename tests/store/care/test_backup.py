"""Backups: what is copied, and what is kept."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from leadq import paths
from leadq.errors import StoreError
from leadq.store import opening
from leadq.store.care import backup, backup_folder
from leadq.store.care.backup import keep_copy, list_left_of
from leadq.store.care.backup_folder import Backup, choose_dropped, find_good, list_backups

from ..copies import TODAY, damage, keys, mode, names, note

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "leadq.db"
    note(path, "first")
    return path


def test_the_folder_is_the_one_the_settings_show(store: Path) -> None:
    assert backup_folder.backups_of(store) == paths.backups_folder(store)


def test_a_backup_holds_what_the_store_held(store: Path) -> None:
    file = keep_copy(store, "day", TODAY)
    note(store, "second")
    assert keys(file) == ["first"]
    assert names(store) == ["leadq-2026-11-23-day.db"]
    assert backup_folder.has_day(store, TODAY)
    assert not backup_folder.has_day(store, TODAY + timedelta(1))


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
    (backup_folder.backups_of(store) / "leadq-2026-13-45-day.db").touch()
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
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.02)
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
    backup_folder.backups_of(store).write_text("a file in its place")
    with pytest.raises(StoreError) as caught:
        keep_copy(store, "day", TODAY)
    assert caught.value.key == "backup_failed"
    assert caught.value.params["reason"]


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


def test_none_is_older_than_the_settings_allow_but_the_newest_three() -> None:
    weekly = [made(TODAY - timedelta(7 * n)) for n in range(9)]
    assert [(TODAY - one.day).days for one in kept(weekly, days=10)] == [0, 7, 14]
    assert kept([made(date.min)], days=3650) == [made(date.min)]
    long_ago = [made(TODAY - timedelta(400 + n)) for n in range(9)]
    assert kept(long_ago) == long_ago[:3]


def test_those_made_by_hand_are_never_removed_by_age() -> None:
    by_hand = [made(TODAY - timedelta(200 * n), "manual") for n in range(9)]
    assert kept(by_hand) == by_hand
    assert kept([*by_hand, *(made(TODAY - timedelta(40), "import", n) for n in range(9))])[-9:]


def test_one_that_is_dated_ahead_takes_nobodys_place() -> None:
    ahead = [made(TODAY + timedelta(n), kind) for n in range(1, 9) for kind in ("day", "import")]
    usual = [made(TODAY - timedelta(n)) for n in range(9)]
    assert [one for one in kept([*ahead, *usual]) if one.day <= TODAY] == kept(usual)
    assert set(ahead) <= set(kept([*ahead, *usual]))


def test_three_good_ones_stay_whatever_is_wrong_with_the_others(store: Path) -> None:
    days = [TODAY - timedelta(n) for n in range(12)]
    for day in days:
        keep_copy(store, "day", day)
    for day in days[:8]:
        damage(backup_folder.place_of(store, "day", day))
    backup_folder.drop_old(store, TODAY, 1)
    good = [one.day for one in list_backups(store) if backup_folder.is_good(one)]
    assert good == days[8:11]


def test_stores_with_and_without_an_ending_share_no_backups(store: Path) -> None:
    names = ["x", "x.db", "x~", "x~.db", "x.db.db", "x~~", "x.sqlite"]
    for name in names:
        note(store.with_name(name), name)
        keep_copy(store.with_name(name), "day", TODAY)
    for name in names:
        (one,) = list_backups(store.with_name(name))
        assert keys(one.path) == [name]


def test_the_last_five_before_a_command_are_kept_and_all_made_by_hand() -> None:
    many = [made(TODAY, "import", n) for n in range(8)] + [made(TODAY, "manual", n) for n in (8, 9)]
    found = [(one.kind, one.made) for one in kept(many)]
    assert found == [("manual", 9), ("manual", 8), *(("import", n) for n in (7, 6, 5, 4, 3))]


def test_what_a_broken_off_backup_left_is_cleared_away_later(store: Path) -> None:
    folder = keep_copy(store, "day", TODAY).parent
    now = (folder / "leadq-2026-11-23-day.db").stat().st_mtime
    for name, age in (("old", 7200), ("new", 10)):
        part = folder / f".leadq-{name}.part"
        part.touch()
        os.utime(part, (now - age, now - age))
    keep_copy(store, "import", TODAY)
    assert names(store) == [
        ".leadq-new.part", "leadq-2026-11-23-day.db", "leadq-2026-11-23-import.db",
    ]  # fmt: skip


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


def test_what_was_left_beside_the_file_that_a_link_leads_to_is_found(tmp_path: Path) -> None:
    for name in ("real", "home"):
        (tmp_path / name).mkdir()
    (tmp_path / "home" / "leadq.db").symlink_to(tmp_path / "real" / "leadq.db")
    left = tmp_path / "real" / ".leadq-aabbccdd.part"
    left.touch()
    assert list_left_of(tmp_path / "home" / "leadq.db") == [left]
