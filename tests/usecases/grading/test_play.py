"""The play of a lead: goal, how, ask, from everything that is noted."""

from __future__ import annotations

from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import win_lead
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.grading.message import suggest_messages
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.grading.play import NextPlay, plan_play
from leadq.usecases.leads.lead_card import read_lead_card

from ..bring_in import bring_in
from ..helpers import ALL_YES, FOR_A, add, day, later


def play_of(desk: Desk, number: str, *objections: str) -> NextPlay:
    card = read_lead_card(desk, number)
    return plan_play(desk.library, card.grade, card.person, objections)


def test_an_a_lead_is_met_and_brought_to_a_decision(desk: Desk) -> None:
    play = play_of(desk, add(desk, facts=FOR_A))
    assert play.goal.zh == "促成决定"
    assert "见面" in play.how[0].zh


def test_what_man_lacks_is_the_goal_whatever_the_grade(desk: Desk) -> None:
    number = add(desk, facts={**FOR_A, "authority": "no"})
    assert play_of(desk, number).goal.zh == "找到能拍板的人"
    assert read_lead_card(desk, number).lead["next"]["goal"] == "@general.MaN"
    note_facts(desk, number, {"authority": "yes", "money": "no"})
    assert play_of(desk, number).goal.en == "find a way to pay"
    note_facts(desk, number, ALL_YES)
    assert play_of(desk, number).goal.zh == "促成决定"


def test_everything_noted_of_a_person_speaks_and_so_does_the_objection(desk: Desk) -> None:
    number = add(desk, facts={**FOR_A, "type": "driver", "motive": "cheapness", "stage": "compare"})
    how = [one.en for one in play_of(desk, number, "too expensive", "far too dear").how]
    people = desk.library.people()
    lines = [people.types["driver"], people.motives["cheapness"], people.stages["compare"]]
    assert [trait.line.en for trait in lines] == how[1:4], "behind the first word of the method"
    assert how[4].startswith("÷")


def test_an_open_question_is_asked_with_it(desk: Desk) -> None:
    play = play_of(desk, add(desk))
    assert play.goal.en == "finish the questions"
    assert play.ask is not None and play.ask.fact == "need"


def ids(desk: Desk, number: str) -> list[str]:
    return [one.message.id for one in suggest_messages(desk, number)[1]]


def test_messages_fit_the_occasion_first_and_need_no_blank(desk: Desk) -> None:
    number = add(desk)
    assert ids(desk, number) == ["first_plain", "question"]
    log_touch(desk, number, Contacted(on=desk.today, by="phone", outcome="no_answer"))
    assert ids(desk, number)[0] == "missed_plain"
    named = add(desk, "李工", facts=FOR_A, product="JS220", owner="王芳")
    assert ids(desk, named) == ["confirm_day", "first", "first_plain"]
    for one in suggest_messages(desk, named)[1]:
        assert one.message.blanks() <= one.fill.keys()


def test_a_won_customer_is_thanked(desk: Desk) -> None:
    number = add(desk, product="JS220")
    win_lead(desk, number, None)
    assert ids(desk, number) == ["thanks", "thanks_plain", "recommend"]


def test_the_card_knows_what_is_known_and_where_it_came_from(desk: Desk) -> None:
    number = add(desk, facts={"trigger": "新标段", "likes": "钓鱼", "money": "unknown"})
    card = read_lead_card(desk, number)
    assert [(one.fact.id, one.fact.value, one.by) for one in card.facts] == [
        ("trigger", "新标段", "rep"),
        ("likes", "钓鱼", "rep"),
    ]
    assert card.play is not None and card.play.goal.zh == "问清未知事项"
    bring_in(desk, "姓名,手机,需求时间\n李,13900139000,2026-12-31\n")
    (known,) = read_lead_card(desk, "2").facts
    assert (known.fact.id, known.by, known.stale) == ("need_by", "import", False)
    win_lead(desk, number, None)
    assert read_lead_card(desk, number).play is None


def test_a_late_promise_is_told_for_today_never_for_a_day_gone_by(desk: Desk) -> None:
    number = add(desk)
    log_touch(desk, number, Contacted(on=day(0), promises=[("the quote", day(0))]))
    late = later(desk, 3)
    fill = suggest_messages(late, number)[1][0].fill
    assert (fill["promise"], fill["promise_day"]) == ("the quote", day(3))
