"""The screens of a walk through a script, and the list of leads to choose from."""

from __future__ import annotations

from collections.abc import Callable

from leadq.render.grading.interview import show_question, show_summary
from leadq.render.leads.choices import match_words, show_matches
from leadq.store.read.lookups import LeadName
from leadq.usecases.desk import Desk
from leadq.usecases.grading.card import read_grade
from leadq.usecases.grading.interview import next_prompt

from ..samples import OUYANG, WANG, make_look


def test_a_question_with_its_stage_and_what_to_listen_for(
    desk: Desk, see: Callable[..., str]
) -> None:
    prompt = next_prompt(desk, int(OUYANG), "discovery", [])
    assert prompt is not None
    lines = see(lambda: show_question(prompt, make_look("zh")), "zh").splitlines()
    assert lines[0] == ""
    assert lines[1] == f"1/{prompt.total} · {prompt.stage.zh}"  # type: ignore[union-attr]
    assert lines[2] == prompt.text.zh
    assert lines[-1] == f"留意：{prompt.definition.listen.zh}"  # type: ignore[union-attr]


def test_a_question_asked_again_tells_what_is_known(desk: Desk, see: Callable[..., str]) -> None:
    prompt = next_prompt(desk, int(WANG), "grading", [])
    assert prompt is not None
    shown = see(lambda: show_question(prompt, make_look("en")), "en")
    assert shown == (
        "\n1/1\nIs the money still there?\n"
        "Ask how they paid for the last machine and when the main contractor pays them.\n"
        "Short of cash is a case for financing.\nSo far: has it\n"
    )


def test_a_summary_without_news_says_so(desk: Desk, see: Callable[..., str]) -> None:
    card = read_grade(desk, WANG)
    shown = see(lambda: show_summary(card, card, [], make_look("en")), "en")
    assert "Nothing new was noted." in shown
    assert "Ask next   “Is the money still there?”" in shown
    assert "没有记下新情况。" in see(lambda: show_summary(card, card, [], make_look("zh")), "zh")


def test_matches_are_listed_beside_the_results(see: Callable[..., str]) -> None:
    matches = [LeadName(12, "王建国", "华北路桥"), LeadName(3, "王五", None)]
    assert see(lambda: show_matches(matches, 14), "zh") == (
        "  12 王建国 · 华北路桥\n   3 王五\n  …还有 12 条\n"
    )
    assert match_words(LeadName(3, "三元", "三元")) == "三元"
