"""The day's work at its edges: nothing due, too much, days to come, days gone by."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from leadq.render.followup.due import show_due
from leadq.usecases.desk import Desk
from leadq.usecases.followup.due import list_due
from leadq.usecases.followup.plan import StepWish, plan_next
from leadq.usecases.leads.add import NewLead, add_lead

from ..samples import MONDAY, make_desk, make_look


@pytest.fixture
def empty(tmp_path: Path) -> Desk:
    return make_desk(tmp_path / "leadq.db")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ["nothing due", "No follow-up is planned.", "`leadq add`"]),
        ("zh", ["没有待办", "没有安排跟进。", "`leadq add`"]),
    ],
)
def test_an_empty_store_says_how_to_begin(
    empty: Desk, see: Callable[..., str], lang: str, said: list[str]
) -> None:
    shown = see(lambda: show_due(list_due(empty), make_look(lang)), lang)
    assert all(words in shown for words in said)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_filters_that_nothing_passes_are_no_empty_store(
    empty: Desk, see: Callable[..., str], lang: str
) -> None:
    said = {"en": "No follow-up of such a lead is planned.", "zh": "符合条件的线索没有安排跟进。"}
    for due in (list_due(empty, region="火星"), list_due(empty, grades=("A",))):
        shown = see(lambda due=due: show_due(due, make_look(lang)), lang)
        assert said[lang] in shown
        assert "leadq add" not in shown


@pytest.mark.parametrize(
    ("day", "en", "zh"),
    [
        (date(2026, 11, 24), "Next: 1 王建国, tomorrow.", "下一条：1 王建国，明天。"),
        (date(2026, 11, 25), "Next: 1 王建国, Wednesday.", "下一条：1 王建国，周三。"),
        (date(2026, 12, 9), "Next: 1 王建国, Wed 9 Dec.", "下一条：1 王建国，12-09 周三。"),
        (
            date(2027, 1, 12),
            "Next: 1 王建国, Tue 12 Jan 2027.",
            "下一条：1 王建国，2027-01-12 周二。",
        ),
    ],
)
def test_nothing_due_names_the_next_one(
    empty: Desk, see: Callable[..., str], day: date, en: str, zh: str
) -> None:
    add_lead(empty, NewLead("王建国"))
    plan_next(empty, "1", StepWish(day))
    for lang, words in (("en", en), ("zh", zh)):
        shown = see(lambda lang=lang: show_due(list_due(empty), make_look(lang)), lang)
        assert words in shown
        assert "leadq list --no-next" in shown


def test_a_limit_says_how_many_are_left(desk: Desk, see: Callable[..., str]) -> None:
    due = list_due(desk, limit=2)
    assert "… and 5 more: leadq due --limit 0" in see(lambda: show_due(due, make_look("en")), "en")
    assert "…还有 5 条：leadq due --limit 0" in see(lambda: show_due(due, make_look("zh")), "zh")
    assert "6 due" in see(lambda: show_due(due, make_look("en")), "en")


def test_days_to_come_show_their_day(empty: Desk, see: Callable[..., str]) -> None:
    add_lead(empty, NewLead("王建国"))
    plan_next(empty, "1", StepWish(date(2026, 11, 26)))
    due = list_due(empty, within=7)
    shown = see(lambda: show_due(due, make_look("en")), "en")
    assert "0 due · 1 coming" in shown
    assert re.search(r"^COMING\n +1  A\?  26 Nov  王建国", shown, re.M)
    assert "11-26" in see(lambda: show_due(due, make_look("zh")), "zh")


def test_lateness_counts_from_the_day_that_is_asked_for(
    empty: Desk, see: Callable[..., str]
) -> None:
    add_lead(empty, NewLead("王建国"))
    plan_next(empty, "1", StepWish(MONDAY))
    due = list_due(empty, on=date(2026, 12, 1))
    assert "! 8 d" in see(lambda: show_due(due, make_look("en")), "en")
    assert see(lambda: show_due(due, make_look("en")), "en").startswith("Tue 1 Dec 2026")


def test_phones_are_whole_and_names_are_cut(empty: Desk, see: Callable[..., str]) -> None:
    phone = "010-12345678 转 80123 请转工程部"[:20]
    add_lead(empty, NewLead("很长的名字" * 10, company="更长的公司" * 20, phones=[phone]))
    plan_next(empty, "1", StepWish(MONDAY))
    shown = see(lambda: show_due(list_due(empty), make_look("zh")), "zh")
    row = next(line for line in shown.splitlines() if "很长" in line)
    assert phone.split(" ")[0] in row
    assert "…" in row


def test_the_whole_command_is_said_that_shows_the_rest() -> None:
    look = make_look("en").changed(typed=("due", "--within", "3", "--limit=2", "--owner", "Li Wei"))
    assert look.unlimited("due") == "leadq due --within 3 --owner 'Li Wei' --limit 0"
