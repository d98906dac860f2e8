"""Leads go from rep to rep; customers that several reps work on are found."""

from __future__ import annotations

import pytest

from leadq.errors import LeadqError
from leadq.store.search.filters import Filter
from leadq.usecases.care.undo import redo_last, undo_last
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import drop_lead, lose_lead, win_lead
from leadq.usecases.followup.due import list_due
from leadq.usecases.leads.handover import find_clashes, hand_over

from ..helpers import add, later, rows
from ..state import read_state

EVERY = Filter(statuses=())
OWNERS = "SELECT owner FROM lead ORDER BY number"


def owners(desk: Desk) -> list[str]:
    return [row[0] for row in rows(desk, OWNERS)]


@pytest.fixture
def reps(desk: Desk) -> Desk:
    """Li has three leads, one of them won; Wu has one, and one has no owner."""
    for name, owner in (("a", "Li"), ("b", "Li"), ("c", "Li"), ("d", "Wu"), ("e", "")):
        add(desk, name, owner=owner or None, region="north" if name == "a" else None)
    win_lead(desk, "c", None)
    return desk


def test_all_of_a_rep_goes_in_one_step(reps: Desk) -> None:
    before = read_state(reps)
    done = hand_over(later(reps, 1), "li", "wu", EVERY)
    assert (done.source, done.target, done.count, done.left) == ("Li", "Wu", 3, 0)
    assert (done.statuses, done.unknown) == ({"open": 2, "won": 1}, False)
    assert owners(reps) == ["Wu", "Wu", "Wu", "Wu", None]
    undo_last(reps)
    assert read_state(reps) == before
    redo_last(reps)
    assert owners(reps) == ["Wu", "Wu", "Wu", "Wu", None]


def test_filters_hand_over_a_part(reps: Desk) -> None:
    done = hand_over(reps, "Li", "新人", EVERY._replace(region="north"))
    assert (done.count, done.left, done.unknown) == (1, 2, True)
    assert owners(reps) == ["新人", "Li", "Li", "Wu", None]
    assert hand_over(reps, "Li", "Wu", EVERY._replace(statuses=("won",))).count == 1
    assert hand_over(reps, "Li", "Wu", EVERY._replace(text="B")).count == 1


def test_what_is_due_follows_the_new_owner(reps: Desk) -> None:
    week = later(reps, 7)
    assert len(list_due(week, owner="Wu").items) == 1
    hand_over(week, "Li", "Wu", EVERY)
    assert len(list_due(week, owner="Wu").items) == 4
    assert list_due(week, owner="Li").items == []


@pytest.mark.parametrize(
    ("source", "target", "wanted", "key"),
    [
        ("", "Wu", EVERY, "handover_nobody"),
        ("Li", "  ", EVERY, "handover_nobody"),
        ("Lee", "Wu", EVERY, "no_such_owner"),
        ("Li", "lI", EVERY, "handover_same"),
        ("Li", "Wu", EVERY._replace(region="south"), "handover_nothing"),
    ],
)
def test_what_cannot_be_handed_over(
    reps: Desk, source: str, target: str, wanted: Filter, key: str
) -> None:
    with pytest.raises(LeadqError) as caught:
        hand_over(reps, source, target, wanted)
    assert caught.value.key == key
    assert owners(reps) == ["Li", "Li", "Li", "Wu", None]


def clashes(desk: Desk, owner: str = "") -> list[tuple[tuple[str, ...], list[int]]]:
    found = find_clashes(desk, owner)
    return [(one.reasons, [lead["number"] for lead in one.leads]) for one in found]


def test_the_same_customer_with_two_reps_is_found(desk: Desk) -> None:
    add(desk, "a", owner="Li", phones=["138 0013 8000"])
    add(desk, "b", owner="Wu", phones=["+86 13800138000"], emails=["x@y.cn"], force=True)
    add(desk, "c", owner="li", emails=["X@y.cn"], force=True)
    add(desk, "d", owner="Li", wechat="dd")
    add(desk, "e", owner="Wu", wechat="DD", force=True)
    assert clashes(desk) == [(("wechat",), [4, 5]), (("phone", "email"), [1, 2, 3])]
    assert clashes(desk, "wu") == clashes(desk)
    assert clashes(desk, "Zhou") == []


def test_one_rep_or_none_is_no_clash(desk: Desk) -> None:
    add(desk, "a", owner="Li", phones=["13800138000"])
    add(desk, "b", owner="LI", phones=["13800138000"], force=True)
    add(desk, "c", phones=["13800138000"], force=True)
    assert clashes(desk) == []


def test_closed_leads_alone_are_no_clash_but_a_lost_one_shows_beside_an_open_one(
    desk: Desk,
) -> None:
    add(desk, "a", owner="Li", phones=["13800138000"])
    add(desk, "b", owner="Wu", phones=["13800138000"], force=True)
    lose_lead(desk, "a", "price")
    assert clashes(desk) == [(("phone",), [1, 2])]
    drop_lead(desk, "b", "gone")
    assert clashes(desk) == []
