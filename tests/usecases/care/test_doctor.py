"""What the doctor sees, what it mends, and what it leaves alone."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from leadq.files import part_beside
from leadq.store.care import surroundings
from leadq.store.care.backup import keep_copy
from leadq.usecases.care.doctor import Finding, examine
from leadq.usecases.care.undo import redo_last, undo_last
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import lose_lead, park_lead
from leadq.usecases.grading.grade import clear_grade, override_grade
from leadq.usecases.leads.edit import Change, edit_lead, set_contact

from ..helpers import ALL_NO, FOR_A, FOR_B, add, day, later, other_desk, rows

Run = Callable[..., Any]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.fixture(autouse=True)
def quiet(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what depends on this machine out of the way."""
    monkeypatch.setattr(surroundings, "_MOUNTS", desk.store.with_name("mounts"))
    monkeypatch.setattr(
        "leadq.store.care.surroundings.shutil.disk_usage", lambda _path: Usage(9, 0, 9_000_000_000)
    )


def found(desk: Desk, fix: bool = False, full: bool = False) -> dict[str, Finding]:
    return {one.check: one for one in examine(desk, fix, full)}


def trouble(desk: Desk, fix: bool = False) -> dict[str, str]:
    keep_copy(desk.store, "day", desk.today)
    return {one.check: one.state for one in examine(desk, fix) if one.state != "ok"}


def spoil(desk: Desk, *statements: str) -> None:
    with closing(sqlite3.connect(desk.store, isolation_level=None)) as conn:
        for statement in statements:
            conn.execute(statement)


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """A store in which a bit of everything has happened."""
    add(desk, "王建国", FOR_A, phones=["13800138000"])
    add(desk, "Denson", FOR_B, phones=["13900139000"])
    add(desk, "No", ALL_NO)
    override_grade(desk, add(desk, "Set by hand"), "B", "an old friend")
    park_lead(desk, add(desk, "Parked"), day(40))
    lose_lead(desk, add(desk, "Lost"), "price")
    set_contact(desk, "1", "李总", "approver", "13900001111", None)
    edit_lead(desk, "1", Change(phones=["13800138001"]))
    clear_grade(desk, "4")
    undo_last(desk)
    undo_last(desk)
    redo_last(desk)
    add(desk, "Undone")
    undo_last(desk)
    return desk


def test_a_store_in_use_is_sound(busy: Desk) -> None:
    assert trouble(busy) == {}
    seen = found(busy)
    assert list(seen) == [
        *("store", "tables", "references", "journal", "next_steps", "outlooks", "lookup"),
        *("rights", "place", "room", "sqlite", "backup"),
    ]
    assert seen["store"].params["count"] == 6
    assert seen["sqlite"].params["version"] == sqlite3.sqlite_version


@pytest.mark.parametrize("days", [1, 20, 45, 100, 400])
def test_time_alone_makes_nothing_wrong(busy: Desk, days: int) -> None:
    """What was computed long ago is what would be computed today (method §5)."""
    assert trouble(later(busy, days)) == {}


def test_looking_changes_nothing(busy: Desk) -> None:
    before = busy.store.read_bytes()
    list(examine(busy))
    assert busy.store.read_bytes() == before


def test_an_outlook_that_differs_is_mended(busy: Desk) -> None:
    spoil(
        busy,
        "UPDATE outlook SET grade = 'C' WHERE lead_id = 1",
        "DELETE FROM outlook WHERE lead_id = 2",
    )
    assert trouble(busy) == {"outlooks": "warning"}
    assert found(busy)["outlooks"].params == {"count": 2, "leads": ["1", "2"]}
    assert trouble(busy, fix=True) == {"outlooks": "fixed"}
    assert trouble(busy) == {}


def test_rules_that_changed_are_seen(busy: Desk) -> None:
    changed = other_desk(busy, days_off=("mon", "tue", "wed", "thu", "fri"))
    del_library = changed.__dict__.pop("library", None)
    assert del_library is None
    assert set(trouble(changed)) <= {"outlooks"}
    trouble(changed, fix=True)
    assert trouble(changed) == {}


def test_a_missing_step_is_planned(busy: Desk) -> None:
    spoil(busy, "DELETE FROM journal WHERE tbl = 'followup'", "DELETE FROM followup")
    assert trouble(busy) == {"next_steps": "warning", "outlooks": "warning"}
    assert found(busy)["next_steps"].params["leads"] == ["1", "2", "4"]
    assert trouble(busy, fix=True) == {"next_steps": "fixed", "outlooks": "fixed"}
    assert trouble(busy) == {}
    steps = rows(busy, "SELECT lead_id FROM followup WHERE state = 'open' ORDER BY lead_id")
    assert [row[0] for row in steps][:3] == [1, 2, 4]


def test_missing_look_up_keys_are_written(busy: Desk) -> None:
    before = rows(busy, "SELECT * FROM lookup ORDER BY lead_id")
    spoil(busy, "DELETE FROM lookup WHERE lead_id IN (1, 6)")
    assert trouble(busy) == {"lookup": "warning"}
    assert trouble(busy, fix=True) == {"lookup": "fixed"}
    assert rows(busy, "SELECT * FROM lookup ORDER BY lead_id") == before


@pytest.mark.parametrize(
    ("statement", "check", "count"),
    [
        ("DELETE FROM meta", "", 0),
        ("DELETE FROM fact WHERE lead_id = 1", "journal", 6),
        ("DELETE FROM contact", "journal", 1),
        ("INSERT INTO reach SELECT 1, 1, 'phone', 'x', NULL, 'x'", "journal", 1),
        ("INSERT INTO lookup VALUES (77, 'x')", "references", 1),
        ("UPDATE fact SET lead_id = 77 WHERE id = 1", "references", 1),
    ],
)
def test_rows_and_journal_that_part_are_damage(
    busy: Desk, statement: str, check: str, count: int
) -> None:
    spoil(busy, "PRAGMA foreign_keys = OFF", statement)
    seen = found(busy)
    assert not check or (seen[check].state, seen[check].params) == ("damaged", {"count": count})
    before = busy.store.read_bytes()
    if check:
        list(examine(busy, fix=True))
        assert busy.store.read_bytes() == before


def test_an_index_that_has_lost_a_row_is_damage(busy: Desk) -> None:
    with closing(sqlite3.connect(busy.store, isolation_level=None)) as conn:
        conn.execute("PRAGMA writable_schema = ON")
        conn.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, '(lead_id, fact)', '(lead_id, value)')"
            " WHERE name = 'fact_lead'"
        )
    before = busy.store.read_bytes()
    seen = list(examine(busy, fix=True))
    assert (seen[0].check, seen[0].state) == ("store", "damaged")
    assert "outlooks" not in {one.check for one in seen}
    assert busy.store.read_bytes() == before


def test_a_trade_that_is_gone_is_named(busy: Desk) -> None:
    spoil(busy, "UPDATE lead SET profile = 'farming' WHERE id = 2")
    keep_copy(busy.store, "day", busy.today)
    finding = found(busy)["profiles"]
    assert (finding.state, finding.params) == ("warning", {"count": 1, "leads": ["2"]})
    assert finding.trouble is not None


@pytest.fixture
def sampled(busy: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A store that is large enough for a sample: one of its five leads that are not lost."""
    monkeypatch.setattr("leadq.usecases.care.doctor._ENOUGH", 1)
    return busy


def looked_at(finding: Finding) -> tuple[int | None, int | None]:
    return finding.looked_at, finding.out_of


def test_of_a_large_store_a_sample_is_judged_and_all_of_it_when_asked(sampled: Desk) -> None:
    spoil(sampled, "UPDATE outlook SET grade = 'C', grade_best = 'C', signals = 5")
    seen = found(sampled)["outlooks"]
    assert (seen.state, seen.params["count"], looked_at(seen)) == ("warning", 1, (1, 5))
    whole = found(sampled, full=True)["outlooks"]
    assert (whole.state, whole.params["count"], looked_at(whole)) == ("warning", 5, (None, None))
    assert found(sampled, fix=True)["outlooks"].params["count"] == 5
    assert found(sampled, full=True)["outlooks"].state == "ok"


def test_every_lead_has_its_day_in_the_sample(sampled: Desk) -> None:
    spoil(sampled, "UPDATE outlook SET signals = 5")
    seen = [found(later(sampled, days))["outlooks"].params["leads"] for days in range(5)]
    assert sorted(seen) == [["1"], ["2"], ["3"], ["4"], ["5"]]


@pytest.mark.parametrize(
    ("statement", "check"),
    [
        ("DELETE FROM outlook", "outlooks"),
        ("UPDATE followup SET state = 'moved' WHERE state = 'open'", "next_steps"),
        ("UPDATE lead SET profile = 'farming'", "profiles"),
    ],
)
def test_a_sample_holds_whatever_lacks_something(sampled: Desk, statement: str, check: str) -> None:
    spoil(sampled, statement)
    some, all_ = found(sampled)[check], found(sampled, full=True)[check]
    assert some.state == "warning"
    assert some.params["count"] >= 3
    assert some.params == all_.params


def test_what_killed_commands_left_is_found_and_removed(busy: Desk) -> None:
    left = busy.store.with_name(".leadq-0123.part")
    left.write_bytes(b"a copy of everything")
    with part_beside(busy.store):
        seen = found(busy)["leftovers"]
        assert (seen.state, seen.params["count"], seen.fixable) == ("warning", 1, True)
        assert found(busy, fix=True)["leftovers"].state == "fixed"
    assert not left.exists()
    assert "leftovers" not in found(busy)


@POSIX
def test_rights_of_others_are_taken_away(busy: Desk) -> None:
    kept = keep_copy(busy.store, "day", busy.today)
    for path, mode in ((busy.store, 0o644), (kept, 0o640), (kept.parent, 0o755)):
        path.chmod(mode)
    seen = found(busy)["rights"]
    assert (seen.state, seen.params["count"], seen.fixable) == ("warning", 3, True)
    assert found(busy, fix=True)["rights"].state == "fixed"
    assert stat.S_IMODE(busy.store.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    assert found(busy)["rights"].state == "ok"


@POSIX
def test_a_folder_that_others_may_write_to(busy: Desk) -> None:
    busy.store.parent.chmod(0o777)
    assert found(busy)["folder"].state == "warning"
    busy.store.parent.chmod(0o1777)
    assert "folder" not in found(busy)


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("Dropbox/sales", "Dropbox"),
        ("OneDrive - Firm/leads", "OneDrive"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("我的坚果云", "坚果云"),
        ("Nutstore Files/客户", "坚果云"),
        ("百度网盘同步", "百度网盘"),
        ("BaiduSyncdisk", "百度网盘"),
        ("boxes/drops", None),
        ("客户", None),
    ],
)
def test_synced_folders_are_known(folder: str, service: str | None, tmp_path: Path) -> None:
    assert surroundings.find_sync(tmp_path / folder / "leadq.db") == service


def test_a_synced_folder_is_a_warning(busy: Desk) -> None:
    moved = other_desk(busy, store=busy.store.parent / "Dropbox" / "leadq.db")
    moved.store.parent.mkdir()
    busy.store.rename(moved.store)
    assert found(moved)["synced"].params["service"] == "Dropbox"


def test_a_network_folder_is_a_warning(busy: Desk) -> None:
    place = busy.store.parent.resolve()
    shown = str(place).replace(" ", "\\040")
    (busy.store.parent / "mounts").write_text(
        f"/dev/sda1 / ext4 rw 0 0\nserver:/home {shown} nfs4 rw 0 0\n"
    )
    assert found(busy)["network"].state == "warning"
    assert surroundings.is_on_network(Path("//server/share/leadq.db"))


def test_a_disk_that_is_nearly_full(busy: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "leadq.store.care.surroundings.shutil.disk_usage", lambda _path: Usage(9, 9, 1000)
    )
    assert found(busy)["room"].state == "warning"


def test_backups_are_looked_at(busy: Desk) -> None:
    assert found(busy)["backup"].state == "warning"
    old = keep_copy(busy.store, "day", busy.today - timedelta(3))
    assert found(busy)["backup_old"].params["last"] == busy.today.isoformat()
    new = keep_copy(busy.store, "manual", busy.today)
    assert found(busy)["backup"].params["file"] == new.name
    new.write_bytes(old.read_bytes()[:9000])
    assert found(busy)["backup_bad"].state == "warning"


# the command


def test_a_sound_store(run: Run, home: Path) -> None:
    run("add", "Wang")
    for lang, words in (("en", "The store is whole: 1 lead"), ("zh", "数据完好：1 条线索")):
        done = run("doctor", "--lang", lang)
        assert (done.code, done.err) == (0, "")
        assert words in done.out
        assert "doctor." not in done.out


def test_a_sample_says_of_how_many(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leadq.usecases.care.doctor._ENOUGH", 1)
    for name in ("Wang", "Li", "Zhao", "Qian"):
        run("add", name)
    told = {one["check"]: one for one in json.loads(run("doctor", "--json").out)}
    assert (told["outlooks"]["looked_at"], told["outlooks"]["out_of"]) == (1, 4)
    assert (told["store"]["looked_at"], told["store"]["out_of"]) == (None, None)
    assert "1 of 4 leads were looked at" in told["outlooks"]["text"]
    assert "--full" in told["outlooks"]["advice"]
    assert "4 条线索中抽查了 1 条" in run("doctor", "--lang", "zh").out
    whole = run("doctor", "--full").out
    assert "√ Stored grades are what the rules say today.\n" in whole
    assert "--full" not in whole


def test_what_can_be_mended_is_said_and_mended(run: Run, home: Path) -> None:
    run("add", "Wang")
    with closing(sqlite3.connect(home / "leadq.db", isolation_level=None)) as conn:
        conn.execute("DELETE FROM lookup")
    done = run("doctor")
    assert done.code == 0
    assert "! 1 lead has no look-up keys" in done.out
    assert done.out.endswith("leadq doctor --fix mends what is marked with --fix.\n")
    assert "√ Look-up keys written: 1." in run("doctor", "--fix").out
    assert "!" not in run("doctor").out


def test_a_damaged_store_in_json(run: Run, home: Path) -> None:
    run("add", "Wang")
    store = home / "leadq.db"
    os.truncate(store, 20_000)
    done = run("doctor", "--json")
    assert (done.code, len(done.err.splitlines())) == (3, 2)
    told = {one["check"]: one for one in json.loads(done.out)}
    assert told["store"]["state"] == "damaged"
    assert "leadq restore leadq-2026-11-23-day.db" in told["store"]["advice"]
    assert told["backup"]["state"] == "ok"
    assert run("doctor", "--format", "csv").out.startswith(
        "check,state,text,advice,looked_at,out_of\nstore,damaged"
    )
