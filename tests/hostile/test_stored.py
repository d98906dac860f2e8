"""A lead made of hostile text: stored as given, shown harmless by every command and format."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from leadq.__main__ import main
from leadq.domain.typing.texts import mend

from .texts import KINDS, is_formula, steering

FIELDS = ("company", "wechat", "address", "region", "source", "product", "note", "owner")
PLAIN_ASCII = "a@b.cn"


def fill(run: Callable[..., Any], bad: str) -> None:
    """Put a text wherever a lead takes one, by the commands that a rep would type."""
    options = [word for field in FIELDS for word in (f"--{field}={bad}",)]
    calls = [
        ["add", *options, f"--tag={bad}", "--email=a@b.cn", "--phone=13800138000", "--", bad],
        ["add", "--force", f"--company={bad}", "--phone=13900139000", "--", f"{bad} 2"],
        ["contact", "1", "--role=approver", f"--note={bad}", "--", bad],
        ["fact", "1", "money=yes", f"outlet_brands={bad}", f"--note={bad}"],
        ["man", "1", "--authority=yes", f"--note={bad}"],
        ["type", "1", "--stage=interest", f"--note={bad}"],
        ["ask", "1", "--answers=-", f"--note={bad}"],
        ["log", "1", f"--said={bad}", f"--objection={bad}", f"--promise={bad} @ +1d",
         f"--promise={bad}", "--next=+2d", f"--goal={bad}"],
        ["next", "1", "+3d", f"--place={bad}", f"--goal={bad}"],
        ["snooze", "1", "+4d", f"--reason={bad}"],
        ["grade", "1", "--set=B", f"--reason={bad}"],
        ["lose", "2", f"--reason={bad}"],
        ["edit", "1", f"--tag={bad}+", f"--note={bad}."],
    ]  # fmt: skip
    for call in calls:
        stdin = json.dumps({"outlet_image": bad}) if call[0] == "ask" else ""
        result = run(*call, stdin=stdin)
        # a stage that the content does not know is refused
        assert result.code == 0 or call[0] == "type", (call, result)
        assert not steering(result.out + result.err), (call, result)


READS = [
    ["list", "--status=all"], ["due", "--within=30"], ["show", "1"], ["show", "2"], ["grade", "1"],
    ["history", "1"], ["history", "2"], ["dupes"], ["merge", "1", "2", "--dry-run"],
    ["undo", "--list"], ["report", "day"], ["report", "overdue"], ["report", "week"],
    ["report", "questions"], ["report", "decay"], ["report", "lift"], ["man", "1"], ["type", "1"],
    ["contact", "1", "Somebody", "--role=decider"], ["spread"], ["away", "+1d", "+9d"],
    ["edit", "1", "--region=x"], ["log", "1", "--said=x"], ["park", "1", "--until=+9d"],
    ["reopen", "1"], ["win", "1"], ["undo"], ["undo", "--redo"], ["doctor"], ["backup", "--list"],
    ["config", "show"], ["config", "path"], ["script", "list"], ["show", "x"], ["show", "red"],
]  # fmt: skip


LANGUAGES = dict(zip(KINDS, ("en", "zh") * len(KINDS), strict=False))
"""The language in which a text goes through pipes; on terminals it goes in the other."""


@pytest.fixture(params=sorted(KINDS))
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def bad(kind: str) -> str:
    return KINDS[kind]


def test_every_command_shows_it_harmless(
    bad: str, kind: str, run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEADQ_LANG", LANGUAGES[kind])
    fill(run, bad)
    for call in READS:
        for fmt in ("table", "json", "csv"):
            result = run(*call, f"--format={fmt}")
            assert result.code in (0, 1, 2), (call, result)
            assert "Traceback" not in result.err and "Error:" not in result.err, (call, result)
            assert not steering(result.out + result.err), (call, fmt, result)
            if result.code == 0 and fmt == "json" and result.out:
                json.loads(result.out)
            if result.code == 0 and fmt == "csv":
                rows = list(csv.reader(io.StringIO(result.out, newline="")))
                assert len({len(row) for row in rows}) <= 1, (call, result.out)
                assert not [cell for row in rows for cell in row if is_formula(cell)]


class _Screen(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def on_a_terminal(words: list[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """Run a command with colour on a terminal; return what it wrote to both streams."""
    screens = [_Screen(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2)]
    with monkeypatch.context() as patch:
        patch.setenv("TERM", "xterm-256color")
        patch.setattr(sys, "stdin", io.StringIO(""))
        patch.setattr(sys, "stdout", screens[0])
        patch.setattr(sys, "stderr", screens[1])
        main(words)
    for screen in screens:
        screen.flush()
    return "".join(screen.buffer.getvalue().decode() for screen in screens)  # type: ignore[attr-defined]


def without_own_codes(shown: str) -> Iterator[str]:
    """Yield what is left between the colours and cursor moves of the program itself."""
    import re

    yield from re.split(r"\x1b\[(?:[0-9;]*m|\?25[lh]|[0-9]*[AK]|2K)|\r(?=\n|\x1b|$)", shown)


def test_a_terminal_with_colour_stays_as_it_is(
    bad: str, kind: str, run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEADQ_LANG", "en" if LANGUAGES[kind] == "zh" else "zh")
    fill(run, bad)
    exports = [
        ["export", "--status=all", f"--format={fmt}"] for fmt in ("csv", "json", "vcf", "ics")
    ]
    whats = [["export", f"--what={what}"] for what in ("touches", "followups", "facts")]
    for call in [*READS, *exports, *whats, ["show", bad], ["nonsense", bad]]:
        shown = on_a_terminal(call, monkeypatch)
        assert "Traceback" not in shown and "Error:" not in shown
        assert not steering("".join(without_own_codes(shown))), (call, shown)


def test_it_is_stored_as_it_was_given(bad: str, run: Callable[..., Any]) -> None:
    fill(run, bad)
    card = json.loads(run("show", "1", "--json").out)
    kept = mend(bad).strip()
    assert card["name"] == kept
    assert [card[field] for field in FIELDS if field != "note"] == [kept] * (len(FIELDS) - 1)
    assert card["note"] == mend(f"{bad}.")
    assert card["tags"] == [kept, mend(f"{bad}+").strip()]
    assert card["contacts"][0]["name"] == kept
    assert card["contacts"][0]["note"] == mend(bad)
    assert card["talks"][0]["said"] == card["talks"][0]["objection"] == kept
    assert [one["text"] for one in card["promises"]] == [kept, kept]
    assert card["next"]["goal"] == kept


def parse(table: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(table, newline="")))


@pytest.mark.parametrize("fmt", ["csv", "json"])
def test_a_file_that_leaves_is_exact(
    bad: str, fmt: str, run: Callable[..., Any], tmp_path: Path
) -> None:
    fill(run, bad)
    file = tmp_path / f"out.{fmt}"
    assert run("export", str(file), "--status=all").code == 0
    kept = mend(bad).strip()
    if fmt == "json":
        (lead, _other) = json.loads(file.read_text("utf-8"))
        assert lead["name"] == lead["company"] == kept
        return
    assert parse(run("export", "--status=all").out) == parse(file.read_bytes().decode())
    back = run("--db", str(tmp_path / "other.db"), "import", str(file))
    assert back.code == 0, back
    here = json.loads(run("export", "--status=all", "--json").out)
    there = json.loads(
        run("--db", str(tmp_path / "other.db"), "export", "--status=all", "--json").out
    )
    own = ("id", "name", "phones", "emails", "tags", "status", "reason", *FIELDS)
    assert [{k: one[k] for k in own} for one in there] == [{k: one[k] for k in own} for one in here]
    again = tmp_path / "again.csv"
    run("--db", str(tmp_path / "other.db"), "export", str(again), "--status=all")
    before, after = (parse(one.read_bytes().decode()) for one in (file, again))
    places = [before[0].index(name) for name in own[1:]]
    assert [[row[at] for at in places] for row in after] == [
        [row[at] for at in places] for row in before
    ]
