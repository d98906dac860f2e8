"""The bench's table: a case that fails costs its own line and no other."""

from __future__ import annotations

import sys
from pathlib import Path

from ..lines import FAILED, PASS, Line, make_rows
from ..measure import Case, measure

_LINES = [
    Line("good", "what works", "good", must=1e6),
    Line("bad", "what fails", "bad", must=1e6),
    Line("against", "what is divided by it", "good", "bad"),
    Line("missing", "what is not installed", "missing"),
]


def test_a_case_that_fails_costs_its_own_line(tmp_path: Path) -> None:
    calls = {PASS: "pass", "good": "print(1)", "bad": "raise SystemExit('no good')"}
    cases = [Case(name, [sys.executable, "-c", code], {}) for name, code in calls.items()]
    said: list[str] = []
    found = measure(cases, 2, True, tmp_path / "said", lambda _line: None, said.append)
    assert {name: len(runs) for name, runs in found.items()} == {PASS: 2, "good": 2, "bad": 0}
    assert len(said) == 1
    assert "no good" in said[0]
    rows = {row[0]: row for row in make_rows(_LINES, found)[1:]}
    assert list(rows) == ["what works", "what fails", "what is divided by it"]
    assert [FAILED in row for row in rows.values()] == [False, True, True]
    assert len({len(row) for row in rows.values()}) == 1
