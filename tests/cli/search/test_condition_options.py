"""The conditions as options: the same in every command that chooses leads."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Result


@pytest.fixture
def two(run: Callable[..., Result]) -> Callable[..., Result]:
    for name, typed in (("Ann", "money=yes"), ("Bob", "money=no")):
        assert (
            run("add", name, "--owner", "Li", "--phone", f"1380000111{len(name + typed)}").code == 0
        )
        assert run("fact", name, typed, "type=driver", "motive=quality", "intent=yes").code == 0
    return run


@pytest.mark.parametrize(
    "typed",
    [
        ("--fact", "money=yes"),
        ("--fact", "money=有"),
        ("--class", "target_strong"),
        ("--class", "目标", "--fact", "money=yes"),
        ("--type", "driver", "--motive", "quality", "--fact", "money!=no"),
        ("--by", "phone", "--fact", "money=yes"),
        ("--by", "电话", "--fact", "money=yes"),
    ],
)
def test_every_command_takes_them(
    two: Callable[..., Result], typed: tuple[str, ...], tmp_path: Path
) -> None:
    listed = json.loads(two("list", *typed, "--json").out)
    assert [lead["name"] for lead in listed] == ["Ann"]
    due = json.loads(two("due", "--within", "9", *typed, "--json").out)
    assert [item["name"] for item in due] == ["Ann"]
    exported = json.loads(two("export", *typed, "--json").out)
    assert [lead["name"] for lead in exported] == ["Ann"]
    assert two("handover", "Li", "Wu", *typed).code == 0
    owners = {lead["name"]: lead["owner"] for lead in json.loads(two("list", "--json").out)}
    assert owners == {"Ann": "Wu", "Bob": "Li"}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (("--fact", "nosuch=1"), 1),
        (("--fact", "money=maybe"), 1),
        (("--fact", "=1"), 2),
        (("--class", "best"), 2),
        (("--by", "pigeon"), 2),
        (("--type", "nobody"), 1),
    ],
)
def test_what_cannot_be_meant_is_refused(
    two: Callable[..., Result], typed: tuple[str, ...], code: int
) -> None:
    for command in ("list", "due", "export"):
        done = two(command, *typed)
        assert (done.code, done.out) == (code, "")
        assert len(done.err.splitlines()) == 2


@pytest.mark.parametrize("typed", [("--fact", "money=yes"), ("--fact", "购买力=有")])
def test_reports_are_of_those_leads(two: Callable[..., Result], typed: tuple[str, ...]) -> None:
    two("log", "Ann", "--said", "hello")
    two("log", "Bob", "--said", "hello")

    def of(report: str, *more: str) -> Any:
        return json.loads(two("report", report, *typed, *more, "--json").out)

    assert [one["number"] for one in of("day")["contacts"]] == [1]
    late = {"LEADQ_TODAY": "2027-03-01"}
    assert [
        one["number"]
        for one in json.loads(two("report", "overdue", *typed, "--json", env=late).out)
    ] == [1]
    for report, section, key in (
        ("funnel", "stages", "now"),
        ("sources", "sources", "leads"),
        ("pipeline", "grades", "leads"),
        ("reps", "reps", "open"),
    ):
        assert sum(row[key] for row in of(report)["sections"][section]) == 1, report


def test_a_condition_nobody_fulfils_leaves_a_report_empty(two: Callable[..., Result]) -> None:
    assert two("report", "funnel", "--fact", "money?").code == 0
    result = two("report", "funnel", "--fact", "mony=yes")
    assert result.code != 0 and "money" in result.err
