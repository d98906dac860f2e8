"""leadq complaint, as it is typed: screens, data, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def customer(run: Run) -> Run:
    run("add", "王建国", "--company", "华北路桥", "--product", "JS220", "--phone", "13800138000")
    run("win", "1", "--amount", "50万")
    return run


def test_a_new_complaint_says_what_to_say_and_what_comes_next(customer: Run) -> None:
    shown = customer("complaint", "1", "leaks", "oil").out
    assert shown.startswith(
        "1 王建国 · 华北路桥\nComplaint 1  leaks oil (23 Nov); nothing is promised"
    )
    assert "“Thank you for taking the time to tell us" in shown
    assert shown.endswith('leadq complaint 1 --case 1 --promise "TEXT @ DATE"\n')
    promised = customer("complaint", "1", "--promise", "a seal @ fri").out
    assert "promised for Fri 27 Nov" in promised and "--solved" in promised
    solved = customer("complaint", "1", "--solved", "replaced", "--cause", "wear").out
    assert "solved; to check by Thu 26 Nov" in solved and "--checked yes|no" in solved
    assert "closed" in customer("complaint", "1", "--checked", "yes").out


def test_undo_says_what_it_takes_back_of_a_complaint(customer: Run) -> None:
    for words in (("leaks", "oil"), ("--solved", "replaced")):
        customer("complaint", "1", *words)
    for _step in range(2):
        taken = customer("undo").out + customer("undo", "--list").out
        assert "note a complaint or a step of it: 王建国" in taken
    assert "leaks oil" not in customer("complaint", "1").out


def test_in_chinese(customer: Run) -> None:
    shown = customer("--lang", "zh", "complaint", "1", "漏油", "--promise", "换油封 @ 周五").out
    assert "投诉 1  漏油（11-23）；答应 11-27 周五办好" in shown
    assert "√ 倾听" in shown and "– 回访确认" in shown
    card = customer("--lang", "zh", "show", "1").out
    assert "投诉      漏油（11-23）；答应 11-27 周五办好" in card


def test_data_and_the_card(customer: Run) -> None:
    customer("complaint", "1", "leaks", "--promise", "a seal @ 2026-11-20", "--json")
    customer("complaint", "1", "leaks", "--promise", "a seal @ 2026-11-27")
    told = json.loads(customer("complaint", "1", "--json").out)
    (case,) = told["complaints"]
    assert (told["complaint"], case["id"], case["state"]) == (None, 1, "open")
    assert case["promises"] == [
        {"id": 1, "text": "a seal", "due_on": "2026-11-27", "state": "open"}
    ]
    card = json.loads(customer("show", "1", "--json").out)
    assert card["complaints"] == told["complaints"]
    late = {"LEADQ_TODAY": "2026-12-01"}
    assert json.loads(customer("complaint", "1", "--json", env=late).out)["complaints"][0][
        "days_late"
    ] == 4  # fmt: skip
    assert "! promised for Fri 27 Nov 4 d" in customer("show", "1", env=late).out


def test_a_check_is_told_in_words_wherever_it_falls_due(customer: Run) -> None:
    customer("complaint", "1", "leaks", "--solved", "replaced")
    on = {"LEADQ_TODAY": "2026-11-26"}
    for command in (
        ("due",), ("due", "--json"), ("due", "--format", "csv"), ("report", "day"),
        ("report", "day", "--json"), ("show", "1"), ("show", "1", "--json"), ("history", "1"),
    ):  # fmt: skip
        shown = customer(*command, env=on).out
        assert "check on the complaint" in shown, command
        assert "@check" not in shown
    late = {"LEADQ_TODAY": "2026-12-20"}
    assert "promised: check on the" in customer("report", "overdue", env=late).out
    assert "@check" not in customer("report", "all", "--json", env=late).out


def test_words_are_found(customer: Run) -> None:
    customer("complaint", "1", "leaks oil")
    (row,) = json.loads(customer("find", "leaks", "--json").out)
    assert (row["where"], row["text"]) == ("complaints", "leaks oil")


@pytest.mark.parametrize(
    "words",
    [("",), ("x", "--promise", ""), ("--solved", " "), ("--checked", "perhaps"), ("--case", "0"),
     ("--case", "x"), ("--cause", "")],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_two_lines(customer: Run, words: tuple[str, ...]) -> None:
    done = customer("complaint", "1", *words)
    assert done.code != 0
    assert done.out == "" and len(done.err.splitlines()) == 2


def test_scripts_and_facts_lead_here(customer: Run) -> None:
    for words in (("ask", "1", "complaint"), ("fact", "1", "complaint=leaks")):
        done = customer(*words)
        assert done.code == 3 or done.code == 1
        assert "leadq complaint 1" in done.err
