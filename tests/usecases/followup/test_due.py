"""What is due on a day (method §5; the groups and keys of the command line's contract)."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from leadq.domain.words import KINDS
from leadq.store.read.read_leads import read_lead
from leadq.store.read.rows import LeadData
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import drop_lead, lose_lead, park_lead, win_lead
from leadq.usecases.followup.due import DueList, list_due
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.followup.plan import StepWish, plan_next
from leadq.usecases.grading.grade import override_grade
from leadq.usecases.leads.lead_card import read_lead_card

from ..helpers import ALL_NO, FOR_A, FOR_B, FOR_C, add, add_reached, day, iso, later, make_desk

Row = tuple[int, str, int | None]


def shown(due: DueList) -> list[Row]:
    return [(item.lead["number"], item.pick.group, item.pick.days_late) for item in due.items]


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return a desk on Friday, with one lead of every kind; no test changes them."""
    desk = make_desk(tmp_path_factory.mktemp("busy"))
    for name, facts, on in (
        ("C late", FOR_C, 1),
        ("B late", FOR_B, 3),
        ("A today", FOR_A, 4),
        ("A late", FOR_A, 2),
        ("ungraded", {}, 4),
        ("B to come", FOR_B, 6),
    ):
        plan_next(desk, add(desk, name, facts), StepWish(day(on)))
    add(desk, "all no", ALL_NO)
    return later(desk, 4)


def test_by_grade_then_by_lateness(busy: Desk) -> None:
    assert shown(list_due(busy)) == [
        (4, "overdue", 2),
        (3, "today", 0),
        (2, "overdue", 1),
        (1, "overdue", 3),
        (5, "today", 0),
        (7, "no_next", None),
    ]


def test_counts_and_limit(busy: Desk) -> None:
    due = list_due(busy, limit=2)
    assert [number for number, *_ in shown(due)] == [4, 3]
    assert due.total == 6
    assert due.counts == {"overdue": 3, "today": 2, "no_next": 1}
    assert (due.day, due.upcoming) == (day(4), None)


def test_within_looks_ahead(busy: Desk) -> None:
    assert 6 not in [number for number, *_ in shown(list_due(busy, within=1))]
    due = list_due(busy, within=2)
    assert [number for number, *_ in shown(due)] == [4, 3, 2, 6, 1, 5, 7]
    assert {number: late for number, _, late in shown(due)}[6] == 0


def test_within_sees_a_parked_lead_wake(desk: Desk) -> None:
    park_lead(desk, add(desk), day(3))
    assert shown(list_due(desk, within=2)) == []
    (item,) = list_due(desk, within=7).items
    assert (item.pick.group, item.pick.due_on) == ("coming", iso(3))
    assert item.lead["next"] is not None and item.lead["next"]["on"] == iso(3)
    assert (item.lead["status"], list_due(desk).upcoming) == ("parked", (item_lead(desk), iso(3)))


def item_lead(desk: Desk) -> LeadData:
    with desk.read() as conn:
        return read_lead(conn, 1, desk.today)


def test_within_sees_a_step_that_time_moves(desk: Desk) -> None:
    add_reached(desk, facts={**FOR_A, "need_by": iso(95)})
    plain = list_due(later(desk, 9)).items
    assert [(i.pick.group, i.pick.days_late) for i in plain] == [("today", 0)]
    (item,) = list_due(desk, within=9).items
    assert item.lead["next"] is not None
    assert (item.pick.group, item.lead["next"]["on"]) == ("coming", iso(9))
    assert [i.pick.due_on for i in list_due(desk, within=60).items] == [iso(9)], "once"


def test_of_a_day_gone_by_only_its_own_plan_is_known(desk: Desk) -> None:
    plan_next(desk, add(desk), StepWish(day(3)))
    wednesday = later(desk, 2)
    log_touch(wednesday, "1", Contacted(wednesday.today, next_on=day(5)))
    assert [i.pick.due_on for i in list_due(wednesday, on=day(0), within=7).items] == [iso(3)]


def test_another_day(busy: Desk) -> None:
    on_tuesday = list_due(busy, on=day(8))
    assert (6, "overdue", 2) in shown(on_tuesday)
    assert (3, "overdue", 4) in shown(on_tuesday)
    assert shown(list_due(busy, on=day(1)))[0] == (1, "today", 0)


def test_everything_at_once(desk: Desk) -> None:
    plan_next(desk, add(desk, facts=FOR_B), StepWish(day(0), "09:00", "site", "visit", "the quote"))
    (item,) = list_due(desk).items
    assert item.lead["next"] == {
        **{"on": iso(0), "by": "visit", "goal": "the quote"},
        **{"time": "09:00", "place": "site"},
    }
    assert (item.touch_number, item.pick.kind, item.pick.promise) == (1, "followup", None)


def test_the_coming_touch_is_numbered(desk: Desk) -> None:
    number = add(desk)
    for outcome in ("reached", "no_answer", "declined"):
        log_touch(desk, number, Contacted(desk.today, outcome=outcome, next_on=day(0)))
    assert [item.touch_number for item in list_due(desk).items] == [3]


def test_an_attempt_without_an_answer_is_no_contact(desk: Desk) -> None:
    """Held against the hot read that counts (method §5)."""
    number = add(desk)
    for days, outcome in enumerate(("no_answer", "reached", "no_answer", "declined")):
        log_touch(later(desk, days), number, Contacted(day(days), outcome=outcome))
    with later(desk, 2).read() as conn:
        lead = read_lead(conn, 1, day(2))
    assert (lead["touches"], lead["last_touch"]) == (1, iso(2))


def test_promises_stand_beside_the_follow_up(desk: Desk) -> None:
    number = add(desk, facts=FOR_A)
    promises = [("the quote", day(1)), ("a photo", day(2)), ("a call", None)]
    log_touch(desk, number, Contacted(desk.today, promises=promises))
    due = list_due(later(desk, 2))
    assert [(i.pick.group, i.pick.kind, i.pick.promise, i.pick.days_late) for i in due.items] == [
        ("overdue", "promise", "the quote", 1),
        ("overdue", "promise", "a call", 1),
        ("today", "followup", None, 0),
        ("promise", "promise", "a photo", 0),
    ]
    (first, *_) = due.items
    log_touch(later(desk, 2), number, Contacted(day(2), kept=[first.pick.promise_id or 0]))
    left = list_due(later(desk, 2)).items
    assert [item.pick.promise for item in left] == ["a call", "a photo"]


def test_a_promise_outlives_whatever_becomes_of_the_lead(desk: Desk) -> None:
    for name in ("won", "parked", "lost", "dropped"):
        promise = Contacted(desk.today, promises=[(name, day(1))])
        log_touch(desk, add(desk, name), promise)
    win_lead(desk, "1", None)
    park_lead(desk, "2", day(20))
    lose_lead(desk, "3", "price")
    drop_lead(desk, "4", "no use")
    found = [item.pick.promise for item in list_due(later(desk, 1)).items]
    assert found == ["won", "parked", "lost", "dropped"]


def test_a_promise_of_an_older_store_is_due_though_it_has_no_day(desk: Desk) -> None:
    log_touch(desk, add(desk), Contacted(desk.today, promises=[("a call", day(9))], next_on=day(9)))
    with closing(sqlite3.connect(desk.store)) as conn, conn:
        conn.execute("UPDATE promise SET due_on = NULL")
    assert list_due(desk).items == []
    (item,) = list_due(later(desk, 1)).items
    assert (item.pick.promise, item.pick.group, item.pick.due_on) == ("a call", "promise", iso(1))
    (promise,) = read_lead_card(later(desk, 3), "1").promises
    assert promise.due_on == iso(1)


def test_owner_and_region(desk: Desk) -> None:
    add(desk, "a", owner="Li Na", region="北京")
    add(desk, "b", owner="张伟", address="上海市 长安街")
    add(desk, "c", region="上海")
    tomorrow = later(desk, 1)
    assert [n for n, *_ in shown(list_due(tomorrow))] == [1, 2, 3]
    assert [n for n, *_ in shown(list_due(tomorrow, owner="li na"))] == [1]
    assert [n for n, *_ in shown(list_due(tomorrow, region="上海"))] == [2, 3]
    assert shown(list_due(tomorrow, owner="nobody")) == []
    mine = later(desk, 1, me="张伟")
    assert [n for n, *_ in shown(list_due(mine))] == [2, 3], "what is nobody's is everybody's"
    assert [n for n, *_ in shown(list_due(mine, owner="张伟"))] == [2]
    assert [n for n, *_ in shown(list_due(mine, owner="All"))] == [1, 2, 3]
    assert [n for n, *_ in shown(list_due(mine, owner="Li Na"))] == [1]


def test_what_comes_next_is_the_first_appointment_of_its_day(desk: Desk) -> None:
    for name, time in (("王", "15:30"), ("李", "15:00"), ("陈", "")):
        add_reached(desk, name)
        plan_next(desk, name, StepWish(day(4), time))
    upcoming = list_due(desk, day(0)).upcoming
    assert upcoming is not None
    assert upcoming[0]["name"] == "李"


def test_nothing_due_names_what_comes(desk: Desk) -> None:
    assert list_due(desk).upcoming is None
    add_reached(desk, "later", FOR_C)
    add_reached(desk, "sooner", FOR_B)
    due = list_due(desk)
    assert due.items == [] and due.total == 0
    assert due.upcoming is not None
    lead, on = due.upcoming
    assert (lead["name"], on) == ("sooner", iso(4))


def test_what_ended_or_sleeps_is_not_due(desk: Desk) -> None:
    for name in ("won", "lost", "dropped", "parked"):
        add(desk, name)
    win_lead(desk, "won", None, KINDS)
    lose_lead(desk, "lost", "price")
    drop_lead(desk, "dropped", "no use")
    park_lead(desk, "parked", day(20))
    assert shown(list_due(later(desk, 19))) == []
    assert shown(list_due(later(desk, 20))) == [(4, "today", 0)]
    assert shown(list_due(later(desk, 22))) == [(4, "overdue", 2)]


def test_a_rise_by_time_makes_due_earlier(desk: Desk) -> None:
    add_reached(desk, facts={**FOR_A, "need_by": iso(95)})
    assert shown(list_due(later(desk, 8))) == []
    assert shown(list_due(later(desk, 9))) == [(1, "today", 0)]


def test_a_grade_set_by_hand_counts(desk: Desk) -> None:
    for name, facts in (("b", FOR_B), ("c", FOR_C)):
        plan_next(desk, add(desk, name, facts), StepWish(day(0)))
    override_grade(desk, "c", "A", "knows the boss")
    assert [n for n, *_ in shown(list_due(desk))] == [2, 1]
