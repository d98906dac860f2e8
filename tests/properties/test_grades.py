"""Laws of the grade (method §4)."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from leadq.domain.grading.explain import missing_facts, open_questions
from leadq.domain.grading.facts import Fact, latest
from leadq.domain.grading.grade import Judgement, grade_rank, judge
from leadq.domain.grading.outlook import State, judge_on
from leadq.domain.grading.rules import Rules

from .strategies import HORIZON, TODAY, facts_for, leads, made_up_rules, rules

Lead = tuple[Rules, list[Fact], State]
IN_A_WHILE = st.integers(0, HORIZON).map(lambda n: TODAY + timedelta(n))


def answers_for_a(rules: Rules) -> dict[str, str]:
    """Return for every fact an answer that no criterion, and no letter of MAN, can better."""
    best = dict.fromkeys(("need", "money", "authority"), "yes")
    for criterion in rules.criteria:
        for fact_id, condition in criterion.levels["A"].items():
            if condition.within_days is not None:
                best[fact_id] = TODAY.isoformat()
            elif condition.at_least is not None:
                best[fact_id] = "1e9"
            else:
                best[fact_id] = rules.values.get(fact_id, ("no", "yes"))[-1]
    return best


@given(st.data(), rules)
def test_a_better_answer_never_lowers_the_grade(data: st.DataObject, rules: Rules) -> None:
    """The best letter still possible never falls, and a letter that there was never falls.

    No letter yet is neither above nor below C, so a C may become open: the one criterion that
    was known to fail no longer does, and the others are still unknown. That is no fall.
    """
    noted = data.draw(facts_for(rules))
    best = answers_for_a(rules)
    fact_id = data.draw(st.sampled_from(sorted(best)))
    better = Fact(fact_id, best[fact_id], TODAY, len(noted) + 1)
    before = judge(rules, latest(noted, TODAY), TODAY)
    after = judge(rules, latest([*noted, better], TODAY), TODAY)
    assert grade_rank(after.grade_best) >= grade_rank(before.grade_best)
    if after.computed is not None:
        assert grade_rank(after.computed) >= grade_rank(before.computed)
    else:
        assert before.computed in (None, "C")


@given(rules)
def test_all_the_best_answers_are_an_a(rules: Rules) -> None:
    known = {id_: Fact(id_, value, TODAY) for id_, value in answers_for_a(rules).items()}
    assert judge(rules, known, TODAY).computed == "A"


@given(leads(), IN_A_WHILE)
def test_man_all_no_never_has_a_grade(lead: Lead, on: object) -> None:
    rules, noted, state = lead
    letters = [
        Fact(fact_id, "no", TODAY, len(noted) + place)
        for place, fact_id in enumerate(("money", "authority", "need"), 1)
    ]
    judged = judge_on(rules, [*noted, *letters], state, on)  # type: ignore[arg-type]
    assert judged.code == "man"
    assert (judged.grade, judged.computed, judged.grade_best, judged.slot) == (None,) * 4
    assert judged.grade_by == "rule"


def check_letters(judged: Judgement) -> None:
    if judged.computed is not None:
        assert grade_rank(judged.computed) <= grade_rank(judged.grade_best)
    if judged.code != "man":
        assert judged.grade_best is not None
    if judged.grade_best == "C":
        assert judged.computed == "C"
    failing = any(reading.best is None for reading in judged.readings)
    if failing and judged.code != "man":
        assert judged.computed == "C"


@given(leads(), IN_A_WHILE)
def test_the_letters_agree_with_each_other(lead: Lead, on: object) -> None:
    rules, noted, state = lead
    judged = judge_on(rules, noted, state, on)  # type: ignore[arg-type]
    check_letters(judged)
    assert judged == judge_on(rules, list(reversed(noted)), state, on)  # type: ignore[arg-type]
    if judged.grade_by == "rule":
        assert judged.grade == judged.computed
    if rules.profile != "made_up":
        if judged.code != "MAN":
            assert judged.computed != "A"
        if judged.code[2] == "n":
            assert judged.computed in ("C", None)


@given(st.data(), made_up_rules())
def test_the_last_noted_of_a_day_counts(data: st.DataObject, rules: Rules) -> None:
    noted = data.draw(facts_for(rules))
    assume(noted)
    known = latest(noted, TODAY)
    for fact in noted:
        rivals = [f for f in noted if f.id == fact.id]
        winner = max(rivals, key=lambda f: (f.noted_on, f.seq))
        if winner.value == "unknown":
            assert fact.id not in known
        else:
            assert known[fact.id] is winner
    assert latest(data.draw(st.permutations(noted)), TODAY) == known


@given(leads())
def test_what_is_missing_is_never_what_is_met(lead: Lead) -> None:
    rules, noted, _state = lead
    known = latest(noted, TODAY)
    judged = judge(rules, known, TODAY)
    missing = missing_facts(judged, known)
    best = answers_for_a(rules)
    assert all(known[f].value != best.get(f) for f in missing if f in known)
    if judged.computed == "A" or judged.code == "man":
        assert missing == ()
    elif judged.computed in ("B", "C"):
        assert missing


@given(leads(), IN_A_WHILE)
def test_questions_are_each_asked_once_and_always_in_the_same_order(lead: Lead, on: object) -> None:
    rules, noted, _state = lead
    known = latest(noted, on)  # type: ignore[arg-type]
    asked = open_questions(rules, known, on)  # type: ignore[arg-type]
    assert len(asked) == len(set(asked))
    assert set(asked) <= {*rules.ask, "need", "money", "authority"}
    again = dict(reversed(list(known.items())))
    assert asked == open_questions(rules, again, on)  # type: ignore[arg-type]
