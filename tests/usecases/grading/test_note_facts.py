"""Noting facts."""

from __future__ import annotations

from datetime import date

import pytest

from leadq.errors import LeadqError, RefusedError, UsageError
from leadq.usecases.desk import Desk
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.leads.lead_card import read_lead_card

from ..helpers import ALL_NO, FOR_A, FOR_B, FOR_C, add, add_reached, day, iso, later, rows


def stored(desk: Desk) -> dict[str, str]:
    return dict(rows(desk, "SELECT fact, value FROM fact ORDER BY id"))


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        *[(word, "yes") for word in ("yes", "Y", "TRUE", True, 1, "是", "有", "对", " 是的 ")],
        *[(word, "no") for word in ("no", "N", "false", False, 0, "否", "没有", "无", "没")],
        *[(word, "unknown") for word in ("unknown", "?", "？", "不知道", "未知", None)],
    ],
)
def test_yes_and_no_in_both_languages(desk: Desk, typed: object, value: str) -> None:
    note_facts(desk, add(desk), {"money": typed})
    assert stored(desk) == {"money": value}


@pytest.mark.parametrize(
    ("fact", "typed", "value"),
    [
        ("engagement", "Bargaining", "bargaining"),
        ("engagement", "不清楚", "unknown"),
        ("need_by", "2027-01-20", "2027-01-20"),
        ("need_by", date(2027, 1, 20), "2027-01-20"),
        ("need_by", "+3d", iso(3)),
        ("need_by", "明天", iso(1)),
        ("need_by", "2026-01-05", "2026-01-05"),
        ("outlet_volume", "50万", "500000"),
        ("outlet_volume", 12.5, "12.5"),
        ("outlet_volume", "1,200", "1200"),
        ("outlet_brands", " 三一、徐工 ", "三一、徐工"),
    ],
)
def test_values_by_kind(desk: Desk, fact: str, typed: object, value: str) -> None:
    note_facts(desk, add(desk), {fact: typed})
    assert stored(desk) == {fact: value}


def test_a_choice_by_the_words_of_the_trade(desk: Desk) -> None:
    number = add(desk, "Li", profile="equipment")
    words = desk.library.profile("equipment").facts["engagement"].choices["comparing"]
    for text in words:
        note_facts(desk, number, {"engagement": text})
        assert stored(desk) == {"engagement": "comparing"}


@pytest.mark.parametrize(
    ("values", "kind", "key"),
    [
        ({"mony": "yes"}, RefusedError, "unknown_fact"),
        ({"money": "perhaps"}, RefusedError, "bad_fact_value"),
        ({"money": ""}, RefusedError, "bad_fact_value"),
        ({"engagement": "yes"}, RefusedError, "bad_fact_value"),
        ({"need_by": "one day"}, UsageError, "bad_day"),
        ({"outlet_volume": "a lot"}, UsageError, "not_a_number"),
        ({"outlet_volume": -3}, UsageError, "not_a_number"),
        ({"outlet_brands": "  "}, RefusedError, "bad_fact_value"),
    ],
)
def test_all_or_nothing(
    desk: Desk, values: dict[str, object], kind: type[LeadqError], key: str
) -> None:
    number = add(desk)
    with pytest.raises(kind) as caught:
        note_facts(desk, number, {"need": "yes", **values})
    assert caught.value.key == key
    assert stored(desk) == {}
    assert read_lead_card(desk, number).lead["man"] == "???"


def test_the_nearest_id_is_named(desk: Desk) -> None:
    with pytest.raises(RefusedError) as caught:
        note_facts(desk, add(desk), {"mony": "yes"})
    assert "money" in str(caught.value.params["near"])
    assert caught.value.params["script"] == "grading"
    assert "need_by" in str(caught.value.params["allowed"])


def test_what_is_allowed_is_named(desk: Desk) -> None:
    number = add(desk)
    for fact, allowed in (
        ("money", ["yes", "no", "unknown"]),
        ("engagement", ["bargaining", "comparing", "none", "unknown"]),
    ):
        with pytest.raises(RefusedError) as caught:
            note_facts(desk, number, {fact: "blue"})
        named = caught.value.params["allowed"]
        assert isinstance(named, list)
        assert [one.id for one in named] == allowed


@pytest.mark.parametrize(
    ("fact", "typed", "value"),
    [
        ("购买力", "有", "yes"),
        ("购买力", "不够", "no"),
        ("Money", "has it", "yes"),
        ("obstacle", "无阻碍", "no"),
        ("阻碍", "有阻碍", "yes"),
        ("洽谈程度", "讨价还价", "bargaining"),
        ("engagement", "Asks and  compares", "comparing"),
        ("客户类型", "主导型", "driver"),
        ("type", "analytic", "analytic"),
        ("需求", "不知道", "unknown"),
        ("authority", "？", "unknown"),
    ],
)
def test_facts_and_values_are_taken_in_both_languages(
    desk: Desk, fact: str, typed: str, value: str
) -> None:
    (learnt,) = note_facts(desk, add(desk), {fact: typed}).learnt
    assert learnt.value == value


def test_a_fact_of_another_trade_is_kept_too(desk: Desk) -> None:
    note_facts(desk, add(desk), {"deposit": "later"})
    assert stored(desk) == {"deposit": "later"}


def test_before_and_after(desk: Desk) -> None:
    number = add(desk, facts={"money": "no"})
    noted = note_facts(desk, number, {**FOR_B, "money": "yes"}, note=" he said so ")
    learnt = {one.definition.id: (one.before, one.value) for one in noted.learnt}
    assert learnt["money"] == ("no", "yes")
    assert learnt["engagement"] == (None, "comparing")
    assert (noted.before.lead["grade"], noted.card.lead["grade"]) == ("C", "B")
    assert rows(desk, "SELECT DISTINCT note FROM fact WHERE id > 1") == [("he said so",)]


def test_facts_are_only_ever_added(desk: Desk) -> None:
    number = add(desk, facts={"money": "yes"})
    note_facts(later(desk, 1), number, {"money": "no"})
    note_facts(later(desk, 2), number, {"money": "unknown"})
    assert rows(desk, "SELECT value, noted_on FROM fact ORDER BY id") == [
        *(("yes", iso(0)), ("no", iso(1)), ("unknown", iso(2))),
    ]
    mans = [read_lead_card(later(desk, n), number).lead["man"] for n in (0, 1, 2)]
    assert mans == ["M??", "m??", "???"]


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [(FOR_A, (2, "visit", "decide")), (FOR_B, (4, "phone", "advance")), (FOR_C, (14, "phone", ""))],
)
def test_the_first_grade_sets_the_step(
    desk: Desk, facts: dict[str, str], wanted: tuple[int, str, str]
) -> None:
    lead = note_facts(desk, add_reached(desk), facts).card.lead
    days, by, goal = wanted
    assert lead["next"] is not None
    assert (lead["next"]["on"], lead["next"]["by"]) == (iso(days), by)
    assert lead["next"]["goal"] == f"@{goal or 'keep_warm'}"


def test_a_rise_brings_the_step_nearer_and_a_fall_puts_it_off(desk: Desk) -> None:
    number = add_reached(desk, facts=FOR_C)
    risen = note_facts(later(desk, 1), number, {**FOR_B}).card.lead
    assert risen["next"] is not None and risen["next"]["on"] == iso(7)  # a Saturday moved on
    fallen = note_facts(later(desk, 2), number, {"engagement": "none"}).card.lead
    assert fallen["next"] is not None and fallen["next"]["on"] == iso(16)


def test_what_is_overdue_stays_overdue(desk: Desk) -> None:
    number = add_reached(desk, facts=FOR_B)
    late = note_facts(later(desk, 9), number, {"engagement": "none"}).card.lead
    assert late["next"] is not None and late["next"]["on"] == iso(4)


def test_the_same_answer_again_keeps_the_step(desk: Desk) -> None:
    number = add_reached(desk, facts=FOR_B)
    again = note_facts(later(desk, 2), number, FOR_B).card.lead
    assert again["next"] is not None and again["next"]["on"] == iso(4)


def test_man_all_no_has_no_step_until_something_changes(desk: Desk) -> None:
    number = add_reached(desk, facts=FOR_B)
    lead = note_facts(later(desk, 1), number, ALL_NO).card.lead
    assert (lead["man"], lead["grade"], lead["grade_best"], lead["next"]) == ("man", *[None] * 3)
    lead = note_facts(later(desk, 2), number, {"money": "yes"}).card.lead
    assert lead["grade"] == "C"
    assert lead["next"] is not None and lead["next"]["on"] == day(2 + 30).isoformat()
