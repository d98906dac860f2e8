"""An export of everything comes back: into an empty store as it was, into another one joined."""

from __future__ import annotations

from pathlib import Path

from leadq.usecases.aftersale.purchase import note_purchase
from leadq.usecases.care.undo import redo_last, undo_last
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import lose_lead, park_lead, win_lead
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.grading.grade import override_grade
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.leads.edit import Change, edit_lead, set_contact
from leadq.usecases.leads.merge import merge_leads

from ..helpers import ALL_YES, FOR_A, add, day, later, make_desk, rows
from ..state import read_state
from ..whole import bring, records, take_everything


def live(desk: Desk) -> Desk:
    """Let some leads go through everything there is, and return the desk a week later."""
    said = {"phones": ["138 0013 8000"], "emails": ["w@x.cn"], "wechat": "wx1", "tags": ["老"]}
    one = add(desk, facts=ALL_YES, note="=1+1", **said)
    set_contact(desk, one, "李总", "decider", "13900139000", None, "for")
    override_grade(desk, one, "B", "asked for the contract")
    two = add(desk, "O'Neil", facts=FOR_A, budget=500000.5)
    three = add(desk, "Ann", phones=["+1 660-485-0224"])
    gone = add(desk, "Ann D.", emails=["ann@x.cn"])
    desk = later(desk, 2)
    log_touch(desk, one, Contacted(desk.today, said="谈过", promises=[("quote", day(3))]))
    note_purchase(desk, one, 5000, None, "JS220", "首单")
    edit_lead(desk, two, Change({"company": "华北"}, phones=["13811112222"]))
    merge_leads(desk, three, gone)
    desk = later(desk, 1)
    win_lead(desk, two, 9000)
    park_lead(desk, three, day(10))
    lose_lead(desk, add(desk, "Zoe", owner="Li"), "price")
    desk = later(desk, 4)
    note_facts(desk, one, {"money": "no"})
    return desk


def other_desk(desk: Desk, folder: Path, **settings: object) -> Desk:
    folder.mkdir(exist_ok=True)
    return make_desk(folder, desk.today, **settings)


def test_a_store_rebuilt_from_it_is_equal(desk: Desk, tmp_path: Path) -> None:
    desk = live(desk)
    there = other_desk(desk, tmp_path / "there", me="somebody else", profile="loan")
    result = bring(there, take_everything(desk))
    assert (result.rejected, result.new, result.known) == ([], 4, 0)
    assert records(there) == records(desk)
    tables = ("lead", "reach", "contact", "touch", "followup", "promise", "purchase")
    for table in tables:
        wanted = (
            rows(desk, f"SELECT count(*), min(uid), max(uid) FROM {table}")
            if (table != "reach")
            else rows(desk, "SELECT count(*) FROM reach")
        )
        found = (
            rows(there, f"SELECT count(*), min(uid), max(uid) FROM {table}")
            if (table != "reach")
            else rows(there, "SELECT count(*) FROM reach")
        )
        assert found == wanted
    lookups = "SELECT l.uid, k.keys FROM lookup k JOIN lead l ON l.id = k.lead_id ORDER BY 1"
    assert rows(there, lookups) == rows(desk, lookups)


def test_it_is_one_step_back_and_forward(desk: Desk, tmp_path: Path) -> None:
    desk = live(desk)
    there = other_desk(desk, tmp_path / "there")
    add(there, "here before", phones=["13700137000"])
    before = read_state(there)
    bring(there, take_everything(desk))
    after = read_state(there)
    undo_last(there)
    assert read_state(there) == before
    redo_last(there)
    assert read_state(there) == after


def test_again_it_is_all_known(desk: Desk, tmp_path: Path) -> None:
    desk = live(desk)
    there = other_desk(desk, tmp_path / "there")
    file = take_everything(desk)
    bring(there, file)
    before = read_state(there)
    for update in (False, True):
        result = bring(there, file, update=update)
        assert (result.new, result.known, result.updated, result.newer) == (0, 4, 0, 0)
        assert result.conflicts == []
        assert {tally.new + tally.updated for tally in result.brought.values()} == {0}
        assert read_state(there) == before
