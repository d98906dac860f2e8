"""Spreading a backlog, and moving what falls into an absence."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest

from leadq.errors import UsageError
from leadq.usecases.care.undo import redo_last, undo_last
from leadq.usecases.desk import Desk
from leadq.usecases.followup.absences import cancel_absence
from leadq.usecases.followup.close import park_lead
from leadq.usecases.followup.due import list_due
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.followup.plan import StepWish, plan_next, snooze_step
from leadq.usecases.followup.spread import move_away, spread_backlog
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.leads.history import tell_history
from leadq.usecases.leads.lead_card import read_lead_card

from ..helpers import (
    ALL_NO,
    FOR_A,
    FOR_B,
    FOR_C,
    add,
    add_reached,
    day,
    iso,
    later,
    make_desk,
    rows,
)
from ..state import read_state

TABLES = ("lead", "followup", "promise", "touch", "fact", "outlook")


def state(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    return {table: sorted(rows(desk, f'SELECT * FROM "{table}"'), key=repr) for table in TABLES}


def days(desk: Desk) -> dict[int, str]:
    found = rows(
        desk,
        "SELECT l.number, f.on_day FROM followup f JOIN lead l ON l.id = f.lead_id"
        " WHERE f.state = 'open' ORDER BY l.number",
    )
    return dict(found)


@pytest.fixture(scope="module")
def backlog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of nine leads with steps for Monday: three C, three B, three A in this order."""
    desk = make_desk(tmp_path_factory.mktemp("backlog"))
    for place, facts in enumerate((FOR_C, FOR_B, FOR_A)):
        for _ in range(3):
            number = add(desk, f"Lead {place}", facts)
            plan_next(desk, number, StepWish(day(0), goal="talk"))
    return desk.store


@pytest.fixture
def late(backlog: Path, tmp_path: Path) -> Desk:
    """Return a desk a week later, all nine overdue."""
    copyfile(backlog, tmp_path / "leadq.db")
    return later(make_desk(tmp_path), 7)


def test_the_best_come_first_and_no_day_holds_more(late: Desk) -> None:
    result = spread_backlog(late, 2)
    assert (result.moved, result.stayed) == (9, 0)
    planned = days(late)
    assert [planned[n] for n in (7, 8, 9, 4, 5, 6, 1, 2, 3)] == [
        *(iso(7), iso(7), iso(8), iso(8), iso(9), iso(9), iso(10), iso(10), iso(11))
    ]
    assert result.days == Counter({day(7): 2, day(8): 2, day(9): 2, day(10): 2, day(11): 1})
    assert [item.lead["number"] for item in list_due(late).items] == [7, 8]


def test_weekends_are_left_out(late: Desk) -> None:
    assert max(spread_backlog(late, 1).days) == day(17)
    assert {iso(12), iso(13)} & set(days(late).values()) == set()


def test_on_a_day_off_it_begins_on_the_next_working_day(late: Desk) -> None:
    assert set(spread_backlog(later(late, 5), 20).days) == {day(14)}


def test_what_is_planned_already_takes_its_place(late: Desk) -> None:
    for name in ("One", "Two"):
        plan_next(late, add(late, name), StepWish(day(8)))
    spread_backlog(late, 3)
    assert list(days(late).values()).count(iso(8)) == 3


def test_an_appointment_stays(late: Desk) -> None:
    plan_next(late, "9", StepWish(day(7), time="10:00", place="site"))
    plan_next(late, "8", StepWish(day(7)))
    result = spread_backlog(late, 2)
    assert days(late)[9] == iso(7)
    assert [(one.number, one.time) for one in result.appointments] == [(9, "10:00")]
    assert list(days(late).values()).count(iso(7)) == 2


def test_who_set_it_stays_and_why_it_moved_is_noted(late: Desk) -> None:
    number = add(late, "Rule")
    moved = later(late, 3)
    spread_backlog(moved, 20)
    assert dict(rows(moved, "SELECT set_by, count(*) FROM followup WHERE state = 'open'"
                            " GROUP BY set_by")) == {"rep": 9, "rule": 1}  # fmt: skip
    assert set(rows(moved, "SELECT reason, goal FROM followup WHERE state = 'open'")) == {
        ("spread", "talk"),
        ("spread", "@finish_questions"),
    }
    newest = tell_history(moved, number).entries[-1]
    assert (newest.verb, newest.values["on_day"]) == ("spread", iso(10))


def test_the_program_does_not_take_a_spread_step_back(desk: Desk) -> None:
    number = add(desk, facts={**FOR_B, "engagement": "bargaining", "need_by": iso(35)})
    risen = later(desk, 8)
    assert read_lead_card(risen, number).lead["grade"] == "A"
    for place in range(5):
        plan_next(risen, add(risen, f"Other {place}", FOR_A), StepWish(day(8)))
    spread_backlog(risen, 1)
    placed = read_lead_card(risen, number).lead["next"]
    assert placed is not None
    note_facts(later(risen, 1), number, {"pain": "yes"})
    assert read_lead_card(later(risen, 1), number).lead["next"] == placed


def test_one_undo_brings_everything_back(late: Desk) -> None:
    before = state(late)
    result = spread_backlog(late, 2)
    after = state(late)
    assert undo_last(late).command.verb == "spread"
    assert state(late) == before
    redo_last(late)
    assert state(late) == after
    assert result.moved == 9


def test_a_second_time_nothing_changes(late: Desk) -> None:
    spread_backlog(late, 20)
    written = rows(late, "SELECT count(*) FROM journal")
    again = spread_backlog(late, 20)
    assert (again.moved, again.stayed) == (0, 9)
    assert rows(late, "SELECT count(*) FROM journal") == written


def test_nothing_due_is_nothing_done(desk: Desk) -> None:
    add(desk, facts=ALL_NO)
    result = spread_backlog(desk, 5)
    assert (result.moved, result.stayed, result.days) == (0, 0, Counter())


def test_only_one_rep(desk: Desk) -> None:
    for owner in ("李娜", "Bob", "bob"):
        plan_next(desk, add(desk, f"of {owner}", owner=owner), StepWish(day(0)))
    tomorrow = later(desk, 1)
    assert spread_backlog(tomorrow, 1, "BOB").moved == 2
    assert days(tomorrow) == {1: iso(0), 2: iso(1), 3: iso(2)}
    mine = later(desk, 2, me="李娜")
    assert spread_backlog(mine, 1).moved == 1


def test_a_lead_that_comes_back_is_spread_too(desk: Desk) -> None:
    number = add(desk)
    park_lead(desk, number, day(3))
    back = later(desk, 4)
    assert spread_backlog(back, 20).moved == 1
    assert [item.pick.group for item in list_due(back).items] == ["today"]


def test_an_absence_moves_what_falls_into_it(desk: Desk) -> None:
    for on in (0, 1, 2, 3, 4, 7):
        plan_next(desk, add(desk, f"on {on}", FOR_B if on == 3 else FOR_C), StepWish(day(on)))
    result = move_away(desk, day(1), day(4), 2)
    assert result.moved == 4
    # best grade first, then the day; Monday holds one step already
    assert days(desk) == {1: iso(0), 2: iso(8), 3: iso(8), 4: iso(7), 5: iso(9), 6: iso(7)}
    assert set(rows(desk, "SELECT reason FROM followup WHERE state = 'open'")) == {
        *((None,), ("away",))
    }


def test_both_days_belong_to_an_absence(desk: Desk) -> None:
    for on in (0, 1, 2, 3):
        plan_next(desk, add(desk, f"on {on}"), StepWish(day(on)))
    move_away(desk, day(1), day(2), 20)
    assert days(desk) == {1: iso(0), 2: iso(3), 3: iso(3), 4: iso(3)}


def test_an_appointment_loses_its_time_and_is_named(desk: Desk) -> None:
    plan_next(desk, add(desk), StepWish(day(1), time="09:30", place="office", goal="sign"))
    result = move_away(desk, day(0), day(2), 20)
    step = read_lead_card(desk, "1").lead["next"]
    assert step == {"on": iso(3), "by": "phone", "goal": "sign", "time": None, "place": "office"}
    assert [(one.number, one.on, one.time) for one in result.appointments] == [(1, iso(1), "09:30")]
    undo_last(desk)
    step = read_lead_card(desk, "1").lead["next"]
    assert step is not None and (step["on"], step["time"]) == (iso(1), "09:30")


def test_promises_stay_and_are_named(desk: Desk) -> None:
    for number, on in ((add(desk, "A"), 2), (add(desk, "B"), 9), (add(desk, "C"), 1)):
        promises = [("the quote", day(on))]
        log_touch(desk, number, Contacted(day(0), promises=promises, next_on=day(20)))
    result = move_away(desk, day(1), day(3), 20)
    assert [(one.number, one.text, one.due_on) for one in result.promises] == [
        *((3, "the quote", iso(1)), (1, "the quote", iso(2)))
    ]
    assert result.moved == 0


def test_a_parked_lead_comes_back_after_the_absence(desk: Desk) -> None:
    park_lead(desk, add(desk), day(2))
    assert move_away(desk, day(1), day(3), 20).moved == 1
    assert list_due(later(desk, 2)).items == []
    assert [item.pick.group for item in list_due(later(desk, 4)).items] == ["today"]


@pytest.mark.parametrize(
    ("first", "last", "key"), [(3, 2, "away_backwards"), (-5, -1, "plan_in_past")]
)
def test_an_absence_that_cannot_be(desk: Desk, first: int, last: int, key: str) -> None:
    plan_next(desk, add(desk), StepWish(day(0)))
    with pytest.raises(UsageError) as caught:
        move_away(desk, day(first), day(last), 5)
    assert (caught.value.key, caught.value.hint) == (key, key)
    assert days(desk) == {1: iso(0)}


def test_an_absence_that_has_begun(desk: Desk) -> None:
    plan_next(desk, add(desk), StepWish(day(0)))
    today = later(desk, 1)
    snooze_step(today, "1", StepWish(day(2), reason="busy"))
    assert move_away(today, day(0), day(2), 5).moved == 1
    assert days(today) == {1: iso(3)}


def test_many_at_once_are_one_command(desk: Desk) -> None:
    for place in range(12):
        add(desk, f"Lead {place}")
    week = later(desk, 7)
    result = spread_backlog(week, 5)
    assert list(result.days.values()) == [5, 5, 2]
    assert max(result.days) - min(result.days) == timedelta(2)
    (changes,) = rows(week, "SELECT count(*), count(DISTINCT command) FROM journal"
                            " WHERE verb = 'spread'")  # fmt: skip
    assert changes == (12, 1)


def test_nothing_moved_leaves_the_way_forward_open(late: Desk) -> None:
    add(late, "Last")
    undo_last(late)
    assert cancel_absence(late, day(20), day(21)) == []
    assert redo_last(late).lead == "Last"


def test_an_absence_that_moves_nothing_is_a_command_and_so_is_forgetting_it(desk: Desk) -> None:
    add(desk, "Last")
    states = [read_state(desk)]
    acts = (
        lambda: move_away(desk, day(20), day(25), 5),
        lambda: cancel_absence(desk, day(21), day(21)),
    )
    for act in acts:
        act()
        states.append(read_state(desk))
    assert [len(state["absences"]) for state in states] == [0, 1, 0]
    for state in (states[1], states[0]):
        assert undo_last(desk).command.verb == "away"
        assert read_state(desk) == state
    for state in states[1:]:
        redo_last(desk)
        assert read_state(desk) == state


def test_a_step_that_time_moves_follows_an_absence_and_its_end(desk: Desk) -> None:
    """A lead that becomes a B tomorrow is due behind the absence, and again within it."""
    add_reached(desk, facts={**FOR_B, "need_by": iso(91)})
    free = read_state(desk)
    move_away(desk, day(7), day(7), 5)
    away = read_state(desk)
    assert away["followup"] == free["followup"]
    assert rows(desk, "SELECT max(next_on) FROM outlook WHERE grade = 'B'") == [(iso(8),)]
    cancel_absence(desk, day(7), day(7))
    assert read_state(desk) == free
    undo_last(desk)
    assert read_state(desk) == away
    undo_last(desk)
    assert read_state(desk) == free
