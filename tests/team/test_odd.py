"""What nobody expects on the wire: a sync goes on all the same, and says what it left there."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from leadq.errors import RefusedError, StoreError
from leadq.store import migrations
from leadq.store.team import triggers
from leadq.store.team.lost import Lost, note_lost
from leadq.store.team.spool import Spool
from leadq.store.unit import open_unit
from leadq.usecases.care.backup import keep_before
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.leads.add import NewLead, add_lead
from leadq.usecases.leads.edit import Change, edit_lead
from leadq.usecases.leads.merge import merge_leads
from leadq.usecases.privacy.erase import erase_people, plan_erasure
from leadq.usecases.team import fetch, sync
from leadq.usecases.team.check import check_columns
from leadq.usecases.team.conflicts import take_value
from leadq.usecases.team.join import joined_team
from leadq.usecases.team.outcome import Ahead
from leadq.usecases.team.sync import sync_store

from .laptop import FaultyHub, Laptop
from .server import TestHub, connect

Make = Callable[..., TestHub]


def seat(hub: TestHub, folder: Path) -> list[Laptop]:
    laptops = [Laptop(folder / name, name, url) for name, url in hub.urls.items()]
    for laptop in laptops:
        laptop.join(tuple(hub.urls))
    return laptops


@pytest.mark.parametrize("company", ["C:\\u0000x", "a\\\\u0000", "nul\0nul"])
def test_text_that_no_server_keeps(company: str, tmp_path: Path, make_team: Make) -> None:
    boss, rep = seat(make_team("经理", "王"), tmp_path)
    add_lead(rep.desk, NewLead("陈总", company=company, owner="王", phones=["13800138000"]))
    rep.sync()
    boss.sync()
    kept = company.replace("\0", "\ufffd")
    assert boss.ask("SELECT company FROM lead") == [(kept,)]


@pytest.mark.parametrize("data", ["1e5000", "[" * 5000 + "]" * 5000, '{"a": 1}'])
def test_rows_that_nobody_can_read(data: str, tmp_path: Path, make_team: Make) -> None:
    hub = make_team("经理", "王")
    boss, rep = seat(hub, tmp_path)
    add_lead(rep.desk, NewLead("陈总", owner="王", phones=["13800138000"]))
    rep.sync()
    with connect(hub.owner) as owner:
        owner.execute(
            "UPDATE leadq.item SET fields = jsonb_build_object('name', %s::jsonb)"
            " WHERE tbl = 'lead'",
            (data,),
        )
    done = boss.sync()
    assert done is not None and done.received["unreadable"]
    assert boss.ask("SELECT count(*) FROM lead") == [(0,)]


def test_whoever_had_a_lead_that_was_merged_since(tmp_path: Path, make_team: Make) -> None:
    boss, wang, li = seat(make_team("经理", "王", "李"), tmp_path)
    add_lead(wang.desk, NewLead("陈总", owner="王", phones=["13800138000"]))
    add_lead(li.desk, NewLead("周总", owner="李", phones=["13900139000"]))
    for laptop in (wang, li, boss):
        laptop.sync()
    edit_lead(boss.desk, "陈总", Change({"owner": "李"}))
    boss.sync()
    merge_leads(boss.desk, "周总", "陈总")
    boss.sync()
    edit_lead(wang.desk, "陈总", Change({"address": "长沙"}))
    assert wang.sync() is not None
    assert wang.ask("SELECT count(*) FROM lead") == [(0,)]


def test_a_backup_keeps_nothing_of_the_erased(tmp_path: Path, make_team: Make) -> None:
    _boss, rep = seat(make_team("经理", "王"), tmp_path)
    add_lead(rep.desk, NewLead("诸葛某某", owner="王", phones=["13800138000"]))
    rep.sync()
    keep_before(rep.desk, "merge")
    erase_people(rep.desk, plan_erasure(rep.desk, ["1"]))
    files = [path for path in rep.folder.rglob("*.db") if path.is_file()]
    assert len(files) > 1
    for path in files:
        assert "诸葛某某".encode() not in path.read_bytes(), path.name


@pytest.mark.parametrize("name", ["uid", "number", "id", 'x" = 1 --'])
def test_only_what_is_typed_can_be_taken(name: str, tmp_path: Path, make_team: Make) -> None:
    _boss, rep = seat(make_team("经理", "王"), tmp_path)
    add_lead(rep.desk, NewLead("陈总", owner="王", phones=["13800138000"]))
    ((uid,),) = rep.ask("SELECT uid FROM lead")
    with open_unit(rep.store, "sync", rep.time, "王") as unit:
        note_lost(unit.conn, Lost("lead", uid, uid, name, "7", "李", "1", "王"))
    with pytest.raises(RefusedError, match="conflict_gone"):
        take_value(rep.desk, 1)
    assert rep.ask("SELECT uid, number FROM lead") == [(uid, 1)]


def test_a_later_version_that_notes_more(
    tmp_path: Path, make_team: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    _boss, rep = seat(make_team("经理", "王"), tmp_path)
    add_lead(rep.desk, NewLead("陈总", owner="王", phones=["13800138000"]))
    rep.sync()
    later = {
        name: text.replace(" BEGIN ", " BEGIN  ") for name, text in triggers.triggers().items()
    }
    later_step = migrations.VERSION + 1
    steps = migrations.load_step
    monkeypatch.setattr(triggers, "triggers", lambda: later)
    with pytest.raises(StoreError, match="store_altered"):
        edit_lead(rep.desk, "1", Change({"note": "x"}))
    monkeypatch.setattr(migrations, "VERSION", later_step)
    monkeypatch.setattr(
        migrations,
        "load_step",
        lambda step: (lambda _conn: None) if step == later_step else steps(step),
    )
    edit_lead(rep.desk, "1", Change({"note": "x"}))
    assert dict(rep.ask("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")) == later
    assert ("lead",) in rep.ask("SELECT tbl FROM sync_dirty")


def test_an_older_store_with_a_foreign_trigger(tmp_path: Path, make_team: Make) -> None:
    _boss, rep = seat(make_team("经理", "王"), tmp_path)
    with closing(sqlite3.connect(rep.store)) as conn:
        conn.execute("CREATE TRIGGER t AFTER INSERT ON touch BEGIN DELETE FROM reach; END")
        conn.execute(f"PRAGMA user_version = {migrations.VERSION - 1}")
        conn.commit()
    with pytest.raises(StoreError, match="store_altered"):
        rep.sync()


def test_what_a_version_cannot_read_a_later_one_asks_for_again(
    tmp_path: Path, make_team: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    boss, rep = seat(make_team("经理", "王"), tmp_path)
    add_lead(rep.desk, NewLead("陈总", owner="王", phones=["13800138000"]))
    log_touch(rep.desk, "1", Contacted(rep.desk.today, said="看样机"))
    rep.sync()

    def reads_less(table: str, columns: Mapping[str, Any]) -> None:
        if table == "touch":
            raise ValueError(table)
        check_columns(table, columns)

    with monkeypatch.context() as older:
        older.setattr(sync, "check_columns", reads_less)
        done = boss.sync()
        assert done is not None and done.received["unreadable"] == 1
    edit_lead(rep.desk, "1", Change({"address": "长沙"}))
    for laptop in (rep, boss):
        laptop.sync()
    assert boss.ask("SELECT name, address FROM lead") == [("陈总", "长沙")]
    assert boss.ask("SELECT said FROM touch") == []
    monkeypatch.setattr(fetch, "__version__", "99.0")
    with connect(boss.url) as connection:
        told: list[tuple[int, int]] = []
        hub = FaultyHub(connection)
        team = joined_team(boss.desk)
        with Spool() as spool:
            fetch.fetch_news(boss.desk, hub, team, spool, lambda *given: told.append(given))
            assert [one.uid for one in spool.each("touch")]
    boss.sync()
    assert boss.ask("SELECT said FROM touch") == [("看样机",)]
    assert boss.rows() == rep.rows()
    assert boss.ask("SELECT value FROM meta WHERE key = 'team_unread'") == []


def test_what_would_be_sent_is_told_of_what_is_on_its_way_too(
    tmp_path: Path, make_team: Make
) -> None:
    boss, rep = seat(make_team("经理", "王"), tmp_path)
    for name, phone in (("陈总", "13800138000"), ("孙总", "13800138001")):
        add_lead(rep.desk, NewLead(name, owner="王", phones=[phone]))

    def ahead(laptop: Laptop) -> Ahead:
        with connect(laptop.url) as connection:
            return fetch.look_ahead(laptop.desk, FaultyHub(connection))

    before = ahead(rep)
    assert before.send > 2 and before.receive == 0
    rep.sync("before push")
    assert rep.ask("SELECT count(*) FROM sync_out") == [(1,)]
    assert ahead(rep) == before
    rep.sync()
    assert ahead(rep) == (0, 0)
    assert ahead(boss).receive == before.send
    boss.sync()
    erase_people(boss.desk, plan_erasure(boss.desk, ["1"]))
    assert ahead(boss).send == 1


def test_how_much_there_is_to_come_is_known(
    tmp_path: Path, make_team: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "_TOLD_EVERY", 1)
    boss, rep = seat(make_team("经理", "王"), tmp_path)
    for n in range(3):
        add_lead(rep.desk, NewLead(f"客户{n}", owner="王", phones=[f"1380013800{n}"]))
    told: list[tuple[int, int]] = []
    for laptop in (rep, boss):
        with connect(laptop.url) as connection:
            hub = FaultyHub(connection)
            sync_store(laptop.desk, hub, lambda _one: True, lambda *given: told.append(given))
    assert told and all(0 < done <= total for done, total in told)
    assert any(done == total > 3 for done, total in told)
