"""What is missing, and which question comes first (method §2, §4)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from leadq.domain.grading.explain import missing_facts, needs_asking, next_grade, open_questions
from leadq.domain.grading.facts import Fact
from leadq.domain.grading.grade import judge
from leadq.domain.grading.rules import Caps, Rules

from ..helpers import TODAY, known, rules_of, small_rules

MAN = {"money": "yes", "authority": "yes", "need": "yes"}
SOON = (TODAY + timedelta(10)).isoformat()


def missing(rules: Rules, **values: str) -> tuple[str, ...]:
    noted = known(**values)
    return missing_facts(judge(rules, noted, TODAY), noted)


@pytest.mark.parametrize(
    ("values", "target"),
    [
        ({}, "B"),
        ({"engagement": "none"}, "B"),
        ({"engagement": "comparing"}, "A"),
        ({"engagement": "bargaining", **MAN}, None),
        ({"money": "no", "authority": "no", "need": "no"}, None),
    ],
)
def test_the_next_grade_up(values: dict[str, str], target: str | None) -> None:
    assert next_grade(judge(small_rules(), known(**values), TODAY)) == target


def test_missing_for_b_is_what_is_not_met_at_b() -> None:
    rules = rules_of("equipment")
    assert missing(rules) == ("engagement", "reason", "site", "money", "plan", "need_by")
    far = (TODAY + timedelta(200)).isoformat()
    values = {"engagement": "comparing", "reason": "yes", "money": "no", "need_by": far}
    assert missing(rules, **values) == ("site", "money", "plan", "need_by")


def test_missing_for_a_counts_the_letters_of_man() -> None:
    rules = rules_of("loan")
    values = {
        "engagement": "comparing",
        "loan_purpose": "yes",
        "income_assets": "yes",
        "repayment_source": "yes",
        "deposit": "later",
        "money": "no",
    }
    assert missing(rules, **values) == ("engagement", "deposit", "need", "money", "authority")
    values |= {**MAN, "engagement": "bargaining"}
    assert missing(rules, **values) == ("deposit",)
    assert missing(rules, **{**values, "deposit": "intends"}) == ()


def test_a_need_that_is_no_is_missing_for_b() -> None:
    assert missing(small_rules(), engagement="bargaining", need="no") == ("need",)


def test_man_is_missing_for_b_where_a_profile_caps_it_at_c() -> None:
    rules = small_rules(caps=Caps(not_all_man="C"))
    wanted = ("money", "authority")
    assert missing(rules, engagement="bargaining", need="yes", authority="no") == wanted


def test_nothing_is_missing_when_contact_should_stop() -> None:
    assert missing(rules_of("loan"), money="no", authority="no", need="no") == ()


def test_a_passed_deadline_is_missing_again() -> None:
    rules = rules_of("general")
    values = {**MAN, "engagement": "bargaining", "reason": "yes"}
    yesterday = (TODAY - timedelta(1)).isoformat()
    assert missing(rules, **values, need_by=yesterday) == ("need_by",)


def test_questions_of_an_empty_lead_come_need_money_authority_first() -> None:
    rules = rules_of("general")
    asked = open_questions(rules, {}, TODAY)
    assert set(asked) == set(rules.ask)
    assert asked[:3] == ("need", "money", "authority")
    assert set(asked[-2:]) == {"pain", "obstacle"}


def test_the_biggest_swing_beats_the_order() -> None:
    rules = rules_of("loan")
    asked = open_questions(rules, {}, TODAY)
    # no authority alone caps at B, no need or no deposit means C
    assert asked.index("authority") > asked.index("deposit")
    assert asked.index("need") == 0
    assert asked.index("engagement") < asked.index("money")


def test_a_question_that_cannot_change_the_grade_comes_last() -> None:
    asked = open_questions(rules_of("loan"), known(deposit="refuses", need="yes"), TODAY)
    order = [f for f in ("money", "authority", "engagement", "loan_purpose") if f in asked]
    assert order == ["money", "authority", "engagement", "loan_purpose"]


def test_a_passed_deadline_is_asked_before_everything() -> None:
    yesterday = (TODAY - timedelta(1)).isoformat()
    for profile in ("general", "equipment", "realestate", "retail"):
        asked = open_questions(rules_of(profile), known(need_by=yesterday), TODAY)
        assert asked[0] == "need_by", profile
    today = known(need_by=TODAY.isoformat())
    assert "need_by" not in open_questions(rules_of("general"), today, TODAY)


def test_a_stale_deadline_that_lies_ahead_waits_its_turn() -> None:
    general = rules_of("general")
    rules = Rules(
        **{
            **{name: getattr(general, name) for name in Rules._fields},
            "shelf_days": {"need_by": 5},
        }
    )
    ahead = {"need_by": Fact("need_by", (TODAY + timedelta(20)).isoformat(), TODAY)}
    asked = open_questions(rules, ahead, TODAY + timedelta(10))
    assert asked[0] == "need" and "need_by" in asked


def test_what_is_stale_comes_back() -> None:
    rules, noted = rules_of("general"), known(engagement="bargaining", reason="yes")
    on = TODAY + timedelta(30)
    assert not needs_asking("engagement", rules, noted, on)
    assert needs_asking("engagement", rules, noted, on + timedelta(1))
    assert not needs_asking("reason", rules, noted, date(2030, 1, 1))


def test_intent_that_shows_is_not_asked() -> None:
    rules = rules_of("general")
    assert needs_asking("intent", rules, {}, TODAY)
    assert needs_asking("intent", rules, known(engagement="none"), TODAY)
    assert not needs_asking("intent", rules, known(engagement="comparing"), TODAY)
    assert not needs_asking("intent", rules, known(intent="no"), TODAY)


def test_a_number_can_be_the_question_that_decides() -> None:
    noted = known(engagement="bargaining", vip_known="no", form_signs="no", need_by=SOON, **MAN)
    asked = open_questions(rules_of("bank"), noted, TODAY)
    assert asked[0] == "bank_amount"
