"""Who changed what of a lead."""

from __future__ import annotations

from pathlib import Path

from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import lose_lead
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.grading.grade import override_grade
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.importing.import_file import import_file
from leadq.usecases.importing.import_order import Order
from leadq.usecases.leads.edit import Change, edit_lead, set_contact
from leadq.usecases.leads.history import Entry, tell_history

from ..helpers import FOR_B, add, day, iso, later


def told(desk: Desk, number: str, table: str = "") -> list[Entry]:
    return [entry for entry in tell_history(desk, number).entries if table in ("", entry.table)]


def test_who_and_when_and_by_which_command(desk: Desk) -> None:
    desk.me = "李娜"
    number = add(desk, "王建国")
    zhang = later(desk, 1, me="张伟")
    note_facts(zhang, number, {"money": "yes"}, note="said so")
    history = tell_history(desk, number)
    assert (history.number, history.name) == (1, "王建国")
    first, *_, last = [e for e in told(desk, number) if e.table in ("lead", "fact")]
    assert (first.at, first.owner, first.verb) == (f"{iso(0)}T01:30:00+00:00", "李娜", "add")
    assert (first.table, first.op, first.before) == ("lead", "insert", {})
    assert (last.at, last.owner, last.verb) == (f"{iso(1)}T01:30:00+00:00", "张伟", "fact")
    assert last.values == {
        **{"fact": "money", "value": "yes", "note": "said so", "noted_on": iso(1)},
    }


def test_every_change_stands_with_what_stood_before_and_after(desk: Desk) -> None:
    number = add(desk, "王建国", company="华北路桥")
    for name, company in (("王建", "x"), ("老王", "")):
        edit_lead(desk, number, Change({"name": name, "company": company}))
    changes = told(desk, number, "lead")
    assert changes[0].values["name"] == "王建国", "as it stood then, not as it stands now"
    assert [(entry.before, entry.values) for entry in changes[1:]] == [
        ({"name": "王建国", "company": "华北路桥"}, {"name": "王建", "company": "x"}),
        ({"name": "王建", "company": "x"}, {"name": "老王"}),
    ]


def test_whose_a_lead_is_can_be_followed(desk: Desk) -> None:
    number = add(desk, owner="李娜")
    edit_lead(desk, number, Change({"owner": "张伟"}))
    change = told(desk, number, "lead")[-1]
    assert (change.before, change.values) == ({"owner": "李娜"}, {"owner": "张伟"})


def test_what_was_removed_is_told_whole(desk: Desk) -> None:
    number = add(desk, phones=["13800138000"])
    edit_lead(desk, number, Change(clear=["phones"]))
    inserted, deleted = told(desk, number, "reach")
    assert (inserted.op, deleted.op) == ("insert", "delete")
    assert inserted.values == deleted.values
    assert deleted.values["typed"] == "13800138000"


def test_every_kind_of_change_is_told(desk: Desk) -> None:
    number = add(desk, facts=FOR_B, phones=["13800138000"])
    set_contact(desk, number, "赵总", "approver", None, None)
    log_touch(desk, number, Contacted(desk.today, said="hello", promises=[("a quote", day(1))]))
    override_grade(desk, number, "A", "knows the boss")
    lose_lead(desk, number, "price")
    tables = {entry.table for entry in told(desk, number)}
    assert tables == {
        *("lead", "reach", "fact", "followup", "contact", "touch", "promise", "override"),
    }
    ended = told(desk, number, "lead")[-1]
    assert ended.before == {"status": "open", "reason": None}
    assert ended.values == {"status": "lost", "reason": "price"}
    steps = [entry.values.get("state") for entry in told(desk, number, "followup")]
    assert steps.count("open") == steps.count("done") + steps.count("moved") + 1
    assert steps[-1] == "cancelled"


def test_what_came_in_with_a_file_is_told_row_by_row(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "leads.csv"
    file.write_text("Name,Phone,Need by\nWang,13800138000,2027-01-05\nLi,,\n", "utf-8")
    import_file(desk, Order(file), lambda _result, _table: file)
    entries = told(desk, "1")
    assert [(entry.table, entry.op, entry.verb) for entry in entries] == [
        (table, "insert", "import") for table in ("lead", "reach", "fact", "followup")
    ]
    assert entries[1].values["typed"] == "13800138000"
    assert [entry.table for entry in told(desk, "2")] == ["lead", "followup"]


def test_nobody_elses_changes(desk: Desk) -> None:
    add(desk, "Li", FOR_B)
    number = add(desk, "Zhao", phones=())
    assert {entry.table for entry in told(desk, number)} == {"lead", "followup"}
