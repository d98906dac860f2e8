"""Undo takes back one's own work, and never what others have done on it since."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta

import pytest

from leadq.domain.followup.schedule import Step
from leadq.errors import RefusedError
from leadq.store import repo
from leadq.store.care.since import erased_between
from leadq.store.changes import read_stamps
from leadq.store.connect import open_store
from leadq.store.repo_values import ReachValue
from leadq.store.statements import SYNC
from leadq.store.unit import Unit, open_unit
from leadq.usecases.care.undo import list_undoable, redo_last, undo_last
from leadq.usecases.desk import Desk
from leadq.usecases.followup.plan import StepWish, plan_next
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.leads.edit import Change, edit_lead
from leadq.usecases.leads.history import tell_history
from leadq.usecases.privacy.erase import erase_people, plan_erasure

from ..bring_in import bring_in
from ..helpers import FOR_C, add, day, later, other_desk, rows
from ..state import read_state


@contextmanager
def synced(desk: Desk, who: str = "王经理") -> Iterator[Unit]:
    """Write what somebody has done on another computer."""
    with open_unit(desk.store, SYNC, desk.now, who, desk.today) as unit:
        yield unit


def refused(desk: Desk) -> str:
    """Return who has worked since, as undo says it; nothing changes."""
    before = read_state(desk)
    with pytest.raises(RefusedError, match="undo_others") as caught:
        undo_last(desk)
    assert read_state(desk) == before
    assert caught.value.exit_code == 1
    return ", ".join(caught.value.params["who"])


def test_a_field_that_others_changed_since_stays_as_they_left_it(desk: Desk) -> None:
    number = add(desk)
    edit_lead(desk, number, Change({"note": "mine"}))
    with synced(desk) as unit:
        repo.change_lead(unit, 1, note="theirs")
    assert refused(desk) == "王经理"
    assert rows(desk, "SELECT note FROM lead") == [("theirs",)]


def test_other_fields_of_the_row_stay_theirs(desk: Desk) -> None:
    number = add(desk)
    edit_lead(later(desk, 1), number, Change({"note": "mine"}))
    with synced(later(desk, 2)) as unit:
        repo.change_lead(unit, 1, region="上海")
        theirs = read_stamps(unit.conn, 1)["region"]
    written = rows(desk, "SELECT updated_at FROM lead")
    assert undo_last(later(desk, 3)).command.verb == "edit"
    assert rows(desk, "SELECT note, region FROM lead") == [(None, "上海")]
    assert rows(desk, "SELECT updated_at FROM lead") == written
    with closing(open_store(desk.store)) as conn:
        assert read_stamps(conn, 1) == {"region": theirs}
    assert redo_last(later(desk, 4)).command.verb == "edit"
    with closing(open_store(desk.store)) as conn:
        assert sorted(read_stamps(conn, 1)) == ["note", "region"]


def test_status_and_amount_are_one_field(desk: Desk) -> None:
    add(desk)
    with desk.write("edit") as unit:
        repo.change_lead(unit, 1, amount=5)
    with synced(desk, "Ann") as unit:
        repo.change_lead(unit, 1, reason="price")
    assert refused(desk) == "Ann"


def test_a_lead_on_which_others_hung_something_does_not_go(desk: Desk) -> None:
    add(desk)
    with synced(desk, "Ann") as unit:
        repo.insert_fact(unit, 1, "money", "yes", None, desk.today)
    assert refused(desk) == "Ann"
    assert rows(desk, "SELECT value FROM fact") == [("yes",)]


def test_what_came_in_many_rows_is_found_by_its_rows(desk: Desk) -> None:
    bring_in(desk, "name,phone\n" + "".join(f"A{n},138{n:08}\n" for n in range(50)))
    with synced(desk, "Ann") as unit:
        columns = ("uid", "lead_id", "fact", "value", "noted_on")
        facts = [(unit.new_uid(), n, "money", "yes", "2026-11-23") for n in (7, 9)]
        unit.insert_many("fact", columns, facts)
    assert refused(desk) == "Ann"


def test_an_import_on_which_nobody_worked_goes(desk: Desk) -> None:
    number = add(desk)
    bring_in(desk, "name,phone\n" + "".join(f"A{n},138{n:08}\n" for n in range(50)))
    with synced(desk, "Ann") as unit:
        repo.insert_fact(unit, int(number), "money", "yes", None, desk.today)
    assert undo_last(desk).command.verb == "import"
    assert rows(desk, "SELECT count(*) FROM lead") == [(1,)]
    assert refused(desk) == "Ann"


def test_a_step_of_a_lead_that_others_plan_stays_theirs(desk: Desk) -> None:
    number = add(desk)
    plan_next(desk, number, StepWish(day(3)))
    with synced(desk, "Ann") as unit:
        repo.close_step(unit, 1, "done")
        repo.queue_step(unit, 1, Step(day(8), "visit", "theirs"), "rep", repo.NO_EXTRAS, "open")
    assert refused(desk) == "Ann"
    assert rows(desk, "SELECT goal FROM followup WHERE state = 'open'") == [("theirs",)]


def test_what_others_deleted_or_put_in_its_place_is_not_written_over(desk: Desk) -> None:
    number = add(desk, phones=["13800138000"])
    edit_lead(desk, number, Change(phones=["13900139000"]))
    with synced(desk, "Ann") as unit:
        repo.set_reaches(
            unit, 1, "phone", [ReachValue("phone", "13700137000", None, "13700137000")]
        )
    assert refused(desk) == "Ann"


def test_facts_of_others_hinder_nothing(desk: Desk) -> None:
    number = add(desk)
    note_facts(desk, number, FOR_C)
    with synced(desk, "Ann") as unit:
        repo.insert_fact(unit, 1, "money", "yes", None, desk.today)
    assert undo_last(desk).command.verb == "fact"
    assert rows(desk, "SELECT value FROM fact") == [("yes",)]


def test_what_came_from_others_is_no_command_and_ends_what_can_be_done_again(desk: Desk) -> None:
    number = add(desk)
    edit_lead(desk, number, Change({"note": "mine"}))
    undo_last(desk)
    with synced(desk, "Ann") as unit:
        repo.change_lead(unit, 1, region="上海")
    assert [one.command.verb for one in list_undoable(desk, 5)] == ["add"]
    with pytest.raises(RefusedError, match="nothing_to_redo"):
        redo_last(desk)
    told = tell_history(desk, number).entries[-1]
    assert (told.verb, told.owner, told.values) == ("sync", "Ann", {"region": "上海"})


def test_what_is_undone_after_a_sync_is_forgotten_by_the_next_command(desk: Desk) -> None:
    number = add(desk)
    edit_lead(desk, number, Change({"note": "mine"}))
    with synced(desk, "Ann") as unit:
        repo.change_lead(unit, 1, region="上海")
    undo_last(desk)
    edit_lead(desk, number, Change({"source": "fair"}))
    with pytest.raises(RefusedError, match="nothing_to_redo"):
        redo_last(desk)


def test_an_import_of_others_work_says_whose_goes_with_it(desk: Desk) -> None:
    mine = other_desk(desk, me="李")
    number = add(mine, "Ann", phones=["13800138000"])
    table = "id,lead_id,number,fact,value,note,noted_on,owner,created_at\n"
    uid, fact = rows(desk, "SELECT uid FROM lead")[0][0], "01988e1c-0000-7000-8000-000000000001"
    file = f"{table}{fact},{uid},{number},money,yes,,2026-11-23,王经理,2026-11-23T01:00:00+00:00\n"
    bring_in(mine, file, what="facts")
    taken = undo_last(mine)
    assert (taken.command.verb, taken.others) == ("import", ("王经理",))


def test_undo_says_that_an_erasure_lies_in_between(desk: Desk) -> None:
    add(desk, "Bob")
    number = add(later(desk, 1), "Ann")
    erase_people(later(desk, 2), plan_erasure(later(desk, 2), [number]))
    after = later(desk, 3)
    edit_lead(after, "1", Change({"note": "mine"}))
    assert undo_last(after).erased_on == ""
    edit_lead(desk, "1", Change({"note": "before"}))
    with closing(open_store(desk.store)) as conn:
        assert erased_between(conn, (desk.now + timedelta(9)).isoformat()) == ""
    taken = undo_last(after)
    assert (taken.command.verb, taken.erased_on) == ("edit", later(desk, 2).today.isoformat())
    assert undo_last(after).erased_on == ""
