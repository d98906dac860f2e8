"""After an erasure no byte of the person is left: in the store, in its backups, beside them."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from leadq.errors import StoreError
from leadq.store.care.backup import keep_copy
from leadq.store.care.backup_folder import backups_of
from leadq.store.care.health import count_orphans, count_strays, find_problems
from leadq.store.connect import open_store
from leadq.store.migrations import load_step
from leadq.store.privacy.id_periods import owned_tables
from leadq.store.privacy.mention_places import mention_columns
from leadq.store.privacy.privacy import load_erasures
from leadq.store.privacy.privacy import replay_erasures as replay
from leadq.store.privacy.suppression import Erasures
from leadq.store.search.filters import Filter
from leadq.usecases.aftersale.purchase import note_purchase
from leadq.usecases.care.undo import list_undoable, redo_last, undo_last
from leadq.usecases.desk import Desk
from leadq.usecases.exporting.export import each_record
from leadq.usecases.followup.close import lose_lead, win_lead
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.grading.grade import override_grade
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.importing.import_file import import_file
from leadq.usecases.importing.import_order import Order
from leadq.usecases.leads.add import NewLead, add_lead
from leadq.usecases.leads.edit import Change, edit_lead, set_contact
from leadq.usecases.leads.holders import DuplicateError
from leadq.usecases.leads.merge import merge_leads
from leadq.usecases.privacy.away import list_erased
from leadq.usecases.privacy.erase import erase_people, plan_erasure, refresh_lookups
from tests.usecases.helpers import HOOKS, other_desk

MONDAY = date(2026, 11, 23)
PERSON = (
    *("王建国", "wangjianguo", "13800138000", "138 0013 8000", "13911112222", "139-1111-2222"),
    *("jianguo@huabei.cn", "wjg_1970", "华北路桥", "文三路90号", "怕涨价", "老王头", "赵总监"),
)
"""Everything by which the person could be known again."""
OTHERS = ("李小红", "13700137000", "南方机械")
EXTRAS = (
    "姓名,手机号,公司,备注\n孙一,13500135001,东海厂,\n{row}"
    "孙二,13500135002,西山厂,\n孙三,13500135003,北湖厂,\n"
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    now = datetime.combine(MONDAY, time(1, 30), UTC)
    return Desk(tmp_path / "home" / "leadq.db", None, MONDAY, now, HOOKS)


def live(desk: Desk) -> str:
    """Let the person go through every table there is; return the lead's number."""
    said = NewLead(
        "王建国", company="华北路桥", phones=["138 0013 8000"], emails=["jianguo@huabei.cn"],
        wechat="wjg_1970", address="文三路90号", note="怕涨价", tags=["老王头"],
    )  # fmt: skip
    number = str(add_lead(desk, said).lead["number"])
    edit_lead(desk, number, Change({"name": "老王头"}, phones=["139-1111-2222"]))
    edit_lead(desk, number, Change({"name": "王建国"}, remove={"phones": ["139-1111-2222"]}))
    note_facts(desk, number, {"money": "yes", "outlet_supplier": "老王头的弟弟"}, note="怕涨价")
    set_contact(desk, number, "赵总监", "decider", "13800138000", "怕涨价")
    promise = [("老王头的报价", MONDAY + timedelta(3))]
    log_touch(desk, number, Contacted(desk.today, said="怕涨价", promises=promise))
    override_grade(desk, number, "A", "老王头认识老板")
    return number


def others(desk: Desk) -> str:
    said = NewLead("李小红", company="南方机械", phones=["13700137000"])
    number = str(add_lead(desk, said).lead["number"])
    note_facts(desk, number, {"money": "yes"})
    return number


def bring_in(desk: Desk, row: str = "") -> None:
    file = desk.store.parents[1] / "in.csv"
    file.write_text(EXTRAS.format(row=row), encoding="utf-8")
    import_file(desk, Order(file), lambda _result, _table: file)
    file.unlink()


def back_up(desk: Desk, kind: str = "manual") -> Path:
    return keep_copy(desk.store, kind, desk.today)


def erase(desk: Desk, *leads: str, match: str = "") -> None:
    erase_people(desk, plan_erasure(desk, leads, match))


def hits(folder: Path, needles: tuple[str, ...] = PERSON) -> dict[str, list[str]]:
    """Return what is found of somebody in the raw bytes of every file, by file."""
    found = {}
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            held = file.read_bytes()
            texts = [text for text in needles if text.encode() in held]
            escaped = [text for text in needles if json.dumps(text)[1:-1].encode() in held]
            if texts or escaped:
                found[file.name] = sorted({*texts, *escaped})
    return found


def rows(store: Path, statement: str) -> list[tuple[Any, ...]]:
    with closing(open_store(store)) as conn:
        return conn.execute(statement).fetchall()


def assert_sound(store: Path) -> None:
    with closing(open_store(store)) as conn:
        assert find_problems(conn, full=True) == []
        assert count_orphans(conn) == 0
        assert count_strays(conn) == 0


def undo_all(desk: Desk) -> int:
    """Take back everything there is and do it again, looking for the person all the time."""
    count = 0
    while any(not one.command.undone for one in list_undoable(desk, 100)):
        undo_last(desk)
        assert_sound(desk.store)
        assert not hits(desk.store.parent)
        count += 1
    for _ in range(count):
        redo_last(desk)
        assert_sound(desk.store)
    return count


def test_the_person_was_everywhere(desk: Desk) -> None:
    live(desk)
    back_up(desk)
    found = hits(desk.store.parent)
    assert set(found["leadq.db"]) == set(PERSON)
    assert len(found) == 2


def test_no_byte_is_left(desk: Desk) -> None:
    other = others(desk)
    number = live(desk)
    back_up(desk)
    note_facts(desk, other, {"need": "yes"})
    back_up(desk, "import")
    erase(desk, number)
    assert not hits(desk.store.parent)
    for file in (desk.store, *backups_of(desk.store).glob("*.db")):
        assert hits(file.parent, OTHERS)[file.name] == sorted(OTHERS), "others stay"
        assert_sound(file)
    assert undo_all(desk) == 3


def test_a_row_of_an_import_goes_out_of_its_ranges(desk: Desk) -> None:
    bring_in(desk, "王建国,138 0013 8000,华北路桥,怕涨价\n")
    note_facts(desk, "王建国", {"money": "yes"})
    note_facts(desk, "孙三", {"money": "yes"})
    back_up(desk)
    erase(desk, "王建国")
    assert not hits(desk.store.parent)
    assert_sound(desk.store)
    ranges = rows(desk.store, "SELECT row_first, row_last FROM journal WHERE tbl = 'lead'")
    assert ranges == [(1, 1), (3, 4)]
    newest = [one.command.verb for one in list_undoable(desk, 10)]
    assert newest == ["fact", "import"], "the order of the commands stays"
    assert undo_all(desk) == 2
    assert rows(desk.store, "SELECT name FROM lead ORDER BY id") == [
        ("孙一",),
        ("孙二",),
        ("孙三",),
    ]


def test_an_import_of_that_person_alone_vanishes(desk: Desk) -> None:
    others(desk)
    file = desk.store.with_name("one.csv")
    file.write_text("姓名,手机号,公司\n王建国,13800138000,华北路桥\n", encoding="utf-8")
    import_file(desk, Order(file), lambda _result, _table: file)
    file.unlink()
    erase(desk, "王建国")
    assert {one.command.verb for one in list_undoable(desk, 10)} == {"add", "fact"}
    assert not hits(desk.store.parent)


@pytest.mark.parametrize("first", [0, 1, 2, 3])
def test_any_place_in_a_range(desk: Desk, first: int) -> None:
    bring_in(desk)
    edit_lead(desk, "孙一", Change(phones=["13600136000"]))
    names = ["孙一", "孙二", "孙三"]
    gone = names if first == 3 else [names[first]]
    erase(desk, *gone)
    assert not hits(desk.store.parent, tuple(gone))
    assert_sound(desk.store)
    assert undo_all(desk) == {0: 1, 1: 2, 2: 2, 3: 0}[first]


def test_an_undone_command_forgets_too(desk: Desk) -> None:
    others(desk)
    number = live(desk)
    back_up(desk)
    undo_last(desk)
    back_up(desk, "import")
    erase(desk, number)
    assert not hits(desk.store.parent)
    assert undo_all(desk) == 2


def test_a_person_that_is_only_in_undone_commands(desk: Desk) -> None:
    others(desk)
    add_lead(desk, NewLead("王建国", phones=["13800138000"]))
    undo_last(desk)
    back_up(desk)
    erase(desk, match="13800138000")
    assert not hits(desk.store.parent)


def test_a_merged_person_goes_with_both_pasts(desk: Desk) -> None:
    others(desk)
    number = live(desk)
    back_up(desk)
    twin = add_lead(desk, NewLead("老王头", phones=["13911112222"], note="怕涨价"))
    back_up(desk, "import")
    merge_leads(desk, number, str(twin.lead["number"]))
    back_up(desk, "merge")
    erase(desk, number)
    assert not hits(desk.store.parent)
    assert_sound(desk.store)
    assert undo_all(desk) == 2


def test_a_lead_added_after_a_merge_keeps_its_journal(desk: Desk) -> None:
    number = live(desk)
    twin = add_lead(desk, NewLead("老王头", phones=["13911112222"], force=True))
    merge_leads(desk, number, str(twin.lead["number"]))
    other = others(desk)
    assert rows(desk.store, "SELECT id FROM lead WHERE name = '李小红'") == [(3,)]
    note_facts(desk, other, {"need": "yes"})
    erase(desk, number)
    assert not hits(desk.store.parent)
    assert undo_all(desk) == 3


def test_a_backup_from_when_the_person_had_another_key(desk: Desk) -> None:
    others(desk)
    live(desk)
    back_up(desk)
    while len(rows(desk.store, "SELECT * FROM lead")) > 1:
        undo_last(desk)
    number = str(add_lead(desk, NewLead("王建国", phones=["13800138000"])).lead["number"])
    erase(desk, number)
    assert not hits(desk.store.parent)


def test_another_lead_with_the_same_switchboard_stays_in_old_backups(desk: Desk) -> None:
    number = live(desk)
    add_lead(desk, NewLead("李小红", company="南方机械", phones=["13800138000"], force=True))
    back_up(desk)
    erase(desk, number)
    (file,) = backups_of(desk.store).glob("*.db")
    assert rows(file, "SELECT name FROM lead") == [("李小红",)]
    assert "王建国" not in str(hits(desk.store.parent))
    with pytest.raises(DuplicateError):  # a number in use is known, not kept out
        add_lead(desk, NewLead("孙一", phones=["13800138000"]))


def test_free_pages_are_wiped(desk: Desk) -> None:
    number = live(desk)
    with closing(open_store(desk.store)) as conn:
        conn.execute("PRAGMA secure_delete = OFF")
        conn.execute("CREATE TABLE scrap (text)")
        conn.executemany("INSERT INTO scrap VALUES (?)", [("王建国" * 500,)] * 50)
        conn.execute("DROP TABLE scrap")
    back_up(desk)
    assert desk.store.read_bytes().count("王建国".encode()) > 1000
    erase(desk, number)
    assert not hits(desk.store.parent)


def test_a_backup_that_cannot_be_read_is_removed(desk: Desk) -> None:
    number = live(desk)
    good = back_up(desk)
    broken = good.with_name("leadq-2026-11-22-day.db")
    broken.write_bytes(good.read_bytes()[:6000] + "王建国".encode())
    beside = broken.with_name(broken.name + "-journal")
    beside.write_bytes("王建国".encode())
    part = good.with_name(".leadq-2026-11-21-day.db-77.part")
    part.write_bytes("王建国".encode())
    states = {one.path.name: one.fate for one in plan_erasure(desk, [number]).backups}
    assert states == {good.name: "purge", broken.name: "remove"}
    gone = erase_people(desk, plan_erasure(desk, [number]))
    assert gone.removed == (broken,)
    assert sorted(file.name for file in good.parent.iterdir()) == [good.name]
    assert not hits(desk.store.parent)


def test_a_database_of_another_program_is_left_alone(desk: Desk) -> None:
    number = live(desk)
    back_up(desk)
    foreign = backups_of(desk.store) / "photos.db"
    with closing(sqlite3.connect(foreign)) as conn:
        conn.execute("CREATE TABLE lead (id, name)")
        conn.execute("PRAGMA application_id = 7")
        conn.commit()
    held = foreign.read_bytes()
    erase(desk, number)
    assert foreign.read_bytes() == held


def test_a_backup_of_an_older_version(desk: Desk) -> None:
    number = live(desk)
    old = back_up(desk)
    with closing(sqlite3.connect(old)) as conn:
        conn.executescript("DROP TABLE erasure; DROP TABLE suppression; PRAGMA user_version = 1;")
    erase(desk, number)
    assert not hits(desk.store.parent)
    with closing(sqlite3.connect(old)) as conn:
        assert conn.execute("PRAGMA user_version").fetchone() == (1,), "not migrated on the way"
        load_step(2)(conn)


def test_a_backup_from_when_the_person_was_merged_into_somebody_else(desk: Desk) -> None:
    other = others(desk)
    number = live(desk)
    merge_leads(desk, other, number)
    entangled = back_up(desk)
    undo_last(desk)
    gone = erase_people(desk, plan_erasure(desk, [number]))
    assert gone.removed == (entangled,)
    assert not hits(desk.store.parent)
    assert rows(desk.store, "SELECT name FROM lead") == [("李小红",)]


def test_what_stops_it_leaves_the_store_to_be_erased_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = live(desk)
    file = back_up(desk)
    plan = plan_erasure(desk, [number])
    monkeypatch.setattr("leadq.store.opening.BUSY_SECONDS", 0.01)
    with closing(sqlite3.connect(file)) as conn:
        conn.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError) as caught:
            erase_people(desk, plan)
    assert (caught.value.key, caught.value.params["file"]) == ("store_locked", str(file))
    assert len(rows(desk.store, "SELECT * FROM lead")) == 1
    assert rows(desk.store, "SELECT * FROM erasure") == []
    erase_people(desk, plan)
    assert not hits(desk.store.parent)


def test_the_receipt_tells_nothing_of_the_person(desk: Desk) -> None:
    number = live(desk)
    back_up(desk)
    uid = rows(desk.store, "SELECT uid FROM lead")[0][0]
    plan = plan_erasure(desk, [number])
    gone = erase_people(desk, plan, "retention")
    ((*kept,),) = rows(desk.store, "SELECT * FROM erasure")
    assert kept == list(gone.receipt)
    assert (gone.receipt.reason, gone.receipt.leads, gone.receipt.backups) == ("retention", 1, 1)
    assert gone.counts == plan.counts, "the plan counts what goes"
    assert not hits(desk.store.parent, (uid,)), "not even the key that travels"
    kinds = rows(desk.store, "SELECT kind, count(*) FROM suppression GROUP BY kind ORDER BY kind")
    assert kinds == [("email", 1), ("lead", 2), ("phone", 1), ("wechat", 1)]


def replay_erasures(store: Path, erasures: Erasures) -> int:
    find = partial(list_erased, region="CN")
    return replay(store, erasures, find, partial(refresh_lookups, "CN"))


def put_back(desk: Desk, backup: Path, act: Callable[[], None]) -> tuple[int, Desk]:
    """Keep a copy out of reach, act, then restore the copy as another store and replay."""
    outside = desk.store.parents[1] / "outside.db"
    outside.write_bytes(backup.read_bytes())
    act()
    erasures = load_erasures(desk.store)
    return replay_erasures(outside, erasures), other_desk(desk, store=outside)


def test_a_restored_copy_from_elsewhere_is_erased_again(desk: Desk) -> None:
    others(desk)
    number = live(desk)
    count, restored = put_back(desk, back_up(desk), lambda: erase(desk, number))
    assert count == 1
    held = restored.store.read_bytes()
    assert [text for text in PERSON if text.encode() in held] == []
    assert rows(restored.store, "SELECT name FROM lead") == [("李小红",)]
    assert load_erasures(restored.store) == load_erasures(desk.store) != Erasures()
    assert_sound(restored.store)


def test_a_replay_knows_the_person_by_the_number_too(desk: Desk) -> None:
    others(desk)
    live(desk)
    backup = back_up(desk)
    outside = desk.store.parents[1] / "outside.db"
    outside.write_bytes(backup.read_bytes())
    with closing(open_store(outside)) as conn:
        conn.execute("UPDATE lead SET uid = 'another' WHERE name = '王建国'")
    erase(desk, "王建国")
    assert replay_erasures(outside, load_erasures(desk.store)) == 1
    assert rows(outside, "SELECT name FROM lead") == [("李小红",)]


def test_keys_of_two_stores_are_kept_side_by_side(desk: Desk, tmp_path: Path) -> None:
    live(desk)
    erase(desk, "王建国")
    second = other_desk(desk, store=tmp_path / "second" / "leadq.db")
    others(second)
    erase(second, "李小红")
    assert replay_erasures(second.store, load_erasures(desk.store)) == 0
    (value,) = rows(second.store, "SELECT value FROM meta WHERE key = 'suppression_keys'")[0]
    assert len(value.split()) == 2
    assert load_erasures(tmp_path / "none.db").keys == ()
    assert replay_erasures(second.store, load_erasures(tmp_path / "none.db")) == 0


def test_a_damaged_store_is_known_by_its_newest_good_backup(desk: Desk) -> None:
    live(desk)
    back_up(desk)
    erase(desk, "王建国")
    known = load_erasures(desk.store)
    desk.store.write_bytes(b"x" * 5000)
    assert load_erasures(desk.store) == known != Erasures()


def test_a_lost_lead_of_a_long_life_keeps_others_undoable(desk: Desk) -> None:
    bring_in(desk)
    number = live(desk)
    for name in ("孙一", "孙二", "孙三"):
        note_facts(desk, name, {"money": "yes"})
        log_touch(desk, number, Contacted(desk.today, said="怕涨价"))
    lose_lead(desk, number, "怕涨价")
    back_up(desk)
    erase(desk, number)
    assert not hits(desk.store.parent)
    assert undo_all(desk) == 4


TOKENS = {
    *(
        "changed",
        "complaint",
        "satisfied",
        "uid",
        "owner",
        "created_at",
        "updated_at",
        "profile",
        "status",
        "kind",
        "role",
        "attitude",
        "fact",
    ),
    *("by", "outcome", "at_time", "set_by", "slot", "state", "grade", "grade_best", "grade_by"),
    *("man", "noted_by", "key_customer", "referred_by", "left_kind"),
}
"""Text columns that hold words of the program, keys, times and reps' names."""


def test_every_column_that_can_mention_somebody_is_looked_through(desk: Desk) -> None:
    live(desk)
    with closing(open_store(desk.store)) as conn:
        for table in ("lead", *owned_tables(conn)):
            texts = {
                row[1] for row in conn.execute(f"PRAGMA table_info({table})") if row[2] == "TEXT"
            }
            assert table == "lookup" or texts - TOKENS <= set(mention_columns(table)), table


@pytest.fixture
def no_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
@pytest.mark.usefixtures("no_umask")
def test_files_are_their_owners_alone(desk: Desk) -> None:
    number = live(desk)
    back_up(desk)
    erase(desk, number)
    for place in (desk.store.parent, backups_of(desk.store)):
        assert stat.S_IMODE(place.stat().st_mode) == 0o700, place
        for file in place.iterdir():
            mode = stat.S_IMODE(file.stat().st_mode)
            assert file.is_dir() or mode == 0o600, file


def test_what_somebody_bought_goes_too(desk: Desk) -> None:
    others(desk)
    number = live(desk)
    note_purchase(desk, number, 5000.0, None, "老王头的压路机", "怕涨价")
    win_lead(desk, number, 9000.0)
    table = desk.store.parents[1] / "orders.csv"
    table.write_text("手机号,日期,金额,备注\n13800138000,2026-11-01,7,怕涨价\n", encoding="utf-8")
    import_file(desk, Order(table, what="purchases"), lambda result, _table: result.file)
    table.unlink()
    back_up(desk)
    assert rows(desk.store, "SELECT count(*) FROM purchase") == [(3,)]
    erase(desk, number)
    assert hits(desk.store.parent) == {}
    assert rows(desk.store, "SELECT count(*) FROM purchase") == [(0,)]
    assert_sound(desk.store)
    undo_all(desk)


def test_who_came_with_everything_of_a_store_goes_too(desk: Desk) -> None:
    number = live(desk)
    note_purchase(desk, number, 5000.0, None, "老王头的压路机", "怕涨价")
    others(desk)
    there = other_desk(desk, store=desk.store.parents[1] / "there" / "leadq.db")
    file = desk.store.parents[1] / "all.json"
    with desk.read() as conn:
        whole = list(each_record(conn, desk, Filter(statuses=(), sort="number")))
    file.write_text(json.dumps({"leads": whole}), encoding="utf-8")
    bring = partial(import_file, there, Order(file, update=True), lambda _result, _table: file)
    assert bring().new == 2
    log_touch(there, "1", Contacted(there.today, said="怕涨价"))
    back_up(there)
    erase(there, "1")
    assert hits(there.store.parent) == {}
    assert_sound(there.store)
    again = bring()
    assert (again.new, again.known, again.suppressed) == (0, 1, 1)
    assert hits(there.store.parent) == {}
    undo_all(there)
