"""No cell that leaves can be run by a spreadsheet, and import takes exactly one quote off."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadq.exchange.tables.csv_write import write_csv_file
from leadq.exchange.tables.guard import guard_cell, guard_text, unguard_cell, unguard_text
from leadq.exchange.tables.open_table import open_table
from leadq.render.parts.out import write_csv as show_csv

from .texts import is_formula

FORMULAS = (
    "=1+1", "+1", "-1+1", "@SUM(1)", "＝1", "＋1", "－1", "＠x", "\t=1", "\r=1", "'=1", "''+x",
    "=cmd|' /C calc'!A0", '=HYPERLINK("http://x","y")', "-5", "+86 138 0013 8000", "=", "@", "'",
)  # fmt: skip
_CELLS = st.text("'=+-@\t\r\n\"＝＋－＠ab, \0\ud800", max_size=6) | st.text(max_size=8)


def cells_of(table: str) -> list[str]:
    rows = csv.reader(io.StringIO(table.removeprefix("\ufeff"), newline=""))
    return [cell for row in rows for cell in row]


@given(st.lists(st.tuples(_CELLS, _CELLS), min_size=1, max_size=4))
def test_any_text_leaves_harmless_and_comes_back(
    tmp_path: Path, rows: list[tuple[str, str]]
) -> None:
    file = tmp_path / "out.csv"
    write_csv_file(file, ("id", "=name", "+note"), [("x", *row) for row in rows], force=True)
    assert not [cell for cell in cells_of(file.read_bytes().decode()) if is_formula(cell)]
    table = open_table(file)
    assert table.headers == ["id", "=name", "+note"]
    lost = str.maketrans({"\0": "\ufffd", **{chr(c): "\ufffd" for c in range(0xD800, 0xE000)}})
    kept = [["x", *(cell.translate(lost) for cell in row)] for row in rows]
    assert [cells for _line, cells in table.rows()] == kept


@given(st.lists(_CELLS, min_size=1, max_size=4), _CELLS)
def test_any_text_is_shown_harmless(
    monkeypatch: pytest.MonkeyPatch, row: list[str], header: str
) -> None:
    out = io.StringIO()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", out)
        show_csv((header, "b"), [(cell, [cell, cell]) for cell in row])
    assert not [cell for cell in cells_of(out.getvalue()) if is_formula(cell)]


@given(_CELLS)
def test_one_quote_goes_on_and_comes_off(cell: str) -> None:
    once = guard_cell(cell)
    assert once in (cell, f"'{cell}")
    assert (once != cell) == cell.lstrip("'").startswith(tuple("=+-@\t\r＝＋－＠"))
    assert unguard_cell(once) == cell


_PARTS = st.text("';=+-@\t\r\n\"＝ab, ", max_size=9)


def is_run(cell: str) -> bool:
    """Say whether a spreadsheet could run a cell that it has cut out of a text."""
    return cell.lstrip('"').startswith(tuple("=+-@＝＋－＠"))


@given(_PARTS)
def test_a_cell_that_is_split_elsewhere_is_harmless_and_comes_back(cell: str) -> None:
    guarded = guard_text(cell)
    assert unguard_text(guarded) == cell
    assert not [part for part in re.split("[;\t\r\n]", guarded)[1:] if is_run(part)]
    assert not is_formula(guarded)


@given(st.lists(st.tuples(_PARTS, _PARTS), min_size=1, max_size=4), st.sampled_from(";\t"))
def test_a_table_that_is_split_elsewhere_is_harmless(
    tmp_path: Path, rows: list[tuple[str, str]], separator: str
) -> None:
    file = tmp_path / "out.csv"
    write_csv_file(file, ("id", "a", "b"), [("x", *row) for row in rows], force=True)
    written = file.read_bytes().decode()
    lines = csv.reader(io.StringIO(written, newline=""), delimiter=separator)
    assert not [cell for row in lines for cell in row if is_run(cell)]
    kept = [["x", *row] for row in rows]
    assert [cells for _line, cells in open_table(file).rows()] == kept


@pytest.mark.parametrize("bad", FORMULAS)
def test_every_table_of_every_command(bad: str, run: Callable[..., Any], tmp_path: Path) -> None:
    run("add", f"--company={bad}", f"--note={bad}", f"--tag={bad}", f"--owner={bad}", "--", bad)
    run("log", "1", f"--said={bad}", f"--promise={bad} @ today", f"--goal={bad}", "--next=today")
    run("fact", "1", f"outlet_brands={bad}", f"--note={bad}")
    run("contact", "1", "--role=decider", f"--note={bad}", "--", bad)
    calls = [
        ["list"], ["due"], ["show", "1"], ["grade", "1"], ["history", "1"], ["contact", "1", "x",
        "--role=decider"], ["report", "day"], ["report", "overdue"],
        ["report", "week"], ["report", "questions"], ["undo", "--list"], ["dupes"],
    ]  # fmt: skip
    tables = [run(*call, "--format=csv").out for call in calls]
    for what in ("leads", "touches", "followups", "facts"):
        tables.append(run("export", f"--what={what}", "--format=csv").out)
        file = tmp_path / f"{what}.csv"
        assert run("export", f"--what={what}", str(file)).code == 0
        tables.append(file.read_bytes().decode())
    for table in tables:
        assert not [cell for cell in cells_of(table) if is_formula(cell)], table


def test_rejected_rows_leave_harmless_and_come_back(run: Callable[..., Any]) -> None:
    rows = [[bad, "1.38E+10", bad] for bad in FORMULAS if bad.strip("'\t\r")]
    with Path("in.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["name", "phone", "=x"], *rows])
    assert run("import", "in.csv", "--json").code == 1
    rejected = Path("in.csv.rejected.csv").read_bytes().decode()
    assert not [cell for cell in cells_of(rejected) if is_formula(cell)]
    before, after = open_table("in.csv"), open_table("in.csv.rejected.csv")
    assert [cells[2:] for _line, cells in after.rows()] == [cells for _line, cells in before.rows()]
    mended = rejected.replace("1.38E+10", "")
    Path("mended.csv").write_bytes(mended.encode())
    assert run("import", "mended.csv").code == 0
    names = [one["name"] for one in json.loads(run("list", "--sort=number", "--json").out)]
    assert sorted(names) == sorted(cells[0].strip() for _line, cells in before.rows())
