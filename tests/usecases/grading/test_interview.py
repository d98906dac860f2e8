"""Walking through a script, one answer at a time (method §6)."""

from __future__ import annotations

import pytest

from leadq.errors import RefusedError
from leadq.usecases.desk import Desk
from leadq.usecases.grading.interview import list_steps, next_prompt, script_for
from leadq.usecases.grading.note_facts import note_facts

from ..helpers import FOR_A, add, iso, later


def walk(
    desk: Desk, answers: dict[str, str], script: str = "grading", every: bool = False
) -> list[str]:
    """Answer until the end; what is not in the answers stays open."""
    asked: list[str] = []
    while prompt := next_prompt(desk, 1, script, asked, every):
        asked.append(prompt.definition.id)
        if prompt.definition.id in answers:
            note_facts(desk, "1", {prompt.definition.id: answers[prompt.definition.id]})
    return asked


def test_the_questions_of_the_trade_in_its_order(desk: Desk) -> None:
    add(desk, profile="loan")
    wanted = list(desk.library.profile("loan").rules.ask)
    assert walk(desk, {}) == wanted
    assert walk(desk, dict.fromkeys(("money", "need"), "yes"))[:3] == wanted[:3]
    assert walk(desk, {}) == [fact for fact in wanted if fact not in ("money", "need")]


def test_what_is_known_and_fresh_is_skipped_unless_everything_is_wanted(desk: Desk) -> None:
    add(desk, facts=FOR_A)
    assert walk(desk, {}) == ["pain", "obstacle"]
    assert set(walk(desk, {}, every=True)) == set(desk.library.profile("general").rules.ask)
    month = later(desk, 31)
    prompt = next_prompt(month, 1, "grading", [])
    assert prompt is not None and prompt.known is not None
    again = month.library.profile("general").facts[prompt.definition.id]
    assert prompt.text == (again.recheck or again.question)
    assert "engagement" in walk(month, {}) and "need_by" in walk(month, {})


def test_where_the_walk_stands(desk: Desk) -> None:
    add(desk, facts=FOR_A)
    first = next_prompt(desk, 1, "grading", [])
    assert first is not None and (first.position, first.total) == (1, 2)
    second = next_prompt(desk, 1, "grading", ["pain"])
    assert second is not None and (second.position, second.total) == (2, 2)
    assert next_prompt(desk, 1, "grading", ["pain", "obstacle"]) is None


def test_a_walk_broken_off_goes_on_and_leaves_dont_know_for_last(desk: Desk) -> None:
    add(desk)
    note_facts(desk, "1", {"need": "unknown", "money": "yes"})
    asked = walk(desk, {})
    assert asked[0] == "authority" and asked[-1] == "need"
    tomorrow = later(desk, 1)
    prompt = next_prompt(tomorrow, 1, "grading", [])
    assert prompt is not None and prompt.definition.id == "need"


def test_a_passed_deadline_is_asked_again_in_other_words(desk: Desk) -> None:
    add(desk, facts={**FOR_A, "need_by": iso(2), "pain": "yes", "obstacle": "no"})
    assert next_prompt(later(desk, 2), 1, "grading", []) is None
    prompt = next_prompt(later(desk, 3), 1, "grading", [])
    assert prompt is not None
    assert prompt.definition.id == "need_by"
    assert prompt.text == prompt.definition.recheck


@pytest.mark.parametrize(
    "profile", ["general", "loan", "equipment", "retail", "realestate", "bank"]
)
def test_the_discovery_script_of_every_trade_runs_to_its_end(desk: Desk, profile: str) -> None:
    add(desk, profile=profile)
    number, script = script_for(desk, "1", "discovery")
    assert number == 1
    asked = walk(desk, {}, "discovery")
    assert asked and len(asked) == len(set(asked))
    assert set(asked) <= {step.fact for step in list_steps(script, ())}


def test_unknown_scripts_and_leads(desk: Desk) -> None:
    add(desk)
    with pytest.raises(RefusedError) as caught:
        script_for(desk, "1", "discovry")
    assert caught.value.key == "unknown_script"
    assert "discovery" in str(caught.value.params["near"])
    assert script_for(desk, "1", "")[1].id == "grading"
    with pytest.raises(RefusedError):
        script_for(desk, "nobody", "")
