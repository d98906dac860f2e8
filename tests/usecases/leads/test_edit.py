"""Changing what is written of a lead."""

from __future__ import annotations

import pytest

from leadq.errors import LeadqError, RefusedError, UsageError
from leadq.usecases.desk import Desk
from leadq.usecases.leads.edit import CLEARABLE, Change, edit_lead, set_contact
from leadq.usecases.leads.holders import DuplicateError
from leadq.usecases.leads.lead_card import read_lead_card

from ..helpers import FOR_A, add, day, iso, later, rows

PHONES = ["138 0013 8000", "139 0000 1111"]


@pytest.fixture
def number(desk: Desk) -> str:
    return add(
        desk,
        "王建国",
        company="华北路桥",
        phones=PHONES,
        emails=["wang@example.com"],
        wechat="wjg_88",
        note="爱喝茶",
        tags=["vip", "老客户"],
        budget=5.0,
        need_by=day(20),
        owner="李娜",
    )


def test_named_fields_change_and_the_others_stay(desk: Desk, number: str) -> None:
    edited = edit_lead(desk, number, Change({"name": " 王建 ", "budget": 7.5, "note": None}))
    assert edited.changed
    assert (edited.lead["name"], edited.lead["budget"]) == ("王建", 7.5)
    assert (edited.lead["company"], edited.lead["note"]) == ("华北路桥", "爱喝茶")
    assert read_lead_card(desk, "wangjian").lead["number"] == 1


def test_the_same_again_is_no_change(desk: Desk, number: str) -> None:
    before = rows(desk, "SELECT count(*) FROM journal")
    change = Change(
        {"name": "王建国", "company": "华北路桥"},
        phones=["13800138000"],
        tags=["vip"],
        need_by=day(20),
    )
    assert not edit_lead(desk, number, change).changed
    assert not edit_lead(desk, number, Change()).changed
    assert rows(desk, "SELECT count(*) FROM journal") == before


@pytest.mark.parametrize("field", CLEARABLE)
def test_every_field_that_can_be_cleared(desk: Desk, number: str, field: str) -> None:
    before = read_lead_card(desk, number).lead
    edited = edit_lead(desk, number, Change(clear=[field]))
    lists = {"phones": [], "emails": [], "tags": []}
    assert edited.lead[field] == lists.get(field)  # type: ignore[literal-required]
    kept = set(CLEARABLE) - {field}
    assert {k: edited.lead[k] for k in kept} == {k: before[k] for k in kept}  # type: ignore[literal-required]


def test_an_empty_text_empties_and_is_never_kept(desk: Desk, number: str) -> None:
    lead = edit_lead(desk, number, Change({"company": "", "note": "  "}, tags=[" ", "new"])).lead
    assert (lead["company"], lead["note"]) == (None, None)
    assert lead["tags"] == ["vip", "老客户", "new"]


@pytest.mark.parametrize(
    ("change", "kind", "key"),
    [
        (Change({"name": " "}), UsageError, "empty_name"),
        (Change({"note": "x"}, clear=["status"]), UsageError, "cannot_clear"),
        (Change({"note": "x"}, clear=["name"]), UsageError, "cannot_clear"),
        (Change({"note": "x"}, phones=["12"]), UsageError, "bad_phone"),
        (Change({"note": "x"}, emails=["nobody"]), UsageError, "bad_email"),
        (Change({"note": "x", "profile": "cars"}), RefusedError, "unknown_profile"),
        (Change({"note": "x"}, remove={"phones": ["13700000000"]}), RefusedError, "not_there"),
        (Change({"note": "x"}, remove={"emails": ["a@b.cn"]}), RefusedError, "not_there"),
    ],
)
def test_refused_means_nothing_changed(
    desk: Desk, number: str, change: Change, kind: type[LeadqError], key: str
) -> None:
    with pytest.raises(kind) as caught:
        edit_lead(desk, number, change)
    assert caught.value.key == key
    assert read_lead_card(desk, number).lead["note"] == "爱喝茶"


def test_phones_are_added_and_removed_in_any_format(desk: Desk, number: str) -> None:
    lead = edit_lead(desk, number, Change(phones=["137 0000 2222"])).lead
    assert lead["phones"] == ["+8613800138000", "+8613900001111", "+8613700002222"]
    remove = {"phones": ["+86 139-0000-1111"]}
    lead = edit_lead(desk, number, Change(phones=["13900001111"], remove={})).lead
    assert len(lead["phones"]) == 3
    lead = edit_lead(desk, number, Change(remove=remove)).lead
    assert lead["phones"] == ["+8613800138000", "+8613700002222"]
    with pytest.raises(RefusedError):
        read_lead_card(desk, "13900001111")


def test_tags_and_emails(desk: Desk, number: str) -> None:
    change = Change(
        tags=["hot", "vip"], remove={"tags": ["老客户"], "emails": ["WANG@example.com"]}
    )
    lead = edit_lead(desk, number, change).lead
    assert (lead["tags"], lead["emails"]) == (["vip", "hot"], [])


def test_another_leads_phone_is_refused(desk: Desk, number: str) -> None:
    other = add(desk, "Li", phones=["137 0000 2222"], owner="李娜")
    with pytest.raises(DuplicateError) as caught:
        edit_lead(desk, other, Change({"note": "x"}, phones=["13800138000"]))
    assert caught.value.holder.number == 1
    assert read_lead_card(desk, other).lead["phones"] == ["+8613700002222"]
    forced = edit_lead(desk, other, Change(phones=["13800138000"], force=True))
    assert [holder.number for holder in forced.clashes] == [1]
    # what both already have is no news
    assert edit_lead(desk, other, Change(phones=["13800138000"])).clashes == ()


def test_another_reps_phone_is_a_warning(desk: Desk, number: str) -> None:
    other = add(desk, "Li", owner="张伟")
    edited = edit_lead(desk, other, Change(phones=["13800138000"], wechat="wjg_88"))
    assert [holder.owner for holder in edited.clashes] == ["李娜"]
    assert edited.lead["wechat"] == "wjg_88"


def test_need_by_is_noted_as_a_fact(desk: Desk, number: str) -> None:
    tomorrow = later(desk, 1)
    assert edit_lead(tomorrow, number, Change(need_by=day(40))).lead["need_by"] == iso(40)
    assert edit_lead(tomorrow, number, Change(clear=["need_by"])).lead["need_by"] is None
    assert rows(desk, "SELECT value, noted_on FROM fact ORDER BY id") == [
        (iso(20), iso(0)),
        (iso(40), iso(1)),
        ("unknown", iso(1)),
    ]


def test_another_trade_grades_again(desk: Desk) -> None:
    number = add(desk, "Li", FOR_A)
    assert read_lead_card(desk, number).lead["grade"] == "A"
    lead = edit_lead(desk, number, Change({"profile": "equipment"})).lead
    assert (lead["profile"], lead["grade"], lead["grade_best"]) == ("equipment", None, "A")
    assert lead["next"] is not None
    assert lead["next"]["goal"] == "@finish_questions"
    assert edit_lead(desk, number, Change({"profile": "general"})).lead["grade"] == "A"


def test_a_contact_is_added_once_and_then_changed(desk: Desk, number: str) -> None:
    lead, people = set_contact(desk, number, " 赵总 ", "approver", None, None)
    assert lead["number"] == 1
    assert [(p.name, p.role, p.phone) for p in people] == [("赵总", "approver", None)]
    _, people = set_contact(desk, number, "赵总", None, "13900003333", "likes golf")
    assert [(p.role, p.phone, p.note) for p in people] == [
        ("approver", "13900003333", "likes golf")
    ]
    _, people = set_contact(desk, number, "赵 总", "decider", None, None)
    assert [(p.role, p.phone) for p in people] == [("decider", "13900003333")]
    set_contact(desk, number, "小钱", "gatekeeper", None, None)
    assert [p.name for p in read_lead_card(desk, number).contacts] == ["赵总", "小钱"]


@pytest.mark.parametrize(
    ("name", "role", "phone", "key"),
    [
        ("", "decider", None, "empty_name"),
        ("赵总", None, None, "role_needed"),
        ("赵总", "decider", "call him", "bad_phone"),
    ],
)
def test_a_contact_that_cannot_be(
    desk: Desk, number: str, name: str, role: str | None, phone: str | None, key: str
) -> None:
    with pytest.raises(UsageError) as caught:
        set_contact(desk, number, name, role, phone, None)
    assert caught.value.key == key
    assert read_lead_card(desk, number).contacts == []
