"""In a team a lead is graded and planned on its owner's computer alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from leadq.store.search.filters import Filter
from leadq.store.unit import open_unit
from leadq.usecases.care.doctor import examine
from leadq.usecases.care.undo import redo_last, undo_last
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import lose_lead, win_lead
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.followup.plan import StepWish, plan_next
from leadq.usecases.followup.spread import spread_backlog
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.leads.browse import list_leads
from leadq.usecases.leads.edit import Change, edit_lead
from leadq.usecases.leads.handover import hand_over

from ..bring_in import bring_in
from ..helpers import FOR_A, FOR_C, add, add_reached, day, iso, later, make_desk, rows

MANAGER, REP = "王经理", "李"
PLANNED = "SELECT * FROM outlook ORDER BY lead_id, first_day"
GRADED = """SELECT lead_id, first_day, until_day, grade, grade_best, grade_by, man, signals, recheck
FROM outlook ORDER BY lead_id, first_day"""
SHOWN = "SELECT DISTINCT status, next_on FROM outlook WHERE live = 1"
OPEN = "SELECT on_day, goal, set_by FROM followup WHERE state IN ('open', 'queued') ORDER BY id"


def join(desk: Desk, member: str = MANAGER, members: tuple[str, ...] = (MANAGER, REP)) -> Desk:
    """Say whose computer this is, as a team does; return the desk as it is from then on."""
    with open_unit(desk.store, "test", desk.now) as unit:
        unit.put("meta", key="team_member", value=member)
        unit.put("meta", key="team_members", value=json.dumps(members))
    return fresh(desk, member)


def fresh(desk: Desk, me: str = MANAGER) -> Desk:
    return later(desk, 0, me=me)


@pytest.fixture
def managed(desk: Desk) -> Desk:
    """The manager's computer, with a lead of the rep's that was reached, as it came from there."""
    add_reached(later(desk, 0, me=REP), "Ann", FOR_C)
    return join(desk)


def plan(desk: Desk) -> tuple[object, object]:
    return rows(desk, PLANNED), rows(desk, OPEN)


def test_outside_of_a_team_every_lead_is_planned_here(desk: Desk) -> None:
    number = add_reached(later(desk, 0, me=REP), "Ann", FOR_C)
    before = plan(desk)
    assert note_facts(fresh(desk), number, FOR_A).card.judged.grade == "A"
    assert plan(desk) != before


def test_facts_of_others_leads_are_kept_and_nothing_else_follows(managed: Desk) -> None:
    before = plan(managed)
    note_facts(managed, "1", FOR_A)
    assert plan(managed) == before
    assert managed.left_to == {REP}
    assert rows(managed, "SELECT count(*) FROM fact WHERE value = 'bargaining'") == [(1,)]
    rep = join(managed, REP)
    edit_lead(rep, "1", Change({"note": "read"}))
    assert plan(rep) != before
    assert rep.left_to == set()


def test_no_other_way_plans_or_grades_them(managed: Desk) -> None:
    stood, shown = rows(managed, GRADED), rows(managed, SHOWN)
    log_touch(managed, "1", Contacted(managed.today, outcome="no_answer"))
    win_lead(managed, "1", 5.0)
    assert rows(managed, OPEN) == []
    assert rows(managed, SHOWN) == [("won", None)]
    edit_lead(managed, "1", Change({"note": "x"}))
    spread_backlog(later(managed, 30), 5, REP)
    assert rows(managed, GRADED) == stood
    for _ in range(3):
        undo_last(fresh(managed))
    assert rows(managed, GRADED) == stood
    assert rows(managed, SHOWN) == shown


def test_a_contact_ends_the_step_and_the_rep_plans_what_follows(managed: Desk) -> None:
    stood = rows(managed, GRADED)
    log_touch(managed, "1", Contacted(managed.today))
    assert rows(managed, OPEN) == []
    assert rows(managed, SHOWN) == [("open", None)]
    assert rows(managed, GRADED) == stood
    rep = join(managed, REP)
    edit_lead(rep, "1", Change({"note": "read"}))
    assert len(rows(rep, OPEN)) == 1


def test_what_a_person_plans_is_kept(managed: Desk) -> None:
    stood = rows(managed, GRADED)
    plan_next(managed, "1", StepWish(day(3), goal="show the plan"))
    assert rows(managed, OPEN) == [(iso(3), "show the plan", "rep")]
    assert rows(managed, SHOWN) == [("open", iso(3))]
    assert rows(managed, GRADED) == stood


def test_changed_rules_leave_them_alone(managed: Desk) -> None:
    add(managed, "Bob", FOR_A)
    stood = rows(managed, "SELECT * FROM outlook WHERE lead_id = 1 ORDER BY first_day")
    changed = later(managed, 0, days_off=("mon",))
    assert list_leads(changed, Filter()).total == 2
    assert changed.regraded == 1
    assert rows(managed, "SELECT * FROM outlook WHERE lead_id = 1 ORDER BY first_day") == stood


def test_an_import_gives_steps_to_ones_own_alone(managed: Desk) -> None:
    table = f"name,phone,owner,next follow up\nA,13811111111,{REP},\nB,13822222222,{MANAGER},\n"
    bring_in(managed, table + f"C,13833333333,,\nD,13844444444,{REP},{iso(5)}\n")
    steps = "SELECT l.name, p.on_day, p.set_by FROM followup p JOIN lead l ON l.id = p.lead_id"
    found = {name: (on, by) for name, on, by in rows(managed, f"{steps} WHERE l.number > 1")}
    assert sorted(found) == ["B", "C", "D"]
    assert found["D"] == (iso(5), "rep")
    assert list_leads(managed, Filter()).total == 5
    undo_last(managed)
    redo_last(managed)
    assert list_leads(managed, Filter()).total == 5


def test_a_new_lead_of_anothers_can_be_seen_but_has_no_step_yet(managed: Desk) -> None:
    add(managed, "Cleo", owner=REP)
    assert [lead["next"] for lead in list_leads(managed, Filter(text="cleo")).leads] == [None]
    assert rows(managed, "SELECT count(*) FROM followup WHERE lead_id = 2") == [(0,)]


def test_the_doctor_looks_at_ones_own(managed: Desk) -> None:
    note_facts(managed, "1", FOR_A)
    lose_lead(managed, "1", "price")
    states = {one.check: one.state for one in examine(fresh(managed), fix=True)}
    assert (states["outlooks"], states["next_steps"]) == ("ok", "ok")


def test_what_is_handed_over_to_oneself_is_planned_here(managed: Desk) -> None:
    note_facts(managed, "1", FOR_A)
    hand_over(managed, REP, MANAGER, Filter(statuses=()))
    grade = "SELECT grade FROM outlook WHERE live = 1 ORDER BY first_day LIMIT 1"
    assert rows(managed, grade) == [("A",)]


@pytest.mark.parametrize(("owner", "mine"), [("", True), ("别人", True), (" 李 ", False)])
def test_nobodys_leads_are_everybodys(tmp_path: Path, owner: str, mine: bool) -> None:
    desk = join(make_desk(tmp_path))
    with desk.read() as conn:
        assert desk.is_mine(conn, owner or None) is mine
        assert desk.is_mine(conn, MANAGER)
