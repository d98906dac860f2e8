"""Every command of the table, every argument and option: hostile words, and numbers too large.

The calls are made from what the commands declare, so that a new command is tried by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from leadq.cli.frame.door import LazyGroup
from leadq.cli.frame.table import TABLE

from .test_stored import fill
from .texts import ANSI, BIDI, MARKUP, SHELL_NAMES, steering

LEAVES = [entry.words for entry in TABLE if entry.place]
HUGE = ("9" * 19, f"-{'9' * 400}", "1e400")
HOSTILE = (
    f"{MARKUP} {ANSI} {BIDI}",
    "--db=PWNED'; touch PWNED; '$(touch PWNED)",
    "=cmd|' /C calc'!A0\r\nBEGIN:VCARD",
    "<script>alert(1)</script>/../../x",
    "x" * 20_000,
)
_FILLED: dict[str, bytes] = {}


def command_of(words: str) -> Any:
    command: Any = LazyGroup()
    for word in words.split():
        command = command.get_command(None, word)
    return command


def params_of(words: str, kind: str) -> list[Any]:
    return [one for one in command_of(words).params if one.param_type_name == kind]


def is_number(param: Any) -> bool:
    return "INT" in type(param.type).__name__.upper() or param.type.name in ("integer", "float")


def said(words: str, home: Path, bad: str) -> list[str]:
    """Return words for the arguments of a command: leads that are there, else the hostile text."""
    found = []
    for one in params_of(words, "argument"):
        name = (one.name or "").lower()
        if "lead" in name or name in ("keep", "one"):
            found.append("1")
        elif name == "other":
            found.append("2")
        elif "day" in name or name in ("on", "when", "start", "end", "until"):
            found.append("+2d")
        elif name in ("file", "folder", "target") and one.required:
            found.append(str(home / "in.csv"))
        elif one.required:
            found.append(bad)
    return found


def options_of(words: str) -> Iterator[tuple[str, Any]]:
    for one in params_of(words, "option"):
        if not getattr(one, "is_flag", False) and one.name not in ("db", "config", "lang"):
            yield next(opt for opt in one.opts if opt.startswith("--")), one


@pytest.fixture
def filled(run: Callable[..., Any], home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a store of hostile leads, in which one also stands."""
    monkeypatch.chdir(home)
    if not _FILLED:
        fill(run, "$(touch PWNED) [/] \x1b[31m\u202e")
        _FILLED["leadq.db"] = (home / "leadq.db").read_bytes()
    for name, content in _FILLED.items():
        (home / name).write_bytes(content)
    rows = "".join(f'"{name}",,\n' for name in SHELL_NAMES if '"' not in name)
    (home / "in.csv").write_text(f"name,phone,note\n{rows}", encoding="utf-8", newline="")
    return home


def check(words: list[str], done: Any, home: Path) -> None:
    told = (words, done.code, done.out[-500:], done.err[-500:])
    assert done.code in (0, 1, 2, 3), told
    assert "Traceback" not in done.err and "stumbled" not in done.err, told
    # a table that goes into another program is exact
    assert not steering(done.err if words[0] == "export" else done.out + done.err), told
    assert not list(home.rglob("PWNED*")), told


@pytest.mark.parametrize("words", LEAVES)
def test_every_argument_and_option_takes_hostile_words(
    words: str, run: Callable[..., Any], filled: Path
) -> None:
    for number, bad in enumerate(HOSTILE):
        call = [*words.split(), "--", *said(words, filled, bad)]
        check(call, run("--no-input", *call), filled)
        for flag, _param in [*options_of(words)][number % 2 :: 2]:
            call = [*words.split(), f"{flag}={bad}", "--", *said(words, filled, bad)]
            check(call, run("--no-input", *call), filled)


@pytest.mark.parametrize("words", LEAVES)
def test_no_number_is_too_large_to_be_refused_in_words(
    words: str, run: Callable[..., Any], filled: Path
) -> None:
    for flag, param in options_of(words):
        for huge in HUGE:
            call = [*words.split(), f"{flag}={huge}", "--", *said(words, filled, "x")]
            done = run("--no-input", *call)
            check(call, done, filled)
            if is_number(param):
                assert done.code == 2, (call, done)
    for huge in HUGE:
        call = [*words.split(), "--", *[huge for _word in said(words, filled, "x")]]
        check(call, run("--no-input", *call), filled)
