"""A pasted text becomes a new lead: fields, facts, and the rest as its note."""

from __future__ import annotations

import pytest

from leadq.errors import RefusedError
from leadq.store.read.rows import LeadData
from leadq.usecases.care.undo import undo_last
from leadq.usecases.desk import Desk
from leadq.usecases.hearing.new_lead import add_heard, fill_lead, hear_message
from leadq.usecases.leads.add import NewLead, find_known, refuse_known
from leadq.usecases.leads.lead_card import read_lead_card

LINE = "王总 华北路桥 138 0013 8000 下个月要一台JS220 预算80万 老客户介绍"
SIGNATURE = (
    "Mark Denson\nPurchasing Manager\nMaurice The Pants Man Ltd\nTel: +1 660-485-0224\n"
    "mark@maurice.com\nwe have the money but my wife is against it\nlikes to talk about boats\n"
)


def take(desk: Desk, text: str, new: NewLead | None = None) -> LeadData:
    new = new or NewLead("")
    taken = [one.proposal for one in hear_message(desk, text, new, ["JS220"])]
    return add_heard(desk, fill_lead(desk, new, text, taken), taken).lead


def test_a_line(desk: Desk) -> None:
    lead = take(desk, LINE)
    assert (lead["name"], lead["company"], lead["product"]) == ("王总", "华北路桥", "JS220")
    assert (lead["phones"], lead["budget"]) == (["+8613800138000"], 800000)
    assert (lead["source"], lead["need_by"], lead["note"]) == ("转介绍", "2026-12-31", None)


def test_a_signature_with_a_note(desk: Desk) -> None:
    lead = take(desk, SIGNATURE)
    assert (lead["name"], lead["title"]) == ("Mark Denson", "Purchasing Manager")
    assert lead["note"] is not None
    assert lead["note"].endswith("likes to talk about boats")
    assert "Purchasing" not in lead["note"]
    facts = {one.fact.id: one.fact.value for one in read_lead_card(desk, "1").facts}
    assert (facts["money"], facts["obstacle"]) == ("yes", "yes")


def test_a_vcard(desk: Desk) -> None:
    lead = take(
        desk,
        "BEGIN:VCARD\nVERSION:3.0\nFN:王建国\nORG:华北路桥\nTEL:+86 138 0013 8000\n"
        "NOTE:钱够，爱钓鱼\nEND:VCARD\n",
    )
    assert (lead["name"], lead["company"], lead["note"]) == ("王建国", "华北路桥", "钱够，爱钓鱼")


def test_what_is_given_outright_stands(desk: Desk) -> None:
    lead = take(desk, LINE, NewLead("王建国", company="晨曦", budget=1.0, note="急"))
    assert (lead["name"], lead["company"], lead["budget"]) == ("王建国", "晨曦", 1)
    assert lead["note"] is not None
    assert lead["note"].startswith("急\n王总")


def test_nothing_taken_keeps_every_word(desk: Desk) -> None:
    filled = fill_lead(desk, NewLead("李"), LINE, [])
    assert filled.fields["note"] == LINE


def test_a_reach_that_cannot_be_stays_in_the_note(desk: Desk) -> None:
    lead = take(desk, "李四\n电话：1234567890123456，爱钓鱼")
    assert lead["phones"] == []
    assert lead["note"] is not None
    assert "1234567890123456" in lead["note"]


def test_somebody_known_is_refused_before_anything_is_saved(desk: Desk) -> None:
    take(desk, LINE)
    heard = hear_message(desk, LINE, NewLead(""))
    new = fill_lead(desk, NewLead(""), LINE, [one.proposal for one in heard])
    with pytest.raises(RefusedError) as refused:
        refuse_known(desk, new)
    assert refused.value.params["number"] == 1
    new.force = True
    refuse_known(desk, new)


TALK = (
    "王总 华北路桥 13800138000，嫌价格太贵，答应明天发报价单，周五上午10点去他工地看，他老婆说了算"
)


def test_all_that_is_heard_is_saved_and_undone_at_once(desk: Desk) -> None:
    lead = take(desk, TALK)
    card = read_lead_card(desk, "1")
    assert [one.objection for one in card.touches] == ["嫌价格太贵"]
    assert card.touches[0].by == "phone"
    assert [one.text for one in card.promises] == ["答应明天发报价单"]
    step = lead["next"]
    assert step is not None
    assert (step["time"], step["by"]) == ("10:00", "visit")
    assert [one.name for one in card.contacts] == ["老婆"]
    undo_last(desk)
    with desk.read() as conn:
        for table in ("lead", "touch", "promise", "followup", "contact", "fact"):
            assert conn.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_the_same_name_and_company_is_known_by_another_number_too(desk: Desk) -> None:
    take(desk, "王强 华北路桥 13800138000")
    again = NewLead("王强", company="华北路桥有限公司", phones=["13911112222"])
    (holder,) = find_known(desk, again)
    assert (holder.number, holder.company) == (1, "华北路桥")
    assert find_known(desk, NewLead("王强", company="天成商贸")) == []
    assert find_known(desk, NewLead("王强")) == []
    with pytest.raises(RefusedError, match="duplicate_name"):
        refuse_known(desk, again)
