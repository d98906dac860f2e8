"""Whatever makes an appointment names those that it leaves no time for (method §14)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]
NAMED = "Too close together on"


@pytest.fixture
def planned(run: Run) -> Run:
    """A visit of Li's on Wednesday at ten, a lead of his own, one of Ann's."""
    run("add", "王建国", "--phone", "13800138000", "--owner", "Li")
    run("add", "Tom", "--phone", "13800138001", "--owner", "Li")
    run("add", "Eve", "--phone", "13800138002", "--owner", "Ann")
    run("next", "1", "wed", "--time", "10:00", "--by", "visit")
    return run


@pytest.mark.parametrize(
    "command",
    [
        ("next", "2", "wed 10:45"),
        ("next", "2", "wed 9:30", "--by", "visit"),
        ("log", "2", "--said", "hi", "--next", "wed 10:30", "--next-by", "phone"),
        ("log", "2", "call me on wednesday at 10:30", "--accept"),
    ],
)
def test_what_is_too_near_is_named(planned: Run, command: tuple[str, ...]) -> None:
    result = planned(*command)
    assert result.code == 0
    assert NAMED in result.err and "1 王建国" in result.err and "2 Tom" in result.err


def test_a_step_put_off_into_another_is_named(planned: Run) -> None:
    assert NAMED not in planned("next", "2", "thu 10:15").err
    assert NAMED in planned("snooze", "2", "wed", "--reason", "busy").err


@pytest.mark.parametrize(
    "command",
    [
        ("next", "2", "wed 11:00"),
        ("next", "2", "wed 9:30", "--by", "phone"),
        ("next", "2", "wed"),
        ("next", "2", "thu 10:00"),
        ("next", "3", "wed 10:00"),
        ("next", "1", "wed 10:30"),
    ],
)
def test_what_leaves_time_is_not_named(planned: Run, command: tuple[str, ...]) -> None:
    assert NAMED not in planned(*command).err


def test_due_names_every_pair(planned: Run) -> None:
    planned("next", "2", "wed", "--time", "10:10", "--by", "phone")
    planned("add", "Ada", "--phone", "13800138003", "--owner", "Li")
    planned("next", "4", "wed", "--time", "10:50", "--by", "phone")
    out = planned("due", "--on", "wed", "--owner", "Li").out
    assert out.count(NAMED) == 2
