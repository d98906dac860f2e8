"""Whoever changes a field of a lead, and however, stamps it; undo takes the stamp back."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from leadq.store.search.filters import Filter
from leadq.usecases.care.undo import redo_last, undo_last
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import drop_lead, lose_lead, park_lead, reopen_lead, win_lead
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.grading.grade import change_profile
from leadq.usecases.leads.edit import Change, edit_lead
from leadq.usecases.leads.handover import hand_over
from leadq.usecases.leads.merge import merge_leads

from ..bring_in import bring_in
from ..helpers import add, day, later, rows

Act = Callable[[Desk], object]


def stamps(desk: Desk, number: int = 1) -> dict[str, str]:
    ((text,),) = rows(desk, f"SELECT changed FROM lead WHERE number = {number}")
    found: dict[str, str] = json.loads(text)
    return found


def test_a_new_lead_stands_as_it_was_created(desk: Desk) -> None:
    add(desk, "王", phones=["13800138000"], tags=["a"], need_by=day(9))
    bring_in(desk, "name,phone,status\n李,13900139000,lost\n")
    assert (stamps(desk, 1), stamps(desk, 2)) == ({}, {})
    log_touch(later(desk, 1), "1", Contacted(day(1)))
    assert stamps(desk) == {}


ACTS: dict[str, tuple[Act, set[str]]] = {
    "edit": (
        lambda d: edit_lead(d, "1", Change({"company": "Co", "budget": 5.0}, tags=["b"])),
        {"company", "budget", "tags"},
    ),
    "phone": (lambda d: edit_lead(d, "1", Change(phones=["13911112222"])), {"phones"}),
    "reach": (
        lambda d: edit_lead(d, "1", Change(emails=["a@x.cn"], wechat="wx")), {"emails", "wechat"},
    ),
    "win": (lambda d: win_lead(d, "1", 5.0), {"status"}),
    "lose": (lambda d: lose_lead(d, "1", "price"), {"status"}),
    "drop": (lambda d: drop_lead(d, "1", "price"), {"status"}),
    "park": (lambda d: park_lead(d, "1", day(30)), {"status"}),
    "hand over": (lambda d: hand_over(d, "张三", "李四", Filter(statuses=())), {"owner"}),
    "merge": (lambda d: merge_leads(d, "1", "2"), {"phones", "company", "created_on", "extra"}),
    "fill": (
        lambda d: bring_in(d, "phone,name,region\n13800138000,王总,杭州\n", update=True),
        {"region"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(ACTS))
def test_every_change_is_stamped(desk: Desk, kind: str) -> None:
    desk = later(desk, 1)
    add(desk, "王", phones=["13800138000"], owner="张三")
    add(later(desk, -1), "other", phones=["13700137000"], company="Other")
    moved = later(desk, 1)
    act, fields = ACTS[kind]
    act(moved)
    after = stamps(moved)
    assert set(after) == fields
    assert set(after.values()) == {"2026-11-25T01:30:00+00:00"}
    undo_last(moved)
    assert stamps(moved) == {}
    redo_last(moved)
    assert stamps(moved) == after


def test_what_changes_nothing_stamps_nothing(desk: Desk) -> None:
    add(desk, "王", phones=["13800138000"], company="Co")
    edit_lead(later(desk, 1), "1", Change({"company": "Co"}, phones=["138 0013 8000"]))
    assert stamps(desk) == {}


def test_opening_again_and_another_trade(desk: Desk) -> None:
    add(desk)
    lose_lead(later(desk, 1), "1", "x")
    reopen_lead(later(desk, 2), "1")
    change_profile(later(desk, 3), "1", "loan")
    found = {field: stamp[:10] for field, stamp in stamps(desk).items()}
    assert found == {"status": "2026-11-25", "profile": "2026-11-26"}


def test_a_change_is_newer_than_what_it_changes_whatever_the_clocks_said(desk: Desk) -> None:
    add(desk, "王")
    edit_lead(later(desk, 9), "1", Change({"company": "Co"}))
    ahead = stamps(desk)["company"]
    edit_lead(desk, "1", Change({"company": "Other", "region": "杭州"}))
    assert stamps(desk)["company"] > ahead > stamps(desk)["region"]
