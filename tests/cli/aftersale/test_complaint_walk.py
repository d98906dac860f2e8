"""The walk through a complaint: every answer is kept as it is given."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

Run = Callable[..., Any]
ANSWERS = ("leaks", "", "yes", "yes", "", "a seal", "+4d", "replaced", "yes", "", "")


def test_a_complaint_is_walked_to_its_end(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("add", "王建国")
    left = iter(ANSWERS)
    asker = SimpleNamespace(
        ask_text=lambda *_said, **_more: next(left), choose=lambda *_said, **_more: next(left)
    )
    with monkeypatch.context() as patch:
        patch.setattr("leadq.cli.frame.work.Work.asker", asker)
        done = run("complaint", "1")
    assert done.code == 0 and list(left) == []
    (case,) = json.loads(run("complaint", "1", "--json").out)["complaints"]
    assert (case["state"], case["solution"], case["satisfied"]) == ("closed", "replaced", "yes")
    assert (case["thanked"], case["apologised"], case["feeling"]) == ("yes", "yes", None)
    assert [(one["due_on"], one["state"]) for one in case["promises"]] == [
        *(("2026-11-27", "kept"), ("2026-11-26", "kept"))
    ]
