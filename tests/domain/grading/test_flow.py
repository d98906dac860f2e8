"""The flow of a script (method §6)."""

from __future__ import annotations

from leadq.domain.grading.flow import StepRule, next_to_ask

from ..helpers import known

STEPS = (
    StepRule("need"),
    StepRule("money"),
    StepRule("financing", ("money", ("no",))),
    StepRule("plan"),
)


def walk(answers: dict[str, str], known_before: dict[str, str] | None = None) -> list[str]:
    """Answer question after question and return what was asked."""
    values, asked = dict(known_before or {}), []
    while True:
        step = next_to_ask(STEPS, known(**values), asked, lambda fact: fact not in values)
        if step is None:
            return asked
        asked.append(step.fact)
        if step.fact in answers:
            values[step.fact] = answers[step.fact]


def test_questions_come_in_order_and_conditions_follow_the_answers() -> None:
    assert walk({"money": "yes"}) == ["need", "money", "plan"]
    assert walk({"money": "no"}) == ["need", "money", "financing", "plan"]


def test_what_is_known_and_fresh_is_skipped() -> None:
    assert walk({}, {"need": "yes", "money": "no"}) == ["financing", "plan"]
    everything = {"need": "yes", "money": "no", "financing": "no", "plan": "no"}
    assert walk({}, everything) == []


def test_a_question_is_put_once_even_without_an_answer() -> None:
    assert walk({}) == ["need", "money", "plan"]


def test_a_run_broken_off_goes_on_where_it_stopped() -> None:
    step = next_to_ask(STEPS, known(money="no"), ["need"], lambda fact: fact == "financing")
    assert step == STEPS[2]
