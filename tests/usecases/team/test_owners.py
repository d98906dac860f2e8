"""In a team a lead belongs to one of its members, in the spelling of the team."""

from __future__ import annotations

import json
from typing import Any

import pytest

from leadq.errors import RefusedError
from leadq.i18n import set_language
from leadq.render.parts.errors import hint_line
from leadq.store.search.filters import Filter
from leadq.store.unit import open_unit
from leadq.usecases.desk import Desk
from leadq.usecases.leads.edit import Change, edit_lead
from leadq.usecases.leads.handover import hand_over
from leadq.usecases.leads.owners import Owners

from ..bring_in import bring_in, stored
from ..helpers import add, later

BOSS, REP = "Maria Stone", "Li Wei"
KNOWN = {"team_member": BOSS, "team_members": json.dumps([BOSS, REP, "王芳"]),
         "team_former": json.dumps(["Tom Hall"])}  # fmt: skip


@pytest.fixture
def team(desk: Desk) -> Desk:
    """The desk of a manager, whose language is English."""
    set_language("en")
    with open_unit(desk.store, "test", desk.now) as unit:
        for key, value in KNOWN.items():
            unit.put("meta", key=key, value=value)
    return later(desk, 0, me=BOSS)


def owners(desk: Desk) -> list[str | None]:
    return [lead["owner"] for lead in stored(desk)]


def refused(do: Any) -> RefusedError:
    with pytest.raises(RefusedError, match="no_member") as caught:
        do()
    return caught.value


def test_whoever_is_no_member_owns_nothing(team: Desk) -> None:
    number = add(team, "陈总", owner="li wei")
    for do in (
        lambda: add(team, "孙总", owner="王放"),
        lambda: edit_lead(team, number, Change({"owner": "王放"})),
        lambda: hand_over(team, REP, "王放", Filter(owner=REP, statuses=())),
    ):
        reason = refused(do)
        assert reason.exit_code == 1
        assert reason.params["near"] == "王芳"
        assert "Li Wei, Maria Stone, 王芳" in hint_line(reason)
    refused(lambda: edit_lead(team, number, Change({"owner": "Tom Hall"})))
    assert owners(team) == [REP]


def test_a_member_is_written_as_the_team_does(team: Desk) -> None:
    number = add(team, "陈总", owner=" LI WEI ")
    assert owners(team) == [REP]
    edit_lead(team, number, Change({"owner": "maria stone"}))
    assert owners(team) == [BOSS]
    hand_over(team, "MARIA STONE", "li wei", Filter(owner=BOSS, statuses=()))
    assert owners(team) == [REP]


def test_rows_of_a_file_whose_owner_is_unknown_are_set_aside(team: Desk) -> None:
    result = bring_in(team, "姓名,手机号,负责人\n陈总,13800138000,王放\n孙总,13800138001,li wei\n"
                            "李总,13800138002,\n")  # fmt: skip
    assert [(one.line, one.reason.key) for one in result.rejected] == [(2, "no_member")]
    assert owners(team) == [REP, BOSS]


def test_an_import_says_whose_computers_plan_its_leads(team: Desk) -> None:
    theirs = (
        "姓名,手机号,负责人,下次联系时间\n陈,13800138000,li wei,2026-12-20\n孙,13800138001,王芳,\n"
    )
    result = bring_in(team, theirs)
    assert (result.new, result.first_step, result.last_step) == (2, None, None)
    assert team.left_to == {REP, "王芳"}
    mine = later(team, 0)
    result = bring_in(mine, f"姓名,手机号,负责人\n李,13800138002,{BOSS}\n")
    assert (result.first_step is not None, mine.left_to) == (True, set())


def test_whose_settings_name_nobody_of_the_team_imports_nothing(team: Desk) -> None:
    stranger = later(team, 0, me="Maria Stine")
    refused(lambda: bring_in(stranger, "姓名,手机号\n陈总,13800138000\n"))
    refused(lambda: add(stranger, "孙总"))
    assert owners(team) == []


def test_outside_of_a_team_whoever_is_named_owns(desk: Desk) -> None:
    add(desk, "陈总", owner="王放")
    bring_in(desk, "姓名,手机号,负责人\n孙总,13800138001,新人\n")
    assert owners(desk) == ["王放", "新人"]


def test_a_large_team_is_not_listed_whole(team: Desk) -> None:
    names = [f"Rep {n}" for n in range(500)]
    with open_unit(team.store, "test", team.now) as unit:
        unit.put("meta", key="team_members", value=json.dumps(names))
    reason = refused(lambda: add(later(team, 0), "孙总", owner="Rap 7"))
    assert reason.params["near"] == "Rep 7" and len(str(reason.params["allowed"])) < 200


def test_an_old_file_gives_no_lead_back_to_whoever_has_left(team: Desk) -> None:
    add(team, "陈总", owner=REP)
    uid = stored(team)[0]["id"]
    with team.read() as conn:
        assert Owners(team, conn).name("Tom Hall", uid) == REP
        refused(lambda: Owners(team, conn).name("Tom Hall", "another"))
