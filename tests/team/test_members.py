"""A team from nothing: made, joined with a password that is good once, listed, left."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from leadq import i18n
from leadq.adapters.hub.address import read_address
from leadq.adapters.hub.calls import HubCalls
from leadq.errors import RefusedError, StoreError, UsageError
from leadq.store.team.membership import password_file
from leadq.usecases.care.doctor import examine
from leadq.usecases.desk import Desk
from leadq.usecases.leads.add import NewLead, add_lead
from leadq.usecases.privacy.erase import erase_people, plan_erasure
from leadq.usecases.team import enter
from leadq.usecases.team.enter import create_team, join_by_line
from leadq.usecases.team.hub import open_hub
from leadq.usecases.team.join import joined_team
from leadq.usecases.team.members import add_member, find_member, list_members, remove_member
from leadq.usecases.team.password import read_passwords, write_passwords
from leadq.usecases.team.sync import sync_store

from .laptop import HOOKS, Laptop
from .server import TestHub, make_database

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
Seat = Callable[..., Desk]


@pytest.fixture
def seat(tmp_path: Path) -> Seat:
    """Returns the desk of somebody with a laptop of their own, which another may have had."""

    def sit(name: str, place: str = "") -> Desk:
        store = tmp_path / (place or name) / "leadq.db"
        return Desk(store, None, NOW.date(), NOW, HOOKS, me=name)

    return sit


@pytest.fixture
def boss(server: str, seat: Seat) -> Desk:
    """The desk of whoever has made a team."""
    desk = seat("经理")
    create_team(desk, make_database(server))
    return desk


def sync(desk: Desk) -> None:
    """Bring a store and the hub together."""
    with open_hub(desk, joined_team(desk)) as hub:
        sync_store(desk, hub, lambda _one: True)


def test_a_team_from_nothing(boss: Desk, seat: Seat) -> None:
    for name in ("小王", "小李"):
        join_by_line(seat(name), add_member(boss, name).line)
    add_lead(seat("小王"), NewLead("王建国", phones=["13800138000"], owner="小王"))
    sync(seat("小王"))
    told = {one.name: one for one in list_members(boss)}
    assert [(one.name, one.manages, one.active) for one in told.values()] == [
        ("经理", True, True), ("小王", False, True), ("小李", False, True),
    ]  # fmt: skip
    assert told["小王"].devices == 1 and told["小王"].seen_at is not None
    assert told["小李"].devices == 0 and told["小李"].seen_at is None


def test_a_team_needs_a_name_and_an_empty_database(boss: Desk, server: str, seat: Seat) -> None:
    with pytest.raises(RefusedError, match="team_no_name"):
        create_team(seat(" "), "postgresql://a@h/x")
    with pytest.raises(RefusedError, match="in_team"):
        create_team(boss, make_database(server))
    other = seat("另一位")
    owned = make_database(server)
    create_team(seat("别队"), owned)
    with pytest.raises(StoreError, match="hub_there"):
        create_team(other, owned)
    assert not password_file(other.store).exists() or read_passwords(other.store)


def test_a_password_is_good_once_and_lies_in_private(boss: Desk, seat: Seat) -> None:
    wang, thief = seat("小王"), seat("贼")
    line = add_member(boss, "小王").line
    joined = join_by_line(wang, line)
    once = read_address(line).password
    assert joined.member == "小王" and once not in joined.url
    (own,) = read_passwords(wang.store)
    assert own != once and own not in line
    with pytest.raises(StoreError, match="hub_password"):
        join_by_line(thief, line)
    if os.name == "posix":
        assert stat.S_IMODE(password_file(wang.store).stat().st_mode) == 0o600
        password_file(wang.store).chmod(0o644)
        write_passwords(wang.store, [own])
        assert stat.S_IMODE(password_file(wang.store).stat().st_mode) == 0o600
    assert own.encode() not in wang.store.read_bytes()


def test_the_same_line_again_is_no_harm(boss: Desk, seat: Seat) -> None:
    wang = seat("小王")
    line = add_member(boss, "小王").line
    join_by_line(wang, line)
    kept = read_passwords(wang.store)
    join_by_line(wang, line)
    assert read_passwords(wang.store) == kept
    sync(wang)


@pytest.mark.parametrize("breaks_at", range(4))
def test_a_join_that_broke_off_goes_on(
    boss: Desk, seat: Seat, monkeypatch: pytest.MonkeyPatch, breaks_at: int
) -> None:
    """It breaks before or after the password is kept, set, kept alone, or the store has joined."""
    wang = seat("小王")
    line = add_member(boss, "小王").line
    keep, set_password = enter._keep, HubCalls.set_password
    kept: list[int] = []

    def breaking(desk: Desk, passwords: list[str]) -> None:
        if len(kept) == breaks_at // 2 and breaks_at in (0, 3):
            raise KeyboardInterrupt
        kept.append(0)
        keep(desk, passwords)

    def setting(calls: HubCalls, password: str) -> None:
        if breaks_at == 1:
            raise KeyboardInterrupt
        set_password(calls, password)
        if breaks_at == 2:
            raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(enter, "_keep", breaking)
        broken.setattr(HubCalls, "set_password", setting)
        with pytest.raises(KeyboardInterrupt):
            join_by_line(wang, line)
    assert join_by_line(wang, line).member == "小王"
    assert len(read_passwords(wang.store)) == 1
    sync(wang)


def test_a_store_is_in_one_team(boss: Desk, server: str, seat: Seat) -> None:
    wang, other = seat("小王"), seat("别队")
    create_team(other, make_database(server))
    join_by_line(wang, add_member(boss, "小王").line)
    kept = read_passwords(wang.store)
    line = add_member(other, "小王").line
    with pytest.raises(RefusedError, match="in_team"):
        join_by_line(wang, line)
    assert read_passwords(wang.store) == kept
    # the line is still good
    with pytest.raises(RefusedError, match="not_your_line"):
        join_by_line(seat("他"), line)
    join_by_line(seat("小王", "他"), line)


def test_a_lost_laptop_gets_in_no_more(boss: Desk, server: str, seat: Seat) -> None:
    lost, found = seat("小王"), seat("小王", "新的")
    join_by_line(lost, add_member(boss, "小王").line)
    join_by_line(found, add_member(boss, "小王", again=True).line)
    sync(found)
    with pytest.raises(StoreError, match="hub_password"):
        sync(lost)
    with pytest.raises(RefusedError, match="hub_no_such_member"):
        add_member(boss, "无名", again=True)


def test_a_manager_comes_back_on_a_new_laptop(server: str, tmp_path: Path) -> None:
    database = make_database(server)
    old, new = (
        Desk(tmp_path / name / "leadq.db", None, NOW.date(), NOW, HOOKS, me="经理")
        for name in ("旧", "新")
    )
    create_team(old, database)
    sync(old)
    create_team(new, database, again=True)
    sync(new)
    with pytest.raises(StoreError, match="hub_password"):
        sync(old)
    create_team(old, database, again=True)
    sync(old)


def test_who_goes_leaves_the_leads(boss: Desk, seat: Seat) -> None:
    for name in ("小王", "小李"):
        join_by_line(seat(name), add_member(boss, name).line)
    add_lead(seat("小王"), NewLead("王建国", phones=["13800138000"], owner="小王"))
    sync(seat("小王"))
    assert find_member(boss, " 小王 ") == "小王"
    assert remove_member(boss, "小王", "小李") == ("小王", "小李", 1)
    with pytest.raises(StoreError, match="hub_no_member"):
        sync(seat("小王"))
    sync(seat("小李"))
    with seat("小李").read() as conn:
        assert conn.execute("SELECT name, owner FROM lead").fetchall() == [("王建国", "小李")]
    assert [one.active for one in list_members(boss)] == [True, False, True]
    with pytest.raises(RefusedError, match="hub_no_such_member"):
        find_member(boss, "小王")
    # who comes back begins anew
    join_by_line(seat("小王", "回来"), add_member(boss, "小王").line)
    sync(seat("回来"))


def test_it_is_told_whom_an_erasure_has_reached(boss: Desk, seat: Seat) -> None:
    for name in ("小王", "小李"):
        join_by_line(seat(name), add_member(boss, name).line)
    wang = seat("小王")
    add_lead(wang, NewLead("王建国", phones=["13800138000"], owner="小王"))
    for name in ("小王", "小李", "经理"):
        sync(seat(name))
    erase_people(wang, plan_erasure(wang, ["1"]), "request")
    sync(wang)
    reached = {one.name: (one.erased, one.erased_reached) for one in list_members(boss)}
    assert reached == {"经理": (1, 0), "小王": (1, 1), "小李": (1, 0)}
    sync(boss)
    assert [one.is_clean for one in list_members(boss)] == [True, True, False]


@pytest.mark.parametrize("name", ["", " ", "\u200b", "a\x1bb", "x" * 201, "a\u202eb"])
def test_what_is_no_name(boss: Desk, name: str) -> None:
    with pytest.raises(UsageError, match="member_name"):
        add_member(boss, name)


def test_only_a_manager_adds_and_removes(boss: Desk, seat: Seat) -> None:
    wang = seat("小王")
    join_by_line(wang, add_member(boss, "小王").line)
    for do in (
        lambda: add_member(wang, "x"),
        lambda: add_member(wang, "经理", again=True),
        lambda: remove_member(wang, "经理", "小王"),
    ):
        with pytest.raises(RefusedError, match="hub_no_manager"):
            do()
    join_by_line(seat("副手"), add_member(boss, "副手", manages=True).line)
    add_member(seat("副手"), "新人")


def test_a_password_that_cannot_be_kept(boss: Desk, seat: Seat) -> None:
    line = add_member(boss, "小王").line
    wang = seat("小王")
    password_file(wang.store).mkdir(parents=True)
    with pytest.raises(StoreError, match="hub_password_file"):
        join_by_line(wang, line)
    password_file(wang.store).rmdir()
    assert join_by_line(wang, line).member == "小王"


def test_whoever_is_added_later_has_the_leads_that_bore_the_name(
    tmp_path: Path, make_team: Callable[..., TestHub]
) -> None:
    hub = make_team("经理")
    boss = Laptop(tmp_path / "boss", "经理", hub.urls["经理"])
    add_lead(boss.desk, NewLead("陈总", owner="王", phones=["13800138000"]))
    boss.join(("经理",))
    boss.sync()
    hub.add("王")
    rep = Laptop(tmp_path / "rep", "王", hub.urls["王"])
    rep.join(("经理", "王"))
    rep.sync()
    assert rep.ask("SELECT name FROM lead") == [("陈总",)]
    boss.sync()
    assert boss.ask("SELECT name FROM lead") == [("陈总",)]


def test_a_name_is_one_however_it_is_written(boss: Desk, seat: Seat) -> None:
    join_by_line(seat("Li Wei"), add_member(boss, "Li Wei").line)
    with pytest.raises(RefusedError, match="hub_member_there"):
        add_member(boss, "li wei")
    for alike in ("LiWei", "Ｌｉ Wei", "l i wei"):
        for again in (False, True):
            with pytest.raises(RefusedError, match="member_alike") as caught:
                add_member(boss, alike, again=again)
            assert caught.value.params["known"] == "Li Wei"
    add_lead(boss, NewLead("孙总", owner="li wei", phones=["13800138001"]))
    sync(boss)
    sync(seat("Li Wei"))
    with seat("Li Wei").read() as conn:
        assert conn.execute("SELECT name, owner FROM lead").fetchall() == [("孙总", "Li Wei")]
    assert remove_member(boss, "li WEI", "经理").leads == 1


def test_a_store_from_before_the_team_writes_a_name_as_it_likes(
    tmp_path: Path, make_team: Callable[..., TestHub]
) -> None:
    hub = make_team("经理", "Li Wei")
    boss, rep = (Laptop(tmp_path / name, name, hub.urls[name]) for name in hub.urls)
    add_lead(boss.desk, NewLead("孙总", owner="LI WEI", phones=["13800138001"]))
    for laptop in (boss, rep):
        laptop.join(tuple(hub.urls))
        laptop.sync()
    assert rep.ask("SELECT name FROM lead") == [("孙总",)]


def test_why_a_laptop_gets_in_no_more_is_told_apart(boss: Desk, seat: Seat) -> None:
    wang = seat("小王")
    join_by_line(wang, add_member(boss, "小王").line)
    place = password_file(wang.store)
    kept = place.read_text("utf-8")

    def refused() -> StoreError:
        with pytest.raises(StoreError) as caught:
            sync(wang)
        assert caught.value.exit_code == 3
        for lang in i18n.LANGUAGES:
            i18n.set_language(lang)
            said = i18n.text(f"error.{caught.value.key}", **caught.value.params)
            assert ("leadq.db.password" in said) == ("file" in caught.value.params)
        i18n.set_language("en")
        return caught.value

    place.unlink()
    assert refused().key == "hub_no_password"
    place.write_text("\n", "utf-8")
    assert refused().key == "hub_no_password"
    place.write_bytes(b"\xff\xfe\n")
    assert refused().key == "hub_password_file"
    place.write_text("another\n", "utf-8")
    assert refused().key == "hub_password"
    place.write_text(kept, "utf-8")
    sync(wang)
    remove_member(boss, "小王", "经理")
    assert refused().key == "hub_no_member"
    place.write_text("another\n", "utf-8")
    assert refused().key == "hub_password"


def test_an_erasure_has_reached_whoever_still_comes(boss: Desk, seat: Seat, tmp_path: Path) -> None:
    """Every laptop counts: not one that was lost, nor a store that goes on as another."""
    wang = seat("小王")
    join_by_line(wang, add_member(boss, "小王").line)
    add_lead(wang, NewLead("王建国", phones=["13800138000"], owner="小王"))
    sync(wang)
    shutil.copytree(wang.store.parent, tmp_path / "zweit")
    second = seat("小王", "zweit")
    add_lead(wang, NewLead("李总", phones=["13800138001"], owner="小王"))
    for desk in (wang, second, boss, wang):
        sync(desk)
    told = {one.name: one for one in list_members(boss)}
    assert told["小王"].devices == 2
    erase_people(boss, plan_erasure(boss, ["王建国"]), "request")
    for desk in (boss, second):
        sync(desk)
    (rep,) = (one for one in list_members(boss) if one.name == "小王")
    assert (rep.devices, rep.devices_reached, rep.erased_reached) == (2, 1, 0)
    assert not rep.is_clean
    # the one is put back from an old copy and goes on as another, the other never comes again
    shutil.copytree(tmp_path / "zweit", tmp_path / "alt")
    add_lead(second, NewLead("孙总", phones=["13800138002"], owner="小王"))
    sync(second)
    sync(seat("小王", "alt"))
    (rep,) = (one for one in list_members(boss) if one.name == "小王")
    assert (rep.devices, rep.devices_reached) == (2, 1)
    join_by_line(seat("小王", "neu"), add_member(boss, "小王", again=True).line)
    (rep,) = (one for one in list_members(boss) if one.name == "小王")
    assert (rep.devices, rep.is_clean) == (0, True) and rep.seen_at is not None
    sync(seat("小王", "neu"))
    (rep,) = (one for one in list_members(boss) if one.name == "小王")
    assert (rep.devices, rep.devices_reached) == (1, 1)


@pytest.mark.skipif(os.name != "posix", reason="no rights of others")
def test_doctor_looks_who_can_read_the_password(boss: Desk) -> None:
    def rights(fix: bool = False) -> tuple[str, object]:
        (found,) = (one for one in examine(boss, fix=fix) if one.check == "rights")
        return found.state, found.params.get("files", [])

    assert rights() == ("ok", [])
    password_file(boss.store).chmod(0o644)
    assert rights() == ("warning", ["leadq.db.password"])
    assert rights(fix=True)[0] == "fixed"
    assert stat.S_IMODE(password_file(boss.store).stat().st_mode) == 0o600
    password_file(boss.store).unlink()
    (hub,) = (one for one in examine(boss) if one.check == "hub")
    assert hub.trouble is not None and hub.trouble.key == "hub_no_password"
