"""What a text says beside what is known of a lead: changes, repeats, and what gainsays."""

from __future__ import annotations

from datetime import timedelta

from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import win_lead
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.hearing.hear import hear_of_lead
from leadq.usecases.hearing.said_touch import open_kinds, with_taken
from leadq.usecases.leads.edit import set_contact
from leadq.usecases.leads.lead_card import read_lead_card

from ..helpers import add, day, later


def things(desk: Desk, number: str, text: str) -> list[tuple[str, str, str]]:
    heard = hear_of_lead(desk, number, text, desk.today).things
    return [(one.proposal.kind, one.proposal.field, one.proposal.value) for one in heard]


def test_a_change_is_shown_beside_what_stood(desk: Desk) -> None:
    number = add(desk, facts={"obstacle": "no", "money": "yes"}, budget=500000.0)
    heard = hear_of_lead(later(desk, 4), number, "钱够，老婆不同意，预算80万", day(4)).things
    stood = {one.proposal.field: one.was for one in heard}
    assert stood["money"] is None
    assert stood["obstacle"] == ("no", day(0))
    assert stood["budget"] == ("500000", None)


def test_what_stands_there_is_not_proposed_again(desk: Desk) -> None:
    number = add(desk, budget=800000.0)
    assert things(desk, number, "预算80万") == []
    found = things(desk, number, "他老婆说了算")
    assert ("field", "contact", "老婆 decider") in found
    set_contact(desk, number, "老婆", "decider", None, None)
    assert ("field", "contact", "老婆 decider") not in things(desk, number, "他老婆说了算")


def test_what_could_not_hold_together_is_named(desk: Desk) -> None:
    number = add(desk, facts={"need_by": "2026-12-31"})
    (found,) = hear_of_lead(desk, number, "doesn't need it any more", desk.today).things
    assert [rule.id for rule in found.gainsaid] == ["no-need-but-date"]
    (other,) = hear_of_lead(desk, number, "钱够", desk.today).things
    assert other.gainsaid == ()


def test_a_touch_of_a_day_gone_by_is_read_on_its_day(desk: Desk) -> None:
    number = add(desk)
    talked = desk.today - timedelta(3)
    heard = hear_of_lead(desk, number, "答应明天发报价单，钱够", talked)
    assert [one.proposal.kind for one in heard.things] == ["fact"]
    touch = with_taken(Contacted(talked), [one.proposal for one in heard.things])
    log_touch(desk, number, touch)
    (known,) = read_lead_card(desk, number).facts
    assert (known.fact.id, known.fact.noted_on, known.by) == ("money", talked, "said")


def test_a_closed_lead_gets_no_step(desk: Desk) -> None:
    number = add(desk)
    win_lead(desk, number, None)
    assert things(desk, number, "周五下午三点去工地看样机") == []


def test_everything_goes_into_one_touch(desk: Desk) -> None:
    number = add(desk)
    text = "微信聊的，嫌贵，答应明天发报价单，周五下午三点去工地看样机，预算80万"
    heard = hear_of_lead(desk, number, text, desk.today)
    contacted = Contacted(desk.today, said=text)
    log_touch(desk, number, with_taken(contacted, [one.proposal for one in heard.things]))
    card = read_lead_card(desk, number)
    (touch,) = card.touches
    assert (touch.outcome, touch.objection) == ("reached", "嫌贵")
    assert card.lead["budget"] == 800000
    assert [one.due_on for one in card.promises] == ["2026-11-24"]
    step = card.lead["next"]
    assert step is not None
    assert (step["on"], step["time"], step["place"], step["by"]) == (
        *("2026-11-27", "15:00", "工地", "visit"),
    )


def test_what_is_said_outright_is_not_proposed(desk: Desk) -> None:
    contacted = Contacted(desk.today, by="phone", next_on=day(2), promises=[("x", None)])
    assert open_kinds(contacted, ["outcome"]) == ("fact", "objection", "field")
    number = add(desk)
    heard = hear_of_lead(desk, number, "没接电话", desk.today)
    taken = [one.proposal for one in heard.things]
    assert with_taken(Contacted(desk.today), taken).outcome == "no_answer"
