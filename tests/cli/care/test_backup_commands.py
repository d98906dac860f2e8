"""leadq backup and restore as they are typed, and the backups that come by themselves."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import leadq
from leadq.store.care.restore import check_backup

Run = Callable[..., Any]


@pytest.fixture
def backups(home: Path) -> Iterator[Callable[[], list[str]]]:
    def listed() -> list[str]:
        return sorted(path.name for path in (home / "backups").glob("*.db"))

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
    for day in (16, 17, 20, 21, 23):
        run("add", f"lead {day}", env={"LEADQ_TODAY": f"2026-11-{day}"})
    # the newest three stay however old they are
    assert backups() == [f"leadq-2026-11-{day}-day.db" for day in (20, 21, 23)]


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


def test_reading_loads_nothing_of_backups(spawn: Run, home: Path) -> None:
    assert spawn("add", "Wang").code == 0
    place = {**os.environ, "PYTHONPATH": str(Path(leadq.__file__).parents[1])}
    code = (
        "import sys; from leadq.__main__ import main; main(sys.argv[1:]);"
        "sys.stderr.write(' '.join(sys.modules))"
    )
    for words in (["due", "--json"], ["list", "--json"], ["show", "1", "--json"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *words],
            capture_output=True,
            text=True,
            env=place,
            check=True,
        )
        loaded = set(done.stderr.split())
        assert "leadq.store.connect" in loaded
        assert not {f"leadq.store.{name}" for name in ("backup", "health", "restore")} & loaded


def days_kept(home: Path) -> list[str]:
    return sorted(path.name[6:-3] for path in (home / "backups").glob("*.db"))


@pytest.mark.parametrize("jump", ["2036-05-05", "2001-01-01"])
def test_a_clock_that_jumps_is_said_and_costs_no_backup(run: Run, home: Path, jump: str) -> None:
    for day in range(10, 24):
        assert run("add", "Wang", env={"LEADQ_TODAY": f"2026-11-{day}"}).err == ""
    assert run("backup", env={"LEADQ_TODAY": "2026-11-23"}).code == 0
    before = days_kept(home)
    (home / "in.csv").write_text("name\nNew\n")
    done = run("add", "Zhao", env={"LEADQ_TODAY": jump})
    assert done.code == 0
    (said,) = done.err.splitlines()
    assert jump in said and "2026-11-23" in said
    assert run("add", "Qian", env={"LEADQ_TODAY": jump}).err == ""
    assert run("import", str(home / "in.csv"), env={"LEADQ_TODAY": jump}).code == 0
    assert set(before) < set(days_kept(home))
    # the clock is set right again
    done = run("add", "Li", env={"LEADQ_TODAY": "2026-11-24"})
    assert jump in done.err
    assert run("add", "Zhou", env={"LEADQ_TODAY": "2026-11-25"}).err == ""
    assert {"2026-11-23-manual", "2026-11-23-day", "2026-11-24-day"} <= set(days_kept(home))


def test_a_year_away_from_the_desk_is_confirmed(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in range(10, 24):
        run("add", "Wang", env={"LEADQ_TODAY": f"2026-11-{day}"})
        if day == 11:
            run("backup", env={"LEADQ_TODAY": "2026-11-11"})
    asked: list[str] = []

    def confirm(question: str, default: bool = True) -> bool:
        asked.append(question)
        return True

    asker = SimpleNamespace(confirm=confirm)
    with monkeypatch.context() as patch:
        patch.setattr("leadq.cli.frame.work.Work.asker", asker)
        done = run("log", "1", "--said", "x", env={"LEADQ_TODAY": "2028-01-10"})
    assert (len(asked), done.err) == (1, "")
    assert "2028-01-10" in asked[0] and "2026-11-23" in asked[0]
    kept = ["2026-11-11-manual", "2026-11-22-day", "2026-11-23-day", "2028-01-10-day"]
    assert days_kept(home) == kept


def test_a_folder_is_no_backup(run: Run, home: Path) -> None:
    run("add", "Wang")
    refused = run("restore", str(home), "--yes")
    assert (refused.code, "is a folder" in refused.err) == (1, True)
    assert "leadq backup --list" in refused.err


def test_a_store_is_imported_by_way_of_a_file(run: Run, home: Path) -> None:
    run("add", "Wang")
    refused = run("import", str(home / "leadq.db"))
    assert (refused.code, "--what all" in refused.err) == (1, True)
