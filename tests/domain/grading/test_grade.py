"""Grades A, B, C: tables of the trades, caps, time, shelf lives, overrides (method §4)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from leadq.domain.grading.criteria import deadline_facts, has_passed, stale_from
from leadq.domain.grading.facts import Fact, latest
from leadq.domain.grading.grade import Judgement, Override, grade_rank, judge
from leadq.domain.grading.rules import Caps, Condition, Criterion

from ..helpers import TODAY, facts, known, rules_of, small_rules

SOON = (TODAY + timedelta(10)).isoformat()
YES_TO_MAN = {"money": "yes", "authority": "yes", "need": "yes"}
BEST = {
    "general": {"engagement": "bargaining", "reason": "yes", "need_by": SOON},
    "equipment": {
        "engagement": "bargaining",
        "reason": "yes",
        "site": "yes",
        "plan": "yes",
        "need_by": SOON,
    },
    "loan": {
        "engagement": "bargaining",
        "loan_purpose": "yes",
        "income_assets": "yes",
        "repayment_source": "yes",
        "deposit": "intends",
    },
    "realestate": {
        "engagement": "bargaining",
        "viewed": "yes",
        "preference": "yes",
        "financing": "yes",
        "need_by": SOON,
    },
    "retail": {"engagement": "bargaining", "need_by": SOON},
    "bank": {"engagement": "bargaining", "vip_known": "yes", "need_by": SOON},
}


def grade(profile: str, **values: str) -> tuple[str | None, str | None]:
    judged = judge(rules_of(profile), known(**values), TODAY)
    return judged.computed, judged.grade_best


@pytest.mark.parametrize("profile", BEST)
def test_everything_at_its_best_is_a(profile: str) -> None:
    assert grade(profile, **YES_TO_MAN, **BEST[profile]) == ("A", "A")


@pytest.mark.parametrize("profile", BEST)
def test_nothing_known_could_still_be_a(profile: str) -> None:
    assert grade(profile) == (None, "A")


@pytest.mark.parametrize("profile", BEST)
def test_one_gap_leaves_the_grade_open(profile: str) -> None:
    for fact_id in BEST[profile]:
        rest = {k: v for k, v in BEST[profile].items() if k != fact_id}
        assert grade(profile, **YES_TO_MAN, **rest) == (None, "A"), fact_id


@pytest.mark.parametrize(
    ("profile", "fact", "value", "wanted"),
    [
        *[(p, "engagement", "comparing", "B") for p in BEST],
        *[(p, "engagement", "none", "C") for p in BEST],
        *[(p, "need_by", "+30", "A") for p in ("general", "equipment", "realestate", "bank")],
        *[(p, "need_by", "+31", "B") for p in ("general", "equipment", "realestate", "bank")],
        *[(p, "need_by", "+90", "B") for p in ("general", "equipment", "realestate", "bank")],
        *[(p, "need_by", "+91", "C") for p in ("general", "equipment", "realestate", "bank")],
        ("retail", "need_by", "+14", "A"),
        ("retail", "need_by", "+15", "B"),
        ("retail", "need_by", "+60", "B"),
        ("retail", "need_by", "+61", "C"),
        ("loan", "deposit", "later", "B"),
        ("loan", "deposit", "refuses", "C"),
        ("loan", "repayment_source", "no", "C"),
        ("loan", "income_assets", "no", "C"),
        ("loan", "loan_purpose", "no", "C"),
        ("equipment", "site", "no", "C"),
        ("equipment", "plan", "no", "C"),
        ("equipment", "reason", "no", "C"),
        ("equipment", "money", "no", "C"),
        ("general", "authority", "no", "C"),
        ("realestate", "viewed", "no", "C"),
        ("realestate", "preference", "no", "C"),
        ("realestate", "financing", "no", "C"),
    ],
)
def test_grade_tables(profile: str, fact: str, value: str, wanted: str) -> None:
    if value.startswith("+"):
        value = (TODAY + timedelta(int(value))).isoformat()
    computed, best = grade(profile, **{**YES_TO_MAN, **BEST[profile], fact: value})
    assert (computed, best) == (wanted, wanted)


@pytest.mark.parametrize(
    ("signs", "wanted"),
    [
        ({"bank_amount": "50000"}, ("A", "A")),
        ({"bank_amount": "49999"}, ("B", "A")),
        ({"bank_amount": "20000", "vip_known": "no"}, ("B", "B")),
        ({"bank_amount": "19999"}, (None, "A")),
        ({"bank_amount": "19999", "vip_known": "no"}, (None, "B")),
        ({"bank_amount": "19999", "vip_known": "no", "form_signs": "yes"}, ("B", "B")),
        ({"bank_amount": "19999", "vip_known": "no", "form_signs": "no"}, ("C", "C")),
        ({"form_signs": "yes"}, ("B", "A")),
    ],
)
def test_any_one_sign_of_value_is_enough(
    signs: dict[str, str], wanted: tuple[str | None, str]
) -> None:
    values = {**YES_TO_MAN, "engagement": "bargaining", "need_by": SOON, **signs}
    assert grade("bank", **values) == wanted


def test_a_number_noted_as_text_is_no_answer() -> None:
    values = {**YES_TO_MAN, "engagement": "bargaining", "need_by": SOON}
    for text in ("plenty", "nan"):
        assert grade("bank", **values, bank_amount=text) == (None, "A")


def test_one_known_to_fail_is_c_whatever_is_open() -> None:
    assert grade("equipment", plan="no") == ("C", "C")
    assert grade("equipment", need_by=(TODAY + timedelta(91)).isoformat()) == ("C", "C")


def test_a_question_mark_shows_the_best_still_possible() -> None:
    assert grade("equipment", engagement="comparing") == (None, "B")
    assert grade("equipment", engagement="bargaining", site="yes") == (None, "A")


@pytest.mark.parametrize(
    ("man", "wanted"),
    [
        ({"authority": "no"}, ("B", "B")),
        ({"authority": None}, ("B", "A")),
        ({"need": None}, ("B", "A")),
        ({"need": "no"}, ("C", "C")),
        ({"need": "no", "authority": "no"}, ("C", "C")),
        ({"money": "no"}, ("B", "B")),
        ({"money": "no", "authority": "no"}, ("B", "B")),
        ({"money": "no", "authority": "no", "need": "no"}, (None, None)),
    ],
)
def test_man_caps_the_grade(
    man: dict[str, str | None], wanted: tuple[str | None, str | None]
) -> None:
    letters = {k: v for k, v in {**YES_TO_MAN, **man}.items() if v}
    assert grade("loan", **letters, **BEST["loan"]) == wanted


@pytest.mark.parametrize(
    ("caps", "values", "wanted"),
    [
        (Caps(need_no="B"), {"need": "no"}, (None, "B")),
        (Caps(need_no="B"), {"need": "no", "engagement": "bargaining"}, ("B", "B")),
        (Caps(need_no="A"), {"need": "no"}, (None, "B")),
        (Caps(need_no="A"), {"need": "no", "engagement": "none"}, ("C", "C")),
        (Caps(need_no="A", not_all_man="A"), {"need": "no"}, (None, "A")),
        (Caps(not_all_man="C"), {"authority": "no"}, ("C", "C")),
        (Caps(not_all_man="A"), {"need": "yes", "engagement": "bargaining"}, ("A", "A")),
    ],
)
def test_the_caps_of_a_profile_limit_and_never_lift(
    caps: Caps, values: dict[str, str], wanted: tuple[str | None, str]
) -> None:
    judged = judge(small_rules(caps=caps), known(**values), TODAY)
    assert (judged.computed, judged.grade_best) == wanted


def equipment_on(noted: list[Fact], on: date) -> Judgement:
    return judge(rules_of("equipment"), latest(noted, on), on)


def test_eighty_days_away_is_b_today_and_a_fifty_days_later() -> None:
    site_on = TODAY + timedelta(80)
    values = {**YES_TO_MAN, **BEST["equipment"], "need_by": site_on.isoformat()}
    noted = facts(**values)
    grades = {day: equipment_on(noted, TODAY + timedelta(day)).computed for day in range(83)}
    assert {grades[day] for day in range(50)} == {"B"}
    assert {grades[day] for day in range(50, 81)} == {"A"}
    assert grades[81] is None and grades[82] is None


def test_a_passed_deadline_is_unknown_again() -> None:
    day = TODAY + timedelta(5)
    noted = facts(**{**YES_TO_MAN, **BEST["equipment"], "need_by": day.isoformat()})
    need_by = noted[-1]
    assert not has_passed(need_by, day) and has_passed(need_by, day + timedelta(1))
    after = equipment_on(noted, day + timedelta(1))
    reading = next(r for r in after.readings if r.criterion.id == "need_by")
    assert (reading.level, reading.best, reading.state) == (None, "A", "unknown")
    assert (after.computed, after.grade_best) == (None, "A")


@pytest.mark.parametrize(("fact", "shelf"), [("engagement", 30), ("money", 90), ("authority", 180)])
def test_stale_on_the_day_after_the_shelf_life(fact: str, shelf: int) -> None:
    value = BEST["general"].get(fact, "yes")
    noted = known(**{fact: value})
    rules = rules_of("general")
    assert stale_from(noted[fact], rules) == TODAY + timedelta(shelf + 1)
    for days, state in ((shelf, "met"), (shelf + 1, "stale")):
        judged = judge(rules, noted, TODAY + timedelta(days))
        reading = next(r for r in judged.readings if r.criterion.id == fact)
        assert (reading.state, reading.level) == (state, "A")
        assert judged.recheck == TODAY + timedelta(shelf + 1)


def test_stale_still_counts_for_the_letter() -> None:
    rules, on = rules_of("loan"), TODAY + timedelta(400)
    judged = judge(rules, known(**YES_TO_MAN, **BEST["loan"]), on)
    assert judged.computed == "A"
    assert judged.recheck == TODAY + timedelta(31)


def test_a_fact_without_shelf_life_never_goes_stale() -> None:
    rules = rules_of("equipment")
    assert stale_from(known(plan="yes")["plan"], rules) == date.max
    assert judge(rules, known(plan="yes"), TODAY).recheck is None


def test_recheck_looks_at_man_even_where_no_criterion_does() -> None:
    assert judge(rules_of("loan"), known(money="yes"), TODAY).recheck == TODAY + timedelta(91)


def test_deadlines_are_the_dates_that_criteria_limit() -> None:
    assert deadline_facts(rules_of("retail")) == {"need_by": frozenset({14, 60})}
    assert deadline_facts(rules_of("loan")) == {}


def test_states_of_a_criterion() -> None:
    level = {"engagement": Condition(values=("bargaining",)), "site": Condition(values=("yes",))}
    b_only = {"engagement": Condition(values=("comparing", "bargaining"))}
    rules = small_rules(
        criteria=(Criterion("talks", ("engagement", "site"), {"A": level, "B": b_only}),)
    )
    wanted = {
        ("comparing", ""): ("B", "B", "met"),
        ("bargaining", ""): ("B", "A", "met"),
        ("bargaining", "no"): ("B", "B", "met"),
        ("bargaining", "yes"): ("A", "A", "met"),
        ("none", "yes"): (None, None, "not_met"),
        ("", "yes"): (None, "A", "unknown"),
        ("", "no"): (None, "B", "unknown"),
    }
    for (engagement, site), reading in wanted.items():
        given = {k: v for k, v in (("engagement", engagement), ("site", site)) if v}
        found = judge(rules, known(**given), TODAY).readings[0]
        assert (found.level, found.best, found.state) == reading, given


def test_ranks() -> None:
    assert [grade_rank(letter) for letter in ("A", "B", "C", None)] == [3, 2, 1, 0]


def test_slots_of_the_schedule() -> None:
    rules = rules_of("loan")
    cultivate = known(money="no", authority="no", need="yes", deposit="refuses")
    all_no = known(money="no", authority="no", need="no")
    by_hand = Override("A", "knows the boss", TODAY, 99)
    assert judge(rules, known(), TODAY).slot == "ungraded"
    assert judge(rules, known(deposit="refuses"), TODAY).slot == "C"
    assert judge(rules, cultivate, TODAY).slot == "cultivate"
    assert judge(rules, cultivate, TODAY, by_hand).slot == "A"
    assert judge(rules, all_no, TODAY).slot is None
    assert judge(rules, all_no, TODAY, by_hand).slot is None
