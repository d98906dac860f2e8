"""What a command works with: who can be asked, in which colours, in which language."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from leadq.cli.frame.flags import Flags, peek_flags
from leadq.cli.frame.session import Session


class Stream:
    """A stream that is a terminal or not."""

    def __init__(self, terminal: bool) -> None:
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


@pytest.mark.parametrize("piped", ["stdin", "stdout", "stderr", None])
def test_someone_can_be_asked_only_on_three_terminals(
    piped: str | None, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, Stream(name != piped))
    asked = Session(Flags()).interactive, Session(Flags(no_input=True)).interactive
    monkeypatch.undo()
    assert asked == (piped is None, False)


def test_a_closed_stream_is_no_terminal(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert not Session(Flags()).interactive


@pytest.mark.parametrize(
    ("environ", "flags", "color"),
    [
        ({}, Flags(), True),
        ({"NO_COLOR": "1"}, Flags(), False),
        ({"TERM": "dumb"}, Flags(), False),
        ({}, Flags(no_color=True), False),
    ],
)
def test_colour(
    environ: dict[str, str],
    flags: Flags,
    color: bool,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "stdout", Stream(True))
    seen = Session(flags).color
    monkeypatch.undo()
    assert seen is color


def test_the_store_is_the_flag_then_the_variable_then_the_setting(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Session(Flags()).store_path == home / "leadq.db"
    (home / ".leadq.toml").write_text('db = "own.db"', encoding="utf-8")
    assert Session(Flags()).store_path == home / "own.db"
    monkeypatch.setenv("LEADQ_DB", "typed.db")
    assert Session(Flags()).store_path == Path.cwd() / "typed.db"
    assert Session(Flags(db="~/flag.db")).store_path == Path.home() / "flag.db"


def test_a_glance_changes_nothing() -> None:
    flags = peek_flags(["log", "--said", "--no-color", "--lang=zh", "--", "--debug"])
    assert (flags.no_color, flags.lang, flags.debug) == (False, "", False)
    assert flags.glance("no_color") is True
    assert flags.glance("lang") == "zh"
    assert flags.glance("debug") is False
