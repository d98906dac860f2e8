"""Leads that one merged and another has, takes back, hands over or erases meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from leadq.usecases.care.undo import redo_last, undo_last
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.followup.plan import StepWish, plan_next
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.leads.add import NewLead, add_lead
from leadq.usecases.leads.edit import Change, edit_lead
from leadq.usecases.leads.merge import merge_leads
from leadq.usecases.privacy.erase import erase_people, plan_erasure

from ..laptop import Laptop
from ..server import TestHub, connect
from .schedule import check_replicas

NAMES = ("经理", "王", "李")


class Team:
    """A manager and two reps; 陈总 is Wang's lead, 周总 is Li's."""

    def __init__(self, hub: TestHub, folder: Path) -> None:
        self.hub = hub
        self.laptops = [Laptop(folder / name, name, url) for name, url in hub.urls.items()]
        self.boss, self.wang, self.li = self.laptops
        for laptop in self.laptops:
            laptop.join(NAMES)
        add_lead(self.wang.desk, NewLead("陈总", owner="王", phones=["13800138000"]))
        add_lead(self.li.desk, NewLead("周总", owner="李", phones=["13900139000"]))
        self.sync()

    def sync(self) -> None:
        for laptop in self.laptops * 2:
            laptop.pass_time(1)
            laptop.sync()

    def check(self) -> None:
        self.sync()
        check_replicas(self.hub, self.laptops)


@pytest.fixture
def team(tmp_path: Path, make_team: Callable[..., TestHub]) -> Team:
    return Team(make_team(*NAMES), tmp_path)


def names(laptop: Laptop) -> list[str]:
    return [row[0] for row in laptop.ask("SELECT name FROM lead ORDER BY name")]


def test_a_merge_that_colleagues_have_heard_of_is_taken_back(team: Team) -> None:
    note_facts(team.wang.desk, "陈总", {"money": "yes"})
    team.sync()
    merge_leads(team.boss.desk, "周总", "陈总")
    team.sync()
    assert (names(team.boss), names(team.wang), names(team.li)) == (["周总"], [], ["周总"])
    assert undo_last(team.boss.desk).command.verb == "merge"
    team.check()
    assert (names(team.wang), names(team.li)) == (["陈总"], ["周总"])
    assert team.wang.ask("SELECT value FROM fact") == [("yes",)]
    assert team.li.ask("SELECT count(*) FROM reach") == [(1,)]


def test_a_rep_erases_a_lead_that_a_managers_was_merged_into(team: Team) -> None:
    add_lead(team.boss.desk, NewLead("钱总", owner="经理", phones=["13700137000"]))
    team.sync()
    erase_people(team.li.desk, plan_erasure(team.li.desk, ["周总"]))
    merge_leads(team.boss.desk, "周总", "钱总")
    team.boss.sync()
    team.check()
    assert (names(team.boss), names(team.li)) == (["陈总"], [])
    with connect(team.hub.owner) as owner:
        assert owner.execute("SELECT count(*) FROM leadq.erased").fetchone() == (2,)


def test_a_rep_merges_a_lead_that_was_handed_over_meanwhile(team: Team) -> None:
    note_facts(team.boss.desk, "陈总", {"money": "yes"})
    team.sync()
    add_lead(team.wang.desk, NewLead("吴总", owner="王", phones=["13700137000"]))
    merge_leads(team.wang.desk, "吴总", "陈总")
    edit_lead(team.boss.desk, "陈总", Change({"owner": "李"}))
    team.boss.sync()
    team.check()
    assert (names(team.wang), names(team.li)) == (["吴总"], ["周总", "陈总"])
    assert team.li.ask("SELECT value FROM fact") == [("yes",)]
    assert team.wang.ask("SELECT count(*) FROM fact") == [(0,)]
    assert team.wang.ask("SELECT count(*) FROM followup WHERE state = 'open'") == [(1,)]


def test_a_merge_is_taken_back_whose_push_was_not_answered(team: Team) -> None:
    note_facts(team.wang.desk, "陈总", {"money": "yes"})
    team.sync()
    merge_leads(team.boss.desk, "周总", "陈总")
    assert team.boss.sync("after push") is None
    assert undo_last(team.boss.desk).command.verb == "merge"
    team.check()
    assert (names(team.wang), names(team.li)) == (["陈总"], ["周总"])


def test_a_step_comes_back_on_a_lead_that_was_merged_meanwhile(team: Team) -> None:
    add_lead(team.wang.desk, NewLead("吴总", owner="王", phones=["13700137000"]))
    plan_next(team.wang.desk, "陈总", StepWish(team.wang.desk.today, goal="看样机"))
    team.sync()
    undo_last(team.wang.desk)
    team.sync()
    merge_leads(team.boss.desk, "吴总", "陈总")
    team.boss.sync()
    redo_last(team.wang.desk)
    team.check()
    step = "SELECT goal FROM followup WHERE state = 'open'"
    assert team.wang.ask(step) == team.boss.ask(f"{step} AND owner = '王'") == [("看样机",)]


def test_one_of_two_is_erased_whose_merge_was_taken_back(team: Team) -> None:
    add_lead(team.wang.desk, NewLead("吴总", owner="王", phones=["13700137000"]))
    touched = Contacted(team.wang.desk.today, by="phone", said="秘密")
    log_touch(team.wang.desk, "吴总", touched)
    team.sync()
    merge_leads(team.wang.desk, "陈总", "吴总")
    team.sync()
    undo_last(team.wang.desk)
    erase_people(team.wang.desk, plan_erasure(team.wang.desk, ["吴总"]))
    assert "秘密" not in str(team.wang.ask("SELECT * FROM sync_dirty"))
    team.check()
    assert names(team.wang) == ["陈总"]
    assert names(team.boss) == ["周总", "陈总"]
    assert team.boss.ask("SELECT count(*) FROM touch") == [(0,)]
    with connect(team.hub.owner) as owner:
        found = owner.execute("SELECT fields::text FROM leadq.item").fetchall()
    assert "秘密" not in str(found)


def test_a_row_that_is_gone_is_edited_elsewhere(team: Team) -> None:
    plan_next(team.wang.desk, "陈总", StepWish(team.wang.desk.today, goal="看样机"))
    team.sync()
    plan_next(team.boss.desk, "陈总", StepWish(team.boss.desk.today, goal="看工厂"))
    undo_last(team.wang.desk)
    team.wang.sync()
    with connect(team.hub.owner) as owner:
        gone = "SELECT fields::text FROM leadq.item WHERE gone AND tbl = 'followup'"
        assert {row[0] for row in owner.execute(gone)} == {"{}"}
    team.check()
    goals = {row[0] for row in team.wang.ask("SELECT goal FROM followup")}
    assert {"看样机", "看工厂"} <= goals
