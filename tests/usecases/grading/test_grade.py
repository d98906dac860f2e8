"""Grades by hand, grade cards of other days, leads without a grade (method §4)."""

from __future__ import annotations

import pytest

from leadq.errors import RefusedError, UsageError
from leadq.store.search.filters import Filter
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import park_lead
from leadq.usecases.followup.plan import StepWish, plan_next
from leadq.usecases.grading.card import read_grade
from leadq.usecases.grading.grade import change_profile, clear_grade, list_ungraded, override_grade
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.leads.browse import list_leads
from leadq.usecases.leads.lead_card import read_lead_card

from ..helpers import ALL_NO, ALL_YES, FOR_A, FOR_B, FOR_C, add, add_reached, day, iso, later


def test_a_grade_by_hand_with_the_computed_one_beside_it(desk: Desk) -> None:
    number = add_reached(desk, facts=FOR_C)
    card = override_grade(desk, number, "A", " knows the boss ")
    assert (card.lead["grade"], card.lead["grade_by"], card.judged.computed) == ("A", "rep", "C")
    assert card.override is not None and card.override.reason == "knows the boss"
    assert card.lead["next"] is not None
    assert (card.lead["next"]["on"], card.lead["next"]["by"]) == (iso(2), "visit")


def test_it_ends_on_a_new_value_and_not_before(desk: Desk) -> None:
    number = add(desk, facts=FOR_C)
    override_grade(desk, number, "A", "knows the boss")
    note_facts(later(desk, 1), number, FOR_C)
    note_facts(later(desk, 2), number, {"pain": "yes", "obstacle": "no"})
    assert read_lead_card(later(desk, 200), number).lead["grade"] == "A"
    card = note_facts(later(desk, 3), number, {"engagement": "comparing"}).card
    assert (card.lead["grade"], card.lead["grade_by"], card.override) == (None, "rule", None)
    assert note_facts(later(desk, 4), number, FOR_C).card.lead["grade"] == "C"


def test_a_new_grade_by_hand_after_an_ended_one(desk: Desk) -> None:
    number = add(desk, facts=FOR_C)
    override_grade(desk, number, "A", "knows the boss")
    note_facts(desk, number, {"engagement": "comparing"})
    assert override_grade(desk, number, "B", "still").lead["grade"] == "B"


def test_back_to_the_rules(desk: Desk) -> None:
    number = add(desk, facts=FOR_C)
    override_grade(desk, number, "A", "knows the boss")
    card = clear_grade(desk, number)
    assert (card.lead["grade"], card.lead["grade_by"], card.override) == ("C", "rule", None)
    with pytest.raises(RefusedError) as caught:
        clear_grade(desk, number)
    assert caught.value.key == "no_override"


def test_what_cannot_be_set_by_hand(desk: Desk) -> None:
    number = add(desk, facts=ALL_NO)
    with pytest.raises(UsageError) as caught:
        override_grade(desk, number, "A", " ")
    assert caught.value.key == "reason_needed"
    with pytest.raises(RefusedError) as refused:
        override_grade(desk, number, "A", "why not")
    assert refused.value.key == "override_all_no"


def test_man_all_no_beats_a_grade_set_before(desk: Desk) -> None:
    number = add(desk, facts={"engagement": "none"}, profile="loan")
    override_grade(desk, number, "A", "knows the boss")
    lead = note_facts(desk, number, ALL_NO).card.lead
    assert (lead["grade"], lead["grade_best"], lead["next"]) == (None, None, None)


def test_the_card_of_every_day_agrees_with_the_store(desk: Desk) -> None:
    number = add(desk, facts={**FOR_A, "need_by": iso(100)})
    plan_next(desk, number, StepWish(day(50)))
    for days in range(0, 104, 3):
        card = read_grade(desk, number, day(days))
        stored = read_lead_card(later(desk, days), number).lead
        keys = ("grade", "grade_best", "grade_by", "man", "signals", "recheck", "next")
        assert {k: card.lead[k] for k in keys} == {k: stored[k] for k in keys}  # type: ignore[literal-required]
        assert (card.judged.grade, card.judged.grade_best) == (
            *(stored["grade"], stored["grade_best"]),
        )
        assert card.on == day(days)
        until = card.holds_until.isoformat() if card.holds_until else None
        assert until == stored["holds_until"]


def test_how_long_a_grade_holds_and_what_it_becomes(desk: Desk) -> None:
    number = add(desk, facts={**FOR_A, "need_by": iso(100)})
    told = [
        (card.lead["grade"], card.holds_until, card.changes_to)
        for card in (read_grade(desk, number, day(n)) for n in (0, 10, 70, 101))
    ]
    assert told == [
        *(("C", day(9), "B"), ("B", day(69), "A"), ("A", day(100), "A?"), (None, None, None)),
    ]


def test_a_question_put_again_has_its_own_words(desk: Desk) -> None:
    number = add(desk, facts={"need_by": iso(2)})
    words = desk.library.profile("general").facts["need_by"]
    assert words.recheck not in (None, words.question)
    assert read_grade(later(desk, 3), number).questions[0].text == words.recheck
    note_facts(later(desk, 3), number, {"need_by": "unknown"})
    texts = [question.text for question in read_grade(later(desk, 3), number).questions]
    assert words.question in texts and words.recheck not in texts


def test_coming_back_is_no_change_of_the_grade(desk: Desk) -> None:
    number = add(desk, facts=FOR_C)
    lead = park_lead(desk, number, day(9)).lead
    assert (lead["grade"], lead["holds_until"]) == ("C", None)


def test_days_gone_by_leave_out_what_was_noted_since(desk: Desk) -> None:
    number = add(desk, facts=FOR_B)
    note_facts(later(desk, 5), number, FOR_A)
    now = later(desk, 6)
    assert read_grade(now, number, day(4)).judged.grade == "B"
    assert read_grade(now, number, day(4)).lead["grade"] == "B"
    assert read_grade(now, number, day(5)).lead["grade"] == "A"
    assert read_grade(now, number, day(-1)).lead["grade"] is None


def test_another_trades_view_changes_nothing(desk: Desk) -> None:
    number = add(desk, facts=FOR_A)
    assert read_grade(desk, number, profile="equipment").judged.grade is None
    assert read_lead_card(desk, number).lead["profile"] == "general"
    change_profile(desk, number, "equipment")
    lead = read_lead_card(desk, number).lead
    assert (lead["profile"], lead["grade"]) == ("equipment", None)
    with pytest.raises(RefusedError):
        change_profile(desk, number, "cars")


def test_the_card_explains(desk: Desk) -> None:
    facts = {**ALL_YES, "engagement": "comparing", "reason": "yes", "need_by": iso(50)}
    number = add(desk, facts=facts)
    card = read_grade(later(desk, 31), number)
    lines = {line.reading.criterion.id: line for line in card.criteria}
    assert {id_: line.reading.state for id_, line in lines.items()} == {
        **{"engagement": "stale", "reason": "met", "money": "met"},
        **{"authority": "met", "need_by": "met"},
    }
    assert lines["engagement"].deciding is not None
    assert lines["engagement"].deciding.noted_on == day(0)
    assert [fact.id for fact in card.missing] == ["engagement"]
    assert (card.verdict, card.verdict_range) == ("prospect", ("prospect", "prospect"))
    assert (card.customer_class, card.next_grade) == ("target_strong", "A")
    question = card.questions[0]
    assert question.fact == "engagement"
    words = desk.library.profile("general").facts["engagement"]
    assert question.text == (words.recheck or words.question)
    assert card.lead["recheck"] == iso(31)


def test_ungraded_leads_in_the_order_of_their_steps(desk: Desk) -> None:
    for name, facts in (("late", {}), ("graded", FOR_B), ("all no", ALL_NO), ("soon", {})):
        add(desk, name, facts)
    plan_next(desk, "late", StepWish(day(9)))
    park_lead(desk, add(desk, "parked"), day(20))
    assert list_ungraded(desk) == [4, 1]


def test_listing(desk: Desk) -> None:
    for name, facts, said in (
        ("王建国", FOR_B, {"source": "展会", "tags": ["vip"]}),
        ("Denson", FOR_A, {"owner": "Li Na"}),
        ("陈曦", ALL_NO, {}),
        ("Maurice", {}, {"profile": "loan"}),
    ):
        add(desk, name, facts, **said)  # type: ignore[arg-type]
    park_lead(desk, "Maurice", day(9))

    def numbers(**wanted: object) -> list[int]:
        found = list_leads(desk, Filter(**wanted))  # type: ignore[arg-type]
        return [lead["number"] for lead in found.leads]

    assert numbers() == [2, 1, 3]
    assert numbers(statuses=()) == [2, 1, 3, 4]
    assert numbers(statuses=("parked",)) == [4]
    assert numbers(text="wang jianguo") == numbers(text="王") == [1]
    assert numbers(grades=("A",)) == [2]
    assert numbers(grades=("none",), statuses=()) == [3, 4]
    assert numbers(source="展会") == numbers(tag="vip") == [1]
    assert numbers(owner="li na") == [2]
    assert numbers(profile="LOAN", statuses=("parked",)) == [4]
    assert numbers(man="man") == numbers(no_next=True) == [3]
    assert numbers(sort="number") == [1, 2, 3]
    limited = list_leads(desk, Filter(limit=2))
    assert (len(limited.leads), limited.total) == (2, 3)
    assert list_leads(desk, Filter(text="nobody")).total == 0
    found = list_leads(later(desk, 9), Filter())
    assert [lead["number"] for lead in found.leads] == [2, 1, 4, 3]
