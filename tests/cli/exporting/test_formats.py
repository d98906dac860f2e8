"""The formats of an export are the files there are: each has what an export asks of it."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import leadq.cli.exporting as room
from leadq.cli.exporting.formats import format_names, open_format

Run = Callable[..., Any]
MARKDOWN = '''
"""A table of Markdown."""
from leadq.cli.exporting.formats import check_holds
from leadq.usecases.exporting.export import open_sheet

USUAL = "leads"

def check(export):
    check_holds(export, "leads")

def write(export):
    desk = export.work.desk
    with desk.read() as conn:
        rows = [row for row in open_sheet(conn, desk, "leads", export.wanted, export.mask).rows]
    export.write_text(f"| {row[0]} | {row[2]} |\\\\n" for row in rows)
    return len(rows)
'''


@pytest.mark.parametrize("name", ["csv", "ics", "json", "vcf", "xlsx"])
def test_every_format_can_be_checked_and_written(name: str) -> None:
    found = open_format(name)
    assert name in format_names()
    assert isinstance(found.USUAL, str)
    assert list(inspect.signature(found.check).parameters) == ["export"]
    assert list(inspect.signature(found.write).parameters) == ["export"]


def test_a_format_is_one_file(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "to_md.py").write_text(MARKDOWN.replace("\\\\n", "\\n"), encoding="utf-8")
    monkeypatch.setattr(room, "__path__", [*room.__path__, str(tmp_path)])
    run("add", "王建国")
    assert run("export", "--format", "md").out.removeprefix("\ufeff") == "| 1 | 王建国 |\n"
    assert run("export", "leads.md").err == "1 row written to leads.md.\n"
    assert Path("leads.md").read_text(encoding="utf-8") == "| 1 | 王建国 |\n"
    monkeypatch.delitem(sys.modules, "leadq.cli.exporting.export_leads")  # as in a new process
    assert "csv|ics|json|md|vcf|xlsx" in run("export", "--help").out
    refused = run("export", "--format", "md", "--what", "facts")
    assert (refused.code, refused.err.splitlines()[0]) == (2, "md files do not hold facts.")
    assert run("export", "--format", "pdf").code == 2
