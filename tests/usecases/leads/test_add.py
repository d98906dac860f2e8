"""Adding a lead."""

from __future__ import annotations

from datetime import date

import pytest

from leadq.errors import ExitCode, LeadqError, RefusedError, UsageError
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import lose_lead, park_lead
from leadq.usecases.leads.add import NewLead, add_lead
from leadq.usecases.leads.holders import DuplicateError
from leadq.usecases.leads.lead_card import read_lead_card

from ..helpers import MONDAY, add, day, iso, later, rows

PHONE = "138 0013 8000"
SAME_PHONE = ["13800138000", "+86 138 0013 8000", "0086-138-0013-8000", "(86)13800138000"]


def test_everything_that_was_said_is_kept(desk: Desk) -> None:
    said = NewLead(
        "  王建国 ",
        company="华北路桥",
        phones=[PHONE, "010-6554 1234"],
        emails=["Wang@Example.com"],
        wechat="wjg_88",
        address="长安街 1 号",
        region="北京",
        source="展会",
        product="JS220",
        profile="equipment",
        budget=500000.0,
        need_by=date(2027, 1, 20),
        note="爱喝茶",
        tags=["vip", "vip", " 老客户 ", ""],
        owner="李娜",
    )
    lead = add_lead(desk, said).lead
    assert lead["number"] == 1
    assert (lead["name"], lead["company"]) == ("王建国", "华北路桥")
    assert lead["phones"] == ["+8613800138000", "+861065541234"]
    assert (lead["emails"], lead["wechat"]) == (["Wang@Example.com"], "wjg_88")
    assert (lead["address"], lead["region"], lead["source"]) == ("长安街 1 号", "北京", "展会")
    assert (lead["product"], lead["profile"], lead["owner"]) == ("JS220", "equipment", "李娜")
    assert lead["budget"] == 500000 and isinstance(lead["budget"], int)
    assert (lead["need_by"], lead["note"]) == ("2027-01-20", "爱喝茶")
    assert lead["tags"] == ["vip", "老客户"]
    assert (lead["status"], lead["created_on"]) == ("open", iso(0))


def test_a_name_alone_is_enough_and_unknown_is_none(desk: Desk) -> None:
    lead = add_lead(desk, NewLead("Denson", company=" ", wechat="", note="")).lead
    assert lead["profile"] == "general"
    empty = ("company", "wechat", "address", "source", "owner", "budget", "need_by", "note")
    assert [lead[key] for key in empty] == [None] * len(empty)  # type: ignore[literal-required]
    assert (lead["phones"], lead["emails"], lead["tags"], lead["extra"]) == ([], [], [], {})
    assert (lead["grade"], lead["grade_best"], lead["man"]) == (None, "A", "???")
    assert (lead["touches"], lead["last_touch"], lead["signals"]) == (0, None, 0)


def test_the_first_follow_up_is_the_next_working_day(desk: Desk) -> None:
    friday = later(desk, 4)
    wanted = {"on": iso(1), "by": "phone", "goal": "@finish_questions", "time": None, "place": None}
    assert add_lead(desk, NewLead("Li", phones=["13800138000"])).lead["next"] == wanted
    assert add_lead(friday, NewLead("Zhao")).lead["next"]["on"] == iso(7)  # type: ignore[index]


def test_a_company_serves_as_name(desk: Desk) -> None:
    lead = add_lead(desk, NewLead("", company="晨曦建材")).lead
    assert (lead["name"], lead["company"]) == ("晨曦建材", "晨曦建材")


@pytest.mark.parametrize(
    ("said", "kind", "key"),
    [
        ({"name": ""}, UsageError, "empty_name"),
        ({"name": " \u3000"}, UsageError, "empty_name"),
        ({"name": "Li", "phones": ["12"]}, UsageError, "bad_phone"),
        ({"name": "Li", "phones": ["ask him"]}, UsageError, "bad_phone"),
        ({"name": "Li", "emails": ["li.example.com"]}, UsageError, "bad_email"),
        ({"name": "Li", "emails": ["li@example"]}, UsageError, "bad_email"),
        ({"name": "Li", "emails": ["li na@example.com"]}, UsageError, "bad_email"),
        ({"name": "Li", "profile": "equipmnt"}, RefusedError, "unknown_profile"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    desk: Desk, said: dict[str, object], kind: type[LeadqError], key: str
) -> None:
    add(desk, "Zhao")
    with pytest.raises(kind) as caught:
        add_lead(desk, NewLead(**said))  # type: ignore[arg-type]
    assert caught.value.key == key
    assert rows(desk, "SELECT name FROM lead") == [("Zhao",)]


def test_the_nearest_profile_is_named(desk: Desk) -> None:
    with pytest.raises(RefusedError) as caught:
        add_lead(desk, NewLead("Li", profile="equipmnt"))
    assert "equipment" in str(caught.value.params["near"])


@pytest.mark.parametrize("typed", [PHONE, *SAME_PHONE, "１３８００１３８０００"])
def test_a_known_phone_is_refused_in_any_format(desk: Desk, typed: str) -> None:
    add(desk, "王建国", phones=[PHONE])
    with pytest.raises(DuplicateError) as caught:
        add_lead(desk, NewLead("老王", phones=["010-6554 1234", typed]))
    assert caught.value.exit_code == ExitCode.REFUSED
    assert (caught.value.holder.number, caught.value.holder.name) == (1, "王建国")
    assert caught.value.params["given"] == typed
    assert rows(desk, "SELECT count(*) FROM lead") == [(1,)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"emails": ["Wang@Example.com"]}, {"emails": ["wang@example.COM"]}),
        ({"wechat": "WJG_88"}, {"wechat": "wjg_88"}),
        ({"phones": ["12345-678"]}, {"phones": ["12345 678"]}),
    ],
)
def test_email_wechat_and_unverified_phones_are_compared_too(
    desk: Desk, first: dict[str, object], second: dict[str, object]
) -> None:
    add(desk, "王建国", **first)
    with pytest.raises(DuplicateError):
        add_lead(desk, NewLead("老王", **second))  # type: ignore[arg-type]


def test_a_wechat_name_is_no_email(desk: Desk) -> None:
    add(desk, "王建国", wechat="a@b.cn")
    assert add_lead(desk, NewLead("Li", emails=["a@b.cn"])).clashes == ()


def test_force_insists_and_still_says_so(desk: Desk) -> None:
    add(desk, "王建国", phones=[PHONE])
    added = add_lead(desk, NewLead("老王", phones=[PHONE], force=True))
    assert [holder.number for holder in added.clashes] == [1]
    assert added.lead["number"] == 2


def test_another_rep_s_lead_is_a_warning(desk: Desk) -> None:
    add(desk, "王建国", phones=[PHONE], wechat="wjg", owner="李娜")
    added = add_lead(desk, NewLead("老王", phones=[PHONE], wechat="wjg", owner="张伟"))
    (clash,) = added.clashes
    assert (clash.number, clash.owner, clash.status) == (1, "李娜", "open")


def test_the_same_rep_is_the_same_in_any_case(desk: Desk) -> None:
    add(desk, "Wang", phones=[PHONE], owner="Li Na")
    with pytest.raises(DuplicateError):
        add_lead(desk, NewLead("Old Wang", phones=[PHONE], owner="li na"))


def test_a_lead_without_owner_is_everybodys(desk: Desk) -> None:
    add(desk, "Wang", phones=[PHONE])
    with pytest.raises(DuplicateError):
        add_lead(desk, NewLead("Old Wang", phones=[PHONE], owner="Li Na"))


def test_a_lead_that_ended_may_be_added_again(desk: Desk) -> None:
    lose_lead(desk, add(desk, "王建国", phones=[PHONE]), "bought elsewhere")
    assert add_lead(desk, NewLead("王建国", phones=[PHONE])).clashes == ()


def test_a_parked_lead_is_still_there(desk: Desk) -> None:
    park_lead(desk, add(desk, "王建国", phones=[PHONE]), day(30))
    with pytest.raises(DuplicateError):
        add_lead(desk, NewLead("王建国", phones=[PHONE]))


def test_the_settings_name_owner_and_profile(desk: Desk) -> None:
    desk.me, desk.profile = "李娜", "loan"
    lead = add_lead(desk, NewLead("Wang")).lead
    assert (lead["owner"], lead["profile"]) == ("李娜", "loan")
    other = add_lead(desk, NewLead("Li", owner="张伟", profile="retail")).lead
    assert (other["owner"], other["profile"]) == ("张伟", "retail")


def test_a_phone_given_twice_is_kept_once(desk: Desk) -> None:
    lead = add_lead(desk, NewLead("Wang", phones=[PHONE, *SAME_PHONE])).lead
    assert lead["phones"] == ["+8613800138000"]


def test_a_foreign_number_is_not_bent(desk: Desk) -> None:
    lead = add_lead(desk, NewLead("Denson", phones=["660-485-0224"])).lead
    assert lead["phones"] == ["660-485-0224"]
    abroad = Desk(desk.store, None, MONDAY, desk.now, desk.hooks, region="US")
    there = add_lead(abroad, NewLead("Maurice", phones=["660-485-0225"])).lead
    assert there["phones"] == ["+16604850225"]


def test_need_by_is_a_fact(desk: Desk) -> None:
    number = add(desk, need_by=day(-3))
    assert read_lead_card(desk, number).grade.questions[0].fact == "need_by"
    assert rows(desk, "SELECT fact, value FROM fact") == [("need_by", iso(-3))]
